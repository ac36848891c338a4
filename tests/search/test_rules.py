"""What is kept of a text, and the ladder of a question."""

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.fold import fold
from loa.search.rules import (
    Entry,
    Narrowed,
    Rung,
    Word,
    asked,
    ladder,
    number,
    score,
    tokens,
    words,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dự thảo", [Word("du", "dư\u0323"), Word("thao", "thao\u0309")]),
        ("hòa", [Word("hoa", "hoà")]),
        ("hoà", [Word("hoa", "hoà")]),
        ("12/2024/NQ-HĐND", [Word(w, s) for w, s in
            [("12", "12"), ("2024", "2024"), ("nq", "nq"), ("hdnd", "hđnd")]]),
        ("  — ./.", []),
        ("", []),
    ],
)  # fmt: skip
def test_words(text: str, found: list[Word]) -> None:
    expected = [(w.folded, unicodedata.normalize("NFC", w.spelled)) for w in found]
    assert [(word.folded, word.spelled) for word in words(text)] == expected


@given(st.text())
def test_words_fold_as_everything_else_does(text: str) -> None:
    assert (
        " ".join(word.folded for word in words(text)) == fold(text)
        or len(max(text.split(), key=len, default="")) > 10
    )


@given(st.text(max_size=200))
def test_no_token_holds_what_a_database_might_read(text: str) -> None:
    for token in tokens(Entry(key="x", url="/x/", title=text, kind=text, topic=text)):
        assert not set(token) & set(" \"'\\()&|!*<\n\t\0")


def test_an_entry_is_found_by_words_pairs_accents_title_and_facets() -> None:
    entry = Entry(
        key="a", url="/a/", title="Dự án", text="nước", kind="notice", unit="02020", public=False
    )
    plain = {unicodedata.normalize("NFD", token) for token in tokens(entry)}
    assert plain == {
        "du", "an", "du_an", "~du\u031b\u0323".replace("u\u031b", "u\u031b"), "~an\u0301",
        "t:du", "t:an", "t:du_an", "t:~du\u031b\u0323", "t:~an\u0301",
        "nuoc", "~nu\u031bo\u031bc\u0301",
        "k:notice", "u:02020", "s:", "l:vi", "p:staff",
    }  # fmt: skip


def test_who_writes_accents_gets_them_first() -> None:
    rungs = ladder(asked("dự thao"))
    spelled = asked("dự")[0].spelled
    assert rungs == [
        Rung(("t:du_thao", f"t:~{spelled}", "t:thao")),
        Rung((f"t:~{spelled}", "t:thao")),
        Rung(("du_thao", f"~{spelled}", "thao")),
        Rung((f"~{spelled}", "thao")),
        Rung(("t:du_thao",)),
        Rung(("t:du", "t:thao")),
        Rung(("du_thao",)),
        Rung(("du", "thao")),
        Rung((), "t:du_thao"),
        Rung((), "du_thao"),
    ]


def test_who_writes_none_gets_titles_first() -> None:
    assert ladder(asked("mua")) == [
        Rung(("t:~mua",)),
        Rung(("t:mua",)),
        Rung(("~mua",)),
        Rung(("mua",)),
        Rung((), "t:mua"),
        Rung((), "mua"),
    ]


def test_a_question_without_words_has_no_rungs() -> None:
    assert ladder(asked(' "*():&|! ')) == []


def test_scores_only_fall() -> None:
    points = [score(rung, 10, place) for rung in range(10) for place in range(50)]
    assert points == sorted(points, reverse=True)
    assert 0 < points[-1] < points[0] <= 1


def test_numbers_sort_by_time() -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert number(None, 5) < number(noon) < number(noon, 5) < number(noon.replace(second=1))


def test_codes_with_dots_stay_apart() -> None:
    groups = Narrowed(topics=("1.2", "12"), kinds=("notice",)).groups()
    assert groups == (("k:notice",), ("c:1_2e_2", "c:12"))

import re
import tomllib
import unicodedata
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

CONTENT = Path(__file__).parents[2] / "src" / "loa" / "demonstration" / "content"

# (phase, topic) → items; the plans that run without phases count under None.
WANTED: dict[str, dict[tuple[str | None, str], int]] = {
    "cho-don-2020": {
        ("dot-1", "1.1"): 1,
        ("dot-1", "1.2"): 1,
        ("dot-1", "1.3"): 1,
        ("dot-1", "1.4"): 2,
        ("dot-1", "2.1"): 3,
        ("dot-1", "2.2"): 3,
        ("dot-1", "3.1"): 3,
        ("dot-1", "3.2"): 1,
        ("dot-1", "3.3"): 1,
        ("dot-1", "3.4"): 2,
        ("dot-1", "3.5"): 2,
        ("dot-1", "3.6"): 2,
        ("dot-1", "4.1"): 1,
        ("dot-1", "4.2"): 1,
        ("dot-2", "4.3"): 3,
        ("dot-2", "4.4"): 2,
        ("dot-2", "4.5"): 2,
        ("dot-2", "4.6"): 3,
        ("dot-2", "4.7"): 2,
        ("dot-2", "5.1"): 2,
        ("dot-2", "5.2"): 2,
        ("dot-3", "6.1"): 3,
        ("dot-3", "6.2"): 4,
        ("dot-3", "6.3"): 3,
    },
    "cho-moi-2020": {
        ("dot-1", "1.1"): 2,
        ("dot-1", "1.2"): 1,
        ("dot-1", "1.4"): 1,
        ("dot-1", "4"): 2,
        ("dot-2", "1.3"): 1,
        ("dot-2", "2"): 1,
        ("dot-2", "3"): 2,
        ("dot-2", "5"): 3,
        ("dot-2", "6"): 1,
        ("dot-3", "6"): 2,
    },
    "thuong-xuyen": {
        (None, "1"): 5,
        (None, "2"): 6,
        (None, "3"): 5,
        (None, "4"): 4,
        (None, "5"): 5,
        (None, "6"): 4,
        (None, "7"): 3,
    },
    "phong-dich-2026": {
        (None, "1"): 3,
        (None, "2"): 4,
        (None, "3"): 3,
        (None, "4"): 2,
        (None, "5"): 2,
    },
}
REQUIRED = {"key", "topic", "kind", "headline", "text", "author", "source", "recorded"}
OPTIONAL = {"phase", "mood", "months", "gist"}


def read(plan: str) -> dict[str, Any]:
    return tomllib.loads((CONTENT / f"{plan}.toml").read_text(encoding="utf-8"))


FILES = {plan: read(plan) for plan in WANTED}
# hòa, ủy, khỏe: the mark stands on the first vowel of an open oa, oe, uy (qu is a consonant).
MOVED_MARK = re.compile(r"\b\w*o[àáảãạèéẻẽẹ]\b|\b(?!\w*q)\w*u[ỳýỷỹỵ]\b")
BAD_SPACING = re.compile(r"[ \t\u00a0]{2}|[\t\u00a0]| [,.;:?!”]|“ |[,;:?!.](?=[^\W\d])|\.[./]")
TITLED = re.compile(r"\b(?:ông|bà|anh|chị|cô|chú|bác|cụ|đồng chí) (\w+) (\w+)", re.IGNORECASE)
TERM = re.compile(r"\b20\d\d-20\d\d\b")
RUN_OF_DIGITS = re.compile(r"\d(?:[ .\-]?\d){6,}")

ITEMS = [
    pytest.param(plan, item, id=item["key"]) for plan in WANTED for item in FILES[plan]["item"]
]
each_item = pytest.mark.parametrize(("plan", "item"), ITEMS)


def all_items() -> list[dict[str, Any]]:
    return [item for plan in WANTED for item in FILES[plan]["item"]]


def folded_words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFD", text.casefold()).replace("đ", "d")
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    return re.findall(r"[a-z0-9]+", bare)


def spoken_fields(item: dict[str, Any]) -> list[str]:
    return [item[field] for field in ("headline", "text", "author", "source")]


def names_after_a_title(words: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = TITLED.findall(words)
    return [(one, other) for one, other in found if one.istitle() and other.istitle()]


def test_every_file_is_a_plans_or_the_portals() -> None:
    assert {path.stem for path in CONTENT.glob("*.toml")} == {
        *WANTED,
        "cong-thong-tin",
        "chuyen-minh-hoa",
    }


@pytest.mark.parametrize("plan", WANTED)
def test_a_file_names_its_format_version_and_plan(plan: str) -> None:
    head = {name: value for name, value in FILES[plan].items() if name != "item"}
    assert head == {"format": "loa.items", "version": "1.0", "plan": plan}


@pytest.mark.parametrize("plan", WANTED)
def test_every_phase_and_topic_has_the_items_that_its_plan_counts_on(plan: str) -> None:
    found = Counter((item.get("phase"), item["topic"]) for item in FILES[plan]["item"])
    assert found == WANTED[plan]


@each_item
def test_an_item_has_every_field_and_no_unknown_one(plan: str, item: dict[str, Any]) -> None:
    phase = {"phase"} if plan in {"cho-don-2020", "cho-moi-2020"} else set()
    assert REQUIRED | phase <= set(item) <= REQUIRED | OPTIONAL
    assert item["kind"] in {"bulletin", "notice"}
    assert item.get("mood", "festive") == "festive"
    assert all(field.strip() for field in spoken_fields(item))


def test_keys_and_headlines_are_unique_over_all_files() -> None:
    keys = [item["key"] for item in all_items()]
    headlines = [item["headline"].casefold() for item in all_items()]
    assert [word for word, times in Counter(keys + headlines).items() if times > 1] == []


@each_item
def test_a_key_is_made_of_its_headlines_words_in_their_order(
    plan: str, item: dict[str, Any]
) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", item["key"])
    rest = iter(folded_words(item["headline"]))
    assert [word for word in item["key"].split("-") if word not in rest] == []


@each_item
def test_a_text_is_as_long_as_an_ear_follows(plan: str, item: dict[str, Any]) -> None:
    assert 50 <= len(item["text"].split()) <= 130
    sentences = re.split(r"[.?!:;]\s", item["text"])
    assert [one for one in sentences if len(one.split()) > 35] == []


@each_item
def test_the_letters_are_composed_latin_ones(plan: str, item: dict[str, Any]) -> None:
    for field in spoken_fields(item):
        assert field == unicodedata.normalize("NFC", field)
        letters = {char for char in field if char.isalpha()}
        assert [char for char in letters if not unicodedata.name(char).startswith("LATIN")] == []
        assert [char for char in field if unicodedata.combining(char)] == []


@each_item
def test_spaces_and_stops_are_where_a_typesetter_puts_them(plan: str, item: dict[str, Any]) -> None:
    for field in spoken_fields(item):
        assert BAD_SPACING.findall(field) == []
    paragraphs = item["text"].strip().split("\n\n")
    assert [one for one in paragraphs if "\n" in one or not one.endswith((".", "?", "”."))] == []
    assert item["headline"] == item["headline"].strip().removesuffix(".")


@each_item
def test_tone_marks_stand_in_one_place_throughout(plan: str, item: dict[str, Any]) -> None:
    assert MOVED_MARK.findall(" ".join(spoken_fields(item)).casefold()) == []


@each_item
def test_nobody_is_named_and_nobody_can_be_rung_up(plan: str, item: dict[str, Any]) -> None:
    words = " ".join(spoken_fields(item))
    assert names_after_a_title(words) == []
    assert RUN_OF_DIGITS.findall(TERM.sub("", words)) == []


def test_the_patterns_catch_what_they_are_for() -> None:
    assert MOVED_MARK.findall("hoà uỷ khoẻ hòa ủy khỏe quý quỹ hoàn ngoài") == ["hoà", "uỷ", "khoẻ"]
    assert [bool(BAD_SPACING.search(text)) for text in ("a  b", "a ,b", "như:Trên", "hết./.")] == [
        True
    ] * 4
    assert names_after_a_title("gặp ông Nguyễn Văn A, ông bà Nội trợ") == [("Nguyễn", "Văn")]
    assert RUN_OF_DIGITS.findall("gọi 0209 3871 123 hoặc 114") == ["0209 3871 123"]


def test_no_two_texts_are_nearly_equal() -> None:
    def alike(one: list[str], other: list[str]) -> float:
        match = SequenceMatcher(None, one, other, autojunk=False)
        # The quick ratios are upper bounds: what they clear need not be measured.
        return match.ratio() if match.quick_ratio() >= 0.6 else 0.0

    texts = [(item["key"], folded_words(item["text"])) for item in all_items()]
    pairs = combinations(texts, 2)
    assert [(a, b) for (a, one), (b, other) in pairs if alike(one, other) >= 0.6] == []


def test_openings_differ() -> None:
    openings = Counter(" ".join(folded_words(item["text"])[:4]) for item in all_items())
    assert [words for words, times in openings.items() if times > 1] == []


@pytest.mark.parametrize(
    ("phase", "tyz", "ium"), [("dot-1", 6, 3), ("dot-2", 4, 2), ("dot-3", 2, 1)]
)
def test_cho_don_has_the_recordings_that_its_plan_counts_on(phase: str, tyz: int, ium: int) -> None:
    items = FILES["cho-don-2020"]["item"]
    languages = Counter(
        code for item in items if item["phase"] == phase for code in item["recorded"]
    )
    assert languages == {"tyz": tyz, "ium": ium}


@each_item
def test_recordings_are_in_known_languages_once_each(plan: str, item: dict[str, Any]) -> None:
    assert item["recorded"] in ([], ["tyz"], ["ium"], ["tyz", "ium"])
    assert set(item.get("gist", {})) <= set(item["recorded"])


@each_item
def test_only_standing_items_are_tied_to_months(plan: str, item: dict[str, Any]) -> None:
    assert "months" not in item or plan == "thuong-xuyen"
    months = item.get("months", [1])
    assert months
    assert len(set(months)) == len(months)
    assert set(months) <= set(range(1, 13))


def test_the_standing_plan_follows_the_year_and_never_runs_dry() -> None:
    items = FILES["thuong-xuyen"]["item"]
    seasonal = [item for item in items if "months" in item]
    assert 3 * len(seasonal) >= len(items)
    for month in range(1, 13):
        assert len([item for item in items if month in item.get("months", [month])]) >= 16


def test_festive_is_what_a_pause_stops_and_nothing_else() -> None:
    festive = Counter(
        (plan, item["topic"]) for plan in WANTED for item in FILES[plan]["item"] if "mood" in item
    )
    assert festive == {
        ("cho-don-2020", "5.1"): 2,
        ("cho-don-2020", "6.3"): 3,
        ("thuong-xuyen", "6"): 2,
    }


@each_item
def test_texts_of_the_two_tier_structure_know_no_district(plan: str, item: dict[str, Any]) -> None:
    if plan == "phong-dich-2026":
        assert "huyện" not in " ".join(spoken_fields(item)).casefold()
        assert "Bắc Kạn" not in item["text"]


@pytest.mark.parametrize(
    ("plan", "key", "words"),
    [
        ("cho-don-2020", "dai-hoi-huyen-du-kien-cuoi-thang-7", "từ ngày 27 đến ngày 29 tháng 7"),
        ("cho-don-2020", "thay-doi-thoi-gian-dai-hoi", "từ ngày 4 đến ngày 6 tháng 8 năm 2020"),
        ("cho-moi-2020", "chu-de-dai-hoi-tinh", "từ ngày 26 đến ngày 28 tháng 10 năm 2020"),
        ("cho-moi-2020", "nghe-tin-dai-hoi-tinh", "từ ngày 26 đến ngày 28 tháng 10 năm 2020"),
    ],
)
def test_a_date_that_was_only_expected_says_so(plan: str, key: str, words: str) -> None:
    (item,) = [item for item in FILES[plan]["item"] if item["key"] == key]
    assert words in item["text"]
    assert "dự kiến" in item["text"].casefold()


def test_invented_people_and_quotations_are_called_illustrative() -> None:
    invented = [item for item in all_items() if "Đại biểu 0" in item["text"]]
    assert len(invented) == 3
    assert [item["key"] for item in invented if "minh họa" not in item["text"]] == []

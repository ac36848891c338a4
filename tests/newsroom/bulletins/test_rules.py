import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.newsroom.bulletins import rules
from loa.newsroom.bulletins.rules import Named, Standing


@pytest.mark.parametrize(
    ("states", "facts", "expected"),
    [
        pytest.param([], {"sent": False}, Standing.DRAFT, id="empty"),
        pytest.param(["draft", "approved"], {"sent": False}, Standing.DRAFT, id="being-made"),
        pytest.param(["approved"], {"sent": False}, Standing.DRAFT, id="archive-only-not-sent"),
        pytest.param(["review", "approved"], {"sent": True}, Standing.REVIEW, id="waits"),
        pytest.param(["returned", "approved"], {"sent": True}, Standing.RETURNED, id="sent-back"),
        pytest.param(["draft", "approved"], {"sent": True}, Standing.DRAFT, id="being-mended"),
        pytest.param(["approved"], {"sent": True}, Standing.APPROVED, id="all-approved"),
        pytest.param(["approved"], {"sent": True, "placed": True}, Standing.PLACED, id="placed"),
        pytest.param(
            ["approved"], {"sent": True, "withdrawn": True}, Standing.WITHDRAWN, id="withdrawn"
        ),
    ],
)
def test_the_items_say_how_far_a_bulletin_is(
    states: list[str], facts: dict[str, bool], expected: Standing
) -> None:
    assert rules.standing(states, **facts) is expected


@pytest.mark.parametrize(
    ("filename", "title", "expected"),
    [
        ("03_Thong bao tiem phong.mp3", "", Named("Thong bao tiem phong", "vi")),
        ("tin 2 - Họp thôn Bản Lác.WAV", "", Named("Họp thôn Bản Lác", "vi")),
        ("01. tin tiếng Tày - mùa vụ.mp3", "", Named("Tin tiếng Tày - mùa vụ", "tyz")),
        ("ban dao.mp3", "", Named("Ban dao", "ium")),
        ("dao nui.mp3", "", Named("Dao nui", "vi")),
        ("12.mp3", "", Named("12", "vi")),
        ("a.mp3", "Tiêm phòng  trâu bò", Named("Tiêm phòng trâu bò", "vi")),
        ("..\\..\\etc\\2024 tổng kết.mp3", "", Named("2024 tổng kết", "vi")),
    ],
)
def test_a_files_name_gives_headline_and_language(
    filename: str, title: str, expected: Named
) -> None:
    assert rules.named(filename, title) == expected


def test_files_are_taken_in_the_order_of_their_numbers() -> None:
    names = ["tin 10.mp3", "Tin 2.mp3", "tin 1.mp3", "mở đầu.mp3"]
    assert [names[n] for n in rules.in_order(names)] == [
        "mở đầu.mp3",
        "tin 1.mp3",
        "Tin 2.mp3",
        "tin 10.mp3",
    ]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        pytest.param((500, 4000), (500, 4000), id="inside"),
        pytest.param((0, 99_000), (0, 10_000), id="not-past-its-end"),
        pytest.param((4000, 4900), None, id="less-than-a-second"),
        pytest.param((5000, 2000), None, id="backwards"),
    ],
)
def test_a_cut_leaves_at_least_a_second(
    ends: tuple[int, int], expected: tuple[int, int] | None
) -> None:
    assert rules.cut(*ends, 10_000) == expected


@given(known=st.lists(st.integers(0, 9), unique=True), wanted=st.lists(st.integers(0, 12)))
def test_an_order_loses_and_adds_nothing(known: list[int], wanted: list[int]) -> None:
    found = rules.reordered(known, wanted)
    assert sorted(found) == sorted(known)
    named = [one for one in dict.fromkeys(wanted) if one in known]
    assert found[: len(named)] == named


@given(sounds=st.lists(st.integers(1, 10_000), max_size=8))
def test_the_length_is_what_the_last_sound_ends_with(sounds: list[int]) -> None:
    starts = rules.offsets_ms(sounds)
    ends = [start + ms for start, ms in zip(starts, sounds, strict=True)]
    assert rules.length_ms(sounds) == (ends[-1] if ends else 0)
    assert all(b - a == rules.PAUSE_MS for a, b in zip(ends, starts[1:], strict=False))


def test_a_sound_is_told_by_its_ending() -> None:
    names = ["a.MP3", "b.wav", "c.txt", "anh.jpg", "khong-duoi", "d.mp3.exe"]
    assert [name for name in names if rules.is_sound(name)] == ["a.MP3", "b.wav"]

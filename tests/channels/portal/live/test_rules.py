"""What a log says, from the lines that were written."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loa.channels.portal.live.rules import Entry, Line, entries

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def line(number: int, entry: int = 0, text: str = "", *, minutes: int = 0, **more: bool) -> Line:
    happened = NOON + timedelta(minutes=minutes)
    written = NOON + timedelta(hours=1, minutes=number)
    return Line(number, entry or number, happened, written, text or f"Lời {number}", "Ai", **more)


def test_the_latest_stands_on_top_and_nothing_is_changed() -> None:
    first, second = line(1, minutes=1), line(2, minutes=2)
    assert entries([first, second]) == [
        Entry(2, 2, second.happened_at, "Lời 2", "Ai"),
        Entry(1, 1, first.happened_at, "Lời 1", "Ai"),
    ]


def test_a_correction_keeps_the_time_and_says_when() -> None:
    first, mended = line(1, text="Ngày 31"), line(2, 1, "Ngày 30", minutes=9)
    assert entries([first, mended]) == [
        Entry(1, 2, first.happened_at, "Ngày 30", "Ai", mended.written_at, before=(first,))
    ]


def test_what_is_taken_back_keeps_its_time_and_gives_the_reason() -> None:
    first, gone = line(1), line(2, 1, "Nhầm sự kiện", withdrawn=True)
    (entry,) = entries([first, gone])
    assert (entry.text, entry.withdrawn, entry.happened_at) == (
        "Nhầm sự kiện", True, first.happened_at,
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60)), max_size=30))
def test_every_line_is_told_or_kept_in_one_entry(made: list[tuple[int, int]]) -> None:
    lines: list[Line] = []
    for at, (of, minutes) in enumerate(made, 1):
        lines.append(line(at, of if 0 < of < at else 0, minutes=minutes))
    known = {one.number for one in lines}
    lines = [one for one in lines if one.entry in known]
    found = entries(lines)
    told = [number for one in found for number in (*(b.number for b in one.before), one.last)]
    assert sorted(told) == sorted(known)

"""Sheets: what is spelled once for all stations is what each station's rundown would say."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loa.core.rundown import Item
from loa.core.scheduling.request import Explanation
from loa.core.scheduling.sheets import Line, Sheet
from loa.core.words import Kind, LateRule, Priority

DAY = date(2026, 11, 23)
SIX = datetime(2026, 11, 22, 23, tzinfo=UTC)
WHY = Explanation("p", "146-KH/HU/t", "146-KH/HU", Priority.ROUTINE, 1, 3, 1, 2)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Mn"]), max_size=12).filter(
    lambda text: text.isascii() or text.isalpha()
)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    item = Item(
        "",
        SIX + timedelta(milliseconds=draw(st.integers(0, 3_600_000))),
        draw(st.integers(1, 600_000)),
        Kind.MESSAGE,
        draw(st.sampled_from(["Tin 'mới' \"nóng\"", "Lịch tiêm phòng", "", "\\u0000 {id}"])),
        message=draw(st.sampled_from(["a" * 64, "b" * 64])),
        language="vi",
        sound="c" * 64,
        placement=draw(st.sampled_from(["p", "q"])),
        late=draw(st.sampled_from(list(LateRule))),
    )
    return Line(draw(TEXT), draw(st.integers(1, 4)), item, draw(st.sampled_from([None, WHY])))


@given(st.lists(lines(), max_size=6), st.sampled_from(["nghia-ta", "xuan-lac"]))
def test_the_bytes_are_those_of_the_rundown(found: list[Line], station: str) -> None:
    sheet = Sheet(DAY, tuple(sorted(found, key=lambda line: line.item.starts)))
    rundown, ids = sheet.rundown(station, 7), sheet.ids(station)
    assert [item.id for item in rundown.items] == ids
    assert sheet.encoded(station, 7, ids) == rundown.encoded()
    assert sheet.messages == tuple(sorted({item.message for item in rundown.items}))
    whys = {item.id for item, line in zip(rundown.items, sheet.lines, strict=True) if line.why}
    assert set(sheet.explanations(station)) == whys


def test_what_is_over_is_left_out_and_the_rest_stays() -> None:
    early, late = (
        Line(name, 1, Item("", SIX + timedelta(minutes=n), 30_000, Kind.MESSAGE, name))
        for n, name in enumerate(("early", "late"))
    )
    sheet = Sheet(DAY, (early, late))
    assert sheet.since(SIX) is sheet
    assert sheet.since(SIX + timedelta(seconds=1)).lines == (late,)
    assert sheet.since(SIX + timedelta(hours=1)).lines == ()
    assert (
        Sheet(DAY, ()).encoded("nghia-ta", 1, []) == Sheet(DAY, ()).rundown("nghia-ta", 1).encoded()
    )

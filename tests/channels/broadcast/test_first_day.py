"""A first day is published when it has begun: what is over is neither promised nor missed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loa.channels.broadcast import building
from loa.core.build import Drawing, Line, Sheet, Unplaced, Why
from loa.core.grid import Slot, SlotKind
from loa.core.rundown import Item
from loa.core.words import Kind

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def item(minutes: int) -> Item:
    return Item(f"i{minutes}", NOW + timedelta(minutes=minutes), 30_000, Kind.MESSAGE, "Tin")


def slot(hour: int) -> Unplaced:
    kept = Slot(SlotKind.RELAY, time(hour), time(hour, 30), "Tiếp sóng", "Đài tỉnh")
    return Unplaced(Why.CLOSED, slot=kept, day=DAY)


def test_only_what_can_still_reach_a_player_is_promised() -> None:
    items = (item(-60), item(1), item(2), item(90))
    morning, evening = slot(5), slot(17)  # noon in the station's zone lies between them
    lines = tuple(Line(item.title, 1, item) for item in items)
    drawing = Drawing((Sheet(DAY, lines),), (morning, evening))
    kept = building.still_ahead(drawing, NOW, ZONE.key)
    assert [sheet.lines for sheet in kept.sheets] == [lines[2:]]
    assert kept.unplaced == (evening,)

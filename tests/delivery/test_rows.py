"""Rows written past the ORM stand as the ORM would have written them."""

from datetime import UTC, date, datetime

import pytest

from loa.channels.broadcast.models import AsRun, GridFrame, RundownDay, Station
from loa.delivery.rows import MANY, insert

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 22, 22, 0, 0, 250_000, tzinfo=UTC)
NAMES = (
    "rundown_id", "item_id", "outcome", "reason", "planned_at", "started_at", "heard_ms",
    "late_ms", "proof",
)  # fmt: skip
ONCE = ("rundown_id", "item_id")


@pytest.fixture
def day() -> RundownDay:
    grid = GridFrame.objects.create(key="g", name="g", document="{}")
    station = Station.objects.create(key="s", name="s", kind="player", since=DAY, grid=grid)
    return RundownDay.objects.create(station=station, day=DAY, serial=1, address="", document="")


def stored() -> list[tuple[object, ...]]:
    return list(AsRun.objects.order_by("item_id").values_list(*NAMES))


def test_each_kind_of_value_comes_back(day: RundownDay) -> None:
    rows = [
        (day.pk, "a", "aired", "", AT, AT, 60_000, 0, ["k:1", "k:2"]),
        (day.pk, "b'\"%s", "missed", "off", AT, None, 0, -5, []),
    ]
    insert(AsRun, NAMES, rows)
    assert stored() == rows


def test_what_stands_is_updated_or_added_to_and_the_rest_of_it_stays(day: RundownDay) -> None:
    before = (day.pk, "a", "cut", "", AT, AT, 20_000, 7, ["k:1"])
    insert(AsRun, NAMES, [before])
    after = (day.pk, "a", "late", "off", AT, None, 5_000, 9, ["k:9"])
    insert(AsRun, NAMES, [after], once=ONCE, update=("outcome", "proof"), add=("heard_ms",))
    assert stored() == [(day.pk, "a", "late", "", AT, AT, 25_000, 7, ["k:9"])]


@pytest.mark.parametrize("count", [0, 1, MANY - 1, MANY, 2 * MANY + 1])
def test_any_number_of_rows_goes_in(day: RundownDay, count: int) -> None:
    rows = [(day.pk, f"{n:05}", "aired", "", AT, AT, n, 0, []) for n in range(count)]
    insert(AsRun, NAMES, iter(rows))
    assert stored() == rows

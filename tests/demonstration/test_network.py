from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from loa.channels.broadcast.models import PolicyRevision, Station, StationUnit
from loa.core.grid import SlotKind
from loa.demonstration import network
from loa.demonstration.network import FIRST_DAY, MERGER
from loa.places import queries as places
from loa.places.actions import load_units

NOW = datetime(2020, 3, 1, tzinfo=timezone(timedelta(hours=7)))


@pytest.fixture
def stations(db: None) -> list[Station]:
    load_units()
    return network.set_up_stations(["064", "065"])


def test_there_are_as_many_stations_as_communes_of_march_2020(stations: list[Station]) -> None:
    by_district = [
        len(
            [s for s in stations if places.ancestors(home(s, FIRST_DAY), FIRST_DAY)[0].code == code]
        )
        for code in ("064", "065")
    ]
    assert (len(stations), by_district) == (34, [20, 14])
    assert len({station.key for station in stations}) == 34


def test_a_station_stands_in_a_unit_on_every_day(stations: list[Station]) -> None:
    for station in stations:
        days = [FIRST_DAY, MERGER - timedelta(days=1), MERGER, date(2026, 11, 23)]
        for day in days:
            assert places.unit_on(home(station, day), day) is not None, (station, day)


def test_setting_up_again_changes_nothing(stations: list[Station]) -> None:
    before = list(StationUnit.objects.order_by("pk").values())
    again = network.set_up_stations(["064", "065"])
    assert [station.pk for station in again] == [station.pk for station in stations]
    assert list(StationUnit.objects.order_by("pk").values()) == before


def test_a_policy_is_decided_once_while_it_says_the_same(stations: list[Station]) -> None:
    def decide(ring: str) -> int:
        network.decide_policies(
            stations,
            keyrings={station.key: (ring,) for station in stations},
            acknowledgers=["a" * 64],
            plan_keys=[],
            now=NOW,
        )
        return PolicyRevision.objects.count()

    assert [decide("064"), decide("064"), decide("065")] == [34, 34, 68]


@pytest.mark.parametrize("grid", [network.village_grid(), network.room_grid()])
def test_a_grids_slots_follow_one_another(grid: network.Grid) -> None:
    for before, after in zip(grid.slots, grid.slots[1:], strict=False):
        assert before.ends <= after.starts


def test_the_village_relays_within_its_hours() -> None:
    relays = [slot for slot in network.village_grid().slots if slot.kind is SlotKind.RELAY]
    assert [slot.source for slot in relays] == [network.VOV, network.PROVINCE_RADIO]


def home(station: Station, day: date) -> str:
    (row,) = [
        unit
        for unit in station.units.all()
        if unit.since <= day and (unit.until is None or day < unit.until)
    ]
    return str(row.unit_code)


def local(clock: str) -> datetime:
    return datetime.combine(date(2026, 11, 23), time.fromisoformat(clock), ZoneInfo(network.ZONE))


@pytest.mark.parametrize(
    ("now", "hours"),
    [
        pytest.param("08:01", ["08:10-08:30", "17:00-18:00"], id="morning"),
        pytest.param("18:03", ["18:10-18:30"], id="after-the-evening-session"),
        pytest.param("20:30", ["20:35-20:55"], id="the-last-that-ends-in-time"),
        pytest.param("20:37", None, id="would-end-in-quiet-hours"),
        pytest.param("02:00", None, id="at-night"),
        pytest.param("23:58", None, id="over-midnight"),
        pytest.param("16:37", None, id="would-run-into-the-evening-session"),
        pytest.param("05:30", None, id="inside-a-session"),
    ],
)
def test_the_first_day_has_one_more_session_where_it_disturbs_nobody(
    now: str, hours: list[str] | None
) -> None:
    extra = network.first_day(local(now))
    told = extra and [f"{part.opens:%H:%M}-{part.closes:%H:%M}" for part in extra.dayparts()]
    assert told == hours


def test_the_extra_session_stands_in_the_grid_on_its_one_day() -> None:
    extra = network.first_day(local("08:01"))
    grid = network.village_grid(extra)
    assert len(grid.slots_on(date(2026, 11, 23))) == len(grid.slots_on(date(2026, 11, 24))) + 1

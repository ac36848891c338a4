"""Stations as an office first enters them, and the hours of one answer."""

from datetime import UTC, date, datetime, time

import pytest

from loa.channels.broadcast import establishing
from loa.channels.broadcast.establishing import USUAL, EstablishingError, Sitting
from loa.channels.broadcast.models import Cluster, GridFrame, PolicyRevision, Station
from loa.core.grid import SlotKind
from loa.places.actions import load_units

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def opened(key: str = "nghia-ta", unit: str = "02071") -> Station:
    return establishing.open_station(
        key=key, name=f"Đài {key}", kind=Station.Kind.PLAYER, unit_code=unit, since=TODAY
    )


def test_a_new_station_stands_in_its_unit_and_is_silent() -> None:
    station = opened()
    assert list(station.units.values_list("unit_code", "since", "until")) == [
        ("02071", TODAY, None)
    ]
    assert establishing.answered(station) == ()
    establishing.keep_cluster(station=station, name="Cụm 01", speakers=4, faulty=True)
    establishing.keep_cluster(station=station, name="Cụm 01")
    assert list(Cluster.objects.values_list("name", "speakers", "state")) == [
        ("Cụm 01", 4, "faulty")
    ]


def test_one_answer_gives_hours_and_a_frame_that_fills_them() -> None:
    load_units()
    station = opened()
    changed = establishing.set_sessions([station], USUAL, source="Trả lời", today=TODAY, now=NOW)
    policy = PolicyRevision.objects.get().policy()
    assert changed == 1
    assert (policy.session_s, policy.day_s, policy.keyrings) == (1500, 3000, ("02071", "19"))
    assert [(h.daypart.opens, h.daypart.closes) for h in policy.hours] == [
        (time(5), time(6)),
        (time(17), time(18)),
    ]
    grid = GridFrame.objects.get().grid_for("nghia-ta")
    assert [(slot.kind, slot.starts, slot.ends) for slot in grid.slots[:3]] == [
        (SlotKind.BULLETIN, time(5), time(5, 15)),
        (SlotKind.ROTATION, time(5, 15), time(5, 28)),
        (SlotKind.RELAY, time(5, 28), time(6)),
    ]
    assert establishing.answered(station) == USUAL
    again = establishing.set_sessions([station], USUAL, source="Nữa", today=TODAY, now=NOW)
    assert (again, PolicyRevision.objects.count()) == (0, 1)


def test_a_station_with_a_frame_of_its_own_keeps_its_hours() -> None:
    station = opened()
    own = GridFrame.objects.create(key="rieng", name="Riêng", document="{}")
    station.grid = own
    station.save()
    assert establishing.set_sessions([station], USUAL, source="x", today=TODAY, now=NOW) == 0


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ([], "how-many"),
        ([("05:00", "05:30")] * 5, "how-many"),
        ([("05:00", "05:05")], "length"),
        ([("05:00", "07:30")], "length"),
        ([("06:00", "05:00")], "length"),
        ([("03:15", "04:15")], "night"),
        ([("20:30", "21:30")], "night"),
        ([("05:00", "06:00"), ("05:30", "06:30")], "overlap"),
    ],
)
def test_nobody_is_woken_by_an_answer(hours: list[tuple[str, str]], code: str) -> None:
    sittings = [Sitting(time.fromisoformat(a), time.fromisoformat(b)) for a, b in hours]
    with pytest.raises(EstablishingError) as refused:
        establishing.set_sessions([opened()], sittings, source="x", today=TODAY, now=NOW)
    assert (refused.value.code, PolicyRevision.objects.count()) == (code, 0)

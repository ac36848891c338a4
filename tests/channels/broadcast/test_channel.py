"""Loudspeakers: whom they serve, what they refuse, where a message still is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.channels.broadcast.builders import (
    ABOVE,
    DAY,
    UNIT,
    at,
    day_of,
    item,
    message,
    placement,
    sealed,
    station,
)
from tests.delivery.contract import NOW, World, placing

from loa.channels.broadcast import inputs, sticks
from loa.channels.broadcast.channel import CHANNEL
from loa.channels.broadcast.models import Dirty, Station, StationUnit, UsbStick
from loa.core.message import Message
from loa.core.words import Priority, Scope
from loa.delivery.contract import Reach, Reached

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 10, 1)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.mark.parametrize(
    ("changes", "asked", "words"),
    [
        pytest.param({}, {}, [], id="fine"),
        pytest.param({"scope": Scope.INTERNAL}, {}, ["Tin nội bộ"], id="internal"),
        pytest.param({"priority": Priority.EMERGENCY}, {}, ["Tin khẩn cấp"], id="emergency"),
        pytest.param({"languages": ()}, {}, ["chưa có âm thanh"], id="no-sound"),
        pytest.param({}, {"languages": ("tyz",)}, ["(tyz)"], id="no-sound-in-that-language"),
        pytest.param({"ms": 1_501_000}, {}, ["1501 giây"], id="longer-than-a-session"),
        pytest.param(
            {},
            {"days": 3, "every_days": 0, "ends": DAY + timedelta(days=2)},
            ["2 ngày"],
            id="fewer-days-than-its-run",
        ),
        pytest.param({"valid_until": at(0, day=LONG_AGO)}, {}, ["Hiệu lực duyệt"], id="expired"),
        pytest.param(
            {"scope": Scope.INTERNAL, "languages": ()},
            {},
            ["Tin nội bộ", "chưa có âm thanh"],
            id="every-reason-is-said",
        ),
    ],
)
def test_objections(
    here: Station, changes: dict[str, Any], asked: dict[str, Any], words: list[str]
) -> None:
    world = World((ABOVE,), DAY, _message(changes), "dat/x", "")
    found = list(CHANNEL.objections(placing(world, **asked)))
    assert len(found) == len(words)
    assert all(word in sentence for word, sentence in zip(words, found, strict=True))


def _message(changes: dict[str, Any]) -> Message:
    valid = {name: changes.pop(name) for name in ("valid_until",) if name in changes}
    return replace(message(**changes), **valid)


def test_receivers_follow_a_station_from_unit_to_unit(here: Station) -> None:
    StationUnit.objects.filter(station=here).update(until=DAY)
    StationUnit.objects.create(station=here, unit_code="02020", since=DAY)
    before = DAY - timedelta(days=1)
    assert CHANNEL.receivers([UNIT], before) == [("nghia-ta", UNIT)]
    assert CHANNEL.receivers([UNIT], DAY) == []
    assert CHANNEL.receivers([ABOVE], DAY) == [("nghia-ta", "02020")]


def test_a_station_out_of_service_receives_nothing(here: Station) -> None:
    Station.objects.update(until=DAY)
    assert CHANNEL.receivers([ABOVE], DAY) == []


def test_an_area_may_be_one_station_alone(here: Station) -> None:
    station("xuan-lac")
    assert CHANNEL.receivers([inputs.own_area("xuan-lac")], DAY) == [("xuan-lac", UNIT)]


def test_a_change_has_the_stations_concerned_built_again(here: Station) -> None:
    station("cho-don", unit="02020")
    CHANNEL.changed(placement(sealed()).key, now=NOW)
    assert [row.station.key for row in Dirty.objects.all()] == ["nghia-ta"]


def test_a_placement_that_is_over_changes_nothing(here: Station) -> None:
    over = placement(sealed(), starts=LONG_AGO, ends=LONG_AGO + timedelta(days=3))
    CHANNEL.changed(over.key, now=NOW)
    assert not Dirty.objects.exists()


def test_a_message_is_followed_to_stations_and_sticks(here: Station, settings: Any) -> None:
    today = timezone.localdate()
    row = sealed()
    placement(row)
    by_hand = station("fm", kind=Station.Kind.WIRED)
    for owner in (here, by_hand):
        day_of(owner, [item(row, at(5, day=today))], day=today)
    _on_a_stick(by_hand, row.message(), first=today)
    assert CHANNEL.carried(row.digest) == [
        Reach("Trạm Fm", Reached.DUE, "chờ lịch phát mới về tới trạm"),
        Reach("Trạm Nghia Ta", Reached.DUE, "chờ lịch phát mới về tới trạm"),
        Reach(
            f"USB của Trạm Fm, {today:%d/%m}–{today + timedelta(days=6):%d/%m/%Y}",
            Reached.DUE,
            "rút khỏi USB của Trạm Fm",
            task=f"stick-{UsbStick.objects.get().pk}",
        ),
    ]


def test_what_is_over_needs_nobody(here: Station) -> None:
    row = sealed()
    placement(row)
    day_of(here, [item(row, at(5, day=LONG_AGO))], day=LONG_AGO)
    assert CHANNEL.carried(row.digest) == [Reach("Trạm Nghia Ta", Reached.DONE, "")]


def _on_a_stick(owner: Station, message: Message, *, first: date) -> None:
    for sound in message.sounds().values():
        path = sticks.cache().objects.path(sound.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"here")
    sticks.make(owner, first=first, days=7, by=None, now=timezone.now())

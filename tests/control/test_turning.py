"""Changes of phase as the home and their page find them in what is kept."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.control.world import NOW, TODAY, World

from loa.channels.broadcast.models import Station, UsbStick
from loa.control.queries import turning
from loa.control.queries.pulse import pulse
from loa.core.periods import DAY
from loa.delivery.models import SealedMessage
from loa.devices.models import Device
from loa.plans.models import Assignment, Phase, Plan

pytestmark = pytest.mark.django_db
BEGINS, ENDS = TODAY + 4 * DAY, TODAY + 7 * DAY


def stick(world: World, *, last_day: int = 6, recalled: bool = False) -> UsbStick:
    message = world.message.digest
    return UsbStick.objects.create(
        station=Station.objects.get(key="nghia-ta"),
        first_day=TODAY,
        last_day=TODAY + timedelta(days=last_day),
        made_at=NOW,
        files=[{"item": "x", "path": "01.mp3", "message": message}],
        recalled={message: {"at": "", "by": ""}} if recalled else {},
    )


def test_what_begins_and_what_ends_are_two_changes(morning: World) -> None:
    found = [
        (one.turn.day, [p.key for p in one.turn.ending], [p.key for p in one.turn.beginning])
        for one in turning.coming(TODAY)
    ]
    assert found == [(BEGINS, [], ["dot-2"]), (ENDS, ["dot-1"], [])]
    Plan.objects.update(state=Plan.State.DRAFT)
    assert turning.coming(TODAY) == []


def test_a_change_names_what_lingers_and_what_is_due_until_then(morning: World) -> None:
    stick(morning, last_day=9)
    found = turning.whole(morning.plan, ENDS, now=NOW)
    assert found is not None
    # The placement has no end of its own, and its message holds for a month.
    assert [one.key for one in found.change.lingering] == ["rua-tay"]
    assert [one.station for one in found.change.sticks] == ["Trạm Nghĩa Tá"]
    assert [one.key for one in found.duties] == ["san-xuat"]
    assert found.count == 3
    SealedMessage.objects.update(valid_until=NOW + 2 * DAY)
    again = turning.whole(morning.plan, ENDS, now=NOW)
    assert again is not None
    assert ([one.key for one in again.change.expiring], again.change.lingering) == (["rua-tay"], ())


def test_a_new_phase_names_its_promises_that_have_nothing_yet(morning: World) -> None:
    target = morning.plan.targets.get(key="bai")
    target.phase = Phase.objects.get(key="dot-2")
    target.save()
    found = turning.whole(morning.plan, BEGINS, now=NOW)
    assert found is not None
    assert [one.key for one in found.change.bare] == ["bai"]


@pytest.mark.parametrize("days", [-40, 0, 3, 400])
def test_a_change_can_be_read_before_and_afterwards(morning: World, days: int) -> None:
    found = turning.whole(morning.plan, ENDS, now=NOW + timedelta(days=days))
    assert found is not None
    assert [phase.key for phase in found.change.turn.ending] == ["dot-1"]


@pytest.mark.parametrize(
    ("last_day", "recalled", "expired", "named"),
    [
        pytest.param(6, False, True, True, id="still-played"),
        pytest.param(6, True, True, False, id="taken-off"),
        pytest.param(6, False, False, False, id="holds-still"),
        pytest.param(-1, False, True, False, id="played-no-more"),
    ],
)
def test_sticks_with_sound_that_is_out_of_date(
    planner: Client, morning: World, *, last_day: int, recalled: bool, expired: bool, named: bool
) -> None:
    UsbStick.objects.all().delete()
    row = stick(morning, last_day=max(last_day, 0), recalled=recalled)
    UsbStick.objects.filter(pk=row.pk).update(last_day=TODAY + timedelta(days=last_day))
    if expired:
        SealedMessage.objects.update(valid_until=NOW - DAY)
    assert bool(turning.expired_sticks(TODAY)) is named
    assert ("chứa tin đã hết hạn" in planner.get("/today/").content.decode()) is named


def test_the_page_of_a_change(planner: Client, morning: World) -> None:
    page = planner.get(f"/plans/phong-dich/turn/{ENDS}/").content.decode()
    for words in ("30/11/2026", "Trước mùa dịch", "29/11/2026", "Rửa tay với xà phòng"):
        assert words in page
    for wrong in ("2026-11-28", "2026-13-01", "x", "0001-01-01", "9999-12-31"):
        assert planner.get(f"/plans/phong-dich/turn/{wrong}/").status_code == 404


# ---- the pulse, by which displays hear of a change


def test_a_pulse_stays_while_nothing_changes_and_costs_few_questions(morning: World) -> None:
    with CaptureQueriesContext(connection) as asked:
        before = pulse(NOW)
    assert pulse(NOW + timedelta(seconds=10)) == before
    assert len(asked) <= 14


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(
            lambda: Device.objects.update(seen_at=NOW - timedelta(hours=1)), id="falls-silent"
        ),
        pytest.param(lambda: Assignment.objects.update(state="done"), id="duty-done"),
        pytest.param(lambda: Station.objects.update(name="Tên khác"), id="other-name"),
        pytest.param(lambda: Phase.objects.update(ends=ENDS + DAY), id="phase-ends-later"),
    ],
)
def test_a_pulse_changes_with_what_the_page_shows(
    morning: World, change: Callable[[], int]
) -> None:
    before = pulse(NOW)
    change()
    assert pulse(NOW) != before


def test_a_station_falls_silent_by_the_clock_alone(morning: World) -> None:
    Device.objects.update(seen_at=NOW.replace(second=20) - timedelta(minutes=10))
    assert pulse(NOW.replace(second=19)) != pulse(NOW.replace(second=21))

"""A plan's pause reaches the stations of its area by itself, and only theirs."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.channels.broadcast.builders import (
    ABOVE,
    DAY,
    UNIT,
    Agreeing,
    at,
    placement,
    sealed,
    station,
)

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import RundownDay
from loa.core.words import Kind, Mood
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.plans.models import Pause, Plan

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path, HastyDisk())


def pause(area: str, *, channels: tuple[str, ...] = ()) -> Pause:
    plan, _new = Plan.objects.get_or_create(
        key="ke-hoach",
        defaults={"issuer_key": "x", "kind": "standing", "title": "Kế hoạch", "area": [ABOVE]},
    )
    return Pause.objects.create(
        plan=plan,
        key=f"tang-{area}",
        position=1,
        starts=DAY + ONE_DAY,
        ends=DAY + 3 * ONE_DAY,
        area=[area],
        stops=Pause.Stops.FESTIVE,
        channels=list(channels),
        reason="Quốc tang",
    )


def heard(objects: ObjectStore, *, hours: int = 0) -> list[int]:
    """Publish what is due and return the days, from today, on which something is planned."""
    now = at(8) + timedelta(hours=hours)
    actions.publish_due(publisher=Agreeing(), objects=objects, horizon_days=7, now=now)
    return [
        (row.day - DAY).days
        for row in RundownDay.objects.order_by("day")
        if any(item.kind is Kind.MESSAGE for item in row.rundown().items)
    ]


@pytest.mark.parametrize(
    ("area", "channels", "moved"),
    [
        pytest.param(UNIT, (), True, id="its-own-unit"),
        pytest.param(ABOVE, (), True, id="the-province-around-it"),
        pytest.param(UNIT, ("loudspeaker",), True, id="on-loudspeakers"),
        pytest.param("02020", (), False, id="another-unit"),
        pytest.param(UNIT, ("talk",), False, id="on-another-channel"),
    ],
)
def test_festive_content_waits_for_the_end_of_a_pause(
    objects: ObjectStore, area: str, channels: tuple[str, ...], *, moved: bool
) -> None:
    station()
    placement(sealed(mood=Mood.FESTIVE), starts=DAY + ONE_DAY)
    pause(area, channels=channels)
    assert heard(objects) == ([3, 4, 5] if moved else [1, 2, 3])


def test_plain_content_goes_on(objects: ObjectStore) -> None:
    station()
    placement(sealed(), starts=DAY + ONE_DAY)
    pause(UNIT)
    assert heard(objects) == [1, 2, 3]


def test_a_pause_that_comes_later_moves_what_was_published(objects: ObjectStore) -> None:
    station()
    placement(sealed(mood=Mood.FESTIVE), starts=DAY + ONE_DAY)
    assert heard(objects) == [1, 2, 3]
    kept = pause(UNIT)
    assert heard(objects, hours=1) == [3, 4, 5]
    assert heard(objects, hours=2) == [3, 4, 5]
    kept.delete()
    assert heard(objects, hours=3) == [1, 2, 3]

"""A plan's pause reaches the stations of its area by itself, and only theirs."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.channels.broadcast.builders import (
    ABOVE,
    DAY,
    UNIT,
    Agreeing,
    at,
    day_of,
    item,
    placement,
    sealed,
    station,
)

from loa.channels.broadcast import actions, amendments
from loa.channels.broadcast.models import RundownDay
from loa.core.content import Extra
from loa.core.words import Genre, Kind, Mood
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.plans.models import Pause, Plan

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path, HastyDisk())


def pause(area: str, **changes: Any) -> Pause:
    plan, _new = Plan.objects.get_or_create(
        key="ke-hoach",
        defaults={"issuer_key": "x", "kind": "standing", "title": "Kế hoạch", "area": [ABOVE]},
    )
    plain = {
        "plan": plan,
        "key": f"tang-{area}",
        "position": 1,
        "starts": DAY + ONE_DAY,
        "ends": DAY + 3 * ONE_DAY,
        "area": [area],
        "stops": Pause.Stops.FESTIVE,
        "reason": "Quốc tang",
    }
    return Pause.objects.create(**plain | changes)


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
    pause(area, channels=list(channels))
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


NOTICE = Extra(genre=Genre.NOTICE)


@pytest.mark.parametrize(
    ("stops", "said", "stands"),
    [
        pytest.param("festive", {"mood": Mood.FESTIVE}, False, id="festive"),
        pytest.param("festive", {"mood": Mood.FESTIVE, "extra": NOTICE}, False, id="festive-call"),
        pytest.param("festive", {}, True, id="plain"),
        pytest.param("all but notices", {}, False, id="plain-in-a-disaster"),
        pytest.param("all but notices", {"extra": NOTICE}, True, id="a-notice-in-a-disaster"),
    ],
)
def test_a_pause_stops_what_it_says_on_days_to_come_and_on_the_one_that_runs(
    objects: ObjectStore, stops: str, said: dict[str, Any], *, stands: bool
) -> None:
    here, row = station(), sealed(**said)
    placement(row, starts=DAY + ONE_DAY)
    today = day_of(here, [item(row, at(5)), item(row, at(17), n=2)])
    pause(UNIT, starts=DAY, stops=stops)
    days = heard(objects)
    assert [day for day in days if day in {1, 2}] == ([1, 2] if stands else [])
    signer = Agreeing()
    changed = amendments.amend_due(publisher=signer, objects=objects, now=at(8))
    today.refresh_from_db()
    left = [one.starts for one in today.rundown().items]
    assert left == ([at(5), at(17)] if stands else [at(5)])  # what was heard stays proven
    assert changed == (0 if stands else 1)
    assert amendments.amend_due(publisher=signer, objects=objects, now=at(8, 1)) == 0


@pytest.mark.parametrize(
    ("in_file", "state", "holds"),
    [
        pytest.param(True, "draft", False, id="a-draft-says-so"),
        pytest.param(True, "approved", True, id="an-approved-plan-says-so"),
        pytest.param(False, "draft", True, id="the-office-said-so-while-the-file-is-revised"),
        pytest.param(False, "closed", True, id="the-office-said-so-and-the-plan-is-over"),
    ],
)
def test_who_said_it_decides_whether_a_pause_holds(
    objects: ObjectStore, state: str, *, in_file: bool, holds: bool
) -> None:
    station()
    placement(sealed(mood=Mood.FESTIVE), starts=DAY + ONE_DAY)
    pause(UNIT, in_file=in_file)
    Plan.objects.update(state=state)
    assert heard(objects) == ([3, 4, 5] if holds else [1, 2, 3])

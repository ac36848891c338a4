"""A pause on the portal: festive pages are away while it lasts, and come back by themselves."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.channels.portal.builders import (
    COMMUNE,
    DAY,
    OTHER,
    PROVINCE,
    at,
    placement,
    sealed,
    site,
)

from loa.channels.portal import projecting, queries, tasks
from loa.core.content import Extra
from loa.core.words import Genre, Mood
from loa.plans.models import Pause, Plan

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)
NOTICE = Extra(genre=Genre.NOTICE)


def pause(area: str = COMMUNE, **changes: Any) -> Pause:
    plan, _new = Plan.objects.get_or_create(
        key="ke-hoach",
        defaults={"issuer_key": "x", "kind": "standing", "title": "Kế hoạch", "area": [PROVINCE]},
    )
    plain = {
        "plan": plan,
        "key": "tang",
        "position": 1,
        "starts": DAY,
        "ends": DAY + 2 * ONE_DAY,
        "area": [area],
        "stops": Pause.Stops.FESTIVE,
        "reason": "Quốc tang",
    }
    return Pause.objects.create(**plain | changes)


def read_on(day: date, hour: int = 9) -> list[str]:
    now = at(hour, day=day)
    tasks.settle(now)
    return [row.title for row in queries.shown("main", now)]


@pytest.mark.parametrize(
    ("area", "changes", "away"),
    [
        pytest.param(COMMUNE, {}, True, id="where-it-is-placed"),
        pytest.param(PROVINCE, {}, True, id="the-province-around"),
        pytest.param(OTHER, {}, False, id="elsewhere"),
        pytest.param(COMMUNE, {"channels": ["loudspeaker"]}, False, id="on-loudspeakers-alone"),
    ],
)
def test_a_festive_page_that_stands_is_away_while_a_pause_lasts(
    area: str, changes: dict[str, Any], *, away: bool
) -> None:
    site()
    placement(sealed(mood=Mood.FESTIVE), starts=DAY - ONE_DAY, now=at(0, day=DAY - ONE_DAY))
    assert read_on(DAY - ONE_DAY) == ["Tin tiem-phong"]
    pause(area, **changes)
    shown = [] if away else ["Tin tiem-phong"]
    assert [read_on(DAY), read_on(DAY + ONE_DAY)] == [shown, shown]
    assert read_on(DAY + 2 * ONE_DAY) == ["Tin tiem-phong"]


def test_a_pause_holds_from_the_midnight_of_people_here() -> None:
    site()
    placement(sealed(mood=Mood.FESTIVE), starts=DAY - ONE_DAY, now=at(0, day=DAY - ONE_DAY))
    pause()
    assert read_on(DAY - ONE_DAY, 23) == ["Tin tiem-phong"]
    assert read_on(DAY, 1) == []  # while it is still the day before in Greenwich
    assert read_on(DAY + 2 * ONE_DAY, 1) == ["Tin tiem-phong"]


@pytest.mark.parametrize(
    ("stops", "said", "waits"),
    [
        pytest.param("festive", {}, False, id="plain"),
        pytest.param("festive", {"mood": Mood.FESTIVE}, True, id="festive"),
        pytest.param("all but notices", {}, True, id="news-in-a-disaster"),
        pytest.param("all but notices", {"extra": NOTICE}, False, id="a-notice-in-a-disaster"),
    ],
)
def test_what_would_be_posted_during_a_pause_waits_for_its_end(
    stops: str, said: dict[str, Any], *, waits: bool
) -> None:
    site()
    pause(stops=stops)
    placement(sealed(**said), starts=DAY, now=at(0))
    assert read_on(DAY) == ([] if waits else ["Tin tiem-phong"])
    assert read_on(DAY + 2 * ONE_DAY) == ["Tin tiem-phong"]


def test_a_pause_taken_back_brings_its_pages_back() -> None:
    site()
    placed = placement(sealed(mood=Mood.FESTIVE), starts=DAY, now=at(0))
    pause()
    assert read_on(DAY) == []
    Pause.objects.all().delete()
    projecting.project(placed.message.key, now=at(9))
    assert read_on(DAY) == ["Tin tiem-phong"]

"""Every channel falls silent where, when and for what a pause says, and speaks again after it.

The real channels, whichever are installed: one that is added later has to bring an `outlet`
in its tests' world, and is held to the same.
"""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from tests.delivery.contract import Outlet

from loa.core.content import Extra
from loa.core.words import Genre, Mood
from loa.delivery.pausing import Silence, look_again, stilled
from loa.plans.models import Pause, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("name", settings.CHANNELS)]
ONE_DAY = timedelta(days=1)
NOTICE = Extra(genre=Genre.NOTICE)
FESTIVE: dict[str, Any] = {"mood": Mood.FESTIVE}
STRICT = "all but notices"
MakeOutlet = Callable[..., Outlet]


@pytest.fixture
def outlet(name: str, tmp_path: Path) -> MakeOutlet:
    return lambda **said: import_module(f"tests.channels.{name}.world").outlet(tmp_path, **said)


def word(name: str) -> str:
    return str(import_module(f"loa.channels.{name}.channel").CHANNEL.word)


def state_pause(here: Outlet, area: str, channels: list[str], stops: str = "festive") -> Silence:
    """State a pause on the third and fourth day, and have every channel look again."""
    plan, _new = Plan.objects.get_or_create(
        key="nghi",
        defaults={
            "issuer_key": "x", "kind": "standing", "title": "Kế hoạch", "area": [here.around],
            "state": "approved",
        },
    )  # fmt: skip
    pause = Pause.objects.create(
        plan=plan, key="tang", position=1, starts=here.day + 2 * ONE_DAY,
        ends=here.day + 4 * ONE_DAY, area=[area], channels=channels, stops=stops,
        reason="Quốc tang",
    )  # fmt: skip
    said = Silence.of(pause)
    look_again(said, now=datetime.combine(here.day, time(3), UTC))
    return said


def heard(here: Outlet, first: int, last: int) -> str:
    """Return the days as signs: "x" for one on which the message is out, "." for silence."""
    days = (here.day + n * ONE_DAY for n in range(first, last + 1))
    return "".join("x" if here.out(day) else "." for day in days)


def test_what_is_out_falls_silent_for_those_days_and_comes_back(outlet: MakeOutlet) -> None:
    here = outlet(starts_in=1, **FESTIVE)
    assert here.out(here.day + ONE_DAY)
    state_pause(here, here.unit, [])
    assert heard(here, 1, 5) == "x..xx"


@pytest.mark.parametrize(
    ("where", "on", "silent"),
    [
        pytest.param("unit", "every", True, id="its-own-place"),
        pytest.param("around", "every", True, id="the-place-around-it"),
        pytest.param("unit", "this", True, id="this-channel-by-name"),
        pytest.param("elsewhere", "every", False, id="another-place"),
        pytest.param("unit", "another", False, id="another-channel"),
    ],
)
def test_a_pause_holds_in_its_place_and_on_its_channels(
    name: str, outlet: MakeOutlet, where: str, on: str, *, silent: bool
) -> None:
    here = outlet(starts_in=1, **FESTIVE)
    channels = {"every": [], "this": [word(name)], "another": ["talk"]}[on]
    said = state_pause(here, getattr(here, where), channels)
    assert heard(here, 1, 4) == ("x..x" if silent else "xxxx")
    named = [row.channel for row in stilled(said)]
    assert named == ([] if on == "another" else [word(name)])


@pytest.mark.parametrize(
    ("stops", "said", "silent"),
    [
        pytest.param("festive", FESTIVE, True, id="festive"),
        pytest.param("festive", FESTIVE | {"extra": NOTICE}, True, id="a-festive-notice"),
        pytest.param("festive", {}, False, id="plain"),
        pytest.param(STRICT, FESTIVE, True, id="festive-in-a-disaster"),
        pytest.param(STRICT, {}, True, id="plain-in-a-disaster"),
        pytest.param(STRICT, {"extra": NOTICE}, False, id="a-notice-in-a-disaster"),
    ],
)
def test_what_would_begin_in_a_pause_waits_as_far_as_the_pause_says(
    outlet: MakeOutlet, stops: str, said: dict[str, Any], *, silent: bool
) -> None:
    here = outlet(starts_in=2, **said)
    state_pause(here, here.unit, [], stops)
    assert heard(here, 1, 5) == ("...xx" if silent else ".xxxx")


def test_a_pause_that_is_taken_back_leaves_nothing_silent(outlet: MakeOutlet) -> None:
    here = outlet(starts_in=1, **FESTIVE)
    said = state_pause(here, here.unit, [])
    assert heard(here, 1, 2) == "x."
    Pause.objects.all().delete()
    look_again(said, now=datetime.combine(here.day + 2 * ONE_DAY, time(5), UTC))
    assert heard(here, 3, 4) == "xx"

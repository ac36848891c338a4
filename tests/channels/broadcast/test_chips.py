"""Chips on the station's pages: a colour only where there is something to do or to know."""

import re

import pytest

from loa.channels.broadcast.rules import Fate, Standing
from loa.channels.broadcast.templatetags.broadcast import fate_chip, standing_chip

STATE = re.compile(r'^<span class="chip"(?: data-state="(\w+)")?><svg')


def state(chip: str) -> str | None:
    found = STATE.match(chip)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("fate", "shown"),
    [
        (Fate.AIRED, "done"),
        (Fate.REPORTED, "done"),
        (Fate.LATE, "late"),
        (Fate.CUT, "late"),
        (Fate.MISSED, "off"),
        (Fate.UPCOMING, None),
        (Fate.NOW, None),
        (Fate.AWAITED, None),
    ],
)
def test_what_is_only_to_be_waited_for_has_no_colour(fate: Fate, shown: str | None) -> None:
    assert state(fate_chip(fate)) == shown


@pytest.mark.parametrize(
    ("standing", "shown"),
    [
        (Standing.ON_AIR, "done"),
        (Standing.QUIET, "done"),
        (Standing.SILENT, "late"),
        (Standing.NEVER, "off"),
        (Standing.PLANNED, None),
        (Standing.BY_HAND, None),
    ],
)
def test_a_station_that_does_as_planned_asks_for_nobody(
    standing: Standing, shown: str | None
) -> None:
    assert state(standing_chip(standing)) == shown

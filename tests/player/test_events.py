"""The state: copied often, so copied fast; as strict as `dataclasses.replace`."""

from dataclasses import replace

import pytest

from loa.core.words import Clock
from loa.player.events import State

BEFORE = State(plays=3, clock=Clock.HARDWARE, settled=frozenset({"a"}))


def test_a_state_with_other_members_is_what_replace_makes() -> None:
    after = BEFORE.but(plays=4, wanted=("x",))
    assert after == replace(BEFORE, plays=4, wanted=("x",))
    assert State(plays=3, clock=Clock.HARDWARE, settled=frozenset({"a"})) == BEFORE


def test_a_state_has_no_members_but_its_own() -> None:
    with pytest.raises(TypeError, match="no such members"):
        BEFORE.but(palys=4)

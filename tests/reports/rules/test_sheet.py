"""What a sheet takes and asks for: never what people must be free not to give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.plans.forbidden import COUNTED_WORDS, WORDS
from loa.plans.words import CHANNELS, UNITS
from loa.reports.rules import sheet

INSTALLED = ("loudspeaker", "portal")


def test_what_machines_count_is_not_typed_in() -> None:
    assert set(sheet.measures(INSTALLED)) == set(CHANNELS) - set(INSTALLED)


def test_heads_may_be_counted_and_are_never_asked_for() -> None:
    assert sheet.objection("talk", "attendees", 45, INSTALLED) is None
    assert not sheet.asked_for("talk", "attendees", INSTALLED)


@pytest.mark.parametrize("word", [*WORDS, *COUNTED_WORDS])
def test_what_no_plan_may_promise_no_sheet_asks_for(word: str) -> None:
    asked = [c for c in CHANNELS if sheet.asked_for(c, word, INSTALLED)]
    assert asked == []


@given(st.sampled_from(CHANNELS), st.sampled_from(UNITS))
def test_whatever_is_asked_for_may_be_answered(channel: str, measure: str) -> None:
    if sheet.asked_for(channel, measure, INSTALLED):
        assert sheet.objection(channel, measure, 0, INSTALLED) is None

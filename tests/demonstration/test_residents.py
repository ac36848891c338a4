"""The demonstration's residents: what the illustration promises holds, and never grows."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from loa.channels.broadcast.models import Lowering
from loa.demonstration import cast, network, residents
from loa.demonstration.load import PLANS
from loa.feedback.models import Contact, Matter
from loa.people.models import Decision
from loa.places.actions import load_units
from loa.plans.actions import load_plan
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db
NOW = residents._morning(date(2026, 11, 22))


@pytest.fixture(autouse=True)
def _spoken(tmp_path: Path) -> None:
    load_units()
    cast.raise_curtain(tmp_path)
    network.set_up_stations(["064", "065"])
    for _twice in range(2):
        residents.let_them_speak(now=NOW)


def test_nine_complaints_of_2020_are_all_answered_four_three_and_two_by_phase() -> None:
    load_plan((PLANS / "cho-don-2020.toml").read_text(encoding="utf-8"), now=NOW, by="test")
    phases = list(Plan.objects.get(key="cho-don-2020").phases.all())
    noises = Matter.objects.filter(kind="loudness")
    found = Counter(
        next(phase.key for phase in phases if phase.days and noise.received_on in phase.days)
        for noise in noises
    )
    assert found == {"dot-1": 4, "dot-2": 3, "dot-3": 2}
    assert set(noises.values_list("state", "text")) == {("answered", "")}
    assert all(noise.closed_on <= noise.due_on for noise in noises)


def test_no_station_is_left_turned_down() -> None:
    assert Lowering.objects.count() == 9
    assert not Lowering.objects.filter(until=None).exists()


def test_each_invented_answer_says_so_and_nobody_has_a_name() -> None:
    answers = Matter.objects.exclude(answer=None).values_list("answer__text", flat=True)
    assert len(answers) == 11
    assert all(cast.MARK in text for text in answers)
    assert not Contact.objects.exists()
    assert Decision.objects.filter(verb="feedback.answer").count() == 11


def test_somebody_still_waits() -> None:
    waiting = Matter.objects.filter(state="received")
    overdue = [matter.due_on < NOW.date() for matter in waiting.order_by("due_on")]
    assert overdue == [True, False]

"""The demonstration's surveys: made as people would, marked, and grown no further."""

from datetime import date
from pathlib import Path

import pytest

from loa.demonstration import cast, surveys
from loa.demonstration.load import PLANS
from loa.feedback.surveys import queries, rules
from loa.feedback.surveys.models import Survey, Tally
from loa.feedback.surveys.rules import Mode, State
from loa.places.actions import load_units
from loa.plans.actions import load_plan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NOW = surveys._morning(TODAY)


@pytest.fixture(autouse=True)
def _asked(tmp_path: Path) -> None:
    load_units()
    cast.raise_curtain(tmp_path)
    for key in ("cho-don-2020", "phong-dich-2026"):
        load_plan((PLANS / f"{key}.toml").read_text(encoding="utf-8"), now=NOW, by="test")
    for _twice in range(2):
        surveys.ask_people(now=NOW)


def test_one_survey_is_over_and_one_is_open_today() -> None:
    assert [one.key for one in queries.open_on(TODAY, surveys.HERE)] == [surveys.TODAY]
    assert [one.key for one in queries.closed_by(TODAY)] == [surveys.PAST]
    assert {one.state for one in Survey.objects.all()} == {State.APPROVED}


def test_each_says_that_its_figures_are_invented_and_asks_nobodys_name() -> None:
    for one in queries.surveys():
        assert cast.MARK in one.note
        assert rules.faults(one.title, one.asked) == []


def test_people_have_come_to_know_more_and_nobody_is_found_by_it() -> None:
    (row,) = queries.closed_by(TODAY)
    interviews, by_link = queries.results(row, TODAY)
    assert (interviews.before, interviews.after) == (62, 75)
    assert (by_link.before, by_link.after) == (14, 23)
    heard = interviews.results[0].rows[0]
    assert heard.difference is not None
    assert heard.difference.sure
    shown = [
        cell.count
        for part in (interviews, by_link)
        for result in part.results
        for line in result.rows
        for cell in (line.before, line.after)
        if cell
    ]
    assert not set(range(1, 5)).intersection(shown)
    assert Tally.objects.filter(mode=Mode.INTERVIEW, n__range=(1, 4)).exists()

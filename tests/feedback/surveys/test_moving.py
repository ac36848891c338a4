"""Surveys follow the phases around them, as long as nobody has answered."""

from datetime import date, timedelta

import pytest
from tests.feedback.surveys.asked import (
    AFTER,
    BEFORE,
    OVER,
    PHASE,
    PLAN,
    answer,
    approved,
    survey,
)  # fmt: skip
from tests.feedback.village import NOW

from loa.core.periods import Days
from loa.feedback.surveys import actions, moving, words
from loa.feedback.surveys.models import Survey
from loa.feedback.surveys.moving import Move, Stuck
from loa.feedback.surveys.rules import Which
from loa.feedback.tasks import follow_phases
from loa.people.models import Decision, User
from loa.plans.models import Phase

WAS = Days(date(2026, 11, 27), date(2027, 1, 4))
WEEK = timedelta(days=7)
B, A = Which.BEFORE, Which.AFTER
DATES = {B: BEFORE, A: AFTER}


def by(days: timedelta, which: tuple[date, date]) -> tuple[date, date]:
    return which[0] + days, which[1] + days


@pytest.mark.parametrize(
    ("phase", "after"),
    [
        pytest.param(WAS, DATES, id="stands"),
        pytest.param(
            Days(WAS.start + WEEK, date(2027, 1, 11)),
            {B: by(WEEK, BEFORE), A: by(WEEK, AFTER)},
            id="moves-whole",
        ),
        pytest.param(
            Days(WAS.start, date(2027, 1, 11)), {B: BEFORE, A: by(WEEK, AFTER)}, id="ends-later"
        ),
        pytest.param(
            Days(WAS.start - WEEK, date(2027, 1, 4)), {B: by(-WEEK, BEFORE), A: AFTER},
            id="begins-sooner",
        ),
        pytest.param(
            Days(WAS.start + WEEK), {B: by(WEEK, BEFORE), A: by(WEEK, AFTER)}, id="end-is-open"
        ),
    ],
)  # fmt: skip
def test_times_of_asking_keep_their_distance(
    phase: Days, after: dict[Which, tuple[date, date]]
) -> None:
    assert moving.shifted(DATES, WAS, phase) == after


@pytest.mark.parametrize(
    ("after", "answered", "stuck"),
    [
        (DATES, False, None),
        (DATES, True, Stuck.ANSWERED),
        ({B: BEFORE, A: (BEFORE[1] - timedelta(days=1), AFTER[1])}, False, Stuck.CROSSED),
        ({B: BEFORE, A: (BEFORE[1], BEFORE[1] + WEEK)}, False, None),
        ({B: by(-20 * WEEK, BEFORE), A: by(-7 * WEEK, AFTER)}, False, Stuck.OVER),
    ],
)
def test_what_cannot_be(
    after: dict[Which, tuple[date, date]], answered: bool, stuck: Stuck | None
) -> None:
    assert moving.objection(after, answered=answered, today=date(2026, 11, 23)) is stuck


@pytest.fixture
def _village(village: object, db: None) -> None:
    """A village with its people."""


def move(starts: date, ends: date) -> None:
    Phase.objects.filter(plan__key=PLAN, key=PHASE).update(starts=starts, ends=ends)


@pytest.mark.usefixtures("_village")
def test_a_survey_without_answers_moves_along(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    assert follow_phases(NOW) == 0
    move(WAS.start + WEEK, date(2027, 1, 4) + 2 * WEEK)
    assert follow_phases(NOW) == 1
    row = Survey.objects.get(pk=row.pk)
    assert row.periods == {B: by(WEEK, BEFORE), A: by(2 * WEEK, AFTER)}
    assert (row.state, Decision.objects.filter(verb="survey.move").count()) == ("approved", 1)
    assert follow_phases(NOW) == 0


@pytest.mark.usefixtures("_village")
def test_a_survey_with_answers_stays_and_is_told_with_its_reason(
    planner: User, leader: User
) -> None:
    row = approved(planner, leader)
    answer(row)
    move(WAS.start + WEEK, date(2027, 1, 11))
    assert follow_phases(NOW) == 0
    row = Survey.objects.get(pk=row.pk)
    assert row.periods == DATES
    phase = Days(WAS.start + WEEK, date(2027, 1, 11))
    after = {B: by(WEEK, BEFORE), A: by(WEEK, AFTER)}
    assert list(moving.moves(moving.standing(PLAN), today=date(2026, 11, 23))) == [
        Move(row, phase, DATES, after, Stuck.ANSWERED)
    ]
    assert words.STUCK.keys() == set(Stuck)


@pytest.mark.usefixtures("_village")
def test_what_is_over_or_withdrawn_is_left_alone(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    move(WAS.start + WEEK, date(2027, 1, 11))
    assert not list(moving.moves(moving.standing(), today=OVER.date()))
    actions.withdraw(row, reason="Sai câu hỏi", by=planner, now=NOW)
    assert follow_phases(NOW) == 0
    assert Survey.objects.get(pk=row.pk).periods == DATES


@pytest.mark.usefixtures("_village")
def test_a_draft_moves_too_and_drawn_anew_it_stands_around_the_new_days(planner: User) -> None:
    row = survey(planner)
    move(WAS.start + WEEK, date(2027, 1, 11))
    assert follow_phases(NOW) == 1
    assert Survey.objects.get(pk=row.pk).around == Days(WAS.start + WEEK, date(2027, 1, 11))

"""A survey is drawn, approved by its office's rule, answered by nobody by name, taken back."""

from datetime import date, timedelta

import pytest
from django.db import models
from tests.feedback.surveys.asked import (
    AFTER,
    BEFORE,
    IN_AFTER,
    IN_BEFORE,
    OVER,
    QUESTIONS,
    also,
    answer,
    approved,
    office,
    sketch,
    survey,
)
from tests.feedback.village import NOW

from loa.feedback.surveys import actions, queries
from loa.feedback.surveys.actions import SurveyError
from loa.feedback.surveys.models import Recording, Survey, Taken, Tally
from loa.feedback.surveys.rules import Kind, Mode, Question, State, Unanswered
from loa.feedback.voice import Voice
from loa.people.actions import ensure_organisation
from loa.people.models import Decision, User
from loa.people.rules import ApprovalRule, Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("village")]


def counts(row: Survey, **where: object) -> dict[tuple[int, str], int]:
    rows = Tally.objects.filter(wave__survey=row, n__gt=0, **where)
    return {(one.number, one.choice): one.n for one in rows}


def test_an_answer_is_counted_and_nothing_else_is_kept(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    before = {model: model.objects.count() for model in (Tally, Survey, Decision)}
    answer(row, ["well"], ["no"], ["loudspeaker", "meeting"], ["2"], mode=Mode.OPEN)
    assert counts(row) == {
        (0, ""): 1,
        (1, "well"): 1,
        (2, "no"): 1,
        (3, "loudspeaker"): 1,
        (3, "meeting"): 1,
        (4, "2"): 1,
    }
    # Neither a row more, whose place or hour would tell something, nor a line in the log.
    assert {model: model.objects.count() for model in before} == before


def test_no_field_of_what_is_counted_could_hold_a_person_a_place_or_an_hour() -> None:
    fields = {
        field.name: type(field)
        for model in (Tally, Taken)
        for field in model._meta.get_fields()
        if field.concrete
    }
    assert sorted(fields) == ["choice", "form", "id", "mode", "n", "number", "on", "wave"]
    assert models.DateTimeField not in fields.values()


def test_each_way_and_each_time_is_counted_by_itself(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    answer(row, mode=Mode.OPEN, times=2)
    answer(row, mode=Mode.INTERVIEW, times=3)
    answer(row, mode=Mode.INTERVIEW, now=IN_AFTER)
    ways = [("open", "before"), ("interview", "before"), ("open", "after"), ("interview", "after")]
    assert [counts(row, mode=mode, wave__which=which).get((0, ""), 0) for mode, which in ways] == [
        2,
        3,
        0,
        1,
    ]


def test_the_same_form_again_is_counted_once(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    said = [["well"], ["once"], [], ["1"]]
    taken = [
        actions.take(row, said, mode=Mode.OPEN, form="the-same", now=IN_BEFORE) for _ in range(3)
    ]
    assert taken == [True, False, False]
    assert counts(row)[0, ""] == 1


def test_what_is_left_out_is_counted_nowhere(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    with pytest.raises(Unanswered):
        actions.take(row, [["well"]], mode=Mode.OPEN, form="x", now=IN_BEFORE)
    assert (counts(row), Taken.objects.count()) == ({}, 0)


@pytest.mark.parametrize(
    "when",
    [NOW - timedelta(days=4), NOW + timedelta(days=4), OVER],
    ids=["early", "between", "late"],
)
def test_no_answer_is_taken_outside_the_days(planner: User, leader: User, when: object) -> None:
    row = approved(planner, leader)
    with pytest.raises(SurveyError):
        answer(row, now=when)
    assert counts(row) == {}


def test_a_draft_takes_no_answers(planner: User) -> None:
    with pytest.raises(SurveyError):
        answer(survey(planner))


def test_who_drew_it_does_not_approve_it(planner: User, leader: User) -> None:
    row = survey(also(planner, Role.APPROVER))
    with pytest.raises(SurveyError, match="người khác"):
        actions.approve(row, by=planner, now=NOW)
    assert actions.approve(row, by=leader, now=NOW) is State.APPROVED


def test_an_office_of_one_approves_its_own(planner: User) -> None:
    one = office()
    ensure_organisation(
        key=one.key,
        name=one.name,
        kind=one.kind,
        unit_code=one.unit_code,
        rule=ApprovalRule(needed=1, author_may_approve=True),
    )
    assert actions.approve(survey(planner), by=planner, now=NOW) is State.APPROVED


def test_an_office_that_needs_two_waits_for_the_second(planner: User, leader: User) -> None:
    one = office()
    ensure_organisation(
        key=one.key,
        name=one.name,
        kind=one.kind,
        unit_code=one.unit_code,
        rule=ApprovalRule(needed=2),
    )
    row = survey(planner)
    assert actions.approve(row, by=leader, now=NOW) is State.DRAFT
    with pytest.raises(SurveyError, match="đã duyệt"):
        actions.approve(row, by=leader, now=NOW)
    second = User.objects.create(username="pho")
    assert actions.approve(row, by=second, now=NOW) is State.APPROVED
    verbs = Decision.objects.values_list("verb", flat=True)
    assert list(verbs) == ["survey.draft", "survey.approve", "survey.approve"]


@pytest.mark.parametrize(
    "questions",
    [
        pytest.param(QUESTIONS[:2], id="two"),
        pytest.param(
            (*QUESTIONS[:2], Question(Kind.YES_NO, "Số điện thoại của bác?")),
            id="asks-for-a-person",
        ),
    ],
)
def test_faults_block_the_approval(
    planner: User, leader: User, questions: tuple[Question, ...]
) -> None:
    row = survey(planner, questions=questions)
    with pytest.raises(SurveyError):
        actions.approve(row, by=leader, now=NOW)
    assert Survey.objects.get().state == State.DRAFT


def test_what_is_over_is_not_approved(planner: User, leader: User) -> None:
    row = survey(planner)
    with pytest.raises(SurveyError):
        actions.approve(row, by=leader, now=OVER)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"phase_key": "dot-9"}, id="no-such-phase"),
        pytest.param({"area": ()}, id="nowhere"),
        pytest.param({"before": (BEFORE[0], BEFORE[0])}, id="no-day"),
        pytest.param({"after": (BEFORE[0], AFTER[1])}, id="asked-again-too-early"),
        pytest.param({"title": "TỐI MẬT: hỏi dân"}, id="secret"),
    ],
)
def test_what_cannot_be_asked_is_not_kept(planner: User, changes: dict[str, object]) -> None:
    with pytest.raises(SurveyError):
        survey(planner, **changes)
    assert not Survey.objects.exists()


def test_an_approved_survey_keeps_its_questions(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    with pytest.raises(SurveyError):
        actions.change(row, sketch(title="Khác"))
    with pytest.raises(SurveyError):
        actions.say(row, 1, "tyz", Voice("0" * 64, 1000))


def test_a_question_that_keeps_its_words_keeps_its_sound(planner: User) -> None:
    row = survey(planner)
    actions.say(row, 1, "tyz", Voice("1" * 64, 1000))
    actions.say(row, 2, "tyz", Voice("2" * 64, 2000))
    turned = (Question(Kind.YES_NO, "Câu mới?"), QUESTIONS[2], QUESTIONS[0])
    actions.change(
        row, sketch(questions=turned, title="Khác", before=(date(2026, 11, 21), BEFORE[1]))
    )
    kept = Recording.objects.values_list("question__number", "language", "address")
    assert list(kept) == [(3, "tyz", "1" * 64)]
    assert Survey.objects.get().area_on == date(2026, 11, 21)


def test_a_second_recording_takes_the_place_of_the_first(planner: User) -> None:
    row = survey(planner)
    for sign in "12":
        actions.say(row, 1, "tyz", Voice(sign * 64, 1000))
    assert Recording.objects.get().address == "2" * 64
    with pytest.raises(SurveyError):
        actions.say(row, 1, "xx", Voice("3" * 64, 1000))


def test_what_is_withdrawn_takes_its_answers_along(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    answer(row, times=9)
    with pytest.raises(SurveyError):
        actions.withdraw(row, reason=" ", by=leader, now=NOW)
    actions.withdraw(row, reason="Câu hỏi 2 sai ngày.", by=leader, now=NOW)
    assert (counts(row), row.state, row.reason) == ({}, State.WITHDRAWN, "Câu hỏi 2 sai ngày.")
    assert queries.results(row, OVER.date()) == []
    with pytest.raises(SurveyError):
        actions.withdraw(row, reason="Lần nữa", by=leader, now=NOW)


def test_seals_of_forms_go_when_they_can_come_no_more(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    answer(row)
    assert actions.forget(NOW + timedelta(days=2)) == 0
    assert actions.forget(NOW + timedelta(days=3)) == 1
    assert counts(row)[0, ""] == 1

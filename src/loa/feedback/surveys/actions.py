"""Surveys' verbs: draft, let it be heard, approve, withdraw, count an answer.

An answer is counted and gone: the decision log says who made, approved and withdrew a
survey, and never that somebody answered or wrote an answer down.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.core.secrecy import is_secret
from loa.feedback.rules import ALPHABET, tidy
from loa.feedback.surveys import rules, words
from loa.feedback.surveys.models import Question, Recording, Survey, Taken, Tally, Wave
from loa.feedback.surveys.rules import Mode, Sampling, State, Which
from loa.feedback.voice import Voice
from loa.people import decisions
from loa.people.models import Organisation, User
from loa.people.rules import ApprovalRule
from loa.plans.models import Phase

KEY_LENGTH = 6  # five would do for a country; one more keeps a mistyped one from another's
FORMS_KEPT = timedelta(days=2)  # longer than a form can come again
ALL = 0  # the number under which those who answered are counted


class SurveyError(Exception):
    """What was asked cannot be done; the sentence is for a person."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A survey as somebody drew it. Periods are half-open days."""

    title: str
    plan_key: str
    phase_key: str
    area: tuple[str, ...]
    before: tuple[date, date]
    after: tuple[date, date]
    questions: tuple[rules.Question, ...]
    sampling: Sampling = Sampling.MET
    population: int | None = None
    note: str = ""


@transaction.atomic
def draft(
    sketch: Sketch, *, organisation: Organisation, by: User, now: datetime, key: str = ""
) -> Survey:
    """Keep a new survey, for nobody to see but the office. Raises SurveyError."""
    _check(sketch)
    survey = Survey(
        key=key or _new_key(),
        organisation=organisation,
        area_on=sketch.before[0],
        made_by=by,
    )
    _write(survey, sketch)
    decisions.record(
        actor=by,
        verb="survey.draft",
        reference=_reference(survey),
        now=now,
        organisation=organisation,
    )
    return survey


@transaction.atomic
def change(survey: Survey, sketch: Sketch) -> Survey:
    """Write a draft anew; a question that keeps its words keeps its recordings.

    Raises SurveyError for what is no draft: nobody answers other questions than were approved.
    """
    row = _locked(survey)
    if row.state != State.DRAFT:
        raise SurveyError(_("It is approved: its questions stay as they are."))
    _check(sketch)
    spoken = {
        question.text: list(question.recordings.all())
        for question in row.questions.prefetch_related("recordings")
    }
    row.questions.all().delete()
    row.waves.all().delete()
    row.area_on, row.approvals = sketch.before[0], []
    _write(row, sketch)
    Recording.objects.bulk_create(
        Recording(question=question, language=one.language, address=one.address, ms=one.ms)
        for question in row.questions.all()
        for one in spoken.get(question.text, [])
    )
    return row


@transaction.atomic
def say(survey: Survey, number: int, language: str, voice: Voice) -> None:
    """Let a question be heard in a language; a second recording takes the first one's place."""
    row = _locked(survey)
    if row.state != State.DRAFT:
        raise SurveyError(_("It is approved: its questions stay as they are."))
    question = row.questions.filter(number=number).first()
    if question is None or language not in words.LANGUAGES:
        raise SurveyError(_("Say which question it is, and in which language."))
    Recording.objects.update_or_create(
        question=question,
        language=language,
        defaults={"address": voice.address, "ms": voice.ms},
    )


@transaction.atomic
def approve(survey: Survey, *, by: User, now: datetime, seen: str | None = None) -> State:
    """Approve for the office that asks, by its own rule; return what the survey is now.

    `seen` is the seal of what was looked at; None for whoever holds the survey itself. Raises
    SurveyError for faults, for who wrote it where another has to approve, when it was drawn
    anew meanwhile, and when the second time of asking is over already.
    """
    row = _locked(survey)
    if row.state != State.DRAFT:
        raise SurveyError(_("This is no draft any more."))
    if seen is not None and seen != row.seal:
        raise SurveyError(_("The survey was changed meanwhile. Look through it once more."))
    if row.periods[Which.AFTER][1] <= timezone.localdate(now):
        raise SurveyError(_("Its last day is over. Choose other days."))
    if found := rules.faults(row.title, row.asked):
        raise SurveyError(" ".join(map(words.fault, found)))
    office = row.organisation
    rule = ApprovalRule(office.approvals_needed, office.author_may_approve)
    author = row.made_by.get_username() if row.made_by else ""
    objection = rule.objection(by.get_username(), author=author, approvers=row.approvals)
    if objection:
        raise SurveyError(words.OBJECTIONS[objection])
    row.approvals = [*row.approvals, by.get_username()]
    if not rule.lacking(author=author, approvers=row.approvals):
        row.state, row.approved_on = State.APPROVED, timezone.localdate(now)
        _lay_out(row)
    row.save()
    decisions.record(
        actor=by, verb="survey.approve", reference=_reference(row), now=now, organisation=office
    )
    survey.refresh_from_db()
    return State(row.state)


@transaction.atomic
def withdraw(survey: Survey, *, reason: str, by: User, now: datetime) -> None:
    """Take a survey back, with what was answered; its page says why. Raises SurveyError."""
    row, why = _locked(survey), tidy(reason)
    if row.state == State.WITHDRAWN:
        raise SurveyError(_("It is withdrawn already."))
    if not why:
        raise SurveyError(_("Say why, in a sentence: its page shows it."))
    row.state, row.reason = State.WITHDRAWN, why[:200]
    row.save(update_fields=["state", "reason"])
    Tally.objects.filter(wave__survey=row).delete()
    decisions.record(
        actor=by,
        verb="survey.withdraw",
        reference=_reference(row),
        reason=why,
        now=now,
        organisation=row.organisation,
    )
    survey.refresh_from_db()


@transaction.atomic
def take(
    survey: Survey, given: Sequence[Sequence[str]], *, mode: Mode, form: str, now: datetime
) -> bool:
    """Count an answer; False for a form that was counted before, which changes nothing.

    Raises SurveyError outside the days of asking, and `rules.Unanswered` for what is left out.
    """
    today = timezone.localdate(now)
    which = rules.wave_on(survey.periods, today) if survey.state == State.APPROVED else None
    if which is None:
        raise SurveyError(_("This survey takes no answers today."))
    asked = survey.asked
    answers = rules.read(asked, given)
    _taken, new = Taken.objects.get_or_create(form=form, defaults={"on": today})
    if not new:
        return False
    rows = Tally.objects.filter(wave__survey=survey, wave__which=which, mode=mode)
    # Always in one order: two who answer at once wait for each other, never both.
    rows.filter(number=ALL).update(n=F("n") + 1)
    for number, said in enumerate(answers, start=1):
        for choice in said:
            rows.filter(number=number, choice=choice).update(n=F("n") + 1)
    return True


@transaction.atomic
def forget(now: datetime) -> int:
    """Delete the seals of forms that can come no more."""
    day = timezone.localdate(now) - FORMS_KEPT
    return Taken.objects.filter(on__lt=day).delete()[0]


def _check(sketch: Sketch) -> None:
    if not Phase.objects.filter(plan__key=sketch.plan_key, key=sketch.phase_key).exists():
        raise SurveyError(_("Choose the phase that the survey stands around."))
    if not sketch.area:
        raise SurveyError(_("Choose where it is asked."))
    for opens, closes in (sketch.before, sketch.after):
        if closes <= opens:
            raise SurveyError(_("A survey closes on the day it opens, or later."))
    if sketch.after[0] < sketch.before[1]:
        raise SurveyError(_("People are asked again only after the first time is over."))
    if is_secret(" ".join((sketch.title, sketch.note, *(one.text for one in sketch.questions)))):
        raise SurveyError(_("This bears a mark of secrecy: such papers have no place here."))


def _write(survey: Survey, sketch: Sketch) -> None:
    survey.title, survey.note = tidy(sketch.title), tidy(sketch.note)
    survey.plan_key, survey.phase_key = sketch.plan_key, sketch.phase_key
    phase = Phase.objects.get(plan__key=sketch.plan_key, key=sketch.phase_key)
    survey.around_starts, survey.around_ends = phase.starts, phase.ends
    survey.area, survey.sampling = sorted(sketch.area), sketch.sampling
    survey.population = sketch.population
    survey.save()
    Question.objects.bulk_create(
        Question(
            survey=survey,
            number=number,
            kind=one.kind,
            text=tidy(one.text),
            own=[tidy(choice) for choice in one.own],
        )
        for number, one in enumerate(sketch.questions, start=1)
    )
    Wave.objects.bulk_create(
        Wave(survey=survey, which=which, opens=opens, closes=closes)
        for which, (opens, closes) in (
            (Which.BEFORE, sketch.before),
            (Which.AFTER, sketch.after),
        )
    )


def _lay_out(survey: Survey) -> None:
    """Make every row that will ever be counted in, so that none tells when it came."""
    cells = [(ALL, "")]
    for number, question in enumerate(survey.asked, start=1):
        cells += [(number, choice) for choice in question.choices]
    Tally.objects.bulk_create(
        Tally(wave=wave, mode=mode, number=number, choice=choice)
        for wave in survey.waves.all()
        for mode in Mode
        for number, choice in cells
    )


def _locked(survey: Survey) -> Survey:
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)


def _new_key() -> str:
    while Survey.objects.filter(key=(key := _draw())).exists():
        pass
    return key


def _draw() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(KEY_LENGTH)).lower()


def _reference(survey: Survey) -> str:
    return f"survey:{survey.key}"

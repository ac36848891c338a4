"""Verbs on plans: load, approve, close, move an event, pause, acknowledge.

Each is one transaction: it happens whole or not at all. `by` is a person or the name of a
process, and goes into the decision log with what was done.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from loa.core.periods import Days
from loa.people import decisions
from loa.people.models import User
from loa.places.rules import Register
from loa.plans import queries, rules, words
from loa.plans.lint import Report, lint
from loa.plans.loading import PartInUseError, apply_move, note_move, settle_phases, write_parts
from loa.plans.models import Assignment, Pause, Plan
from loa.plans.problems import Problem, problem
from loa.plans.records import day_fields, event_of, head_fields, plan_of
from loa.plans.text import digest

_ORDER = tuple(Assignment.State)
_STAMPS = {"acknowledged": "acknowledged_at", "doing": "started_at", "done": "done_at"}


class PlanError(Exception):
    """What cannot be done with a plan, and why, in one sentence."""


class PlanRefusedError(PlanError):
    """A file with problems that block what was asked for."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(f"{one.line}: {one.message}" for one in problems))
        self.problems = tuple(problems)


def load_plan(
    text: str | bytes,
    *,
    now: datetime,
    by: User | str = "loa plan load",
    register: Register | None = None,
) -> Plan:
    """Bring a plan's file into the database; its key says which plan it is.

    The same file again changes nothing. A changed one makes a new revision and a draft
    that has to be approved anew. A file with problems of wording only is kept, as a draft.
    Raises PlanRefusedError for any other problem, and leaves everything as it was.
    """
    source = text.encode() if isinstance(text, str) else text
    report = lint(source, register or queries.unit_register())
    if report.plan is None:
        raise PlanRefusedError([one for one in report.problems if one.blocks_loading])
    with transaction.atomic():
        return _load(report, report.plan, digest(source), now, by)


def _load(report: Report, text: rules.PlanText, seal: str, now: datetime, by: User | str) -> Plan:
    plan = Plan.objects.select_for_update().filter(key=text.key).first() or Plan(key=text.key)
    if plan.digest == seal:
        return plan
    _refuse_taken_number(report, text)
    for name, value in head_fields(text).items():
        setattr(plan, name, value)
    plan.revision += 1
    plan.digest, plan.state, plan.approved_at = seal, Plan.State.DRAFT, None
    plan.save()
    plan.revisions.create(number=plan.revision, digest=seal, source=report.text, loaded_at=now)
    try:
        write_parts(plan, text)
    except PartInUseError as error:
        raise PlanRefusedError([problem(1, "in-use", table=error.table, key=error.key)]) from error
    except rules.PeriodError as error:
        # The file is sound by itself; an office's move of an event makes the phase turn round.
        line = report.line_of("phase", error.phase)
        wrong = problem(line, "phase-ends-before-start", starts=error.starts, ends=error.ends)
        raise PlanRefusedError([wrong]) from error
    _record(plan, "plan.load", by, now, f"revision {plan.revision}, SHA-256 {seal}")
    return plan


def _refuse_taken_number(report: Report, text: rules.PlanText) -> None:
    if not text.number:
        return
    same = Plan.objects.filter(issuer_key=text.issuer_key, number=text.number)
    other = same.exclude(key=text.key).first()
    if other is not None:
        line = report.sheet.line("number") if report.sheet else 1
        taken = problem(line, "duplicate-number", number=text.number, key=other.key)
        raise PlanRefusedError([taken])


@transaction.atomic
def approve_plan(
    *, plan_key: str, now: datetime, by: User | str, register: Register | None = None
) -> Plan:
    """Approve a draft. Raises PlanRefusedError while its text has any problem left."""
    plan = _plan(plan_key)
    report = lint(plan.source.encode(), register or queries.unit_register())
    if not report.ok:
        raise PlanRefusedError(report.problems)
    if plan.state == Plan.State.CLOSED:
        raise PlanError(f"{plan_key}: closed; load a new revision first")
    if plan.state == Plan.State.DRAFT:
        plan.state, plan.approved_at = Plan.State.APPROVED, now
        plan.save(update_fields=["state", "approved_at"])
        _record(plan, "plan.approve", by, now, f"revision {plan.revision}")
    return plan


@transaction.atomic
def close_plan(*, plan_key: str, now: datetime, by: User | str) -> Plan:
    """Close a plan: its promises stay to be counted, nothing new is planned for it."""
    plan = _plan(plan_key)
    plan.state = Plan.State.CLOSED
    plan.save(update_fields=["state"])
    _record(plan, "plan.close", by, now)
    return plan


@transaction.atomic
def move_event(
    *,
    plan_key: str,
    event_key: str,
    days: Days,
    reason: str,
    now: datetime,
    by: User | str,
    document: str = "",
) -> rules.Consequences:
    """Move an event and every phase that counts from it; return what that changed.

    Phases on dates of their own stay, and are named among `misfits` when they no longer
    stand to the event as they say. Raises PlanError for an unknown event, an open period,
    a missing reason, or when a phase would end before it starts; nothing is moved then.
    """
    plan = _plan(plan_key)
    row = _part(plan.events.select_for_update(), event_key, "event")
    if days.end is None or days.end <= days.start or not reason.strip():
        raise PlanError(f"{event_key}: a move needs a first and a last day, and a reason")
    event = event_of(row)
    if event.days == days:
        return rules.Consequences()
    whole = plan_of(plan)
    foreseen = rules.consequences(whole.phases, whole.events, event_key, days)
    on = queries.local_day(now)
    moved = rules.move(event, days, on=on, reason=reason, document=document)
    note_move(row, moved.moves[-1], in_file=False)
    apply_move(row, moved)
    try:
        settle_phases(plan)
    except rules.PeriodError as error:
        raise PlanError(f"{event_key} cannot be moved: phase {error}") from error
    _record(plan, "plan.move-event", by, now, f"{event_key}: {reason}")
    return foreseen


@transaction.atomic
def add_pause(
    *,
    plan_key: str,
    key: str,
    days: Days,
    stops: str,
    reason: str,
    now: datetime,
    by: User | str,
    area: Sequence[str] = (),
    channels: Sequence[str] = (),
    document: str = "",
) -> Pause:
    """Add a pause to a plan; an empty area is the plan's, no channels are all.

    Raises PlanError for a key that is taken, unknown words or codes, or open days.
    """
    plan = _plan(plan_key)
    if plan.pauses.filter(key=key).exists():
        raise PlanError(f"{plan_key}: there is a pause {key} already")
    if days.end is None or days.end <= days.start:
        raise PlanError(f"{key}: a pause needs a first and a last day")
    if stops not in words.STOPS or not set(channels) <= set(words.CHANNELS):
        raise PlanError(f"{key}: unknown word; stops: {words.STOPS}, channels: {words.CHANNELS}")
    register = queries.unit_register() if area else None
    unknown = [code for code in area if register and not register.unit_on(code, days.start)]
    if unknown:
        raise PlanError(f"{key}: no such unit on {days.start}: {', '.join(unknown)}")
    pause: Pause = plan.pauses.create(
        key=key,
        position=plan.pauses.count(),
        **day_fields(days),
        stops=stops,
        reason=reason,
        area=list(area),
        channels=list(channels),
        document=document,
    )
    _record(plan, "plan.pause", by, now, f"{key}: {reason}")
    return pause


def acknowledge_assignment(*, plan_key: str, key: str, now: datetime, by: User | str) -> Assignment:
    """Note that the organisation has taken its duty; a second time changes nothing."""
    return advance_assignment(
        plan_key=plan_key, key=key, state=Assignment.State.ACKNOWLEDGED, now=now, by=by
    )


@transaction.atomic
def advance_assignment(
    *, plan_key: str, key: str, state: str, now: datetime, by: User | str
) -> Assignment:
    """Bring a duty forward to a state; one that is further already stays as it is.

    Raises PlanError for an unknown duty or state.
    """
    plan = _plan(plan_key)
    row: Assignment = _part(plan.assignments.select_for_update(), key, "assignment")
    if state not in _ORDER:
        raise PlanError(f"{state}: no such state; known: {', '.join(_ORDER)}")
    reached = _ORDER.index(Assignment.State(state))
    if reached <= _ORDER.index(Assignment.State(row.state)):
        return row
    row.state = state
    for name in _ORDER[1 : reached + 1]:
        # Who starts has taken note, and who is done had started.
        if getattr(row, _STAMPS[name]) is None:
            setattr(row, _STAMPS[name], now)
    row.save()
    _record(plan, f"plan.assignment-{state}", by, now, key)
    return row


@transaction.atomic
def return_assignment(
    *, plan_key: str, key: str, state: str, now: datetime, by: User | str
) -> Assignment:
    """Bring a duty back to an earlier state, as if it had never gone on from there.

    One that is not further than that stays as it is. Raises PlanError for an unknown duty
    or state.
    """
    plan = _plan(plan_key)
    row: Assignment = _part(plan.assignments.select_for_update(), key, "assignment")
    if state not in _ORDER:
        raise PlanError(f"{state}: no such state; known: {', '.join(_ORDER)}")
    wanted = _ORDER.index(Assignment.State(state))
    if _ORDER.index(Assignment.State(row.state)) <= wanted:
        return row
    before, row.state = row.state, state
    for name in _ORDER[wanted + 1 :]:
        setattr(row, _STAMPS[name], None)
    row.save()
    _record(plan, "plan.assignment-return", by, now, f"{key}: {before} → {state}")
    return row


def _plan(key: str) -> Plan:
    plan = Plan.objects.select_for_update().filter(key=key).first()
    if plan is None:
        raise PlanError(f"{key}: no such plan")
    return plan


def _part(rows: QuerySet[Any], key: str, table: str) -> Any:
    row = rows.filter(key=key).first()
    if row is None:
        raise PlanError(f"{key}: no such {table}")
    return row


def _record(plan: Plan, verb: str, by: User | str, now: datetime, reason: str = "") -> None:
    decisions.record(actor=by, verb=verb, reference=f"plan:{plan.key}", now=now, reason=reason)

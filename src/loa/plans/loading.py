"""Bringing a plan's rows to what its file says, part by part, keys kept.

A part that is still in the file keeps its row, so what hangs on it stays; what the office
has done since (moves, pauses, acknowledgements) is kept as well.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import Model, ProtectedError, RestrictedError

from loa.core.periods import Days
from loa.plans import models, rules
from loa.plans.models import Plan
from loa.plans.records import day_fields, event_of, move_of, phase_of


class PartInUseError(Exception):
    """A part that the file no longer has, though results hang on it."""

    def __init__(self, table: str, key: str) -> None:
        super().__init__(f"{table} {key}")
        self.table = table
        self.key = key


def write_parts(plan: Plan, text: rules.PlanText) -> None:
    """Make every part's row what the file says; the caller holds the transaction.

    Raises PartInUseError where a row that has to go is needed by another room.
    """
    phases_before = {row.key: row for row in plan.phases.all()}
    _write(plan, models.Event, {event.key: _event_fields(event) for event in text.events})
    events = {row.key: row for row in plan.events.all()}
    for event in text.events:
        _write_moves(events[event.key], event)
    _write_phases(plan, text, events)
    _write_topics(plan, text)
    _write(plan, models.Target, _target_fields(plan, text))
    _write(plan, models.Assignment, {one.key: _assignment_fields(one) for one in text.assignments})
    _write(plan, models.Pause, {one.key: _pause_fields(one) for one in text.pauses})
    _drop(plan.targets.all(), {one.key for one in text.targets})
    _drop(plan.topics.all(), {one.code for one in text.topics})
    _drop(plan.phases.filter(key__in=phases_before), {one.key for one in text.phases})
    _drop(plan.events.all(), {one.key for one in text.events})
    _drop(plan.assignments.all(), {one.key for one in text.assignments})
    _drop(plan.pauses.filter(in_file=True), {one.key for one in text.pauses})
    settle_phases(plan)


def settle_phases(plan: Plan) -> None:
    """Work out the days of phases that count from events. Raises rules.PeriodError."""
    events = {row.key: row.days for row in plan.events.all()}
    for row in plan.phases.select_related("parent", "event"):
        if row.start_anchor or row.end_anchor:
            settle(row, events)


def settle(row: models.Phase, events: Mapping[str, Days | None]) -> None:
    """Set the days of one phase; an end that the file states stays also without a start."""
    resolved = rules.resolve(phase_of(row), events).days
    row.starts = resolved.start if resolved else None
    if row.end_anchor:
        row.ends = resolved.end if resolved else None
    row.save(update_fields=["starts", "ends"])


def _write(plan: Plan, model: Any, parts: Mapping[str, Mapping[str, Any]]) -> None:
    """Create or update the rows of one kind; `position` follows the file's order."""
    present = {row.key: row for row in model.objects.filter(plan=plan)}
    for position, (key, fields) in enumerate(parts.items()):
        row = present.get(key) or model(plan=plan, key=key)
        for name, value in {**fields, "position": position}.items():
            setattr(row, name, value)
        row.save()


def _drop(rows: Iterable[Model], kept: Iterable[str]) -> None:
    keep = set(kept)
    for row in rows:
        key = getattr(row, "key", "")
        if key in keep:
            continue
        try:
            row.delete()
        except (ProtectedError, RestrictedError) as error:
            raise PartInUseError(row._meta.model_name or "", key) from error  # noqa: SLF001 - public by documentation


def _event_fields(event: rules.Event) -> dict[str, Any]:
    return {
        "name": event.name,
        "level": event.level,
        "state": event.state,
        **day_fields(event.days),
        "theme": event.theme,
        "motto": event.motto,
        "series": event.series,
        "pilot": event.pilot,
        "notes": event.notes,
    }


def _write_moves(row: models.Event, event: rules.Event) -> None:
    """Write the file's moves, then apply the office's moves that still follow from them.

    A move of the office that the file has come to state is the file's from then on: so with
    a file that was written from the plan as it stood.
    """
    row.moves.filter(in_file=True).delete()
    for moved in event.moves:
        note_move(row, moved, in_file=True)
    for kept in row.moves.filter(in_file=False):
        moved = move_of(kept)
        if moved in event.moves:
            kept.delete()
            continue
        if moved.before == row.days:
            apply_move(row, rules.move(event_of(row), moved.after, on=moved.on, reason=""))


def note_move(row: models.Event, moved: rules.Move, *, in_file: bool) -> None:
    row.moves.create(
        on=moved.on,
        from_starts=moved.before.start if moved.before else None,
        from_ends=moved.before.end if moved.before else None,
        to_starts=moved.after.start,
        to_ends=moved.after.end or moved.after.start,  # lint and actions refuse open moves
        reason=moved.reason,
        document=moved.document,
        in_file=in_file,
    )


def apply_move(row: models.Event, moved: rules.Event) -> None:
    for name, value in (day_fields(moved.days) | {"state": moved.state}).items():
        setattr(row, name, value)
    row.save(update_fields=["starts", "ends", "state"])


def _write_phases(plan: Plan, text: rules.PlanText, events: Mapping[str, models.Event]) -> None:
    # A parent may stand below its children in the file: all rows first, then who is within whom.
    _write(plan, models.Phase, {one.key: _phase_fields(one, events) for one in text.phases})
    rows = {row.key: row for row in plan.phases.all()}
    for phase in text.phases:
        rows[phase.key].parent = rows.get(phase.parent)
        rows[phase.key].save(update_fields=["parent"])


def _phase_fields(phase: rules.Phase, events: Mapping[str, models.Event]) -> dict[str, Any]:
    starts, ends = phase.starts, phase.ends
    return {
        "name": phase.name,
        "event": events.get(phase.event),
        "stage": phase.stage,
        "level": phase.level,
        "starts": None if isinstance(starts, rules.Anchor) else starts,
        "ends": None if isinstance(ends, rules.Anchor) else ends,
        "start_anchor": asdict(starts) if isinstance(starts, rules.Anchor) else None,
        "end_anchor": asdict(ends) if isinstance(ends, rules.Anchor) else None,
    }


def _write_topics(plan: Plan, text: rules.PlanText) -> None:
    fields = {
        topic.code: {
            "name": topic.name,
            "levels": list(topic.levels),
            "basis": list(topic.basis),
            "weights": dict(topic.weights),
        }
        for topic in text.topics
    }
    _write(plan, models.Topic, fields)
    rows = {row.key: row for row in plan.topics.all()}
    for topic in text.topics:
        rows[topic.code].parent = rows.get(topic.parent)
        rows[topic.code].save(update_fields=["parent"])


def _target_fields(plan: Plan, text: rules.PlanText) -> dict[str, dict[str, Any]]:
    phases = {row.key: row for row in plan.phases.all()}
    topics = {row.key: row for row in plan.topics.all()}
    return {
        target.key: {
            **asdict(target),
            "phase": phases[target.phase],
            "topic": topics.get(target.topic),
            "area": list(target.area),
            "languages": list(target.languages),
        }
        for target in text.targets
    }


def _assignment_fields(assignment: rules.Assignment) -> dict[str, Any]:
    return {
        "organisation_key": assignment.organisation,
        "organisation_name": assignment.organisation_name,
        "duty": assignment.duty,
        "role": assignment.role,
        "topics": list(assignment.topics),
        "channels": list(assignment.channels),
        "due": assignment.due,
        "coordinating": [asdict(one) for one in assignment.coordinating],
        "product": assignment.product,
    }


def _pause_fields(pause: rules.Pause) -> dict[str, Any]:
    return {
        **day_fields(pause.days),
        "area": list(pause.area),
        "stops": pause.stops,
        "channels": list(pause.channels),
        "reason": pause.reason,
        "document": pause.document,
        "in_file": True,
    }

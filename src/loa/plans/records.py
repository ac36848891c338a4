"""Between rows and the pure plan: what a plan's rows say as a `rules.PlanText`, and back."""

from typing import Any

from loa.core.periods import Days
from loa.plans import models, rules
from loa.plans.models import Plan


def event_of(row: models.Event) -> rules.Event:
    """Return an event as it stands, with its moves in the order of their decision."""
    return rules.Event(
        key=row.key,
        name=row.name,
        level=row.level,
        state=row.state,
        days=row.days,
        theme=row.theme,
        motto=row.motto,
        series=row.series,
        pilot=row.pilot,
        moves=tuple(move_of(move) for move in row.moves.all()),
        notes=row.notes,
    )


def move_of(row: models.EventMove) -> rules.Move:
    before = Days(row.from_starts, row.from_ends) if row.from_starts else None
    return rules.Move(row.on, before, Days(row.to_starts, row.to_ends), row.reason, row.document)


def phase_of(row: models.Phase) -> rules.Phase:
    """Return a phase by its anchors, where it has some; one that waits needs them."""
    starts: Any = rules.Anchor(**row.start_anchor) if row.start_anchor else row.starts
    return rules.Phase(
        key=row.key,
        name=row.name,
        starts=starts,
        ends=rules.Anchor(**row.end_anchor) if row.end_anchor else row.ends,
        parent=row.parent.key if row.parent else "",
        event=row.event.key if row.event else "",
        stage=row.stage,
        level=row.level,
    )


def topic_of(row: models.Topic) -> rules.Topic:
    return rules.Topic(
        code=row.key,
        name=row.name,
        parent=row.parent.key if row.parent else "",
        levels=tuple(row.levels),
        basis=tuple(row.basis),
        weights=tuple(row.weights.items()),
    )


def target_of(row: models.Target) -> rules.Target:
    return rules.Target(
        key=row.key,
        phase=row.phase.key,
        channel=row.channel,
        unit=row.unit,
        topic=row.topic.key if row.topic else "",
        name=row.name,
        area=tuple(row.area),
        audience=row.audience,
        languages=tuple(row.languages),
        items=row.items,
        times_a_day=row.times_a_day,
        days=row.days,
        every_days=row.every_days,
        quantity=row.quantity,
        quantity_per_unit=row.quantity_per_unit,
    )


def assignment_of(row: models.Assignment) -> rules.Assignment:
    return rules.Assignment(
        key=row.key,
        organisation=row.organisation_key,
        organisation_name=row.organisation_name,
        duty=row.duty,
        role=row.role,
        topics=tuple(row.topics),
        channels=tuple(row.channels),
        due=row.due,
        coordinating=tuple(rules.Coordinating(**one) for one in row.coordinating),
        product=row.product,
    )


def pause_of(row: models.Pause) -> rules.Pause:
    return rules.Pause(
        key=row.key,
        days=Days(row.starts, row.ends),
        stops=row.stops,
        reason=row.reason,
        area=tuple(row.area),
        channels=tuple(row.channels),
        document=row.document,
    )


def plan_of(row: Plan) -> rules.PlanText:
    """Return the whole plan as it stands now: its file, and what the office did since."""
    phases = row.phases.select_related("parent", "event")
    targets = row.targets.select_related("phase", "topic")
    return rules.PlanText(
        key=row.key,
        number=row.number,
        kind=row.kind,
        title=row.title,
        issuer_key=row.issuer_key,
        issuer_name=row.issuer_name,
        area=tuple(row.area),
        issued_on=row.issued_on,
        implements=row.implements,
        basis=tuple(row.basis),
        languages=tuple(row.languages),
        weight=row.weight,
        consecutive=rules.Consecutive(row.consecutive_days, row.consecutive_source),
        events=tuple(event_of(one) for one in row.events.prefetch_related("moves")),
        phases=tuple(phase_of(one) for one in phases),
        topics=tuple(topic_of(one) for one in row.topics.select_related("parent")),
        targets=tuple(target_of(one) for one in targets),
        assignments=tuple(assignment_of(one) for one in row.assignments.all()),
        pauses=tuple(pause_of(one) for one in row.pauses.all()),
        notes=row.notes,
    )


def head_fields(plan: rules.PlanText) -> dict[str, Any]:
    """Return the columns of a plan's own row that its file sets."""
    return {
        "number": plan.number,
        "issuer_key": plan.issuer_key,
        "issuer_name": plan.issuer_name,
        "kind": plan.kind,
        "title": plan.title,
        "issued_on": plan.issued_on,
        "implements": plan.implements,
        "area": list(plan.area),
        "basis": list(plan.basis),
        "languages": list(plan.languages),
        "weight": plan.weight,
        "consecutive_days": plan.consecutive.days,
        "consecutive_source": plan.consecutive.source,
        "notes": plan.notes,
    }


def day_fields(days: Days | None) -> dict[str, Any]:
    return {"starts": days.start if days else None, "ends": days.end if days else None}

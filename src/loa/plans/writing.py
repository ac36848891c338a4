"""The file of a plan, written from what the plan says: the other way of `plans/text.py`.

`plan_from(parse(plan_file(plan)).values)` is the plan again, for every plan that has passed
`lint` or stands in the database. Remarks of an older file are not in a plan, so not here.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from loa.core.periods import Days
from loa.plans.blueprints.writing import Value, head, rows
from loa.plans.rules import (
    CONSECUTIVE,
    Anchor,
    Assignment,
    Event,
    Move,
    Pause,
    Phase,
    PlanText,
    Target,
    Topic,
)
from loa.plans.text import default_unit

_DAY = timedelta(days=1)
_TITLES = {
    "phase": "Các đợt",
    "topic": "Nội dung (trọng số theo đợt)",
    "target": "Chỉ tiêu",
    "assignment": "Phân công",
    "pause": "Tạm dừng",
    "event": "Sự kiện",
}


def plan_file(plan: PlanText) -> str:
    """Return the text of a plan file that says exactly this plan."""
    # An empty list of languages says something else than none at all.
    stated = _stated(_head(plan)) | {"languages": list(plan.languages)}
    lines = head("Kế hoạch ghi lại từ hệ thống.", stated)
    tables: dict[str, list[dict[str, Value]]] = {
        "phase": [_stated(_phase(one)) for one in plan.phases],
        "topic": [_stated(_topic(one)) for one in plan.topics],
        "target": [_stated(_target(one)) for one in plan.targets],
        "assignment": [_stated(_assignment(one)) for one in plan.assignments],
        "pause": [_stated(_pause(one)) for one in plan.pauses],
        "event": [_stated(_event(one)) for one in plan.events],
    }
    for table, values in tables.items():
        if values:
            lines += rows(table, _TITLES[table], values)
    return "\n".join(lines) + "\n"


def _stated(values: Mapping[str, Any]) -> dict[str, Value]:
    """Leave out what a file need not say."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {}, 0)}


def _head(plan: PlanText) -> dict[str, Any]:
    rule = plan.consecutive
    return {
        "key": plan.key,
        "number": plan.number,
        "kind": plan.kind,
        "title": plan.title,
        "issuer": {"key": plan.issuer_key, "name": plan.issuer_name},
        "issued_on": plan.issued_on,
        "area": list(plan.area),
        "implements": plan.implements,
        "basis": list(plan.basis),
        "languages": list(plan.languages),
        "weight": plan.weight,
        "consecutive": None if rule == CONSECUTIVE else {"days": rule.days, "source": rule.source},
        "notes": plan.notes,
    }


def _span(days: Days | None) -> dict[str, date]:
    """Return the first and the last day of a period that has an end."""
    if days is None or days.end is None:
        return {}
    return {"starts": days.start, "ends": days.end - _DAY}


def _event(event: Event) -> dict[str, Any]:
    return {
        "key": event.key,
        "name": event.name,
        "level": event.level,
        "state": event.state,
        **_span(event.days),
        "theme": event.theme,
        "motto": event.motto,
        "series": event.series or None,
        "pilot": event.pilot,
        "moved": [_move(one) for one in event.moves],
        "notes": event.notes,
    }


def _move(move: Move) -> dict[str, Any]:
    before, after = _span(move.before), _span(move.after)
    return {
        "on": move.on,
        **({"from": list(before.values())} if before else {}),
        "to": list(after.values()),
        "reason": move.reason,
        **({"document": move.document} if move.document else {}),
    }


def _phase(phase: Phase) -> dict[str, Any]:
    ends = phase.ends
    return {
        "key": phase.key,
        "name": phase.name,
        "parent": phase.parent,
        "event": phase.event,
        "stage": phase.stage,
        "level": phase.level,
        "starts": _edge(phase.starts),
        "ends": _edge(ends) if isinstance(ends, Anchor) else ends - _DAY if ends else None,
    }


def _edge(edge: date | Anchor) -> Any:
    return {edge.edge: edge.event, "days": edge.days} if isinstance(edge, Anchor) else edge


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "code": topic.code,
        "name": topic.name,
        "levels": list(topic.levels),
        "basis": list(topic.basis),
        "weights": dict(topic.weights),
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "key": target.key,
        "topic": target.topic,
        "phase": target.phase,
        "channel": target.channel,
        "unit": "" if target.unit == default_unit(target.channel) else target.unit,
        "name": target.name,
        "area": list(target.area),
        "audience": target.audience,
        "languages": list(target.languages),
        "items": target.items,
        "times_a_day": target.times_a_day,
        "days": target.days,
        "every_days": target.every_days,
        "quantity": target.quantity,
        "quantity_per_unit": target.quantity_per_unit,
    }


def _assignment(assignment: Assignment) -> dict[str, Any]:
    return {
        "key": assignment.key,
        "organisation": assignment.organisation,
        "name": assignment.organisation_name,
        "duty": assignment.duty,
        "role": assignment.role,
        "topics": list(assignment.topics),
        "channels": list(assignment.channels),
        "due": assignment.due,
        "coordinating": [_stated(asdict(one)) for one in assignment.coordinating],
        "product": assignment.product,
    }


def _pause(pause: Pause) -> dict[str, Any]:
    return {
        "key": pause.key,
        **_span(pause.days),
        "stops": pause.stops,
        "reason": pause.reason,
        "area": list(pause.area),
        "channels": list(pause.channels),
        "document": pause.document,
    }

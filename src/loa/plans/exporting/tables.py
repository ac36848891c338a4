"""The tables of a plan's document: phases, events, duties, pauses; targets and weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loa.plans.exporting.phrases import (
    BRIEFLY,
    LEVELS,
    ROLES,
    STAGES,
    STATES,
    STOPS,
    day_said,
    days_said,
    languages_said,
    promise_said,
    waiting_said,
)
from loa.plans.rules import Event, Phase, PlanText, Target, Topic, resolve_phases


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a header; `widths` are shares, `narrow` the columns to be centred."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    narrow: frozenset[int] = frozenset()


def phases(plan: PlanText) -> Table:
    """Return the phases with their days; one within another stands under it."""
    resolved = resolve_phases(plan.phases, plan.events)
    events = {one.key: one.name for one in plan.events}
    rows = []
    for one in _nested(plan.phases):
        days = resolved[one.key].days
        when = days_said(days) if days else waiting_said(one, events)
        stands = f"{STAGES.get(one.stage, '')} {events.get(one.event, '')}".strip()
        rows.append((_tidy(one.name), when[:1].upper() + when[1:], _upper_first(_tidy(stands))))
    return Table(("Đợt", "Thời gian", "Gắn với"), tuple(rows), (5, 5, 5))


def _nested(found: Sequence[Phase]) -> list[Phase]:
    """Return the phases, each followed by those within it; the plan's order otherwise."""
    keys = {one.key for one in found}
    below: dict[str, list[Phase]] = {}
    for one in found:
        below.setdefault(one.parent if one.parent in keys else "", []).append(one)
    ordered: list[Phase] = []
    waiting = list(reversed(below.get("", [])))
    while waiting:
        one = waiting.pop()
        ordered.append(one)
        waiting += reversed(below.get(one.key, []))
    return ordered


def events(plan: PlanText) -> Table:
    rows = tuple(
        (
            _tidy(one.name),
            LEVELS[one.level],
            _upper_first(days_said(one.days)) if one.days else "Chưa có ngày",
            _event_notes(one),
        )
        for one in plan.events
    )
    return Table(("Sự kiện", "Cấp", "Thời gian", "Ghi chú"), rows, (5, 2, 4, 5), frozenset({1}))


def _event_notes(event: Event) -> str:
    said = [STATES[event.state].capitalize()]
    said += ["mỗi đơn vị một lần"] if event.series else []
    said += [f"chủ đề: {_tidy(event.theme)}"] if event.theme else []
    said += [f"phương châm: {_tidy(event.motto)}"] if event.motto else []
    return "; ".join(said)


def duties(plan: PlanText, names: Mapping[str, str]) -> Table:
    """Return who does what; a column that would be empty throughout is left out."""
    rows = [
        (
            str(n),
            _tidy(one.duty),
            _tidy(one.organisation_name or names.get(one.organisation, one.organisation)),
            "; ".join(_tidy(other.name or names.get(other.key, "")) for other in one.coordinating),
            ROLES[one.role],
            _scope(one.channels, one.topics),
            _upper_first(_tidy(one.product)),
            day_said(one.due) if one.due else "",
        )
        for n, one in enumerate(plan.assignments, 1)
    ]
    header = (
        "TT",
        "Nhiệm vụ",
        "Đơn vị thực hiện",
        "Phối hợp",
        "Vai trò",
        "Phạm vi",
        "Sản phẩm",
        "Thời hạn",
    )
    widths = (2, 13, 11, 9, 5, 8, 8, 7)
    if all(one.role == "lead" for one in plan.assignments):
        rows = [(*row[:4], "", *row[5:]) for row in rows]  # then the column says nothing
    return _without_empty(Table(header, tuple(rows), widths, frozenset({0, 4, 7})))


def _without_empty(of: Table) -> Table:
    shown = [n for n in range(len(of.header)) if any(row[n] for row in of.rows)]
    return Table(
        tuple(of.header[n] for n in shown),
        tuple(tuple(row[n] for n in shown) for row in of.rows),
        tuple(of.widths[n] for n in shown),
        frozenset(at for at, n in enumerate(shown) if n in of.narrow),
    )


def _scope(channels: Sequence[str], topics: Sequence[str]) -> str:
    said = [BRIEFLY.get(one, one) for one in channels]
    said += [f"nội dung {', '.join(topics)}"] if topics else []
    return _upper_first("; ".join(said))


def pauses(plan: PlanText) -> Table:
    rows = tuple(
        (
            _upper_first(days_said(one.days)),
            _upper_first(STOPS[one.stops]),
            _scope(one.channels, ()) or "Mọi hình thức",
            f"{_tidy(one.reason)} ({_tidy(one.document)})" if one.document else _tidy(one.reason),
        )
        for one in plan.pauses
    )
    return Table(("Thời gian", "Tạm dừng", "Áp dụng", "Lý do"), rows, (5, 4, 5, 6))


def targets(plan: PlanText, phase: str) -> Table:
    """Return what a phase promises."""
    topics = {one.code: one.name for one in plan.topics}
    rows = tuple(
        (
            _upper_first(BRIEFLY.get(one.channel, one.channel)),
            _tidy(topics.get(one.topic, "")) or "Mọi nội dung của đợt",
            promise_said(one),
            _for_whom(one),
        )
        for one in plan.targets
        if one.phase == phase
    )
    header = ("Hình thức", "Nội dung", "Chỉ tiêu", "Ghi chú")
    return _without_empty(Table(header, rows, (7, 12, 14, 7)))


def _for_whom(target: Target) -> str:
    said = [_tidy(one) for one in (target.name, target.audience) if one]
    said += [languages_said(target.languages)] if target.languages else []
    return _upper_first("; ".join(said))


def weights(plan: PlanText, topics: Sequence[tuple[str, Topic]]) -> Table:
    """Return how much each phase speaks of each topic."""
    spoken = [one for one in plan.phases if any(dict(t.weights).get(one.key) for _, t in topics)]
    rows = []
    for number, one in topics:
        shares = dict(one.weights)
        about = [f"cấp {', '.join(LEVELS[level] for level in one.levels)}"] if one.levels else []
        about += [_tidy(basis) for basis in one.basis]
        named = f"{number}. {_tidy(one.name)}" + (f" ({'; '.join(about)})" if about else "")
        rows.append((named, *(str(shares.get(phase.key) or "") for phase in spoken)))
    header = ("Nội dung", *(_tidy(one.name) for one in spoken))
    narrow = frozenset(range(1, len(header)))
    return Table(header, tuple(rows), (12, *(4 for _ in spoken)), narrow)


def _tidy(words: str) -> str:
    return " ".join(words.split())


def _upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]

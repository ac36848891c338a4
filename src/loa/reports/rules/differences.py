"""Why a report's figures are not those of an earlier one on the same days, row by row.

Both reports know their sources, and the earlier one how far evidence had come when it was
made. So every difference has its reasons, and they sum to it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from loa.reports.rules.report import (
    Difference,
    Figure,
    Line,
    Origin,
    Report,
    Source,
    State,
    Why,
)

LineKey = tuple[str, ...]
Parts = defaultdict[LineKey, defaultdict[Why, int]]


def compared(before: Report, after: Report) -> tuple[Difference, ...]:
    """Return what is different in the cumulative figures and promises, by line.

    Raises ValueError for reports on different days, of different plans or cut differently:
    their figures are different things.
    """
    if _subject(before) != _subject(after):
        raise ValueError(f"{_subject(before)} and {_subject(after)} count different things")
    parts = _parts(before, after)
    old = {line.key: line for line in before.lines}
    new = {line.key: line for line in after.lines}
    found = (_difference(key, old.get(key), new.get(key), parts[key]) for key in _keys(old, new))
    return tuple(one for one in found if one is not None)


def _subject(report: Report) -> tuple[object, ...]:
    plans = tuple(plan.key for plan in report.plans) if not report.comparison else ()
    days = (report.starts, report.until, report.since)
    return (plans, report.kind, days, report.cut_on, report.simulated)


def _keys(old: Mapping[LineKey, Line], new: Mapping[LineKey, Line]) -> list[LineKey]:
    return sorted({*old, *new})


def _difference(
    key: LineKey, old: Line | None, new: Line | None, parts: Mapping[Why, int]
) -> Difference | None:
    before = old.figure if old else Figure()
    after = new.figure if new else Figure()
    reasons = {why: change for why, change in parts.items() if change}
    same_total = before.cumulative.total == after.cumulative.total
    if same_total and before.cumulative != after.cumulative:
        reasons = {Why.REGRADED: 0}
    elif same_total:
        reasons = {}
    if before.state is State.MISSING and after.state is State.KNOWN and not reasons:
        reasons = {Why.SAID_LATE: 0}  # nothing was done, and now somebody says so
    if before.promised != after.promised:
        reasons[Why.PROMISED] = 0
    if not reasons:
        return None
    return Difference(
        line=key,
        before=before.cumulative,
        after=after.cumulative,
        promised_before=before.promised,
        promised_after=after.promised,
        parts=tuple(sorted(reasons.items())),
    )


def _parts(before: Report, after: Report) -> Parts:
    parts: Parts = defaultdict(lambda: defaultdict(int))
    told = _told(after) | _told(before)
    for origin, reasons in REASONS.items():
        old = _by_key(before.sources, origin)
        new = _by_key(after.sources, origin)
        for key in {*old, *new}:
            for line, why, change in _moved(old.get(key), new.get(key), *reasons):
                if line in told:
                    parts[line][why] += change
    return parts


# Of a row by its origin: why it is there now only, then only, and changed in both.
REASONS: Mapping[Origin, tuple[Why, Why, Why]] = {
    Origin.EVIDENCE: (Why.LATE, Why.TAKEN_BACK, Why.TAKEN_BACK),
    Origin.SHEET: (Why.SAID_LATE, Why.WITHDRAWN, Why.SAID_ANEW),
    Origin.REGISTER: (Why.LATE, Why.TAKEN_BACK, Why.LATE),
}


def _told(report: Report) -> set[LineKey]:
    return {line.key for line in report.lines}


def _by_key(sources: Sequence[Source], origin: Origin) -> dict[tuple[object, ...], list[Source]]:
    found: defaultdict[tuple[object, ...], list[Source]] = defaultdict(list)
    for one in sources:
        if one.origin is origin:
            found[_identity(one)].append(one)
    return dict(found)


def _identity(one: Source) -> tuple[object, ...]:
    """Return what a row is, whoever has its figures: a statement by what it states."""
    if one.origin is Origin.SHEET:
        of = (one.plan, one.target, one.channel, one.measure)
        return (one.unit_code, one.starts, one.until, *of)
    return (one.key,)


def _line(one: Source) -> LineKey:
    return (one.plan, one.target, one.channel, one.measure, one.topic, one.unit)


def _moved(
    old: Sequence[Source] | None, new: Sequence[Source] | None, came: Why, went: Why, changed: Why
) -> Iterable[tuple[LineKey, Why, int]]:
    """Yield the change that one row makes on its lines."""
    if old is None or new is None:
        for one in new or ():
            yield _line(one), came, one.quantity
        for one in old or ():
            yield _line(one), went, -one.quantity
        return
    (first,), (last,) = old[:1], new[:1]
    if _line(first) != _line(last):
        yield _line(first), Why.MERGED, -first.quantity
        yield _line(last), Why.MERGED, first.quantity
    yield _line(last), changed, last.quantity - first.quantity

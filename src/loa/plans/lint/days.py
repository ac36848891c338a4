"""Days: nothing ends before it starts, and phases stand where they say they stand."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from loa.core.periods import Days
from loa.plans.lint.sheet import Row, Sheet
from loa.plans.problems import Problem, problem
from loa.plans.rules import PeriodError, Resolved, fits_event, resolve
from loa.plans.text import event_days, phase_from

_STAGES = {"before": "trước", "during": "trọn", "after": "sau"}


def check(sheet: Sheet) -> Iterator[Problem]:
    """Give every event, phase and pause whose days cannot be."""
    for table in ("event", "pause"):
        for row in sheet.sound(table):
            yield from _backwards(row, f"{table}-ends-before-start")
    for row in sheet.sound("event"):
        yield from _moves(row)
    yield from _phases(sheet)


def known_events(sheet: Sheet) -> dict[str, Days | None]:
    """Return the days of every event that can be reckoned with; others are not yet known."""
    days: dict[str, Days | None] = dict.fromkeys(sheet.names("event"))
    for row in sheet.sound("event"):
        if not [*_backwards(row, "event-ends-before-start")]:
            days[row.values["key"]] = event_days(row.values)
    return days


def known_phases(sheet: Sheet) -> dict[str, Days]:
    """Return the days of every phase that has some."""
    return {key: found.days for key, (_, found) in _resolved(sheet).items() if found.days}


def shown(days: Days) -> str:
    """Write days as people do, first to last: 01/02/2020 – 14/07/2020."""
    last = f"{days.end - timedelta(days=1):%d/%m/%Y}" if days.end else "…"
    return f"{days.start:%d/%m/%Y} – {last}"


def _backwards(row: Row, code: str) -> Iterator[Problem]:
    starts, ends = row.values.get("starts"), row.values.get("ends")
    if isinstance(ends, date) and starts is None:
        yield problem(row.line("ends"), "missing-field", table=f"[{row.table}]", field="starts")
    elif isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        yield _ends_early(row, code, starts, ends)


def _ends_early(row: Row, code: str, starts: date, ends: date) -> Problem:
    return problem(row.line("ends"), code, starts=f"{starts:%d/%m/%Y}", ends=f"{ends:%d/%m/%Y}")


def _moves(row: Row) -> Iterator[Problem]:
    moves = row.values.get("moved", [])
    if not moves:
        if row.values.get("state") == "moved":
            yield problem(row.line("state"), "moved-without-move")
        return
    for number, moved in enumerate(moves):
        for side in ("from", "to"):
            first, last = moved.get(side, (date.min, date.min))
            if last < first:
                yield problem(
                    row.line("moved", number, side),
                    "event-ends-before-start",
                    starts=f"{first:%d/%m/%Y}",
                    ends=f"{last:%d/%m/%Y}",
                )
    to = tuple(moves[-1]["to"])
    stated = (row.values.get("starts"), row.values.get("ends", row.values.get("starts")))
    if to != stated:
        yield problem(
            row.line("moved", len(moves) - 1, "to"),
            "move-mismatch",
            moved=_pair(*to),
            stated=_pair(*stated),
        )


def _pair(first: date | None, last: date | None) -> str:
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}" if first and last else "…"


def _phases(sheet: Sheet) -> Iterator[Problem]:
    events = known_events(sheet)
    resolved = _resolved(sheet)
    for row in sheet.sound("phase"):
        key = row.values["key"]
        if key not in resolved:
            yield from _phase_backwards(row, events)
            continue
        days = resolved[key][1].days
        yield from _outside_event(row, days, events)
        yield from _outside_parent(row, days, resolved)


def _resolved(sheet: Sheet) -> dict[str, tuple[Row, Resolved]]:
    events = known_events(sheet)
    found: dict[str, tuple[Row, Resolved]] = {}
    for row in sheet.sound("phase"):
        if row.values["key"] in found:
            continue  # told as a duplicate; the first one counts
        try:
            found[row.values["key"]] = (row, resolve(phase_from(row.values), events))
        except (PeriodError, KeyError):
            continue  # told by `_phase_backwards`, or as an unknown event
    return found


def _phase_backwards(row: Row, events: Mapping[str, Days | None]) -> Iterator[Problem]:
    try:
        resolve(phase_from(row.values), events)
    except PeriodError as error:
        last = error.ends - timedelta(days=1)
        yield _ends_early(row, "phase-ends-before-start", error.starts, last)
    except KeyError:
        return


def _outside_event(
    row: Row, days: Days | None, events: Mapping[str, Days | None]
) -> Iterator[Problem]:
    event = row.values.get("event", "")
    stage = row.values.get("stage", "")
    if stage and not event:
        yield problem(row.line("stage"), "missing-field", table="[phase]", field="event")
    event_period = events.get(event)
    if days and event_period and not fits_event(stage, days, event_period):
        yield problem(
            row.line(),
            "phase-outside-event",
            phase=row.values["key"],
            days=shown(days),
            stage=stage,
            stage_vi=_STAGES[stage],
            event=event,
            event_days=shown(event_period),
        )


def _outside_parent(
    row: Row, days: Days | None, resolved: Mapping[str, tuple[Row, Resolved]]
) -> Iterator[Problem]:
    key = row.values["key"]
    if _in_circle(key, resolved):
        yield problem(row.line("parent"), "phase-in-circle", phase=key)
        return
    parent = row.values.get("parent", "")
    around = resolved[parent][1].days if parent in resolved else None
    if days and around and days.overlap(around) != days:
        yield problem(
            row.line("parent"),
            "phase-outside-parent",
            phase=key,
            days=shown(days),
            parent=parent,
            parent_days=shown(around),
        )


def _in_circle(key: str, resolved: Mapping[str, tuple[Row, Resolved]]) -> bool:
    seen: set[str] = set()
    above = key
    while above in resolved and above not in seen:
        seen.add(above)
        above = resolved[above][0].values.get("parent", "")
    return above == key and key in seen

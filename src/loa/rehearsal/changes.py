"""What a trial changes of a plan and of the hours: nothing of it is kept anywhere else.

`docs/formats/changes.md` describes the document.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from loa.core.build import Candidate
from loa.core.canonical import FormatError, Json, header, require
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot
from loa.core.periods import DAY, Days
from loa.core.policy import Hours, Policy

NAME = "changes"
TODAY = date(2000, 1, 1)  # any day: wall times are moved on it


@dataclass(frozen=True, slots=True)
class Often:
    """How often a target's items are to be heard: so many times on so many days in a row."""

    times_a_day: int
    days: int = 0


@dataclass(frozen=True, slots=True)
class Changes:
    """Other hours, caps, weight, days of phases, frequencies of targets; empty: as it is."""

    hours: tuple[tuple[time, time], ...] = ()
    session_s: int = 0
    day_s: int = 0
    weight: int = 0
    phases: Mapping[str, Days] = field(default_factory=dict)
    targets: Mapping[str, Often] = field(default_factory=dict)

    @property
    def none(self) -> bool:
        return self == Changes()

    def document(self) -> Json:
        """Return the document as it is stored."""
        return header(NAME) | {
            "hours": [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in self.hours],
            "session_s": self.session_s,
            "day_s": self.day_s,
            "weight": self.weight,
            "phases": {
                key: [days.start.isoformat(), days.end.isoformat() if days.end else None]
                for key, days in sorted(self.phases.items())
            },
            "targets": {
                key: [often.times_a_day, often.days] for key, often in sorted(self.targets.items())
            },
        }


def read_changes(document: object) -> Changes:
    """Read changes; FormatError says what is wrong with them."""
    value = require(document, NAME)
    try:
        return Changes(
            hours=tuple(
                (time.fromisoformat(opens), time.fromisoformat(closes))
                for opens, closes in value["hours"]
            ),
            session_s=int(value["session_s"]),
            day_s=int(value["day_s"]),
            weight=int(value["weight"]),
            phases={
                key: Days(date.fromisoformat(start), date.fromisoformat(end) if end else None)
                for key, (start, end) in value["phases"].items()
            },
            targets={
                key: Often(int(times), int(days)) for key, (times, days) in value["targets"].items()
            },
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"changes: {error}") from error


def policy_with(policy: Policy, changes: Changes) -> Policy:
    """Return a station's policy as the changes would have it."""
    hours = tuple(Hours(Daypart(a, b, policy.source)) for a, b in changes.hours)
    return replace(
        policy,
        hours=hours or policy.hours,
        session_s=changes.session_s or policy.session_s,
        day_s=changes.day_s or policy.day_s,
    )


def grid_with(grid: Grid, policy: Policy, changes: Changes, day: date) -> Grid:
    """Return a station's grid in other hours: each session's slots keep their share of it.

    Sessions are matched in their order; slots of a session that is no more are left out.
    """
    if not changes.hours:
        return grid
    old = sorted(((p.opens, p.closes) for p in policy.dayparts(day)), key=lambda part: part[0])
    pairs = list(zip(old, changes.hours, strict=False))
    slots = [
        _moved(slot, before, after)
        for slot in grid.slots
        for before, after in pairs
        if before[0] <= slot.starts and _span(before[0], slot.ends) <= _span(*before)
    ]
    return replace(grid, slots=tuple(slots))


def _moved(slot: Slot, before: tuple[time, time], after: tuple[time, time]) -> Slot:
    share = _span(*after) / _span(*before)
    return replace(
        slot,
        starts=_at(after[0], _span(before[0], slot.starts, whole=False) * share),
        ends=_at(after[0], _span(before[0], slot.ends) * share),
    )


def _span(start: time, end: time, *, whole: bool = True) -> timedelta:
    """Return how long it is from one time of day to the next; a whole day for the same one."""
    length = datetime.combine(TODAY, end) - datetime.combine(TODAY, start)
    if length > timedelta(0) or (not length and not whole):
        return length
    return length + DAY


def _at(start: time, after: timedelta) -> time:
    return (datetime.combine(TODAY, start) + after).time().replace(microsecond=0)


def candidate_with(
    candidate: Candidate, changes: Changes, plan: str, phases: Mapping[str, tuple[str, Days | None]]
) -> Candidate:
    """Return a placement as the changes would have it; `phases` are by target, with their days.

    Where a phase moves, what serves it moves by as many days, and is cut off at its end.
    """
    owner, _slash, target = candidate.target.partition("/")
    if candidate.plan == plan and changes.weight:
        candidate = replace(candidate, weight=changes.weight)
    if owner != plan or candidate.parts:
        return candidate
    often = changes.targets.get(target)
    if often is not None:
        candidate = replace(
            candidate,
            times_a_day=often.times_a_day,
            run=often.days or candidate.run,
        )
    key, was = phases.get(target, ("", None))
    new = changes.phases.get(key)
    if new is None or was is None:
        return candidate
    return replace(candidate, window=_window(candidate.window, was, new))


def _window(window: Days, was: Days, new: Days) -> Days:
    shift = new.start - was.start
    start = max(window.start + shift, new.start)
    ends = [day for day in (window.end + shift if window.end else None, new.end) if day]
    end = min(ends, default=None)
    return Days(start, max(end, start + DAY) if end else None)

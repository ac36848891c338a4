"""The grid: the frame of a station's broadcast day, before any message is placed.

A slot is a half-open span of wall time, [from, to), on some weekdays within a season; one
that ends no later than it begins runs past midnight. The grid says what a time is for,
the policy says when there may be sound at all: a slot outside the policy's hours is not
aired. `docs/formats/grid.md` describes every byte.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import combinations
from zoneinfo import ZoneInfo

from loa.core.canonical import FormatError, Json, header, require
from loa.core.periods import Span
from loa.core.policy import EVERY_DAY, Policy

NAME = "grid"
MAX_SLOTS = 200
ALL_YEAR = ("01-01", "12-31")
DAY_S = 24 * 3600


class SlotKind(StrEnum):
    """What a slot is for."""

    IDENT = "ident"  # the signature sound begins with the slot
    CLOSING = "closing"  # the signature sound, at the latest at the end of the slot
    RELAY = "relay"  # another broadcaster's programme; airtime, but not own content
    BULLETIN = "bulletin"  # priority and campaign items first
    ROTATION = "rotation"  # standing items
    ANNOUNCEMENTS = "announcements"  # quick announcements of the day


IDENTS = frozenset({SlotKind.IDENT, SlotKind.CLOSING})
OWN = frozenset({SlotKind.BULLETIN, SlotKind.ROTATION, SlotKind.ANNOUNCEMENTS})


@dataclass(frozen=True, slots=True)
class Slot:
    """A span of wall time and its use; a relay names its source."""

    kind: SlotKind
    starts: time
    ends: time
    title: str = ""
    source: str = ""
    weekdays: frozenset[int] = EVERY_DAY  # ISO: Monday is 1
    season: tuple[str, str] = ALL_YEAR  # MM-DD, both inclusive; may run over the new year

    def holds_on(self, day: date) -> bool:
        """Whether the slot stands on a day."""
        return day.isoweekday() in self.weekdays and _in_season(f"{day:%m-%d}", self.season)

    def span_on(self, day: date, zone: ZoneInfo) -> Span:
        """Return the instants of the slot that begins on a day."""
        last = day if self.ends > self.starts else day + timedelta(days=1)
        return Span(
            datetime.combine(day, self.starts, zone), datetime.combine(last, self.ends, zone)
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A station's slots. On no day do two of them overlap; `read_grid` sees to it."""

    station: str
    serial: int
    slots: tuple[Slot, ...]
    source: str = ""  # the document that set it

    def slots_on(self, day: date) -> list[Slot]:
        """Return the slots that begin on a day, in the order of their starts."""
        return sorted((s for s in self.slots if s.holds_on(day)), key=lambda slot: slot.starts)

    def document(self) -> Json:
        """Return the document as it is stored and sent."""
        return header(NAME) | {
            "station": self.station,
            "serial": self.serial,
            "source": self.source,
            "slots": [
                {
                    "kind": str(slot.kind),
                    "from": slot.starts.isoformat(),
                    "to": slot.ends.isoformat(),
                    "title": slot.title,
                    "source": slot.source,
                    "weekdays": sorted(slot.weekdays),
                    "season": list(slot.season),
                }
                for slot in self.slots
            ],
        }


def plain_grid(policy: Policy, *, ident_s: int = 15) -> Grid:
    """Return the grid of a station that has set none.

    Each session of the policy is one bulletin between two idents of at most ident_s
    seconds; standing items fill what the bulletin leaves.
    """
    slots: list[Slot] = []
    for hours in policy.hours:
        opens, closes = hours.daypart.opens, hours.daypart.closes
        begins, ends = _shift(opens, ident_s), _shift(closes, -ident_s)
        when = (hours.weekdays, hours.season)
        if _length_s(opens, closes) <= 2 * ident_s:
            slots.append(Slot(SlotKind.BULLETIN, opens, closes, "", "", *when))
            continue
        slots += [
            Slot(SlotKind.IDENT, opens, begins, "", "", *when),
            Slot(SlotKind.BULLETIN, begins, ends, "", "", *when),
            Slot(SlotKind.CLOSING, ends, closes, "", "", *when),
        ]
    return Grid(policy.station, policy.serial, tuple(slots), policy.source)


def read_grid(document: object) -> Grid:
    """Read a grid; FormatError says what is wrong with it, by the number of the slot."""
    value = require(document, NAME)
    try:
        if len(value["slots"]) > MAX_SLOTS:
            raise FormatError(f"loa.{NAME}: more than {MAX_SLOTS} slots")
        grid = Grid(
            station=str(value["station"]),
            serial=int(value["serial"]),
            source=str(value["source"]),
            slots=tuple(_slot(n, slot) for n, slot in enumerate(value["slots"], start=1)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"loa.{NAME}: {type(error).__name__}: {error}") from error
    if problem := next(clashes(grid.slots), None):
        raise FormatError(f"loa.{NAME}: {problem}")
    return grid


def clashes(slots: Sequence[Slot]) -> Iterator[str]:
    """Yield a sentence for each pair of slots that overlap on some day."""
    for (i, a), (j, b) in combinations(enumerate(slots, start=1), 2):
        if _seasons_meet(a.season, b.season) and _meet(a, b):
            yield (
                f"slot {i} ({a.kind} from {a.starts:%H:%M:%S} to {a.ends:%H:%M:%S}) and "
                f"slot {j} ({b.kind} from {b.starts:%H:%M:%S} to {b.ends:%H:%M:%S}) overlap"
            )


def _meet(a: Slot, b: Slot) -> bool:
    """Whether two slots share a moment of some week."""
    return any(x < b_end and y < a_end for x, a_end in _week(a) for y, b_end in _week(b))


def _week(slot: Slot) -> list[tuple[int, int]]:
    """Return the seconds of a week that a slot covers; Sunday's night runs into Monday."""
    starts, spans = _seconds(slot.starts), []
    length = _length_s(slot.starts, slot.ends)
    for weekday in slot.weekdays:
        begins = (weekday - 1) * DAY_S + starts
        spans.append((begins, begins + length))
        if begins + length > 7 * DAY_S:
            spans.append((0, begins + length - 7 * DAY_S))
    return spans


def _seasons_meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    return _in_season(a[0], b) or _in_season(b[0], a)


def _in_season(today: str, season: tuple[str, str]) -> bool:
    first, last = season
    return first <= today <= last if first <= last else today >= first or today <= last


def _slot(number: int, value: Json) -> Slot:
    where = f"slot {number}"
    slot = Slot(
        kind=SlotKind(value["kind"]),
        starts=_clock(where, value["from"]),
        ends=_clock(where, value["to"]),
        title=str(value["title"]),
        source=str(value["source"]),
        weekdays=frozenset(int(day) for day in value["weekdays"]),
        season=_season(where, value["season"]),
    )
    if slot.weekdays - EVERY_DAY:
        raise FormatError(f"{where}: weekdays are 1 (Monday) to 7")
    if slot.kind is SlotKind.RELAY and not slot.source:
        raise FormatError(f"{where}: a relay names its source")
    if slot.kind is not SlotKind.RELAY and slot.source:
        raise FormatError(f"{where}: only a relay has a source")
    return slot


def _season(where: str, value: object) -> tuple[str, str]:
    if not (isinstance(value, list | tuple) and len(value) == 2):  # noqa: PLR2004 - first and last
        raise FormatError(f"{where}: a season is a first and a last day, MM-DD")
    first, last = (str(edge) for edge in value)
    for edge in (first, last):
        date.fromisoformat(f"2000-{edge}")  # a leap year: 02-29 is a day
    return first, last


def _clock(where: str, text: object) -> time:
    moment = time.fromisoformat(str(text))
    if moment.tzinfo is not None or moment.microsecond:
        raise FormatError(f"{where}: {text}: wall time in whole seconds, without a zone")
    return moment


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def _length_s(starts: time, ends: time) -> int:
    length = _seconds(ends) - _seconds(starts)
    return length if length > 0 else length + DAY_S


def _shift(moment: time, seconds: int) -> time:
    total = (_seconds(moment) + seconds) % DAY_S
    return time(total // 3600, total // 60 % 60, total % 60)

"""How moments, quantities, states and grades are written: pure, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy

FULL = 100
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

Label = str | Promise


class State(StrEnum):
    """The four states of anything that should happen."""

    DONE = "done"
    DUE = "due"
    LATE = "late"
    OFF = "off"


class Grade(StrEnum):
    """How sure a figure is; the words stand in delivery's contract, the drawing here."""

    REPORTED = "reported"
    RECORDED = "recorded"
    CONFIRMED = "confirmed"


STATES: dict[State, tuple[Label, str]] = {
    State.DONE: (pgettext_lazy("state", "Done"), "check"),
    State.DUE: (pgettext_lazy("state", "Due"), "clock"),
    State.LATE: (pgettext_lazy("state", "Late"), "alert"),
    State.OFF: (pgettext_lazy("state", "Off"), "minus"),
}
GRADES: dict[Grade, Label] = {
    Grade.REPORTED: pgettext_lazy("grade", "Self-reported"),
    Grade.RECORDED: pgettext_lazy("grade", "Logged or photographed"),
    Grade.CONFIRMED: pgettext_lazy("grade", "Checked"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar's parts in percent of the target, which together never exceed 100."""

    confirmed: float
    recorded: float
    reported: float


def bar(proven: float, target: float, *, confirmed: float = 0, reported: float = 0) -> Bar:
    """Divide a bar: `proven` is recorded plus confirmed, `reported` comes on top of it.

    Credit stops at the target; where it is short of room, the surer grade is kept. A target
    of nothing gives an empty bar. Raises ValueError when more is confirmed than proven.
    """
    if confirmed > proven:
        raise ValueError(f"{confirmed} confirmed of only {proven} proven")
    if target <= 0:
        return Bar(0, 0, 0)
    left = float(FULL)
    parts = []
    for amount in (confirmed, proven - confirmed, reported):
        part = min(left, amount * FULL / target)
        parts.append(round(part, 2))
        left -= part
    return Bar(*parts)


def when(moment: datetime, now: datetime) -> str:
    """Write a moment as a person would say it; both are aware and in the reader's zone.

    Within the hour in minutes, within a day's reach by the day's word, else the date.
    """
    away = moment - now
    if abs(away) < MINUTE:
        return gettext("just now")
    if abs(away) < HOUR:
        minutes = abs(away) // MINUTE
        if away < timedelta(0):
            return ngettext("%(n)s minute ago", "%(n)s minutes ago", minutes) % {"n": minutes}
        return ngettext("in %(n)s minute", "in %(n)s minutes", minutes) % {"n": minutes}
    time = formats.time_format(moment, "TIME_FORMAT")
    days = (moment.date() - now.date()).days
    words = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    day = words.get(days) or formats.date_format(moment, "SHORT_DATE_FORMAT")
    return gettext("%(time)s %(day)s") % {"time": time, "day": day}


def exactly(moment: datetime) -> str:
    """Write a moment in full: weekday, date and time in the reader's zone."""
    weekday = formats.date_format(moment, "l")
    date = formats.date_format(moment, "SHORT_DATETIME_FORMAT")
    return f"{weekday} {date}"


def number(value: float | Decimal, places: int | None = None) -> str:
    """Write a number with the reader's decimal mark and thousands set apart."""
    return formats.number_format(value, decimal_pos=places, force_grouping=True)


def quantity(value: float | Decimal, unit: str) -> str:
    """Write a number with its unit; a unit outside the known ones is written as it is given."""
    written = number(value)
    count = 1 if value == 1 else 2  # English tells one from many, Vietnamese does not
    phrases = {
        "plays": ngettext("%(n)s play", "%(n)s plays", count),
        "seconds": ngettext("%(n)s second", "%(n)s seconds", count),
        "minutes": ngettext("%(n)s minute", "%(n)s minutes", count),
        "hours": ngettext("%(n)s hour", "%(n)s hours", count),
        "days": ngettext("%(n)s day", "%(n)s days", count),
        "visits": ngettext("%(n)s visit", "%(n)s visits", count),
        "people": ngettext("%(n)s person", "%(n)s people", count),
        "pieces": ngettext("%(n)s piece", "%(n)s pieces", count),
        "items": ngettext("%(n)s item", "%(n)s items", count),
        "stations": ngettext("%(n)s station", "%(n)s stations", count),
        "communes": ngettext("%(n)s commune", "%(n)s communes", count),
    }
    return phrases.get(unit, "%(n)s " + unit.replace("%", "%%")) % {"n": written}


def clock(seconds: float) -> str:
    """Write a length as m:ss, or h:mm:ss from an hour on."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def waveform(peaks: list[float], width: int = 300, height: int = 40) -> str:
    """Draw peaks (0 to 1) as one svg path of upright strokes, mirrored about the middle."""
    step = width / max(len(peaks), 1)
    middle = height / 2
    strokes = []
    for place, peak in enumerate(peaks):
        reach = max(1.0, min(1.0, max(0.0, peak)) * (middle - 1))
        x = (place + 0.5) * step
        strokes.append(f"M{x:.1f} {middle - reach:.1f}V{middle + reach:.1f}")
    return "".join(strokes)

"""What can be read out of the day's ledger: true moments, spans without power or without time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from tools.faulty_day import words
from tools.faulty_day.day import ZONE, FaultyDay, Line

FAR = timedelta(minutes=2)


def true_moments(day: FaultyDay) -> dict[int, datetime]:
    """Return when each line was really written, by its number.

    A board without a clock has counted since its boot; where the same boot is told the
    time later, that count says when. What is written of an item stands at its own time.
    """
    began: dict[int, datetime] = {}
    for line in day.ledger:
        if line.clock == "synchronised":
            began.setdefault(line.boot, line.at - line.mono)
    return {
        line.n: began[line.boot] + line.mono
        if line.clock == "floor" and not line.item and line.boot in began
        else line.at
        for line in day.ledger
    }


def silent_spans(day: FaultyDay) -> Iterator[tuple[datetime, datetime, str]]:
    """Yield the spans without power, and those in which the board did not know the time."""
    true = true_moments(day)
    boots = [line for line in day.ledger if line.event == "boot"]
    for gone in day.dark:
        back = next((true[line.n] for line in boots if true[line.n] > gone), None)
        if back is not None:
            yield gone, back, "mất điện"
    for boot in boots:
        knows = (x for x in day.ledger if x.n > boot.n and x.event == "clock")
        if boot.clock == "floor" and (line := next(knows, None)) is not None:
            yield true[boot.n], true[line.n], "không biết giờ"


def row_of(line: Line) -> str:
    """Return the row of ticks to which a line belongs; empty: it is not drawn."""
    rows = {"started": "sound", "finished": "sound", "relay-on": "relay", "relay-off": "relay"}
    return rows.get(line.event, line.event if line.event in words.ROWS else "")


def said(line: Line, true: datetime) -> str:
    """Return the words at a line's tick."""
    if line.event == "boot":
        local = line.at.astimezone(ZONE)
        wrong = abs(line.at - true) > FAR
        year = f"/{local.year}" if local.year != true.year else ""
        shown = f"đồng hồ chỉ {local:%H:%M} ngày {local.day}/{local.month}{year}"
        return shown if wrong else ""
    if line.event == "clock":
        return words.CLOCKS[line.clock]
    if line.event == "note":
        return words.note(line.text)
    if line.event in {"cut", "missed"}:
        return words.REASONS.get(line.reason, line.reason)
    return {"relay-on": "nối", "relay-off": "ngắt"}.get(line.event, "")

"""What one press changes when a contradiction's mend is taken. Pure.

A mend changes findings, never the document's own text: what the office issued stays as it is.
"""

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loa.plans.drafting.values import FIELDS, TOLD, Row
from loa.plans.importing.date_atoms import atoms
from loa.plans.terms import mended

_HALF_YEAR = timedelta(days=184)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one finding, as it is and as it would be."""

    number: int
    name: str
    before: str
    after: str


def mend(contradiction: Row, rows: Sequence[Row]) -> tuple[Change, ...]:
    """Return what taking the mend would change; nothing where only a person can know."""
    changes = _MENDS.get(contradiction.text("kind"), _nothing)
    live = [row for row in rows if not row.dropped and row.kind not in TOLD]
    return tuple(dict.fromkeys(changes(contradiction, live)))


def _nothing(_contradiction: Row, _rows: Sequence[Row]) -> Iterator[Change]:
    yield from ()


def _over(contradiction: Row, row: Row) -> bool:
    return row.start < contradiction.end and contradiction.start < row.end


def _same(contradiction: Row, row: Row) -> bool:
    return (row.start, row.end) == (contradiction.start, contradiction.end)


def _term(_contradiction: Row, rows: Sequence[Row]) -> Iterator[Change]:
    """Mend every finding that has a reversed term: no plan is approved with one left."""
    for row in rows:
        for name in FIELDS[row.kind]:
            before = row.text(name)
            after = mended(before)
            if after != before:
                yield Change(row.number, name, before, after)


def _basis(contradiction: Row, rows: Sequence[Row]) -> Iterator[Change]:
    """Give a basis of later than the document the year in which its day could be."""
    issued = next((row.day() for row in rows if row.kind == "issued_on" and row.text()), None)
    day = date.fromisoformat(str(contradiction.values["facts"]["day"]))
    limit = issued or date(day.year - 1, 12, 31)
    meant = _earlier(day, limit)
    for row in rows:
        if row.kind == "bases" and _same(contradiction, row) and meant:
            before = row.text()
            after = before.replace(str(day.year), str(meant.year))
            if after != before:
                yield Change(row.number, "value", before, after)


def _earlier(day: date, limit: date) -> date | None:
    """Return the same day in the last year in which it is no later than a day."""
    for year in (limit.year, limit.year - 1):
        try:
            moved = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if moved <= limit:
            return moved
    return None


def _turned(contradiction: Row, rows: Sequence[Row]) -> Iterator[Change]:
    """Let a phase that ends before it starts run past December, else change its days round."""
    for row in rows:
        first, last = (row.day("starts"), row.day("ends")) if row.kind == "phases" else (None, None)
        if not (_same(contradiction, row) and first and last) or last >= first:
            continue
        following = _in_year(last, first.year + 1)
        if last.year == first.year and following - first <= _HALF_YEAR:
            yield Change(row.number, "ends", last.isoformat(), following.isoformat())
        else:
            yield Change(row.number, "starts", first.isoformat(), last.isoformat())
            yield Change(row.number, "ends", last.isoformat(), first.isoformat())


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _outside(contradiction: Row, rows: Sequence[Row]) -> Iterator[Change]:
    """Hold a phase within the whole term, where something of it is left there."""
    facts = contradiction.values["facts"]
    opens, closes = (date.fromisoformat(str(facts[edge])) for edge in ("first", "last"))
    for row in rows:
        if row.kind != "phases" or not _same(contradiction, row):
            continue
        first, last = row.day("starts"), row.day("ends")
        if (first and first > closes) or (last and last < opens):
            continue
        if first and first < opens:
            yield Change(row.number, "starts", first.isoformat(), opens.isoformat())
        if last and last > closes:
            yield Change(row.number, "ends", last.isoformat(), closes.isoformat())


def _impossible(contradiction: Row, rows: Sequence[Row]) -> Iterator[Change]:
    """Put the month's last day for one that it does not have."""
    facts = contradiction.values["facts"]
    month, day = int(facts["month"]), int(facts["day"])
    if not 1 <= month <= 12:  # noqa: PLR2004 -- months of a year
        return
    for row in rows:
        if not _over(contradiction, row):
            continue
        if row.kind == "phases":
            yield from _edge(row, month)
            continue
        for name in FIELDS[row.kind]:
            before = row.text(name)
            after = _with_last_day(before, month, day)
            if after != before:
                yield Change(row.number, name, before, after)


def _edge(row: Row, month: int) -> Iterator[Change]:
    """Give the end of a phase that was left without a day, while the other one is known."""
    first, last = row.day("starts"), row.day("ends")
    known = first or last
    if known is None or (first and last):
        return
    meant = date(known.year, month, calendar.monthrange(known.year, month)[1])
    if first and meant >= first:
        yield Change(row.number, "ends", "", meant.isoformat())
    if last and meant <= last:
        yield Change(row.number, "starts", "", meant.isoformat())


def _with_last_day(text: str, month: int, day: int) -> str:
    for one in atoms(text):
        if one.impossible and one.month == month and one.day == day:
            last = calendar.monthrange(one.year or 2001, month)[1]
            found = text[one.start : one.end]
            return text[: one.start] + found.replace(str(day), str(last), 1) + text[one.end :]
    return text


_MENDS = {
    "term-ends-before-start": _term,
    "basis-later-than-document": _basis,
    "phase-ends-before-start": _turned,
    "phase-outside-term": _outside,
    "date-does-not-exist": _impossible,
}

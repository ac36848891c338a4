"""One row as a judge asks it: its fields by name, each read or refused with a reason. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from openpyxl.utils import get_column_letter

from loa.control.first_day import values
from loa.control.first_day.judging import naming
from loa.control.first_day.judging.known import Known
from loa.control.first_day.rows import Because, Draft, Fate
from loa.control.first_day.sheets import Row
from loa.core.fold import fold
from loa.places.rules import Unit

LONGEST_NAME = 120
DAY = timedelta(days=1)


class RefusedRowError(Exception):
    """A row cannot be taken in, and why."""

    def __init__(self, code: str, **details: str) -> None:
        super().__init__(code)
        self.because = Because(code, details)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a row says: `key` names the thing, so that a second row or day finds it again."""

    key: tuple[str, ...]
    said: tuple[str, ...]
    draft: Draft | None
    fate: Fate = Fate.NEW
    because: Because | None = None
    notes: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A row, its columns by field, and the unit under whose heading line it stands."""

    row: Row
    columns: Mapping[str, int]
    known: Known
    group: str = ""

    def get(self, name: str) -> str:
        """Return a field's text. Raises RefusedRowError for a cell that has no value."""
        column = self.columns.get(name)
        faults = dict(self.row.faults)
        if column is not None and column in faults:
            cell = f"{get_column_letter(column + 1)}{self.row.number}"
            raise RefusedRowError(f"cell-{faults[column]}", cell=cell)
        return self.row.at(column)

    def needed(self, name: str, longest: int = LONGEST_NAME) -> str:
        text = self.get(name)
        if not text:
            raise RefusedRowError(f"missing-{name}")
        return self.short(text, longest)

    def short(self, text: str, longest: int) -> str:
        if len(text) > longest:
            raise RefusedRowError("too-long", said=text[:40], most=str(longest))
        if not all(letter.isprintable() for letter in text):
            raise RefusedRowError("hidden-letters", said=text[:40])
        return text

    def day(self, name: str) -> date | None:
        text = self.get(name)
        if not text:
            return None
        found = values.day(text)
        if found is None:
            raise RefusedRowError("no-day", said=text[:40])
        return found

    def period(self) -> tuple[date | None, date | None]:
        """Return the first day, and the first day after the last, of "từ ngày", "đến ngày"."""
        since, last = self.day("since"), self.day("until")
        if since and last and last < since:
            raise RefusedRowError("ends-before", since=_said(since), last=_said(last))
        return since, last + DAY if last else None

    def unit(self, name: str = "unit") -> Unit:
        """Return the unit of a row: its own cell's, else its group's, else this person's."""
        text = self.get(name)
        if not text:
            found = self.known.coded(self.group or self.known.own_unit)
            if found is None:
                raise RefusedRowError("missing-unit")
            return found
        told = naming.unit(text, self.known)
        if isinstance(told, Because):
            raise RefusedRowError(told.code, **told.values)
        return told

    def own(self, code: str) -> None:
        """Refuse what lies outside the area of the person who drops the list."""
        if not self.known.may_add_in(code):
            raise RefusedRowError("not-your-area", unit=self.known.title(code))


def key_from(name: str, taken: Collection[str], longest: int = 60) -> str:
    """Return a key of a name's letters that is not taken."""
    base = "-".join(word for word in fold(name).split() if word.isascii())
    base = base[: longest - 4].strip("-") or "muc"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"

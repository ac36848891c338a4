"""What rows become: plain values, ready for the rooms' own verbs, and what was made of each row.

A verdict names the row by its sheet and number, as a person finds it in Excel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from loa.control.first_day.headings import Listed
from loa.places.rules import Form


class Fate(StrEnum):
    """What becomes of a row. A `similar` one is known under the same name with other details."""

    NEW = "new"
    KNOWN = "known"
    SIMILAR = "similar"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Because:
    """Why, as a code of `words.REASONS` with the values of its sentence."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitDraft:
    code: str
    name: str
    form: Form
    parent_code: str
    since: date | None  # None: older than anybody says
    until: date | None


@dataclass(frozen=True, slots=True)
class OfficeDraft:
    key: str
    name: str
    kind: str
    unit_code: str
    parent_key: str


@dataclass(frozen=True, slots=True)
class PersonDraft:
    username: str
    name: str
    office_key: str
    title: str
    role: str  # empty: a post without a role
    phone: str
    email: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class StationDraft:
    key: str
    name: str
    kind: str
    unit_code: str
    clusters: int
    since: date
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClusterDraft:
    station_key: str
    name: str
    speakers: int
    faulty: bool


@dataclass(frozen=True, slots=True)
class SiteDraft:
    name: str
    kind: str
    unit_code: str
    position: tuple[Decimal, Decimal] | None


Draft = UnitDraft | OfficeDraft | PersonDraft | StationDraft | ClusterDraft | SiteDraft


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one row comes to; `said` is what the table shows of it."""

    number: int
    fate: Fate
    said: tuple[str, ...] = ()
    draft: Draft | None = None
    because: Because | None = None
    notes: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedTable:
    """A list, and the verdict on each of its rows in their order."""

    file: int  # which of the dropped files
    sheet: str
    kind: Listed
    heading: int
    unused: tuple[str, ...]
    converted: str
    verdicts: tuple[Verdict, ...]

    def count(self, *fates: Fate) -> int:
        return sum(verdict.fate in fates for verdict in self.verdicts)

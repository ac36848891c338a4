"""A finished report: figures with their grades, what is missing and who owes it.

Plain values and nothing else: what documents, pages and sheets are made of without asking
the database again. `written.py` beside this file writes a report in its canonical form
and reads it back; `totals.py` sums its lines. Figures are whole numbers in the measure that
stands beside them. Periods are half-open days: `until` is the first day that is not counted.
Words that come from people (names, titles, duties) are in the language in which they were
kept; words that the product itself says (kinds, channels, measures) are codes, and `words.py`
of this room labels them.

A line belongs to one state of a unit: a code alone is not enough, 02020 was a town until
30 June 2025 and is a commune since. So units are named by a `UnitKey`, "CODE@YYYY-MM-DD" with
the first day of the state; it is empty for what belongs to the whole area and to no unit in it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loa.core.words import Grade

UnitKey = str


class Kind(StrEnum):
    """For what stretch a report is; its due day follows from it."""

    MONTH = "month"  # from the cut-off day to the cut-off day
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"
    PHASE = "phase"  # of one plan
    FINAL = "final"  # of one plan, from its first day to its last
    SPAN = "span"  # days that somebody named


class State(StrEnum):
    """Whether a figure can be told."""

    KNOWN = "known"  # zero is known too
    MISSING = "missing"  # expected and not come, or not all of it: `Figure.owed` says from whom
    WITHHELD = "withheld"  # fewer than five people: the number could point at them


class Origin(StrEnum):
    """Where a figure comes from."""

    EVIDENCE = "evidence"  # delivery's evidence: ledgers, pages, ticked slips
    SHEET = "sheet"  # a unit's monthly sheet, filled by a person
    REGISTER = "register"  # counted in another room's own register: items made, complaints


@dataclass(frozen=True, slots=True)
class Graded:
    """A quantity by how it is known; the parts never overlap."""

    reported: int = 0
    recorded: int = 0
    confirmed: int = 0

    @property
    def total(self) -> int:
        """The quantity, whatever its grade."""
        return self.reported + self.recorded + self.confirmed

    def of(self, grade: Grade) -> int:
        """Return the part of one grade."""
        parts = {
            Grade.REPORTED: self.reported,
            Grade.RECORDED: self.recorded,
            Grade.CONFIRMED: self.confirmed,
        }
        return parts[grade]

    def __add__(self, other: "Graded") -> "Graded":
        return Graded(
            self.reported + other.reported,
            self.recorded + other.recorded,
            self.confirmed + other.confirmed,
        )


NOTHING = Graded()


@dataclass(frozen=True, slots=True)
class Owed:
    """Who owes a missing figure. `organisation` is a key, empty where none is known."""

    name: str  # "UBND xã Nghĩa Tá", as it is written to
    organisation: str
    unit_code: str  # empty where the organisation has no territory
    since: date  # the first day on which it was late


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report.

    `period` counts [starts, until) of the report, `cumulative` [since, until). Of a MISSING
    figure they count what has come, often nothing; of a WITHHELD one they are zero and mean
    nothing. `promised` is what the plan promises here for the whole phase (of a rotation: up
    to `until`) and is held against `cumulative`; None where nothing was promised. `sources`
    are keys into `Report.sources`.
    """

    period: Graded = NOTHING
    cumulative: Graded = NOTHING
    promised: int | None = None
    state: State = State.KNOWN
    owed: Owed | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A figure and what it counts: one target (or none) in one unit in one measure.

    `plan`, `phase`, `topic`, `target` are keys of the plan, empty where a figure belongs to
    none: a bulletin that no plan asked for, a complaint. A total that the plan promises for
    its whole area stands on a line without a unit; what was done towards it stands on the
    lines of the units where it was done. Sums over lines are therefore true of figures and
    promises alike.
    """

    plan: str
    phase: str
    topic: str
    target: str
    channel: str  # a word of plans ("loudspeaker"), or "items", "matters" of the registers
    measure: str  # in which it is counted: "plays", "seconds", "articles", "attendees"
    unit: UnitKey
    figure: Figure

    @property
    def key(self) -> tuple[str, ...]:
        """What tells this line from every other of its report."""
        return (self.plan, self.target, self.channel, self.measure, self.topic, self.unit)


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as the report cuts it: `level` is a word of `places.rules.Level`.

    `parent` is the key of the unit above that is in the report too, empty for the top.
    `holds` is false for a unit that is not one of the cut: what was proven there could be
    handed to no single unit of it (a commune that was divided), and stays under its own name.
    """

    key: UnitKey
    code: str
    name: str  # in full: "xã Nghĩa Tá"
    level: str
    parent: UnitKey
    holds: bool = True


@dataclass(frozen=True, slots=True)
class PlanHead:
    """A plan that the report speaks of, as it stood."""

    key: str
    number: str
    title: str
    issuer: str
    issued_on: date | None
    revision: int
    digest: str  # of its file


@dataclass(frozen=True, slots=True)
class Named:
    """A phase or topic of a plan, in the plan's order; `starts`, `until` of phases only."""

    plan: str
    key: str
    name: str
    starts: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Rows behind figures, alike in everything but their time.

    Evidence: all rows of one target, unit, measure and grade within [starts, until), or one
    row where the report has few enough to list each (`reference` is then its raw record and
    `at` its time). `first` and `last` are the smallest and largest row ids, `rows` how many.
    Sheets: one statement, `said_by` with their post, `said_at`. Registers: one count.
    """

    key: str
    origin: Origin
    plan: str
    target: str
    topic: str
    channel: str
    measure: str
    unit_code: str  # as it was recorded
    unit: UnitKey  # the unit of the report to which it is counted
    grade: Grade
    starts: date
    until: date
    quantity: int
    rows: int
    first: int = 0
    last: int = 0
    reference: str = ""
    at: datetime | None = None
    place: str = ""
    said_by: str = ""
    said_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """One unit beside the median in one channel, for emulation; parts of a thousand.

    Credit stops at what was promised, so nothing is above 1000. What failed through an
    outage is taken off what was promised. `median` is None where fewer than five units
    were promised something: their numbers could be read off it.
    """

    channel: str
    measure: str
    promised: int
    credited: int
    own: int  # credited of promised, in thousandths
    median: int | None
    units: int  # how many the median is of


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a unit may see of the others: itself and the median, never a list."""

    unit: UnitKey
    standings: tuple[Standing, ...]


class Why(StrEnum):
    """Why a figure differs from that of an earlier report on the same days."""

    LATE = "late"  # evidence of those days that came after the earlier report
    TAKEN_BACK = "taken-back"  # evidence that yielded to a better proof, or was corrected
    SAID_ANEW = "said-anew"  # a unit changed its own statement
    SAID_LATE = "said-late"  # a statement that was missing then
    WITHDRAWN = "withdrawn"  # a statement that was taken back
    MERGED = "merged"  # a unit became another one, which has its figures now
    PROMISED = "promised"  # the plan promises something else now
    REGRADED = "regraded"  # the same quantity, known in another way


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what it was; `before` and `after` are of the whole cumulative.

    `parts` explain it and sum to `after - before` for every reason that changes a quantity.
    """

    line: tuple[str, ...]  # `Line.key`
    before: Graded
    after: Graded
    promised_before: int | None
    promised_after: int | None
    parts: tuple[tuple[Why, int], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A finished report. Nothing in it changes once it is frozen.

    `unit` is the unit whose report this is, `issuer` the body that sends it. Its figures are
    cut by the units that held on `cut_on`. `simulated`: every figure is from simulated
    evidence, and the document must say so on each page; simulated and real never meet in one
    report. `as_of` is the moment at which the rows were read: what came later is not in it.
    """

    kind: Kind
    title: str
    issuer: str
    issuer_key: str
    unit: UnitKey
    starts: date
    until: date
    since: date  # from which `cumulative` counts
    due_on: date
    cut_on: date
    as_of: datetime
    simulated: bool
    plans: tuple[PlanHead, ...]
    phases: tuple[Named, ...]
    topics: tuple[Named, ...]
    places: tuple[Place, ...]  # the top first, then by level and code
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    watermark: int  # the largest evidence id that was there
    comparison: Comparison | None = None
    earlier: str = ""  # digest of the report that `differences` are to; empty for none
    differences: tuple[Difference, ...] = ()

    @property
    def missing(self) -> tuple[Line, ...]:
        """The lines whose figures have not come, in the order of the report."""
        return tuple(line for line in self.lines if line.figure.state is State.MISSING)

    @property
    def complete(self) -> bool:
        """Whether every figure that was expected has come."""
        return not self.missing

    def place(self, key: UnitKey) -> Place | None:
        """Return a unit of the report; None for the empty key."""
        return next((place for place in self.places if place.key == key), None)

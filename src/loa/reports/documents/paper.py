"""The paper: what stands on a report, word for word, before anybody sets it in type.

Word file, PDF and page are made of one and the same paper, so they cannot say different
things. A piece that states a figure says which lines it sums (`Pick`), so that a reader can
go from the number to the rows behind it; a piece for a figure that has not come names who
owes it, and is marked yellow wherever it is shown.
"""

from dataclasses import dataclass, replace

from loa.plans.exporting.layouts import Layout
from loa.reports.rules.report import Line, Owed, UnitKey


@dataclass(frozen=True, slots=True)
class Pick:
    """Which lines a figure sums. An empty word, and a unit of None, is any.

    `units` are all the units that were rolled up into one; `cumulative` tells the two
    figures of a line apart.
    """

    channel: str
    measure: str
    plan: str | None = None
    topic: str | None = None
    units: tuple[UnitKey, ...] | None = None
    cumulative: bool = False

    def takes(self, line: Line) -> bool:
        """Return whether a line is among them."""
        return (
            line.channel == self.channel
            and line.measure == self.measure
            and self.plan in {None, line.plan}
            and self.topic in {None, line.topic}
            and (self.units is None or line.unit in self.units)
        )

    def to_date(self) -> "Pick":
        """Return the same lines for the cumulative figure."""
        return replace(self, cumulative=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words in one manner: plain, a figure, or a figure that somebody owes."""

    text: str
    pick: Pick | None = None
    owed: tuple[Owed, ...] = ()
    missing: bool = False


Words = tuple[Piece, ...]


def plain(text: str) -> Words:
    """Return words that state no figure; nothing for an empty text."""
    return (Piece(text),) if text else ()


def text(words: Words) -> str:
    """Return words without their manner."""
    return "".join(piece.text for piece in words)


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands around a report: who sends it to whom, and who signs.

    `number` has room to write one in until the office has given it, `place_day` is written
    out, `authority` ("TM. ỦY BAN NHÂN DÂN") is empty for a body that signs in its own name.
    Without `post` or `signer` the document asks for them in yellow.
    """

    layout: Layout
    above: str
    issuer: str
    number: str
    place_day: str
    kind: str
    recipients: tuple[str, ...]
    authority: str
    post: str
    signer: str


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a section's table."""

    label: str
    period: Words
    cumulative: Words
    promised: Words
    share: Words
    known: str


@dataclass(frozen=True, slots=True)
class Section:
    """One channel: its sentences and its table."""

    number: str
    title: str
    channel: str
    sentences: tuple[Words, ...]
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part of the document: sentences, then rows of cells where it has any."""

    number: str
    title: str
    sentences: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class AnnexRow:
    number: str
    name: str
    cells: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class AnnexTable:
    """Figures by unit, in the order of their codes; the last row is the total."""

    title: str
    channel: str
    heads: tuple[str, ...]
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report in words. A part that has nothing to say is None."""

    heading: Heading
    title: str
    period: str
    warning: str  # stands on each page; empty for real figures that are frozen
    bases: tuple[Words, ...]
    opening: Words
    results: Part
    sections: tuple[Section, ...]
    comparison: Part | None
    changes: Part | None
    missing: Part | None
    annex: tuple[AnnexTable, ...]

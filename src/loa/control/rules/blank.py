"""Why a table of coverage is all zeros: a person who opens it should not have to guess. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loa.control.rules.heat import Column, Row


class Why(StrEnum):
    """The nearest reason for which nothing is proven yet."""

    NOT_HERE = "not-here"  # every channel that promises is still to be built
    REHEARSING = "rehearsing"
    ONLY_SIMULATED = "only-simulated"  # real figures are asked for, and no player is real
    NOT_BEGUN = "not-begun"
    NOT_PLACED = "not-placed"
    AHEAD = "ahead"  # the first session is still to come
    NO_REPORT = "no-report"  # it has come, and no record of it yet


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a plan, or of one phase of it. `first_play` is the earliest planned."""

    simulated: bool
    players_simulated: bool
    rehearsing: bool
    begins: date | None
    first_placed: date | None
    first_play: datetime | None


@dataclass(frozen=True, slots=True)
class Blank:
    """The reason; with it a moment, or the day where no more is known."""

    why: Why
    at: datetime | None = None
    day: date | None = None


def nothing_proven(rows: Sequence[Row], keep: Sequence[int]) -> bool:
    """Whether no cell of the columns kept proves anything, though something is promised."""
    cells = [row.cells[n] for row in rows for n in keep]
    return bool(rows) and bool(keep) and not any(cell and cell.proven.total for cell in cells)


def blank(columns: Sequence[Column], facts: Facts, *, now: datetime, today: date) -> Blank:
    """Say why nothing is proven in some columns."""
    if not any(column.installed for column in columns):
        found = Blank(Why.NOT_HERE)
    elif facts.simulated and facts.rehearsing:
        found = Blank(Why.REHEARSING)
    elif not facts.simulated and facts.players_simulated:
        found = Blank(Why.ONLY_SIMULATED)
    elif facts.begins is not None and facts.begins > today:
        found = Blank(Why.NOT_BEGUN, day=facts.begins)
    elif facts.first_placed is None:
        found = Blank(Why.NOT_PLACED)
    elif facts.first_play is not None:
        ahead = facts.first_play > now
        found = Blank(Why.AHEAD if ahead else Why.NO_REPORT, at=facts.first_play)
    else:
        ahead = facts.first_placed > today
        found = Blank(Why.AHEAD if ahead else Why.NO_REPORT, day=facts.first_placed)
    return found

"""An officer's day in facts: what one sentence says of it. Pure; instants are aware."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from loa.control.rules.today import Line, Mark, Status

HEARD = frozenset({Mark.AIRED, Mark.LATE})


@dataclass(frozen=True, slots=True)
class Lost:
    """A station from which nothing is heard, and since when."""

    name: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Facts:
    """One commune's day: different messages, minutes at the station that has most of them."""

    stations: int
    messages: int
    minutes: int
    heard: int  # plays that are proven
    missed: int
    lost: tuple[Lost, ...]
    speaking: int = 0  # stations whose players have said today that they play


def facts(lines: Iterable[Line]) -> Facts:
    """Sum a commune's day up."""
    lines = list(lines)
    squares = [square for line in lines for square in line.squares if square.counts]
    longest = max((_ms(line) for line in lines), default=0)
    return Facts(
        stations=len(lines),
        messages=len({square.item.message for square in squares}),
        minutes=round(longest / 60_000) or (1 if longest else 0),
        heard=sum(square.mark in HEARD for square in squares),
        missed=sum(square.mark in {Mark.MISSED, Mark.UNHEARD_OF} for square in squares),
        lost=tuple(
            Lost(line.name, line.silent_since) for line in lines if line.status is Status.SILENT
        ),
        speaking=sum(line.status is Status.ON_TIME for line in lines),
    )


def _ms(line: Line) -> int:
    return sum(square.item.ms for square in line.squares if square.counts)

"""A text cut where findings begin and end, so that each piece can be coloured. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loa.plans.drafting.values import Row


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; `row` is the innermost finding there, `opens` those that begin."""

    text: str
    row: Row | None = None
    opens: tuple[int, ...] = ()
    of: tuple[int, ...] = ()


def pieces(text: str, rows: Sequence[Row]) -> Iterator[Piece]:
    """Yield the whole text in its order; joined, the pieces are the text again.

    Where passages lie over each other the shortest is innermost: it is what was meant there.
    """
    placed = [row for row in rows if 0 <= row.start < row.end <= len(text)]
    opening = sorted(placed, key=lambda row: row.start, reverse=True)
    cuts = sorted({0, len(text), *(r.start for r in placed), *(r.end for r in placed)})
    over: list[Row] = []
    for start, end in pairwise(cuts):
        over = [row for row in over if row.end > start]
        begun = []
        while opening and opening[-1].start == start:
            begun.append(opening.pop())
        over = sorted([*over, *begun], key=_innermost)
        opens = tuple(row.number for row in sorted(begun, key=_innermost))
        yield Piece(
            text[start:end], over[0] if over else None, opens, tuple(row.number for row in over)
        )


def _innermost(row: Row) -> tuple[int, int]:
    return (row.end - row.start, row.number)


def located(text: str, said: str, near: int) -> tuple[int, int] | None:
    """Find words that a person marked: the place nearest to where they stood, or None.

    Blanks do not count as they stand: a browser gives one for a line's end.
    """
    words = said.split()
    if not words:
        return None
    found: tuple[int, int] | None = None
    at = -1
    while (at := text.find(words[0], at + 1)) >= 0:
        end = _follows(text, at, words)
        if end and (found is None or abs(at - near) < abs(found[0] - near)):
            found = (at, end)
    return found


def _follows(text: str, at: int, words: Sequence[str]) -> int:
    """Return where the words end that stand here one after the other; 0 if they do not."""
    for word in words:
        while at < len(text) and text[at].isspace():
            at += 1
        if not text.startswith(word, at):
            return 0
        at += len(word)
    return at

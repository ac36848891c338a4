"""What reading a file gives: one text, and its paragraphs with their places in that text."""

import re
from dataclasses import dataclass, field, replace

from loa.plans.importing.markers import starts_item

_BLANKS = re.compile(r"\s+")
_LINE = 45  # letters: a shorter line was ended on purpose
_LONGEST = 4000  # letters: nobody writes a longer sentence
MOST_PAGES = 400
PAGE_LETTERS = 2_500  # letters of a full page of A4 as offices set it


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table that holds data, counted from 0; `rows` that it takes, if merged."""

    table: int
    row: int
    column: int
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its words with single blanks, and the offset of each of their characters.

    `side` is 1 for what stands in the right half of a head or foot; `part` is "body", "box",
    "note" or "margin" (headers and footers); `gap`: an empty line stands before it; `heading`:
    its style or its place in a table makes it one.
    """

    words: str
    at: tuple[int, ...]
    bold: bool = False
    centred: bool = False
    gap: bool = False
    side: int = 0
    part: str = "body"
    cell: Cell | None = None
    heading: bool = False

    def passage(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Return where these characters of `words` stand in the text, half-open."""
        start = min(start, len(self.words) - 1)
        last = len(self.words) if end is None else end
        return (self.at[start], self.at[max(start, last - 1)] + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A document that has been read; `form` is "docx", "pdf" or the name of an encoding."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    form: str


def _cut(last: Paragraph, words: str) -> bool:
    """Say whether a sentence was cut by a hard break: it goes on in small letters."""
    open_end = last.words[-1].isalnum() or last.words[-1] == ","
    long = _LINE <= len(last.words) <= _LONGEST and not last.words.isupper()
    return long and open_end and words[0].islower() and not starts_item(words)


@dataclass(slots=True)
class Builder:
    """Puts paragraphs one under the other into one text, for files that have none."""

    form: str
    pieces: list[str] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    length: int = 0

    def add(
        self,
        words: str,
        *,
        bold: bool = False,
        centred: bool = False,
        gap: bool = False,
        side: int = 0,
        part: str = "body",
        cell: Cell | None = None,
        heading: bool = False,
    ) -> None:
        """Add a paragraph; one without words is left out."""
        words = _BLANKS.sub(" ", words).strip()
        if not words:
            return
        last = self.paragraphs[-1] if self.paragraphs else None
        if last and (last.part, last.side, last.cell) == (part, side, cell) and _cut(last, words):
            self._go_on(last, words)
            return
        at = tuple(range(self.length, self.length + len(words)))
        self.paragraphs.append(Paragraph(words, at, bold, centred, gap, side, part, cell, heading))
        self.pieces.append(words)
        self.length += len(words) + 1

    def _go_on(self, last: Paragraph, words: str) -> None:
        """Put to a paragraph what a hard break had cut off."""
        at = (*last.at, *range(self.length - 1, self.length + len(words)))
        self.paragraphs[-1] = replace(last, words=f"{last.words} {words}", at=at)
        self.pieces[-1] += " " + words
        self.length += len(words) + 1

    def document(self) -> Document:
        return Document("\n".join(self.pieces), tuple(self.paragraphs), self.form)

"""Words pasted from a chat or a document: cleaned, and parted into a headline and a text. Pure."""

import re
from dataclasses import dataclass

from loa.channels.portal import cleaning
from loa.core.secrecy import is_secret
from loa.newsroom import wording

LONGEST = 40_000  # characters that are looked at at all
LONGEST_FIRST_LINE = 160
_SENTENCE = re.compile(r"(.{20,160}?[.!?…])\s")
# How chats copy a message: its hour and who wrote it, in brackets and before a colon.
_STAMP = re.compile(
    r"^\[\d{1,2}:\d{2}(?:,? \d{1,2}/\d{1,2}(?:/\d{2,4})?)?\]\s*[^:\n]{0,60}:\s*", re.MULTILINE
)
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u20e3]")


class PastedError(ValueError):
    """Words that cannot become an item; `code` names the sentence for people."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Parted:
    """A headline and its text; `mended` says what was put right, before and after."""

    headline: str
    text: str
    mended: tuple[tuple[str, str], ...]


def part(dirty: str) -> Parted:
    """Return what pasted words say. Raises PastedError: "empty", "too-long", "secret"."""
    if len(dirty) > LONGEST:
        raise PastedError("too-long")
    if is_secret(dirty):
        raise PastedError("secret")
    bare = _STAMP.sub("", _PICTURES.sub("", dirty))
    clean, changes = cleaning.words(wording.tidy(bare))
    lines = [line.strip() for line in clean.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    if not lines:
        raise PastedError("empty")
    headline, rest = _headline(lines)
    text = "\n".join(rest).strip() or headline
    if len(text) > wording.LONGEST_TEXT:
        raise PastedError("too-long")
    return Parted(
        headline[: wording.LONGEST_HEADLINE],
        text,
        tuple((change.before, change.after) for change in changes),
    )


def _headline(lines: list[str]) -> tuple[str, list[str]]:
    """Return the first line as headline, or the first sentence of one that is a paragraph."""
    first, rest = lines[0], lines[1:]
    if len(first) <= LONGEST_FIRST_LINE:
        return _bare(first), rest
    found = _SENTENCE.match(f"{first} ")
    said = found[1] if found else first[:LONGEST_FIRST_LINE].rsplit(" ", 1)[0] + "…"
    return _bare(said.rstrip(".")), lines


def _bare(headline: str) -> str:
    return headline.strip(" *#-–:.")

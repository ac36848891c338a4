"""Text and HTML from elsewhere, cleaned; what was changed in the words is told.

Old text is dirty in ways that people know well: words that ran together, spaces before
commas, a line that ends in "./.", years with a space inside. Only what is certain is
mended. Pure, but for nh3.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape

import nh3

TAGS = frozenset(
    {
        "p", "br", "strong", "b", "em", "i", "ul", "ol", "li", "h3", "h4", "blockquote", "a",
        "table", "caption", "thead", "tbody", "tr", "th", "td",
    }
)  # fmt: skip
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
SCHEMES = {"http", "https", "mailto", "tel"}
GONE_WITH_CONTENT = {"script", "style", "iframe", "object", "embed", "svg", "math", "noscript"}
SHOWN_AROUND = 12  # characters either side of a change, so that a person finds it

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
VOWEL = "aăâeêioôơuưy"
MARKED = "".join(
    chr(n)
    for n in (*range(0x00C0, 0x0180), *range(0x01A0, 0x01B1), *range(0x1EA0, 0x1EFA))
    if unicodedata.normalize("NFD", chr(n).lower())[0] in "aeiouy"
)
ANY_VOWEL = f"[{VOWEL}{VOWEL.upper()}{MARKED}]"
# A syllable ends in these at most, and the next begins with what never stands inside one.
RUN_TOGETHER = re.compile(f"(?<={ANY_VOWEL})(ng|nh|ch|[cmnpt])(?=[bdđlrsvxk]{ANY_VOWEL})")
INNER_D = re.compile(f"(?<={ANY_VOWEL})(?=đ{ANY_VOWEL})")
HEADING = re.compile(r"<(/?)h[12](?=[\s>])", re.IGNORECASE)
MARK_UP = re.compile(r"(<[^>]*>)")
BLOCK = re.compile(r"<(?:p|div|h[1-6]|li|td|br)\b", re.IGNORECASE)
SECRET = re.compile(r"(?m)^\W*(?:TUYỆT\s+MẬT|TỐI\s+MẬT|MẬT)\W*$")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was mended, with a little of what stands around it."""

    why: str
    before: str
    after: str


def html(dirty: str) -> tuple[str, list[Change]]:
    """Return clean HTML from HTML or from plain words, and what was mended in the words."""
    source = dirty if BLOCK.search(dirty) else _as_paragraphs(dirty)
    kept = nh3.clean(
        HEADING.sub(r"<\1h3", source),
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow noopener",
        clean_content_tags=GONE_WITH_CONTENT,
    )
    changes: list[Change] = []
    parts = MARK_UP.split(kept)
    for place in range(0, len(parts), 2):
        parts[place], found = words(parts[place])
        changes += found
    return re.sub(r"<p>\s*</p>", "", "".join(parts)).strip(), changes


def plain(clean: str) -> str:
    """Return the words of clean HTML."""
    return " ".join(unescape(MARK_UP.sub(" ", clean)).split())


def line(dirty: str) -> tuple[str, list[Change]]:
    """Return one line of words without mark-up, mended."""
    mended, changes = words(unescape(nh3.clean(dirty, tags=set())))
    return " ".join(mended.split()), changes


def words(text: str) -> tuple[str, list[Change]]:
    """Return words as they were meant, and each mend."""
    changes: list[Change] = []
    composed = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).replace("\u00a0", " ")
    for why, pattern, mend in MENDS:
        composed = _mend(composed, why, pattern, mend, changes)
    return composed, changes


def secret(text: str) -> bool:
    """Whether a text carries a mark of secrecy on a line of its own."""
    return SECRET.search(unicodedata.normalize("NFC", text)) is not None


Mend = Callable[[re.Match[str]], str]
MENDS: tuple[tuple[str, re.Pattern[str], Mend], ...] = (
    ("words ran together", RUN_TOGETHER, lambda m: f"{m[0]} "),
    ("words ran together", INNER_D, lambda _m: " "),
    ("a space before a mark", re.compile(r"(?<=\w)[ \t]+(?=[,;:.!?](?:\s|$))"), lambda _m: ""),
    (
        "no space after a mark",
        re.compile(r"(?<=[a-zà-ỹđ])([,;:])(?=[^\W\d_])"),
        lambda m: f"{m[1]} ",
    ),
    ("an office's end of text", re.compile(r"\s*\./\.(?=\s|$)"), lambda _m: "."),
    (
        "a space inside years",
        re.compile(r"\b((?:19|20)\d\d)(?:\s+[-–]\s*|\s*[-–]\s+)((?:19|20)\d\d)\b"),
        lambda m: f"{m[1]}-{m[2]}",
    ),
)


def _mend(text: str, why: str, pattern: re.Pattern[str], mend: Mend, changes: list[Change]) -> str:
    def one(match: re.Match[str]) -> str:
        start, end = match.span()
        if pattern in {RUN_TOGETHER, INNER_D} and not _vietnamese(_token(text, start)):
            return match[0]  # a foreign word keeps its letters
        new = mend(match)
        around = text[max(0, start - SHOWN_AROUND) : start], text[end : end + SHOWN_AROUND]
        changes.append(Change(why, match[0].join(around), new.join(around)))
        return new

    return pattern.sub(one, text)


def _token(text: str, place: int) -> str:
    start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
    ends: Iterable[int] = (n for n in (text.find(" ", place), text.find("\n", place)) if n >= 0)
    return text[start : min(ends, default=len(text))]


def _vietnamese(token: str) -> bool:
    return any(letter in MARKED or letter in "đĐ" for letter in token)


def _as_paragraphs(text: str) -> str:
    parts = re.split(r"\n\s*\n|\r\n\s*\r\n", text.strip())
    lines = ("<br>".join(part.strip().splitlines()) for part in parts)
    return "".join(f"<p>{line}</p>" for line in lines)

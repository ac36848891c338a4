"""A rule of reading: a pattern, and what is said in its place."""

import re
from collections.abc import Callable, Iterable

Say = Callable[[re.Match[str]], str]
Rule = tuple[re.Pattern[str], Say]

LATIN = [chr(code) for code in (*range(0x41, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA))]
LETTER = r"[^\W\d_]"
UPPER = f"[{''.join(c for c in LATIN if c.isupper())}]"
LOWER = f"[{''.join(c for c in LATIN if c.islower())}]"
CONTEXT = 60  # characters before and after a match that a rule may look at
WORD_BEFORE = re.compile(r"([^\W\d_]+)\s*$")
WORD_AFTER = re.compile(r"\s*([^\W\d_]+)")


def words(text: str) -> frozenset[str]:
    """Return a set of words that stand in one string."""
    return frozenset(text.split())


def rule(pattern: str, say: Say | str, flags: re.RegexFlag = re.NOFLAG) -> Rule:
    """Make a rule; a plain string is said as it is."""
    if isinstance(say, str):
        fixed = say
        return re.compile(pattern, flags), lambda _match: fixed
    return re.compile(pattern, flags), say


def apply(rules: Iterable[Rule], text: str) -> str:
    """Apply rules one after another, each over the whole text."""
    for pattern, say in rules:
        text = pattern.sub(say, text)
    return text


def before(match: re.Match[str]) -> str:
    """Return what stands before a match on its line, a little of it, in lower case."""
    start = match.start()
    return match.string[max(0, start - CONTEXT) : start].rpartition("\n")[2].lower()


def after(match: re.Match[str]) -> str:
    """Return what stands after a match on its line, a little of it, in lower case."""
    end = match.end()
    return match.string[end : end + CONTEXT].partition("\n")[0].lower()


def word_before(match: re.Match[str]) -> str:
    """Return the word directly before a match, in lower case, or nothing."""
    found = WORD_BEFORE.search(before(match))
    return found[1] if found else ""


def word_after(match: re.Match[str]) -> str:
    """Return the word directly after a match, in lower case, or nothing."""
    found = WORD_AFTER.match(after(match))
    return found[1] if found else ""


def at_line_start(match: re.Match[str]) -> bool:
    """Say whether only blanks stand before a match on its line."""
    return not before(match).strip() and (match.start() < CONTEXT or "\n" in _far(match))


def _far(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - CONTEXT) : match.start()]

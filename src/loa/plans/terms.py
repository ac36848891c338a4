"""What is wrong in the text itself, wherever it stands: reversed terms, hidden characters."""

import re
import unicodedata
from collections.abc import Iterator

from loa.plans.problems import Problem, problem

TERM_YEARS = 5  # a congress's term; the mend counts from the first year

# Years as "2020-2015", "2020- 2015", "2020 – 2015", "2020 đến (năm) 2015"; never inside a
# date, a document number or a longer figure.
_TERM = re.compile(
    r"(?<![\w/.\-])"
    r"(?P<first>(?:19|20)\d\d)"
    r"(?P<between>\s*[-\u2010-\u2015\u2212]\s*|\s+đến\s+(?:năm\s+)?)"
    r"(?P<last>(?:19|20)\d\d)"
    r"(?![\w/\-])",
    re.IGNORECASE,
)
# Directions that reorder what is read, and marks that are not seen at all.
_HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")


def check_terms(text: str) -> Iterator[Problem]:
    """Find terms that end before they start, each with the term of five years proposed."""
    for found in _TERM.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if last < first:
            yield problem(
                _line(text, found.start()),
                "term-ends-before-start",
                found=" ".join(found[0].split()),
                mend=" ".join(f"{first}{found['between']}{first + TERM_YEARS}".split()),
            )


def reversed_terms(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield every reversed term: where it stands, half-open, and the term proposed."""
    for found in _TERM.finditer(text):
        first, last = int(found["first"]), int(found["last"])
        if last < first:
            mend = " ".join(f"{first}{found['between']}{first + TERM_YEARS}".split())
            yield found.start(), found.end(), mend


def mended(text: str) -> str:
    """Return the text with every reversed term as proposed; all else stays as it is."""

    def mend(found: re.Match[str]) -> str:
        first, last = int(found["first"]), int(found["last"])
        return found[0] if first <= last else f"{first}{found['between']}{first + TERM_YEARS}"

    return _TERM.sub(mend, text)


def check_hidden(text: str) -> Iterator[Problem]:
    """Find characters that nobody sees and that change what is read."""
    for found in _HIDDEN.finditer(text):
        yield problem(
            _line(text, found.start()),
            "hidden-character",
            name=unicodedata.name(found[0], f"U+{ord(found[0]):04X}"),
            column=found.start() - text.rfind("\n", 0, found.start()),
        )


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1

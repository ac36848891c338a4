"""What a finding holds, by its kind, and what a person may write into it. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from loa.plans import words
from loa.plans.importing.findings import LISTS, SCALARS
from loa.plans.shape import DATE, NAME, TITLE

LONGEST_NUMBER = 80
LONGEST_PASSAGE = 5_000  # of a duty, a basis, a purpose; no document says more in one breath
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **dict.fromkeys((*SCALARS, *LISTS), ("value",)),
        "phases": ("name", "starts", "ends"),
        "assignments": ("unit", "duty"),
    }
)
DAYS = frozenset({("issued_on", "value"), ("phases", "starts"), ("phases", "ends")})
TOLD = frozenset({"contradictions", "not_understood"})  # said to people; nothing to write there
ADDED = tuple(kind for kind in FIELDS if kind not in {*SCALARS, *TOLD})
MAY_BE_EMPTY = frozenset({("number", "value"), ("phases", "ends"), ("issued_on", "value")})
_LONGEST: Mapping[tuple[str, str], int] = MappingProxyType(
    {
        ("number", "value"): LONGEST_NUMBER,
        ("issuer", "value"): NAME.most,
        ("kind", "value"): NAME.most,
        ("title", "value"): TITLE.most,
        ("topics", "value"): TITLE.most,
        ("phases", "name"): TITLE.most,
        ("assignments", "unit"): NAME.most,
    }
)
_BLANKS = re.compile(r"\s+")


class DraftingError(Exception):
    """What cannot be; `code` is a stable word, the sentence stands in `words.ERRORS`."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as it stands: what it says, where, how sure, and what people did with it."""

    number: int
    kind: str
    values: Mapping[str, Any]
    start: int
    end: int
    confidence: float
    why: str
    settled: bool = False  # a person has looked at it
    dropped: bool = False

    def text(self, name: str = "value") -> str:
        return str(self.values.get(name) or "")

    def day(self, name: str = "value") -> date | None:
        said = self.text(name)
        return date.fromisoformat(said) if said else None


def tidy(text: str) -> str:
    """Return words with single blanks, composed, without characters that nobody sees."""
    composed = unicodedata.normalize("NFC", text)
    spaced = _BLANKS.sub(" ", composed)
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf", "Cs"}).strip()


def longest(kind: str, name: str) -> int:
    """Return how many characters a field may have."""
    return _LONGEST.get((kind, name), LONGEST_PASSAGE)


def checked(kind: str, posted: Mapping[str, str]) -> dict[str, str]:
    """Return the values that a person wrote, tidy; days in ISO form, "" for none.

    Raises DraftingError: "nothing-to-write", "empty", "too-long", "bad-day", "bad-channel",
    "ends-before-start".
    """
    if kind in TOLD or kind not in FIELDS:
        raise DraftingError("nothing-to-write")
    values = {name: tidy(posted.get(name, "")) for name in FIELDS[kind]}
    for name, value in values.items():
        if not value and (kind, name) not in MAY_BE_EMPTY:
            raise DraftingError("empty")
        if len(value) > (most := longest(kind, name)):
            raise DraftingError("too-long", most=most, found=len(value))
        if (kind, name) in DAYS and value:
            values[name] = _day(value)
    if kind == "channels" and values["value"] not in words.CHANNELS:
        raise DraftingError("bad-channel")
    if kind == "phases" and values["ends"] and values["ends"] < values["starts"]:
        raise DraftingError("ends-before-start")
    return values


def as_found(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule's values as they are kept: tidy, and "" for what was left blank."""
    return {
        name: "" if value is None else tidy(value) if isinstance(value, str) else value
        for name, value in values.items()
    }


# No database of ours keeps a NUL, and half a surrogate is no letter; one sign for each, so
# that every passage stays where it is.
_UNKEPT = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def kept(text: str) -> str:
    """Return a text of the same length that every database keeps."""
    return text.translate(_UNKEPT)


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise DraftingError("bad-day") from error
    if not DATE.holds(day):
        raise DraftingError("bad-day")
    return day.isoformat()


def wanting(row: Row) -> str:
    """Return what keeps a finding from going into a plan: a code, or "" for nothing."""
    if row.dropped or row.kind in TOLD:
        return ""
    if row.kind == "phases":
        return _wanting_days(row)
    if row.kind in {"title", "issuer"} and not row.text():
        return f"{row.kind}-missing"
    for name in FIELDS[row.kind]:
        if len(row.text(name)) > longest(row.kind, name):
            return "too-long"
    return ""


def _wanting_days(row: Row) -> str:
    if not row.text("name"):
        return "phase-without-name"
    if not row.text("starts"):
        return "phase-without-start"
    if row.text("ends") and row.text("ends") < row.text("starts"):
        return "phase-ends-before-start"
    return ""


def unsure(row: Row, *, below: float) -> bool:
    """Whether a person should look at a finding first."""
    if row.dropped:
        return False
    if wanting(row):
        return True
    if row.settled:
        return False
    if row.values.get("alike") and not row.text("organisation"):
        return True
    return row.kind in TOLD or row.confidence < below


def in_order(rows: list[Row], *, unsure_first: bool, below: float) -> list[Row]:
    """Return findings in the document's order, or those to look at before all others."""
    ordered = sorted(rows, key=lambda row: (row.start, row.end, row.number))
    if not unsure_first:
        return ordered
    return sorted(ordered, key=lambda row: not unsure(row, below=below))

"""What residents are promised: receipts, due days, limits, what is counted and what is not.

A receipt number is eight random letters and digits with one that checks them; it opens the
state of a matter and nothing else, so it is no proof of what somebody thinks. Its 31 signs
are those that are not mistaken for one another (no I, L, O, U, Z).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
MEANT = str.maketrans("ILOUZ", "110V2")  # what is heard or read wrongly
PREFIX = "GY"
RANDOM = 8
LONGEST_TEXT = 2000
LONGEST_NAME = 80
LEAST_PEOPLE = 5  # below, nothing is broken down
LOUDNESS_DAYS = 3
TOO_FAST = timedelta(seconds=2)  # nobody writes so fast; a machine does
FORM_HOLDS = timedelta(hours=12)
_CONTROL = re.compile(
    r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
_LINES = re.compile(r"\n{3,}")


class Kind(StrEnum):
    """What somebody came with."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    LOUDNESS = "loudness"  # “Giảm loa này”: no words are asked for, so no illness is ever kept


class State(StrEnum):
    """How far a matter has come."""

    RECEIVED = "received"
    FORWARDED = "forwarded"  # to the level above; still open here
    ANSWERED = "answered"
    DECLINED = "declined"


OPEN = frozenset({State.RECEIVED, State.FORWARDED})


class Trouble(StrEnum):
    """What is wrong with the loudness: words to choose from, none to write."""

    LOUD = "loud"
    EARLY = "early"
    LONG = "long"


class Asked(StrEnum):
    """What a sender asks of this installation, as limits count it."""

    SEND = "send"
    LOWER = "lower"
    LOOK = "look"  # up a receipt
    SURVEY = "survey"  # to be counted in a survey


LIMITS: Mapping[Asked, tuple[int, timedelta]] = {  # a whole commune may share one address
    Asked.SEND: (20, timedelta(days=1)),
    Asked.LOWER: (6, timedelta(days=1)),
    Asked.LOOK: (60, timedelta(hours=1)),
    Asked.SURVEY: (30, timedelta(days=1)),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many matters of a kind; `total` is None when it is below LEAST_PEOPLE.

    `by_state` is empty unless every part that is not nothing is large enough.
    """

    kind: Kind
    total: int | None
    by_state: Mapping[State, int]


def number(draw: Callable[[str], str]) -> str:
    """Return a new receipt number; `draw` takes one of the alphabet's letters at random."""
    body = "".join(draw(ALPHABET) for _ in range(RANDOM))
    return f"{PREFIX}-{body[:4]}-{body[4:]}{_check(body)}"


def read_number(text: str) -> str | None:
    """Return a number as it is kept, from what a person typed; None when it cannot be one."""
    plain = re.sub(r"[^0-9A-Z]", "", text.upper()[:40])
    body = plain.removeprefix(PREFIX).translate(MEANT)
    if len(body) != RANDOM + 1 or any(letter not in ALPHABET for letter in body):
        return None
    if _check(body[:RANDOM]) != body[RANDOM]:
        return None
    return f"{PREFIX}-{body[:4]}-{body[4:]}"


def _check(body: str) -> str:
    """Return a letter that one wrong letter, or two that changed places, do not fit."""
    return ALPHABET[sum(n * ALPHABET.index(c) for n, c in enumerate(body, start=3)) % len(ALPHABET)]


def due_on(kind: Kind, received: date, *, answer_days: int) -> date:
    """Return the last day for an answer: loudness waits for nobody."""
    days = min(LOUDNESS_DAYS, answer_days) if kind is Kind.LOUDNESS else answer_days
    return received + timedelta(days=days)


def tidy(text: str) -> str:
    """Return words as they are kept: composed, without what cannot be seen."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _LINES.sub("\n\n", _CONTROL.sub("", plain)).strip()


def over_limit(asked: Asked, before: Sequence[datetime], now: datetime) -> bool:
    """Whether a sender has asked this too often."""
    most, span = LIMITS[asked]
    return sum(moment > now - span for moment in before) >= most


def in_time(opened: datetime, now: datetime) -> bool:
    """Whether a form comes back neither too fast for a person nor too late."""
    return TOO_FAST <= now - opened <= FORM_HOLDS


def counted(kind: Kind, by_state: Mapping[State, int]) -> Counted:
    """Return what may be told of how many: few people could be known by their number."""
    total = sum(by_state.values())
    if total < LEAST_PEOPLE:
        return Counted(kind, None if total else 0, {})
    parts = {state: count for state, count in by_state.items() if count}
    shown = parts if all(count >= LEAST_PEOPLE for count in parts.values()) else {}
    return Counted(kind, total, shown)

"""What a bulletin is: its state, its length, its order, what a dropped file is called. Pure."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import PurePath

from loa.core.fold import fold
from loa.newsroom.models.items import Item

PAUSE_MS = 1000  # of silence between two sounds, as stations keep it
SHORTEST_CUT_MS = 1000
MOST_FILES = 40  # dropped at once
LARGEST_FILE = 200_000_000  # bytes
MOST_ENTRIES = 40
SPOKEN_LANGUAGES = {"tay": "tyz", "nung": "nut", "dao": "ium", "mong": "hmn", "hmong": "hmn"}
SOUND_ENDINGS = frozenset(
    {"mp3", "wav", "m4a", "aac", "ogg", "oga", "opus", "flac", "amr", "webm", "mp4", "3gp", "aiff"}
)
_NUMBER = re.compile(r"^\s*(?:tin|bài|bai|track)?\s*\d{1,3}\s*(?:[-_.)]\s*|\s+)", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")


class Standing(StrEnum):
    """How far a bulletin is."""

    DRAFT = "draft"
    REVIEW = "review"
    RETURNED = "returned"
    APPROVED = "approved"
    PLACED = "placed"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Standing.DRAFT, Standing.RETURNED})


def standing(
    states: Collection[str], *, sent: bool, placed: bool = False, withdrawn: bool = False
) -> Standing:
    """Return a bulletin's state from the states of its items."""
    if withdrawn:
        return Standing.WITHDRAWN
    if placed:
        return Standing.PLACED
    if Item.State.RETURNED in states:
        return Standing.RETURNED
    if not sent or not states or Item.State.DRAFT in states:
        return Standing.DRAFT
    return Standing.REVIEW if Item.State.REVIEW in states else Standing.APPROVED


def length_ms(sounds: Sequence[int]) -> int:
    """Return how long sounds last one after the other, the pauses between them counted."""
    return sum(sounds) + PAUSE_MS * max(0, len(sounds) - 1)


def offsets_ms(sounds: Sequence[int]) -> list[int]:
    """Return when each sound begins."""
    return [length_ms(sounds[:n]) + (PAUSE_MS if n else 0) for n in range(len(sounds))]


def reordered(known: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Return what is known in the order wanted; what nobody named keeps its place at the end."""
    named = [one for one in dict.fromkeys(wanted) if one in set(known)]
    return named + [one for one in known if one not in set(named)]


def cut(from_ms: int, until_ms: int, source_ms: int) -> tuple[int, int] | None:
    """Return a cut within its recording, or None when too little would be left."""
    first, last = max(0, from_ms), min(until_ms, source_ms)
    return (first, last) if last - first >= SHORTEST_CUT_MS else None


@dataclass(frozen=True, slots=True)
class Named:
    """What a file's name says."""

    headline: str
    language: str


def named(filename: str, title: str = "") -> Named:
    """Return the headline and the language that a file's name, or its own title, gives.

    A leading number is an order, not a title. Languages are told by a word of the name:
    "03_tin tieng Tay.mp3".
    """
    stem = PurePath(unicodedata.normalize("NFC", filename).replace("\\", "/")).stem
    words = " ".join(stem.replace("_", " ").split())
    bare = _NUMBER.sub("", words).strip(" -.") or words
    said = fold(f"{words} {title}").split()
    language = "vi"
    for before, word in zip(["", *said], said, strict=False):
        if word in SPOKEN_LANGUAGES and before in {"tieng", "ban"}:
            language = SPOKEN_LANGUAGES[word]
    headline = " ".join(title.split()) or bare
    return Named(headline[:1].upper() + headline[1:300], language)


def in_order(names: Sequence[str]) -> list[int]:
    """Return the places of names as people number them: 2 before 10."""

    def key(place: int) -> list[tuple[int, int, str]]:
        pieces = _DIGITS.split(fold(names[place]))
        return [(0, int(p), "") if p.isdigit() else (1, 0, p) for p in pieces if p]

    return sorted(range(len(names)), key=key)


def is_sound(filename: str) -> bool:
    """Whether a file's name promises sound; what is inside is looked at later."""
    return PurePath(filename).suffix.lower().removeprefix(".") in SOUND_ENDINGS


NOON, AFTERNOON = time(11), time(14)


def part_of_day(opens: time) -> str:
    """Return which session a time belongs to: morning, noon or evening."""
    return "morning" if opens < NOON else "noon" if opens < AFTERNOON else "evening"


def key_of(issuer: str, day: date, opens: time) -> str:
    """Return the key of an office's bulletin for a session."""
    return f"{issuer[:70]}-{day:%Y%m%d}-{opens:%H%M}"

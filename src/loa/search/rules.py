"""What is kept of a text so that it is found, and how a question is put to it.

Vietnamese writes a word in syllables, and without accents there are few of them: "du" and
"thao" each stand in most articles, "du thao" in few. So neighbours are kept as pairs beside
the single words, each word also with its accents, and all of a title once more as such. A
question is a ladder of rungs, the strictest first; a rung asks only which entries have
all of its tokens, the newest first, so that an answer needs no look into the texts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from loa.core.fold import fold

MOST_CHARACTERS = 100_000  # of a text: a book is found by what stands in its first 40 pages
LONGEST_WORD = 60
MOST_ASKED = 12  # words of a question that count; what follows hardly narrows it
SPELLED, TITLE, STAFF = "~", "t:", "p:staff"
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
SLOTS = 20  # bits of an entry's number below its second


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be found; `key` is its identity, such as "newsroom:item:lich-hop".

    Staff find it at once, and alone where `public` is False; the public finds it from
    `published_at` until `hidden_at`. Without a time it counts as the oldest. The other short
    fields are what people can narrow a search by; `unit` may name several units' codes, with
    spaces between: found under each.
    """

    key: str
    url: str
    title: str
    kind: str
    text: str = ""
    unit: str = ""
    site: str = ""
    topic: str = ""
    language: str = "vi"
    published_at: datetime | None = None
    hidden_at: datetime | None = None
    public: bool = True


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, and with its accents, the tone's mark last so that hòa is hoà."""

    folded: str
    spelled: str

    @property
    def marked(self) -> bool:
        return self.folded != self.spelled


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a search is narrowed to; empty is everything, days are half-open [since, until)."""

    public_only: bool = True
    kinds: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of tokens of which an entry has to have one each."""
        named = {
            "k": self.kinds, "u": self.units, "s": self.sites,
            "c": self.topics, "l": self.languages,
        }  # fmt: skip
        return tuple(
            tuple(_facet(letter, value) for value in values)
            for letter, values in named.items()
            if values
        )

    def numbers(self, now: datetime) -> tuple[int | None, int | None]:
        """Return the numbers between which entries lie, half-open; the public's end now."""
        until = self.until
        if self.public_only:
            soon = now + timedelta(seconds=1)
            until = soon if until is None else min(until, soon)
        return (
            None if self.since is None else number(self.since),
            None if until is None else number(until),
        )


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to meet a question: every token of `all_of`, and a word beginning with `begins`."""

    all_of: tuple[str, ...]
    begins: str = ""


def number(moment: datetime | None, slot: int = 0) -> int:
    """Return an entry's number, which sorts by time: its second, and a slot within it."""
    second = 0 if moment is None else int(moment.timestamp())
    return (second << SLOTS) + slot


def words(text: str) -> list[Word]:
    """Return a text's words in their order."""
    return [word for chunk in text[:MOST_CHARACTERS].split() for word in _words_of(chunk)]


def tokens(entry: Entry) -> set[str]:
    """Return everything by which an entry is found."""
    title, body = words(entry.title), words(entry.text)
    found = set(_tokens(title)) | set(_tokens(body))
    found |= {TITLE + token for token in _tokens(title)}
    named = {
        "k": entry.kind, "c": entry.topic, "l": entry.language,
    }  # fmt: skip
    found |= {_facet(letter, value) for letter, value in named.items() if value}
    found.add(_facet("s", entry.site))  # of no site in particular: found on every one
    found |= {_facet("u", code) for code in entry.unit.split()}
    return found if entry.public else found | {STAFF}


def asked(text: str) -> list[Word]:
    """Return the words of a question, no more than count."""
    return words(text[:1000])[:MOST_ASKED]


def ladder(question: Sequence[Word]) -> list[Rung]:
    """Return the rungs of a question, the strictest first; none when it has no words.

    Who writes accents means them: what is spelled so comes before everything that only
    folds to the same. Who writes none means any; a title then comes before a text.
    """
    if not question:
        return []
    marked = any(word.marked for word in question)
    exact_title, exact_text = _rungs(question, TITLE, exact=True), _rungs(question, "", exact=True)
    title, text = _rungs(question, TITLE, exact=False), _rungs(question, "", exact=False)
    order = (
        [*exact_title, *exact_text, *title, *text]
        if marked
        else [*exact_title[:1], *title, *exact_text[:1], *text]
    )
    return [*order, _beginning(question, TITLE), _beginning(question, "")]


def widest(question: Sequence[Word]) -> Rung:
    """Return the rung in which every other one of whole words lies."""
    return Rung(_once(word.folded for word in question))


def _rungs(question: Sequence[Word], field: str, *, exact: bool) -> list[Rung]:
    """Return the words as a phrase, then anywhere in the field; one word is its own phrase.

    With accents only where the question writes them; in one without any, all as written.
    """
    plain = not any(word.marked for word in question)
    singles = tuple(
        field + (SPELLED + word.spelled if exact and (plain or word.marked) else word.folded)
        for word in question
    )
    if len(question) == 1:
        return [Rung(_once(singles))]
    pairs = tuple(field + pair for pair in _pairs(question))
    return [Rung(_once((*pairs, *(singles if exact else ())))), Rung(_once(singles))]


def _beginning(question: Sequence[Word], field: str) -> Rung:
    """Return the words with the last one only begun, as in a number that is half typed."""
    *whole, last = question
    if not whole:
        return Rung((), field + last.folded)
    pairs = tuple(field + pair for pair in _pairs(whole))
    return Rung(_once(pairs), f"{field}{whole[-1].folded}_{last.folded}")


def score(rung: int, rungs: int, place: int) -> float:
    """Return a hit's score in (0, 1]: by its rung, then by its place on it; it only falls."""
    return round(1 - (rung + place / (place + 10)) / (rungs + 1), 4)


def _tokens(found: Sequence[Word]) -> Iterator[str]:
    for word in found:
        yield word.folded
        yield SPELLED + word.spelled
    yield from _pairs(found)


def _pairs(found: Sequence[Word]) -> Iterator[str]:
    return (f"{one.folded}_{two.folded}" for one, two in pairwise(found))


def _once(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(parts))


def _facet(letter: str, value: str) -> str:
    """Return the token of a short field: codes with dots and slashes stay one word."""
    plain = re.sub(r"[^a-z0-9]", lambda match: f"_{ord(match[0]):x}_", value.casefold())
    return f"{letter}:{plain}"


def _words_of(chunk: str) -> tuple[Word, ...]:
    return _known_words(chunk) if len(chunk) <= LONGEST_WORD else _read(chunk)


def _read(chunk: str) -> tuple[Word, ...]:
    folded = fold(chunk).split()
    spelled = _spelled(chunk)
    if len(spelled) != len(folded):  # letters that fold to several, in scripts not ours
        spelled = folded
    return tuple(
        Word(plain[:LONGEST_WORD], marked[:LONGEST_WORD])
        for plain, marked in zip(folded, spelled, strict=True)
    )


@lru_cache(maxsize=50_000)
def folded_of(chunk: str) -> tuple[str, ...]:
    """Return the folded words of a piece between spaces; of one that is too long none."""
    return tuple(fold(chunk).split()) if len(chunk) <= LONGEST_WORD else ()


_known_words = lru_cache(maxsize=50_000)(_read)  # a language has few words, an archive many


def _spelled(chunk: str) -> list[str]:
    """Return a chunk's words in lower case with their marks, the tone's after all letters."""
    found: list[str] = []
    letters: list[str] = []
    tones: list[str] = []
    for character in (*unicodedata.normalize("NFKD", chunk.casefold()), " "):
        if character in TONES:
            tones.append(character)
        elif character.isalnum() or unicodedata.combining(character):
            letters.append(character)
        elif letters:
            found.append(unicodedata.normalize("NFC", "".join(letters + tones)))
            letters, tones = [], []
    return found

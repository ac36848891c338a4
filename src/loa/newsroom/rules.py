"""What an item needs before approvers see it, and when an approval is fresh. Pure.

Who may approve is `people.rules`; what is wrong with the words is `wording`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from loa.core.words import Form, Genre

# Least length of sound that is worth a slot, and the longest single item on a loudspeaker.
SHORTEST_MS, LONGEST_MS = 1_000, 15 * 60 * 1000
# An approval says when it was given; one that arrives later than this was kept by somebody.
FRESH_FOR = timedelta(minutes=10)

# In which form a kind is written first; whatever is not named here, for loudspeakers.
FIRST_FORM: Mapping[Genre, Form] = {
    Genre.ARTICLE: Form.WEB,
    Genre.OUTLINE: Form.OUTLINE,
    Genre.SLOGAN: Form.BANNER,
}
# What may unfold from it, in the order in which it is offered.
FURTHER_FORMS = (Form.WEB, Form.RADIO, Form.SHORT, Form.BANNER, Form.OUTLINE)
SPOKEN_FORMS = frozenset({Form.LOUDSPEAKER, Form.SHORT, Form.RADIO})
MAY_SOUND = SPOKEN_FORMS | {Form.WEB}
READ_ONLY_LANGUAGES = frozenset({"en"})  # read on the portal; nobody here speaks it to a crowd
# A person is heard or described in it, so that person's written word is needed first.
CONSENTED = frozenset({Genre.INTERVIEW, Genre.VOXPOP, Genre.PROFILE})


@dataclass(frozen=True, slots=True)
class Kept:
    """What an item has of the things that its kind may need."""

    consents: int = 0  # written, and not withdrawn
    figures: int = 0
    question: str = ""


@dataclass(frozen=True, slots=True)
class Voiced:
    """What an approver must have been able to hear."""

    language: str
    has_sound: bool
    synthetic: bool
    listened: bool
    ms: int
    written: bool = True


def first_form(genre: Genre) -> Form:
    """Return the form in which an item of a kind is written first."""
    return FIRST_FORM.get(genre, Form.LOUDSPEAKER)


def missing_of_kind(genre: Genre, kept: Kept) -> Iterator[tuple[str, str]]:
    """Yield ("", what an item of this kind still lacks)."""
    if genre in CONSENTED and not kept.consents:
        yield "", "consent"
    if genre is Genre.ACHIEVEMENT and not kept.figures:
        yield "", "figures"
    if genre is Genre.ANSWER and not kept.question.strip():
        yield "", "question"


def missing(variants: Collection[Voiced], *, spoken: bool) -> list[tuple[str, str]]:
    """Return (language, what is missing) before an item can be sent for approval.

    Synthetic speech must have been listened to by a person: a machine misreads names.
    """
    if not variants:
        return [("", "text")]
    lacks = []
    for variant in variants:
        must_sound = not variant.written or (spoken and variant.language not in READ_ONLY_LANGUAGES)
        if must_sound and not variant.has_sound:
            lacks.append((variant.language, "sound"))
        elif variant.has_sound and not SHORTEST_MS <= variant.ms <= LONGEST_MS:
            lacks.append((variant.language, "length"))
        elif variant.synthetic and not variant.listened:
            lacks.append((variant.language, "listening"))
    return lacks


def fresh(given_at: datetime, now: datetime) -> bool:
    """Whether an approval was given just now: neither kept for later nor dated ahead."""
    return now - FRESH_FOR <= given_at <= now

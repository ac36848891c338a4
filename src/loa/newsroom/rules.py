"""What an item needs before approvers see it, and when an approval is fresh. Pure.

Who may approve is `people.rules`; what is wrong with the words is `wording`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

# Least length of sound that is worth a slot, and the longest single item on a loudspeaker.
SHORTEST_MS, LONGEST_MS = 1_000, 15 * 60 * 1000
# An approval says when it was given; one that arrives later than this was kept by somebody.
FRESH_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Voiced:
    """What an approver must have been able to hear."""

    language: str
    has_sound: bool
    synthetic: bool
    listened: bool
    ms: int


def missing(variants: Collection[Voiced], *, spoken: bool) -> list[tuple[str, str]]:
    """Return (language, what is missing) before an item can be sent for approval.

    Synthetic speech must have been listened to by a person: a machine misreads names.
    """
    if not variants:
        return [("", "text")]
    lacks = []
    for variant in variants:
        if spoken and not variant.has_sound:
            lacks.append((variant.language, "sound"))
        elif variant.has_sound and not SHORTEST_MS <= variant.ms <= LONGEST_MS:
            lacks.append((variant.language, "length"))
        elif variant.synthetic and not variant.listened:
            lacks.append((variant.language, "listening"))
    return lacks


def fresh(given_at: datetime, now: datetime) -> bool:
    """Whether an approval was given just now: neither kept for later nor dated ahead."""
    return now - FRESH_FOR <= given_at <= now

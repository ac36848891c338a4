"""What an item needs before approvers see it. Pure; who may approve is `people.rules`."""

from collections.abc import Collection
from dataclasses import dataclass

# Least length of sound that is worth a slot, and the longest single item on a loudspeaker.
SHORTEST_MS, LONGEST_MS = 1_000, 15 * 60 * 1000


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

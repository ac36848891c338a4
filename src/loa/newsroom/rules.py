"""Who may approve what, and when approvals are enough. Pure."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """A unit's rule: how many approvers, and whether the author may be one of them."""

    needed: int = 1
    author_may_approve: bool = False


def objection(
    rule: ApprovalRule, *, approver: int, author: int | None, already: Collection[int]
) -> str:
    """Say why this person's approval would not count; empty when it would.

    People are their row numbers. The words are keys of `OBJECTIONS` in views.
    """
    if approver in already:
        return "twice"
    if author is not None and approver == author and not rule.author_may_approve:
        return "own-work"
    return ""


def enough(rule: ApprovalRule, approvals: Collection[int]) -> bool:
    """Whether the distinct approvers suffice."""
    return len(set(approvals)) >= rule.needed


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

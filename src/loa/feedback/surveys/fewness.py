"""What may be shown of counted answers, so that nobody is found who answered like few.

Fewer than five answers show nothing. In a question with one answer each, choices that few
gave are counted together with others as soon as one of them has one to four: the last
choice, for those who are not sure, with the one that it is nearest to; if that takes them
all, only the number of answers is left. In a question with several answers
each, a choice is shown when those who gave it, and those who did not, are nobody or five at
least. No total is ever shown that the lines do not add up to, so there is nothing to
subtract from; and what is shown fits several ways in which the few may have answered, also
for somebody who knows these rules (`tests/feedback/surveys/test_fewness.py` tries them all).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loa.feedback.rules import LEAST_PEOPLE


@dataclass(frozen=True, slots=True)
class Line:
    """Choices counted together, most often one, and how many gave one of them."""

    choices: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """What is shown of one question; `n` is None below five answers.

    `held` are the choices of which nothing is said.
    """

    n: int | None
    lines: tuple[Line, ...] = ()
    held: tuple[str, ...] = ()


def count_of(table: Table, choices: tuple[str, ...]) -> int | None:
    """Return how many gave one of these choices, from the lines alone; None where they hide it.

    For two tables that fold differently: what is counted together in one may be added up
    from the lines of the other.
    """
    within = [line for line in table.lines if set(line.choices) <= set(choices)]
    if {choice for line in within for choice in line.choices} != set(choices):
        return None
    return sum(line.count for line in within)


def enough(count: int) -> bool:
    """Whether a number of people is large enough to be told."""
    return count >= LEAST_PEOPLE


def one_each(counts: Mapping[str, int], near: tuple[str, ...] = ()) -> Table:
    """Return what is shown of a question to which everybody gave exactly one answer.

    `near` are choices that are counted as one as soon as anything has to be folded, whatever
    was answered: so the same lines most often stand on both sides of a comparison.
    """
    n = sum(counts.values())
    if not enough(n):
        return Table(None, held=tuple(counts))
    if _whole(counts.values()):
        return Table(n, tuple(Line((choice,), count) for choice, count in counts.items()))
    groups: dict[tuple[str, ...], int] = {}
    for choice, count in counts.items():
        group = near if choice in near else (choice,)
        groups[group] = groups.get(group, 0) + count
    folded = set() if _whole(groups.values()) else _folded(groups)
    if len(folded) == len(groups) or len(groups) == 1:
        return Table(n, held=tuple(counts))
    lines = [Line(group, count) for group, count in groups.items() if group not in folded]
    if folded:
        together = tuple(choice for group in groups if group in folded for choice in group)
        lines.append(Line(together, sum(groups[group] for group in folded)))
    return Table(n, tuple(lines))


def several_each(n: int, counts: Mapping[str, int]) -> Table:
    """Return what is shown of a question to which `n` people gave any number of answers."""
    if not enough(n):
        return Table(None, held=tuple(counts))
    lines = tuple(
        Line((choice,), count)
        for choice, count in counts.items()
        if all(part == 0 or enough(part) for part in (count, n - count))
    )
    shown = {line.choices[0] for line in lines}
    return Table(n, lines, tuple(choice for choice in counts if choice not in shown))


def _whole(counts: Iterable[int]) -> bool:
    """Whether each of them is nobody or enough."""
    return all(count == 0 or enough(count) for count in counts)


def _folded(groups: Mapping[tuple[str, ...], int]) -> set[tuple[str, ...]]:
    """Return what is counted together: what few gave, and cover for it.

    The few cover each other where they make five at least and could each be fewer. Otherwise
    the next larger one covers them, with all that are as large as it: one picked by its place
    in the list would tell which of them was the few. So what is folded could change places,
    or be spread otherwise, and look the same.
    """
    few = {group for group, count in groups.items() if not enough(count)}
    together = sum(groups[group] for group in few)
    if enough(together) and together < len(few) * (LEAST_PEOPLE - 1):
        return few
    cover = min((count for count in groups.values() if enough(count)), default=0)
    return few | {group for group, count in groups.items() if count == cover}

"""What was meant by a question that finds nothing: words a slip of the finger away.

Syllables are short, so what many letters have in common says little of them (of "thao" and
"thoa" no three letters in a row are the same). Every word one slip away is made instead: a
letter left out, doubled or foreign, wrong, or two in the wrong order; and those that were
seen are weighed by how often they stand beside each other in titles.
"""

import math
from collections.abc import Mapping, Sequence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LONGEST, MOST_WORDS, KEPT = 14, 6, 5
SLIP = 3.0  # what a slip costs: a pair seen e³ times more often outweighs it
BESIDE = 2.0  # what neighbours that stand in titles count beside single words


def slips(word: str) -> set[str]:
    """Return every word one slip away; of numbers and of very short or long words none."""
    if not 1 < len(word) <= LONGEST or not word.isalpha():
        return set()
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {before + after[1:] for before, after in cuts if after}
    found |= {before + after[1] + after[0] + after[2:] for before, after in cuts if after[1:]}
    found |= {before + letter + after[1:] for before, after in cuts if after for letter in LETTERS}
    found |= {before + letter + after for before, after in cuts for letter in LETTERS}
    return found - {word, ""}


def candidates(word: str, seen: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return the words that may have been meant with their weights, the likeliest first."""
    found = {near: math.log1p(seen[near]) - SLIP for near in slips(word) if near in seen}
    if word in seen or not found:
        found[word] = math.log1p(seen.get(word, 0))
    best = sorted(found.items(), key=lambda one: (-one[1], one[0]))[:KEPT]
    return (
        best if word not in found or (word, found[word]) in best else [*best, (word, found[word])]
    )


def likeliest(
    choices: Sequence[Sequence[tuple[str, float]]], beside: Mapping[str, int]
) -> tuple[str, ...]:
    """Return one word of each choice, so that words and neighbours weigh most together."""
    paths: dict[str, tuple[float, tuple[str, ...]]] = {"": (0.0, ())}
    for choice in choices:
        longer: dict[str, tuple[float, tuple[str, ...]]] = {}
        for word, weight in choice:
            longer[word] = max(
                (
                    before + weight + BESIDE * math.log1p(beside.get(f"{last} {word}", 0)),
                    (*path, word),
                )
                for last, (before, path) in paths.items()
            )
        paths = longer
    return max(paths.values())[1]

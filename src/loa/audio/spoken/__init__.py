"""Written Vietnamese made speakable: figures, dates, codes and abbreviations in words.

Each file holds the rules of one kind; here stands only their order, which matters: a rule
reads what it knows for certain, and leaves the rest for those after it.
"""

from loa.audio.spoken import (
    abbreviations,
    addresses,
    dates,
    documents,
    figures,
    joints,
    letters,
    roman,
    units,
)
from loa.audio.spoken.cleaning import clean
from loa.audio.spoken.rule import apply

ORDER = [
    *addresses.RULES,
    *documents.RULES,
    *roman.QUARTERS,
    *dates.RULES,
    *figures.TELEPHONES,
    *abbreviations.RULES,
    *roman.RULES,
    *units.RULES,
    *letters.RULES,
    *joints.BETWEEN_WORDS,
    *figures.RULES,
    *joints.AFTER_FIGURES,
]
PASSES = 4


def spell_out(text: str) -> str:
    """Return a text as it is to be read out: NFC, one space between words, no figures.

    Pure and idempotent; takes any string. What is unknown is spelled, or left as it was:
    nothing is dropped but marks that nobody reads (bullets, invisible characters).
    """
    said = text
    for _ in range(PASSES):  # a second pass reads what the first has uncovered, rarely
        again = clean(apply(ORDER, clean(said)))
        if again == said:
            break
        said = again
    return said

"""Folding: the one form in which Vietnamese text is searched for and compared.

Case, accents and punctuation fall away, so "hoà", "hòa" and "HOA" meet, and a document
number such as 12/2024/NQ-HĐND is found however it is typed. The same function folds what
is stored and what is asked for, on every database.
"""

import unicodedata

_LETTERS = str.maketrans({"đ": "d", "Đ": "d"})  # not a mark: NFD leaves the stroke alone


def fold(text: str) -> str:
    """Return `text` in lower case, without marks, words parted by single spaces.

    Letters and digits of any script stay; everything else becomes a space. Folding what
    is folded changes nothing.
    """
    folded = text
    while (again := _once(folded)) != folded:  # a few letters fold to letters that fold again
        folded = again
    return folded


def _once(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LETTERS)
    kept = (
        character if character.isalnum() else "" if unicodedata.combining(character) else " "
        for character in plain
    )
    return " ".join("".join(kept).split())

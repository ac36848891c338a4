"""Cells typed in TCVN3 or VNI fonts: told by letters that Vietnamese in Unicode never has. Pure.

Excel keeps such a cell as Latin letters under a font of old. One cell proves little, because
"Taù" could be anything; so a whole sheet is judged, and each column apart may be Unicode
already.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from loa.plans.importing.reading.legacy import PLAUSIBLE, plausible, tcvn3, vni

_OWN = frozenset(
    unicodedata.normalize("NFC", base + mark)
    for base in "aeiouyAEIOUY"
    for mark in ("\u0300", "\u0301", "\u0302", "\u0303")
)
_FONTS: tuple[tuple[str, Callable[[str], str]], ...] = (("TCVN3", tcvn3), ("VNI", vni))
_FIRST, _LAST = "\u00a1", "\u00ff"

Cells = tuple[str, ...]


def mended(rows: Sequence[Cells]) -> tuple[list[Cells], str]:
    """Return a sheet's cells in composed Unicode, and the old encoding some had, else ""."""
    composed = [tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in rows]
    width = max((len(row) for row in composed), default=0)
    old = [n for n in range(width) if not any(map(_is_unicode, _column(composed, n)))]
    pooled = "\n".join(cell for n in old for cell in _column(composed, n) if not cell.isascii())
    if not any(_foreign(letter) for letter in pooled):
        return composed, ""
    name, convert = max(_FONTS, key=lambda font: plausible(font[1](pooled)))
    if plausible(convert(pooled)) < PLAUSIBLE:
        return composed, ""
    chosen = frozenset(old)
    return [
        tuple(convert(cell) if n in chosen else cell for n, cell in enumerate(row))
        for row in composed
    ], name


def _column(rows: Iterable[Cells], number: int) -> list[str]:
    return [row[number] for row in rows if number < len(row)]


def _is_unicode(cell: str) -> bool:
    """Whether a cell has a letter that no old font could have stored."""
    return any(letter.isalpha() and letter > _LAST for letter in cell)


def _foreign(letter: str) -> bool:
    """Whether a letter stands in old fonts and never in Vietnamese of today."""
    return _FIRST <= letter <= _LAST and letter not in _OWN

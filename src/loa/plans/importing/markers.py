"""The number or bullet at the head of a paragraph, and how deep it stands.

Offices number by hand and bend every rule ("I .MỤC ĐÍCH", "1/", "4.Trạm", "I-"), so a marker
is known by its form; a form's rank says what stands under what.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

RANKS = {
    "part": 0,
    "chapter": 1,
    "capital": 2,
    "roman": 3,
    "heading": 3,
    "article": 4,
    "ordinal": 4,
    "worded": 4,
    "number": 5,
    "said": 6,
    "leading": 8,
    "letter": 9,
    "inner": 9,
    "star": 10,
    "bullet": 12,
    "plus": 14,
}
SIGNS = {"star", "bullet", "plus"}  # marks that do not count
_DEEPEST = 29  # the last rank that a sign may have
_MARKER = re.compile(
    r"""(?:
    (?P<part>(?:Phần|PHẦN)\s+(?:(?:thứ|THỨ)\s+\w+|[IVX]+|\d+)\b\s*[.:\-–]?)
    |(?P<chapter>(?:Chương|Mục|CHƯƠNG|MỤC)\s+(?:[IVX]+|\d+)\b\s*[.:\-–]?)
    |(?P<article>(?:Điều|ĐIỀU)\s+\d+\s*[.:\-–]*)
    |(?P<ordinal>Thứ\s+(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\s*[,:]\s*(?=là|về|\w))
    |(?P<worded>(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s*[.:)]\s+(?=[A-ZĐÀ-Ỹ]))
    |(?P<said>(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười)\s+là\s*[,:]?(?=\s))
    |(?P<roman>[IVX]{1,5}\s*[.\-–/)]{1,2}(?!\d))
    |(?P<capital>[A-HĐK]\s*[.\-–/)]{1,2}(?=\s))
    |(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,4}(?!\d)\s*[.)/\-–:]?(?=\s|[^\W\d_]))
    |(?P<number>\d{1,2}\s*[.)/\-–]{1,2}(?!\d))
    |(?P<inner>\((?:\d{1,2}|[a-zđ]|[ivx]{1,4})\)|[ivx]{2,4}\s*[.)](?=\s))
    |(?P<letter>[a-zđ]\s*[.)/]-?(?![\w/])|[a-zđ]\)(?=\w))
    |(?P<bullet>[-–—\u2012−•●▪◦■□◆►▶→✓✔\uf0b7\uf0a7\uf02d·](?!-)|o(?=\s+[A-ZĐ]))
    |(?P<star>[*](?![*]))
    |(?P<plus>[+○»])
    )\s*""",
    re.VERBOSE,
)
_PLAIN_UNIT = re.compile(r"\d{1,2}\s*-\s*\d")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker: its form, its rank (lower is higher up) and where the words begin."""

    form: str
    rank: int
    length: int


def marker(words: str) -> Marker | None:
    """Return the marker at the head of these words, if there is one with words behind it."""
    found = _MARKER.match(words)
    if not found or _PLAIN_UNIT.match(words):
        return None
    form = found.lastgroup or ""
    if form == "dotted":
        return Marker(form, 5 + found["dotted"].count("."), found.end())
    return Marker(form, RANKS[form], found.end())


def sign_rank(form: str, sign: str, open_signs: Sequence[tuple[str, int, str]]) -> int:
    """Return how deep a sign stands below others that are open: (sign, rank, its words) each.

    A sign that is open stands as deep as before; another one stands under the last, unless
    by custom it stands above ("*" over "-" over "+") and the last did not lead to it by ":".
    """
    own = RANKS[form]
    for before, rank, _ in open_signs:
        if before == sign:
            return rank
    if not open_signs:
        return own
    _, last, words = open_signs[-1]
    if own > last:
        return own
    return min(last + 1, _DEEPEST) if words.rstrip().endswith(":") else own


def starts_item(words: str, *, bare: bool = False) -> bool:
    """Say whether a new item begins here; `bare`: the words are nothing but its marker."""
    found = marker(words)
    return found is not None and (not bare or found.length >= len(words))

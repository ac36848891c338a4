"""Names of offices and places: as documents write them, and as they are known here. Pure.

A name is the same office when nothing but abbreviations, marks and the place that the
issuer's own name gives lies between the two; whatever is only alike is a question to people.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from loa.core.fold import fold

MOST_ALIKE = 5
_ALIKE = 0.6
_LONGEST_KEY = 80
_NOT_KEY = re.compile(r"[^a-z0-9]+")
# As offices shorten themselves, after folding.
_SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("uy ban mat tran to quoc", "mttq"),
    ("mat tran to quoc", "mttq"),
    ("ubmttq", "mttq"),
    ("ban chap hanh", "bch"),
    ("lien hiep phu nu", "lhpn"),
    ("thanh nien cong san ho chi minh", "tncs hcm"),
    ("phat trien nong thon", "ptnt"),
    ("ban thuong vu", "btv"),
)
_LEAD = re.compile(r"^(?:dong chi|ong|ba|giao|de nghi|yeu cau)\s+")
_TIERS = frozenset({"xa", "phuong", "huyen", "quan", "tinh"})
_LEVELS = {
    "xa",
    "phuong",
    "thi tran",
    "huyen",
    "quan",
    "thi xa",
    "tinh",
    "thanh pho",
}


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation that is known here."""

    key: str
    name: str
    unit_code: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What a name may stand for: `sure` when there is no doubt, else those that are alike."""

    sure: Office | None = None
    alike: tuple[Office, ...] = ()


def normal(name: str) -> str:
    """Return a name for comparison."""
    folded = _LEAD.sub("", fold(name))
    for long, short in _SHORT:
        folded = folded.replace(long, short)
    return folded


def match(name: str, offices: Iterable[Office], *, issuer: str = "") -> Match:
    """Return what a name in a document stands for; `issuer` lends it the place it leaves out."""
    wanted = normal(name)
    if not wanted:
        return Match()
    known = [(normal(office.name), office) for office in offices]
    same = [office for said, office in known if said == wanted]
    lent = set(normal(issuer).split())
    placed = [o for said, o in known if _is_placed(wanted, said, lent)]
    for found in (same, placed):
        if len(found) == 1:
            return Match(found[0])
    alike = sorted(
        ((_likeness(wanted, said, lent), office) for said, office in known),
        key=lambda pair: (-pair[0], pair[1].name),
    )
    return Match(None, tuple(office for value, office in alike if value >= _ALIKE)[:MOST_ALIKE])


def _is_placed(wanted: str, said: str, lent: Collection[str]) -> bool:
    """Whether a known name is the one in the document with the issuer's place behind it."""
    if not said.startswith(f"{wanted} "):
        return False
    more = said.removeprefix(f"{wanted} ").split()
    return bool(more) and all(word in lent for word in more)


def _likeness(left: str, right: str, lent: Collection[str]) -> float:
    """Return how alike two names are, 0 to 1, beside the place that both may leave out."""
    placeless = _TIERS | set(lent)
    one, other = (set(name.split()) - placeless for name in (left, right))
    if not one or not other:
        return 0.0
    common = len(one & other)
    if common == min(len(one), len(other)) and common > 1:
        return max(_ALIKE, common / max(len(one), len(other)))
    return common / len(one | other)


def places_in(name: str, names: Mapping[str, str]) -> list[str]:
    """Return the codes of units that an office's name ends with, the longest name first.

    `names` are full names by code, such as "huyện Chợ Đồn". Where the level stands in the
    office's name too, only units of that level are meant.
    """
    wanted = fold(name)
    found: list[tuple[bool, int, str]] = []
    for code, full in names.items():
        level, _, bare = _split(fold(full))
        if bare and re.search(rf"\b{re.escape(bare)}$", wanted):
            said = _said_level(wanted, bare)
            if not said or said == level:
                found.append((bool(said), len(bare), code))
    if not found:
        return []
    said_most, longest, _code = max(found)
    # A unit whose name only ends like that of another is not meant.
    found = [one for one in found if one[:2] == (said_most, longest)]
    return [code for _said, _length, code in sorted(found, reverse=True)]


def _split(full: str) -> tuple[str, str, str]:
    for level in sorted(_LEVELS, key=len, reverse=True):
        if full.startswith(f"{level} "):
            return level, " ", full.removeprefix(f"{level} ")
    return "", "", full


def _said_level(wanted: str, bare: str) -> str:
    before = wanted.removesuffix(bare).strip()
    for level in sorted(_LEVELS, key=len, reverse=True):
        if before.endswith(level):
            return level
    # "Huyện uỷ Chợ Đồn", "Đảng uỷ xã …": a committee says its level in its own name.
    for said, level in (("huyen uy", "huyen"), ("tinh uy", "tinh"), ("thanh uy", "thanh pho")):
        if before.endswith(said):
            return level
    return ""


def key_of(name: str, taken: Collection[str] = (), *, fallback: str) -> str:
    """Return a short name made of a long one, unlike any that is taken."""
    plain = _NOT_KEY.sub("-", fold(name)).strip("-")[: _LONGEST_KEY - 6].strip("-") or fallback
    key, number = plain, 2
    while key in taken:
        key, number = f"{plain}-{number}", number + 1
    return key


def upper_plan(bases: Sequence[str], numbers: Mapping[str, str]) -> str:
    """Return the key of the plan that a basis names by its number; `numbers` are by key."""
    folded = [f" {fold(basis)} " for basis in bases]
    for key, number in numbers.items():
        wanted = fold(number)
        if len(wanted.split()) > 1 and any(f" {wanted} " in basis for basis in folded):
            return key
    return ""

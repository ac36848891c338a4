"""Which unit, office or station a cell means. Pure.

People write "Nghĩa Tá", "X. Nghĩa Tá", "UBND xã Nghĩa Tá, huyện Chợ Đồn", 2071 or 02071.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import islice
from types import MappingProxyType
from typing import TypeVar

from loa.control.first_day.judging.known import Known, Office, Station, bare
from loa.control.first_day.rows import Because
from loa.core.fold import fold
from loa.places.rules import Form, Level, Unit

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        "thanh pho truc thuoc trung uong": Form.CENTRAL_CITY,
        "to dan pho": Form.QUARTER,
        "khu pho": Form.QUARTER,
        "thi tran": Form.TOWN,
        "thanh pho": Form.CITY,
        "dac khu": Form.SPECIAL_ZONE,
        "phuong": Form.WARD,
        "thi xa": Form.DISTRICT_TOWN,
        "huyen": Form.DISTRICT,
        "thon": Form.HAMLET,
        "ban": Form.HAMLET,
        "buon": Form.HAMLET,
        "ap": Form.HAMLET,
        "xom": Form.HAMLET,
        "lang": Form.HAMLET,
        "khu": Form.QUARTER,
        "tinh": Form.PROVINCE,
        "quan": Form.URBAN_DISTRICT,
        "tdp": Form.QUARTER,
        "to": Form.QUARTER,
        "xa": Form.COMMUNE,
        "tt": Form.TOWN,
        "tp": Form.CITY,
        "tx": Form.DISTRICT_TOWN,
        "x": Form.COMMUNE,
        "p": Form.WARD,
        "h": Form.DISTRICT,
        "t": Form.PROVINCE,
        "q": Form.URBAN_DISTRICT,
    }
)
_OFFICE_WORDS = ("uy ban nhan dan", "ubnd", "dang uy", "van phong", "dia ban")
CODE_LENGTHS = (5, 3, 2)  # of a commune, a district, a province
_CLOSE = 0.8
MOST_COMPARED = 2_000  # names that one misspelt name is held against: more would take seconds

Named = TypeVar("Named", Office, Station)


def parted(text: str) -> tuple[Form | None, str]:
    """Return the form that a name begins with and the name without it, as it is written."""
    words = text.split()
    folded = [fold(word) for word in words]
    for said, form in FORMS.items():
        length = len(said.split())
        if " ".join(folded[:length]) == said and len(words) > length:
            return form, " ".join(words[length:])
    return None, text


def unit(text: str, known: Known) -> Unit | Because:
    """Return the unit that holds today and is meant, or why none can be told."""
    first, _comma, rest = text.partition(",")
    head = _without_office(first.strip())
    if found := _by_code(head, known):
        return found
    around = [fold(parted(part.strip())[1]) for part in rest.split(",") if part.strip()]
    form, name = parted(head)
    candidates = _holding(known, fold(head)) or [
        one for one in _holding(known, fold(name)) if form is None or _fits(one, form)
    ]
    for wanted in around:
        inside = [one for one in candidates if wanted in {fold(up.name) for up in known.above(one)}]
        candidates = inside or candidates
    candidates = _nearest(candidates, known, form)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        some = "; ".join(f"{one.full_name} ({one.code})" for one in candidates[:4])
        return Because("unit-ambiguous", {"said": text, "some": some})
    return _unknown(text, name, known)


def _without_office(text: str) -> str:
    folded = fold(text)
    for word in _OFFICE_WORDS:
        if folded.startswith(f"{word} "):
            return " ".join(text.split()[len(word.split()) :])
    return text


def _by_code(text: str, known: Known) -> Unit | None:
    """Return the unit of a code, zeros that Excel took from its head given back."""
    if "/" in text:
        return known.coded(text.lower())
    if not (text.isascii() and text.isdecimal()):
        return None
    lengths = [length for length in (len(text), *CODE_LENGTHS) if length >= len(text)]
    found = (known.coded(text.zfill(length)) for length in lengths)
    return next((one for one in found if one is not None), None)


def _holding(known: Known, folded: str) -> list[Unit]:
    return [one for one in known.named(folded) if one.holds(known.today)]


def _fits(one: Unit, form: Form) -> bool:
    """Whether a unit is of a form, as people use the words: a city may be a province."""
    same = one.form is form
    city = {one.form, form} <= {Form.CITY, Form.CENTRAL_CITY}
    hamlet = one.level is Level.HAMLET and form in {Form.HAMLET, Form.QUARTER}
    return same or city or hamlet


def _nearest(candidates: list[Unit], known: Known, form: Form | None) -> list[Unit]:
    """Of several prefer those where this person works, then communes over other tiers."""
    if len(candidates) > 1:
        mine = [one for one in candidates if known.scope and known.may_add_in(one.code)]
        candidates = mine or candidates
    if len(candidates) > 1 and form is None:
        communes = [one for one in candidates if one.level is Level.COMMUNE]
        candidates = communes or candidates
    return candidates


def _unknown(text: str, name: str, known: Known) -> Because:
    for one in known.named(fold(name)):
        after = known.successors.get(one.code, ())
        if after:
            now = ", ".join(unit.full_name for unit in after)
            return Because("unit-ended", {"said": text, "now": now})
    if near := get_close_matches(
        fold(name), list(islice(known.names(), MOST_COMPARED)), n=1, cutoff=_CLOSE
    ):
        meant = next(iter(_holding(known, near[0])), None)
        if meant is not None:
            return Because("unit-nearly", {"said": text, "meant": meant.full_name})
    return Because("unit-unknown", {"said": text})


def office(text: str, known: Known) -> Office | Because:
    """Return the office that a name means: "UBND xã X" and "Ủy ban nhân dân xã X" are one."""
    shelf, folded = known.office_shelf, fold(text)
    keyed = shelf.keyed(text)
    found = shelf.find(name=folded) or ([keyed] if keyed else [])
    found = found or shelf.find(long=folded.replace("ubnd", "uy ban nhan dan"))
    return _one_of(found, text, "office", shelf.all())


def station(text: str, unit_code: str, known: Known) -> Station | Because:
    """Return the station that a name means, in a unit where one is said."""
    shelf = known.station_shelf
    keyed = shelf.keyed(text)
    found = shelf.find(name=fold(text)) or ([keyed] if keyed else []) or shelf.find(bare=bare(text))
    if unit_code and len(found) > 1:
        found = [one for one in found if one.unit_code == unit_code] or found
    return _one_of(found, text, "station", shelf.all())


def _one_of(found: list[Named], text: str, what: str, others: Iterable[Named]) -> Named | Because:
    if len(found) == 1:
        return found[0]
    if found:
        return Because(f"{what}-ambiguous", {"said": text})
    folded = {fold(one.name): one.name for one in islice(others, MOST_COMPARED)}
    near = get_close_matches(fold(text), list(folded), n=1, cutoff=_CLOSE)
    if near:
        return Because(f"{what}-nearly", {"said": text, "meant": folded[near[0]]})
    return Because(f"{what}-unknown", {"said": text})

"""Units and sites: what their rows say."""

import re
from datetime import date
from decimal import Decimal

from loa.control.first_day import values
from loa.control.first_day.judging import naming
from loa.control.first_day.judging.asking import Asked, Judged, RefusedRowError
from loa.control.first_day.judging.known import Known
from loa.control.first_day.rows import Because, Fate, SiteDraft, UnitDraft
from loa.core.fold import fold
from loa.places.models import Site
from loa.places.rules import LEVEL_OF, Form, Level, Unit

_ORDER = list(Level)
_DIGITS = {Level.PROVINCE: 2, Level.DISTRICT: 3, Level.COMMUNE: 5}
_LOCAL = 30  # letters of a hamlet's own part of its code
# What a unit's name keeps of its form: a "bản" is no "thôn", though both are hamlets.
_KEPT = {"ban", "buon", "ap", "xom", "lang", "khu", "khu pho", "to"}
_SITE_WORDS: tuple[tuple[Site.Kind, tuple[str, ...]], ...] = (
    (Site.Kind.MARKET, ("cho",)),
    (Site.Kind.SCHOOL, ("truong", "mam non", "tieu hoc", "thcs", "thpt")),
    (Site.Kind.HOSPITAL, ("benh vien", "tram y te", "phong kham", "y te")),
    (Site.Kind.LIBRARY, ("thu vien",)),
    (Site.Kind.RELIGIOUS, ("chua", "nha tho", "den", "dinh", "mieu")),
    (Site.Kind.COMMUNITY_HOUSE, ("nha van hoa", "nvh", "hoi truong", "nha cong dong")),
    (Site.Kind.OFFICE, ("ubnd", "uy ban", "tru so", "hdnd")),
    (Site.Kind.BOARD, ("bang tin", "bang thong bao", "pa no", "pano")),
    (
        Site.Kind.ROADSIDE,
        ("duong", "nga ba", "nga tu", "quoc lo", "tinh lo", "ql", "dt", "cong chao", "cau", "doc"),
    ),
)


def unit(asked: Asked) -> Judged:
    """Judge a unit: its code and tier, what it lies in, from which day."""
    written = asked.needed("name")
    form, name = _form(asked, written)
    level = LEVEL_OF[form]
    since, until = asked.period()
    code = _code(asked.get("code"), level)
    if code and (known := asked.known.coded(code)) is not None:
        return _known_unit(asked.known, known, form, name)
    parent = _parent(asked, level)
    if level is Level.HAMLET:
        code = code if code.startswith(f"{parent.code}/") else _local_code(asked, parent.code, name)
        same = [one for one in asked.known.named(fold(name)) if one.parent_code == parent.code]
        if same and same[0].holds(asked.known.today):
            return _known_unit(asked.known, same[0], form, name)
    if not code:
        raise RefusedRowError("missing-code", said=written)
    asked.own(parent.code)
    begins = max(since, parent.valid_from) if since else None
    _check_parent_then(asked.known, parent, since, until)
    draft = UnitDraft(code, name, form, parent.code, begins, until)
    fresh = Unit(code, name, form, parent.code, begins or parent.valid_from, until, since is None)
    asked.known.add_unit(fresh)
    return Judged((code,), (fresh.full_name, code, parent.full_name), draft)


def _form(asked: Asked, written: str) -> tuple[Form, str]:
    """Return the form from its own column, else from the name's beginning, and the bare name."""
    said = fold(asked.get("form"))
    by_name, bare = naming.parted(written)
    form = naming.FORMS.get(said) or next((f for f in Form if fold(f) == said), None) or by_name
    if form is None:
        if said:
            raise RefusedRowError("unknown-form", said=asked.get("form"))
        raise RefusedRowError("missing-form", said=written)
    first = fold(written.removesuffix(bare))
    return form, written if first in _KEPT or by_name is None else bare


def _code(text: str, level: Level) -> str:
    """Return a code with the zeros that Excel took; "" for none or a hamlet's own number."""
    digits = _DIGITS.get(level)
    if digits is None:
        return text.lower() if re.fullmatch(r"[0-9]{5}/[a-z0-9-]{1,30}", text.lower()) else ""
    if not text:
        return ""
    if not (text.isascii() and text.isdecimal()) or len(text) > digits:
        raise RefusedRowError("bad-code", said=text[:20], digits=str(digits))
    return text.zfill(digits)


def _local_code(asked: Asked, parent: str, name: str) -> str:
    word = "-".join(w for w in fold(name).split() if w.isascii())[: _LOCAL - 3].strip("-") or "thon"
    code, number = f"{parent}/{word}", 2
    while asked.known.states(code):
        code, number = f"{parent}/{word}-{number}", number + 1
    return code


def _parent(asked: Asked, level: Level) -> Unit:
    found = asked.unit("parent")
    if _ORDER.index(found.level) >= _ORDER.index(level):
        raise RefusedRowError("parent-not-above", unit=found.full_name)
    if level is Level.HAMLET and found.level is not Level.COMMUNE:
        raise RefusedRowError("hamlet-needs-commune", unit=found.full_name)
    return found


def _check_parent_then(known: Known, parent: Unit, since: date | None, until: date | None) -> None:
    if since is not None and since < parent.valid_from and not parent.known_from:
        begins = f"{parent.valid_from:%d/%m/%Y}"
        raise RefusedRowError("parent-not-yet", unit=parent.full_name, since=begins)
    if until is not None and until <= known.today:
        raise RefusedRowError("over-already", last=f"{until:%d/%m/%Y}")


def _known_unit(known: Known, unit: Unit, form: Form, name: str) -> Judged:
    same = fold(unit.name) == fold(name) and unit.form is form
    because = None if same else Because("kept-as", {"kept": unit.full_name})
    fate = Fate.KNOWN if same else Fate.SIMILAR
    said = (f"{form} {name}", unit.code, known.title(unit.parent_code))
    return Judged((unit.code,), said, None, fate, because)


def site(asked: Asked) -> Judged:
    """Judge a site: its name, its unit, what kind of place, where on the map."""
    name = asked.needed("name", 150)
    unit = asked.unit()
    asked.own(unit.code)
    position = _position(asked)
    kind = site_kind(asked.get("kind"), name)
    key = (unit.code, fold(name))
    said = (name, str(kind.label), unit.full_name)
    if key in asked.known.sites:
        return Judged(key, said, None, Fate.KNOWN)
    return Judged(key, said, SiteDraft(name, kind, unit.code, position))


def site_kind(said: str, name: str) -> Site.Kind:
    """Return the kind that a column, else the name, says; OTHER when neither does."""
    for text in (said, name):
        words = f" {fold(text)} "
        for kind, known in _SITE_WORDS:
            if any(f" {word} " in words for word in known):
                return kind
    return Site.Kind.OTHER


def _position(asked: Asked) -> tuple[Decimal, Decimal] | None:
    if text := asked.get("position"):
        both = values.both_degrees(text)
        if both is None:
            raise RefusedRowError("no-position", said=text[:40])
        return both
    north, east = asked.get("latitude"), asked.get("longitude")
    if not north and not east:
        return None
    found = values.degrees(north, most=90), values.degrees(east, most=180)
    if found[0] is None or found[1] is None:
        raise RefusedRowError("no-position", said=f"{north} {east}".strip()[:40])
    return found[0], found[1]

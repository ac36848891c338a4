"""Offices and people: what their rows say."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from loa.control.first_day import values
from loa.control.first_day.judging import naming
from loa.control.first_day.judging.asking import Asked, Judged, RefusedRowError, key_from
from loa.control.first_day.judging.known import Known, Office, Person
from loa.control.first_day.rows import Because, Fate, OfficeDraft, PersonDraft
from loa.core.fold import fold
from loa.people.models import Membership, Organisation
from loa.people.rules import Role

Kind = Organisation.Kind
_OFFICE_WORDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (Kind.PARTY_CELL, ("chi bo", "dang bo bo phan")),
    (Kind.STATION_CREW, ("to truyen thanh", "ban bien tap", "dai truyen thanh", "dai phat thanh")),
    (Kind.CENTRE, ("trung tam", "tt vh")),
    (
        Kind.MASS_ORGANISATION,
        ("hoi", "doan thanh nien", "lien doan", "mat tran", "mttq", "cong doan", "ubmttq"),
    ),
    (Kind.DEPARTMENT, ("ban tuyen giao", "phong", "ban")),
    (Kind.COMMITTEE, ("dang uy", "huyen uy", "tinh uy", "thanh uy", "dang bo")),
    (Kind.AGENCY, ("so", "chi cuc", "cong an", "benh vien", "truong", "tram y te")),
)
_COMMUNE_COUNCIL = ("ubnd xa", "ubnd phuong", "ubnd thi tran", "uy ban nhan dan xa")
_COUNCIL = ("ubnd", "uy ban nhan dan", "hdnd")
_ROLES: tuple[tuple[Role, tuple[str, ...]], ...] = (
    (Role.ADMINISTRATOR, ("quan tri",)),
    (Role.APPROVER, ("duyet", "lanh dao", "phe duyet", "ky duyet")),
    (Role.EDITOR, ("bien tap", "phong vien", "bien tap vien")),
    (Role.PLANNER, ("ke hoach", "tuyen giao", "lap ke hoach", "chuyen vien")),
    (Role.TECHNICIAN, ("ky thuat", "ky thuat vien")),
    (Role.HAMLET_HEAD, ("truong thon", "to truong", "truong ban", "truong khu", "truong xom")),
    (
        Role.COMMUNE_OFFICER,
        (
            "can bo xa",
            "can bo phuong",
            "cong chuc xa",
            "van hoa xa",
            "dai xa",
            "can bo truyen thanh",
        ),
    ),
    (Role.VIEWER, ("xem", "theo doi", "nguoi xem")),
)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


def office(asked: Asked) -> Judged:
    """Judge an office: what kind it is, which unit it covers, what it belongs under."""
    name = asked.needed("name", 200)
    kind = _office_kind(asked.get("kind"), name)
    unit_code = _territory(asked, kind, name)
    known = asked.known
    parent = _parent(asked)
    key = (fold(name), unit_code)
    said = (name, str(kind.label), known.title(unit_code) if unit_code else "")
    same = known.office_shelf.find(name=fold(name))
    if found := next((one for one in same if one.unit_code == unit_code), None):
        if asked.get("kind") and found.kind and found.kind != kind:
            kept = Because("kept-as", {"kept": str(Kind(found.kind).label)})
            return Judged(key, said, None, Fate.SIMILAR, kept)
        return Judged(key, said, None, Fate.KNOWN)
    if unit_code:
        asked.own(unit_code)
    elif known.scope is not None and parent is None:
        raise RefusedRowError("office-without-place")
    taken = known.office_shelf.keys()
    fresh = OfficeDraft(
        key_from(name, taken, 80), name, kind, unit_code, parent.key if parent else ""
    )
    known.add_office(Office(fresh.key, name, unit_code, kind))
    return Judged(key, said, fresh)


def _office_kind(said: str, name: str) -> Kind:
    for label in (fold(said), fold(name)):
        if any(label.startswith(word) for word in _COMMUNE_COUNCIL):
            return Kind.COMMUNE_OFFICE
        if any(label.startswith(word) for word in _COUNCIL):
            return Kind.AUTHORITY
        words = f" {label} "
        for kind, known in _OFFICE_WORDS:
            if any(words.startswith(f" {word} ") for word in known):
                return kind
        for kind in Kind:
            if label and label == fold(str(kind.label)):
                return kind
    raise RefusedRowError("unknown-office-kind", said=said or name)


def _territory(asked: Asked, kind: Kind, name: str) -> str:
    """Return the unit that an office covers: its column, else its name; agencies have none."""
    if asked.get("unit"):
        return asked.unit().code
    if kind in {Kind.COMMUNE_OFFICE, Kind.AUTHORITY, Kind.COMMITTEE}:
        told = naming.unit(name, asked.known)
        if isinstance(told, Because):
            if asked.group:
                return asked.group
            raise RefusedRowError(told.code, **told.values)
        return told.code
    return asked.group


def _parent(asked: Asked) -> Office | None:
    text = asked.get("parent")
    if not text:
        return None
    told = naming.office(text, asked.known)
    if isinstance(told, Because):
        raise RefusedRowError(told.code, **told.values)
    return told


def person(asked: Asked) -> Judged:
    """Judge a person: in which office, under which title and role, since when."""
    known = asked.known
    if known.people_scope == frozenset():
        raise RefusedRowError("not-yours-people")
    name = asked.needed("name", 150)
    office = _office_of(asked)
    role = _role(asked)
    title = asked.short(asked.get("title"), 150)
    since, until = asked.period()
    phone, email, username = _phone(asked), _email(asked), _username(asked)
    if until is not None and until <= known.today and role:
        raise RefusedRowError("post-over", last=asked.get("until"))
    said = (name, title, office.name, _role_label(role))
    found = _found(known, name, office, username, phone)
    if found is not None and office.key in found.offices:
        return _known(found, role, (found.username,), said)
    username = found.username if found else username or _free_username(name, known)
    draft = PersonDraft(
        username=username,
        name=name,
        office_key=office.key,
        title=title,
        role=role,
        phone=phone,
        email=email,
        since=since or known.today,
        until=until,
    )
    _remember(known, draft)
    notes = () if role else (Because("no-role"),)
    return Judged((username,), said, draft, notes=notes)


def _office_of(asked: Asked) -> Office:
    text = asked.get("office")
    if text:
        told = naming.office(text, asked.known)
        if isinstance(told, Because):
            raise RefusedRowError(told.code, **told.values)
        found = told
    else:
        code = asked.group or asked.known.own_unit
        here = asked.known.office_shelf.find(unit=code) if code else []
        if len(here) != 1:
            raise RefusedRowError("missing-office")
        found = here[0]
    inside = bool(found.unit_code) and asked.known.may_enter_people_in(found.unit_code)
    if asked.known.people_scope is not None and not inside:
        raise RefusedRowError("not-your-area", unit=found.name)
    return found


def _role(asked: Asked) -> str:
    """Return the role that its own column says; a title alone gives none but a hamlet's head's."""
    said = fold(asked.get("role"))
    if said:
        for role, words in _ROLES:
            labels = (fold(str(dict(_labels())[role])), role.value.replace("_", " "))
            if said in labels or any(f" {word} " in f" {said} " for word in words):
                return role
        raise RefusedRowError("unknown-role", said=asked.get("role")[:40])
    title = f" {fold(asked.get('title'))} "
    heads = dict(_ROLES)[Role.HAMLET_HEAD]
    return Role.HAMLET_HEAD if any(f" {word} " in title for word in heads) else ""


def _labels() -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in Membership.Role.choices]


def _role_label(role: str) -> str:
    return dict(_labels()).get(role, "")


def _phone(asked: Asked) -> str:
    text = asked.get("phone")
    if not text:
        return ""
    found = values.phone(text)
    if found is None:
        raise RefusedRowError("no-phone", said=text[:40])
    return found


def _email(asked: Asked) -> str:
    text = asked.get("email")
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError as error:
        raise RefusedRowError("no-email", said=text[:60]) from error
    return text


def _username(asked: Asked) -> str:
    text = asked.get("username").lower()
    if text and not _USERNAME.fullmatch(text):
        raise RefusedRowError("bad-username", said=text[:40])
    return text


def _found(known: Known, name: str, office: Office, username: str, phone: str) -> Person | None:
    """Return who is meant: by user name, by telephone, else by name within the office."""
    one = known.person_shelf.keyed(username) if username else None
    if one is not None:
        if fold(one.name) != fold(name):
            raise RefusedRowError("username-taken", said=username, name=one.name)
        return one
    same = known.person_shelf.find(name=fold(name))
    if phone and (by_phone := [one for one in same if one.phone == phone]):
        return by_phone[0]
    here = [one for one in same if office.key in one.offices]
    if username or (phone and any(one.phone for one in here)):
        return None  # another person of the same name
    return here[0] if here else None


def _known(one: Person, role: str, key: tuple[str, ...], said: tuple[str, ...]) -> Judged:
    if role and one.role and role != one.role:
        because = Because("kept-as", {"kept": _role_label(one.role)})
        return Judged(key, said, None, Fate.SIMILAR, because)
    return Judged(key, said, None, Fate.KNOWN)


def _free_username(name: str, known: Known) -> str:
    """Return the usual short name: Nguyễn Văn An is "annv"."""
    words = [word for word in fold(name).split() if word.isascii()] or ["nguoi"]
    base = (words[-1] + "".join(word[0] for word in words[:-1]))[:30]
    base = base if len(base) > 2 else f"{base}-user"  # noqa: PLR2004 - the rule of user names
    taken = known.person_shelf.keys()
    username, number = base, 2
    while username in taken:
        username, number = f"{base}{number}", number + 1
    return username


def _remember(known: Known, draft: PersonDraft) -> None:
    before = known.person_shelf.keyed(draft.username)
    offices = (before.offices if before else frozenset()) | {draft.office_key}
    fresh = Person(draft.username, draft.name, offices, draft.phone, draft.role)
    known.add_person(fresh)

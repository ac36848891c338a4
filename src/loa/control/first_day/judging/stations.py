"""Stations and clusters: what their rows say."""

from loa.channels.broadcast.models import Station as Row
from loa.control.first_day import values
from loa.control.first_day.judging import naming
from loa.control.first_day.judging.asking import Asked, Judged, RefusedRowError, key_from
from loa.control.first_day.judging.known import Station
from loa.control.first_day.rows import Because, ClusterDraft, Fate, StationDraft
from loa.core.fold import fold

MOST_CLUSTERS = 300  # of one station
MOST_SPEAKERS = 500  # of one cluster
USUAL_SPEAKERS = 2
LANGUAGES = {"viet": "vi", "kinh": "vi", "tay": "tyz", "nung": "nut", "dao": "ium", "mong": "hmn"}
LANGUAGES |= {"hmong": "hmn", "h mong": "hmn", "pho thong": "vi"}
# The first that a cell names; a wired or FM system with a player board says both.
_KINDS: tuple[tuple[Row.Kind, tuple[str, ...]], ...] = (
    (Row.Kind.VEHICLE, ("xe", "luu dong")),
    (Row.Kind.BOARD, ("hop phat", "dau phat", "bo phat", "chuyen doi ip", "bo chuyen doi")),
    (
        Row.Kind.PLAYER,
        ("ip", "thong minh", "vien thong", "cntt", "cntt vt", "4g", "internet", "ung dung"),
    ),
    (Row.Kind.DISTRICT, ("dai huyen", "cap huyen", "phat thanh huyen")),
    (
        Row.Kind.WIRED,
        ("fm", "vo tuyen", "khong day", "huu tuyen", "co day", "truyen thong", "day dan"),
    ),
)
_FAULTY = ("hong", "khong hoat dong", "loi", "truc trac", "ngung", "dung", "mat", "su co", "chap")
_WORKING = ("tot", "hoat dong", "binh thuong", "on dinh", "dang su dung", "con su dung", "su dung")


def station(asked: Asked) -> Judged:
    """Judge a station: kind, unit, since when, how many clusters hang on it."""
    name = asked.needed("name")
    unit = asked.unit()
    asked.own(unit.code)
    kind, notes = _kind(asked)
    clusters = _count(asked, "clusters", MOST_CLUSTERS)
    since, _until = asked.period()
    key = (fold(name), unit.code)
    said = (name, str(kind.label), unit.full_name, str(clusters) if clusters else "")
    shelf = asked.known.station_shelf
    for one in shelf.find(place=f"{key[0]}/{unit.code}"):
        return _known(one, kind, key, said, told=bool(asked.get("kind")))
    fresh = StationDraft(
        key=key_from(name, shelf.keys()),
        name=name,
        kind=kind,
        unit_code=unit.code,
        clusters=clusters,
        since=since or asked.known.today,
        languages=_languages(asked.get("languages")),
    )
    asked.known.add_station(Station(fresh.key, name, unit.code, kind, clusters))
    return Judged(key, said, fresh, notes=notes)


def _known(
    one: Station, kind: Row.Kind, key: tuple[str, ...], said: tuple[str, ...], *, told: bool
) -> Judged:
    if told and one.kind and one.kind != kind:
        kept = str(Row.Kind(one.kind).label)
        return Judged(key, said, None, Fate.SIMILAR, Because("kept-as", {"kept": kept}))
    return Judged(key, said, None, Fate.KNOWN)


def _kind(asked: Asked) -> tuple[Row.Kind, tuple[Because, ...]]:
    """Return the kind; what says nothing is fed by hand, as most stations are, and noted."""
    text = asked.get("kind")
    words = f" {fold(text)} "
    for kind, known in _KINDS:
        if any(f" {word} " in words for word in known):
            return kind, ()
    if text:
        raise RefusedRowError("unknown-kind", said=text[:40])
    return Row.Kind.WIRED, (Because("kind-supposed"),)


def _languages(text: str) -> tuple[str, ...]:
    found = ["vi"]
    for word, code in LANGUAGES.items():
        if f" {word} " in f" {fold(text)} " and code not in found:
            found.append(code)
    return tuple(found)


def _count(asked: Asked, name: str, most: int) -> int:
    text = asked.get(name)
    found = values.number(text)
    if found is None:
        raise RefusedRowError("no-number", said=text[:40])
    if found > most:
        raise RefusedRowError("too-many", said=text[:40], most=str(most))
    return found


def cluster(asked: Asked) -> Judged:
    """Judge a cluster: its name, its station, how many loudspeakers, whether they sound."""
    name = asked.needed("name")
    above = _station_of(asked)
    asked.own(above.unit_code)
    speakers = _count(asked, "speakers", MOST_SPEAKERS) or USUAL_SPEAKERS
    faulty = _faulty(asked.get("state"))
    key = (above.key, fold(name))
    said = (name, above.name, str(speakers))
    if key in asked.known.clusters:
        return Judged(key, said, None, Fate.KNOWN)
    return Judged(key, said, ClusterDraft(above.key, name, speakers, faulty))


def _station_of(asked: Asked) -> Station:
    text = asked.get("station")
    unit_code = asked.unit().code if asked.get("unit") else asked.group
    if text:
        found = naming.station(text, unit_code, asked.known)
        if isinstance(found, Because):
            raise RefusedRowError(found.code, **found.values)
        return found
    code = unit_code or asked.known.own_unit
    here = asked.known.station_shelf.find(unit=code)
    if len(here) == 1:
        return here[0]
    raise RefusedRowError("missing-station")


def _faulty(text: str) -> bool:
    words = f" {fold(text)} "
    if any(f" {word} " in words for word in _FAULTY):
        return True
    if not text or any(f" {word} " in words for word in _WORKING):
        return False
    raise RefusedRowError("unknown-state", said=text[:40])

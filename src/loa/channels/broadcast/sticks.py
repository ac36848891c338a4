"""A stick's life: made for a week, carried away, ticked off; ticks are *reported* evidence."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from loa.channels.broadcast import as_run, counting, inputs, slip
from loa.channels.broadcast.counting import PLAYS
from loa.channels.broadcast.models import RundownDay, Station, StationUnit, Tick, UsbStick
from loa.channels.broadcast.usb import Cache, Load, Track, UsbError, contents, tracks
from loa.core.canonical import Json
from loa.core.message import read_instant
from loa.core.words import Grade, Kind
from loa.delivery.actions import take_evidence
from loa.delivery.contract import Fact
from loa.devices.objects import ObjectStore
from loa.people.models import Organisation, User

MOST_DAYS = 31


def cache() -> Cache:
    """Return where this installation keeps its MP3 conversions."""
    data = Path(settings.DATA_DIR)
    return Cache(data / "mp3", ObjectStore(data / "objects"))


def make(station: Station, *, first: date, days: int, by: User | None, now: datetime) -> UsbStick:
    """Fix what goes onto a station's stick for some days.

    Raises UsbError when nothing is published for them, or a sound is missing.
    """
    if not 1 <= days <= MOST_DAYS:
        raise UsbError(_("A stick holds 1 to %(most)s days.") % {"most": MOST_DAYS})
    end = first + timedelta(days=days)
    rows = RundownDay.objects.filter(station=station, day__gte=first, day__lt=end).order_by("day")
    rundowns = [row.rundown() for row in rows]
    revision = inputs.policies([station]).get(station.key)
    found = tracks(rundowns, revision.policy()) if revision else []
    if not any(track.path for track in found):
        raise UsbError(
            _(
                "Nothing is published for %(station)s on these days yet. Programmes are made "
                "%(days)s days ahead; choose an earlier week."
            )
            % {"station": station.name, "days": settings.CONFIG.horizon_days}
        )
    if missing := cache().missing(found):
        raise UsbError(
            _("The sound of “%(title)s” is not on the server; ask the technician.")
            % {"title": missing[0]}
        )
    return UsbStick.objects.create(
        station=station,
        first_day=first,
        last_day=end - timedelta(days=1),
        made_at=now,
        made_by=by,
        files=[track.document() for track in found],
    )


def warning(station: Station) -> str:
    """Return what to know before a stick is made for this station; empty when nothing."""
    if not counting.plays_itself(station):
        return ""
    return _(
        "This station has a player already; copy only when the player is broken. Where both "
        "report the same item, the play in the player's log is the one that counts."
    )


def load_of(stick: UsbStick) -> Load:
    """Return a stick's contents as plain values."""
    return Load(
        number=stick.pk,
        station=stick.station.key,
        name=stick.station.name,
        first=stick.first_day,
        last=stick.last_day,
        made_at=stick.made_at,
        tracks=tuple(track_of(file) for file in stick.files),
    )


def track_of(file: Json) -> Track:
    """Read a track as it was stored."""
    moments = {name: read_instant(file[name]) for name in ("opens", "starts")}
    return Track(**{**file, **moments})


def slip_of(stick: UsbStick) -> bytes:
    """Return the A4 slip of a stick as PDF."""
    return slip.pdf(load_of(stick), issuer=issuer(stick), zone=stick.station.zone)


def issuer(stick: UsbStick) -> str:
    """Return the office that answers for the station in its first week's unit; may be empty."""
    code = unit_code(stick.station, stick.first_day)
    office = (
        Organisation.objects.filter(unit_code=code, kind=Organisation.Kind.COMMUNE_OFFICE).first()
        if code
        else None
    )
    return office.name if office else ""


def unit_code(station: Station, day: date) -> str:
    """Return the unit in which a station stands on a day; empty when in none."""
    rows = StationUnit.objects.filter(station=station)
    return inputs.unit_on(rows.values_list("since", "until", "unit_code"), day)


def convert(stick: UsbStick) -> int:
    """Convert what a stick still lacks; return how many files that were. Safe to repeat."""
    store = cache()
    waiting = store.waiting(load_of(stick).tracks)
    for track in waiting:
        store.mp3(track)
    return len(waiting)


def files_of(stick: UsbStick) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a stick; reads everything from the database before the first one."""
    return contents(load_of(stick), slip_of(stick), cache())


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report of ticks did; `early` are titles whose time has not come.

    `logged` of the new ones were in the player's log already: that play is the one counted.
    """

    new: int = 0
    early: tuple[str, ...] = ()
    logged: int = 0


@transaction.atomic
def report(stick: UsbStick, items: Collection[str], *, by: User | None, now: datetime) -> Reported:
    """Take an officer's word that items were played: a tick, and evidence graded *reported*.

    What was reported before stays; nothing can be reported before its planned start. An
    item is one play at most: a tick adds nothing to a play that the station's player has
    logged, nor to one reported from another stick.
    Raises UsbError for an item that is not on the stick.
    """
    by_id = {file["item"]: track_of(file) for file in stick.files if file["path"]}
    if strange := set(items) - set(by_id):
        raise UsbError(
            _("This stick has no such item: %(items)s") % {"items": ", ".join(sorted(strange))}
        )
    counting.alone(stick.station)
    known = set(stick.ticks.values_list("item_id", flat=True))
    wanted = [track for item, track in by_id.items() if item in items and item not in known]
    played = [track for track in wanted if track.starts <= now]
    elsewhere = frozenset(
        Tick.objects.filter(
            stick__station=stick.station, item_id__in=[track.item for track in played]
        ).values_list("item_id", flat=True)
    )
    Tick.objects.bulk_create(
        [Tick(stick=stick, item_id=t.item, played=True, by=by, at=now) for t in played]
    )
    logged = as_run.logged(stick.station, [track.item for track in played])
    take_evidence(
        _fact(stick, track)
        for track in played
        if _counts(track) and track.item not in logged | elsewhere
    )
    early = tuple(track.title for track in wanted if track.starts > now)
    return Reported(len(played), early, len(logged))


def _counts(track: Track) -> bool:
    return track.kind == Kind.MESSAGE and bool(track.placement)


def _fact(stick: UsbStick, track: Track) -> Fact:
    day = track.starts.astimezone(inputs.zone_of(stick.station)).date()
    return Fact(
        placement=track.placement,
        unit_code=unit_code(stick.station, day),
        place=stick.station.name,
        at=track.starts,
        quantity=1,
        unit=PLAYS,
        grade=Grade.REPORTED,
        reference=counting.reference(stick.pk, track.item),
    )

"""Bulletins' reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from loa.core.canonical import canonical, digest
from loa.core.content import ALOUD
from loa.core.fold import fold
from loa.core.periods import DAY
from loa.delivery import registry
from loa.delivery.contract import Session
from loa.delivery.models import Evidence, Placement
from loa.newsroom import queries as items
from loa.newsroom import wording
from loa.newsroom.bulletins import rules
from loa.newsroom.bulletins.rules import Standing
from loa.newsroom.models import Bulletin, BulletinEntry, Item, Recording, Review, Variant
from loa.people.models import Organisation, User
from loa.people.rules import may

LOUDSPEAKER = "loudspeaker"
DAYS_AHEAD = 7
OFFERED = 8  # items of the archive at once
LATELY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Sounding:
    """One sound of a programme, as it is heard; `entry` is None for a signature sound."""

    title: str
    sound: str
    ms: int
    entry: BulletinEntry | None = None
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as the page shows it; `starts_ms` counts from the programme's beginning."""

    entry: BulletinEntry
    variant: Variant
    number: int
    starts_ms: int
    lacks: tuple[tuple[str, str], ...]
    findings: tuple[wording.Finding, ...]
    heard: Evidence | None  # in this area within the last days
    sound: str = ""  # as loudspeakers play it: a short form goes before the long text
    ms: int = 0
    returned: Review | None = None  # how it was sent back, while it is

    @property
    def item(self) -> Item:
        return self.entry.item

    @property
    def ready(self) -> bool:
        """Whether it could be sent for approval, or has been."""
        open_ = self.item.state in {Item.State.DRAFT, Item.State.RETURNED}
        return not (open_ and (self.lacks or any(found.blocks for found in self.findings)))


@dataclass(frozen=True, slots=True)
class Board:
    """A bulletin with everything that its one screen shows."""

    bulletin: Bulletin
    standing: Standing
    lines: tuple[Line, ...]
    soundings: tuple[Sounding, ...]
    own_ms: int  # what the session has to hold: no signature sound of the grid
    session: Session | None

    @property
    def room_ms(self) -> int:
        return self.session.room_ms if self.session else 0

    @property
    def over_ms(self) -> int:
        """How much too long it is; 0 when it fits."""
        return max(0, self.own_ms - self.room_ms) if self.session else 0

    @property
    def left_ms(self) -> int:
        """How much the session can still hold, one more pause counted."""
        return max(0, self.room_ms - self.own_ms - (rules.PAUSE_MS if self.own_ms else 0))

    @property
    def open(self) -> bool:
        return self.standing in rules.OPEN

    @property
    def ready(self) -> bool:
        return bool(self.lines) and all(line.ready for line in self.lines) and not self.over_ms


def standing(bulletin: Bulletin) -> Standing:
    """Return how far a bulletin is."""
    states = {entry.item.state for entry in bulletin.entries.select_related("item")}
    return rules.standing(
        states,
        sent=bulletin.sent_at is not None,
        placed=bulletin.placed_at is not None,
        withdrawn=bulletin.withdrawn_at is not None,
    )


def offices(user: User) -> list[Organisation]:
    """Return the offices for which a person writes today and that have a territory."""
    today = timezone.localdate()
    keys = [h.organisation for h in user.holdings() if may([h], "item.write", day=today)]
    return list(Organisation.objects.filter(key__in=keys).exclude(unit_code="").order_by("name"))


def sessions_ahead(issuer: Organisation, now: datetime, days: int = DAYS_AHEAD) -> list[Session]:
    """Return the sessions that a bulletin can still be put into, the next one first.

    Today's programme stands as the stations hold it, so they begin tomorrow.
    """
    tomorrow = timezone.localdate(now) + DAY
    return _sessions_on(issuer, [tomorrow + timedelta(days=n) for n in range(days)])


def _sessions_on(issuer: Organisation, days: Sequence[date]) -> list[Session]:
    channel = registry.scheduled().get(LOUDSPEAKER)
    return list(channel.sessions([issuer.unit_code], days)) if channel else []


def session_of(bulletin: Bulletin, ahead: Sequence[Session] = ()) -> Session | None:
    """Return the session that a bulletin is for, while there is one at that time.

    Those that are `ahead`, where they are known, are not asked for again.
    """
    known = [one for one in ahead if timezone.localdate(one.starts) == bulletin.day]
    for session in known or _sessions_on(bulletin.issuer, [bulletin.day]):
        starts, ends = timezone.localtime(session.starts), timezone.localtime(session.ends)
        if starts.time() <= bulletin.opens < ends.time() or starts.time() == bulletin.opens:
            return session
    return None


def visible(user: User) -> QuerySet[Bulletin]:
    """Return the bulletins that a person may see: those of whose items they may see."""
    seen = items.visible(user).values("issuer")
    held = [h.organisation for h in user.holdings()]
    rows = Bulletin.objects.filter(Q(issuer__in=seen) | Q(issuer__key__in=held) | Q(author=user))
    return rows.select_related("issuer", "author", "ident", "closing").distinct()


def entries(bulletin: Bulletin) -> list[tuple[BulletinEntry, Variant]]:
    """Return a bulletin's entries in order, each with its language."""
    rows = bulletin.entries.select_related("item__topic__plan", "item__issuer").prefetch_related(
        "item__variants__recording", "item__editions", "item__figures"
    )
    return [
        (row, variant)
        for row in rows
        for variant in row.item.variants.all()
        if variant.language == row.language
    ]


def board(bulletin: Bulletin, ahead: Sequence[Session] = ()) -> Board:
    """Return a bulletin as its screen shows it; the sessions `ahead` where they are known."""
    pairs = entries(bulletin)
    session = session_of(bulletin, ahead)
    before, after = _signature(bulletin.ident), _signature(bulletin.closing)
    voiced = _aloud(pairs)
    spoken = {one.entry.pk: one for one in voiced if one.entry}
    judged = items.judged([entry.item for entry, _variant in pairs])
    returned = _returned(entry.item for entry, _variant in pairs)
    own = [*before, *voiced, *after]
    heard = _heard_lately(bulletin, [entry.item.key for entry, _variant in pairs])
    starts = dict(
        zip(
            [one.entry.pk if one.entry else 0 for one in own],
            rules.offsets_ms([one.ms for one in own]),
            strict=True,
        )
    )
    lines = [
        Line(
            entry=entry,
            variant=variant,
            number=number,
            starts_ms=starts.get(entry.pk, 0),
            lacks=tuple(w for w in judged[entry.item_id].lacks if w[0] in {"", entry.language}),
            findings=judged[entry.item_id].findings,
            heard=heard.get(entry.item.key),
            sound=spoken[entry.pk].sound if entry.pk in spoken else "",
            ms=spoken[entry.pk].ms if entry.pk in spoken else 0,
            returned=returned.get(entry.item_id),
        )
        for number, (entry, variant) in enumerate(pairs, start=1)
    ]
    around = _of_the_grid(session)
    return Board(
        bulletin=bulletin,
        standing=standing(bulletin),
        lines=tuple(lines),
        soundings=(*around[0], *own, *around[1]) if own else (),
        own_ms=rules.length_ms([one.ms for one in own]),
        session=session,
    )


def _aloud(pairs: Iterable[tuple[BulletinEntry, Variant]]) -> list[Sounding]:
    """Return what loudspeakers play of entries; those without a sound are not among them."""
    found = []
    for entry, variant in pairs:
        address, ms = variant.sound, variant.sound_ms
        shorter = any(edition.sound for edition in entry.item.editions.all())
        if shorter or entry.item.form not in ALOUD:
            said = items.draft_message(entry.item).sounds().get(entry.language)
            address, ms = (said.digest, said.ms) if said else ("", 0)
        if address:
            found.append(Sounding(entry.item.headline, address, ms, entry, entry.language))
    return found


def _returned(wanted: Iterable[Item]) -> dict[int, Review]:
    """Return how items were last sent back, by their rows."""
    back = [item.pk for item in wanted if item.state == Item.State.RETURNED]
    rows = Review.objects.filter(item__in=back, decision=Review.Decision.RETURN).order_by("at")
    return {review.item_id: review for review in rows.select_related("reviewer")}


def _signature(item: Item | None) -> list[Sounding]:
    if item is None or (variant := item.variants.exclude(sound="").first()) is None:
        return []
    return [Sounding(item.headline, variant.sound, variant.sound_ms, None, variant.language)]


def _of_the_grid(session: Session | None) -> tuple[list[Sounding], list[Sounding]]:
    if session is None:
        return [], []
    before = [Sounding(j.title, j.sound, j.ms) for j in [session.before] if j]
    after = [Sounding(j.title, j.sound, j.ms) for j in [session.after] if j]
    return before, after


def _heard_lately(bulletin: Bulletin, keys: Sequence[str]) -> dict[str, Evidence]:
    """Return the last time that each item was heard in the area, by the item's key."""
    since = timezone.make_aware(datetime.combine(bulletin.day, datetime.min.time())) - LATELY
    rows = Evidence.objects.filter(
        placement__message__key__in=keys, at__gte=since, channel=LOUDSPEAKER, simulated=False
    )
    return {
        row.placement.message.key: row
        for row in rows.select_related("placement__message").order_by("at")
    }


def signatures() -> list[Item]:
    """Return the approved signature sounds that may be put around a bulletin."""
    rows = Item.objects.filter(kind=Item.Kind.IDENT, state=Item.State.APPROVED)
    return list(rows.exclude(variants__sound="").order_by("headline").distinct())


def archive(user: User, bulletin: Bulletin, text: str) -> list[Variant]:
    """Return what can be taken into a bulletin: items with a sound, valid on its day."""
    there = {(e.item_id, e.language) for e in bulletin.entries.all()}
    midnight = timezone.make_aware(datetime.combine(bulletin.day, bulletin.opens))
    rows = Variant.objects.filter(
        item__in=items.visible(user), item__valid_from__lte=midnight, item__valid_until__gt=midnight
    ).exclude(Q(sound="") | Q(item__kind=Item.Kind.IDENT) | Q(item__scope="internal"))
    for word in fold(text).split():
        rows = rows.filter(item__folded__contains=word)
    found = rows.select_related("item__issuer").order_by("-item__written_at", "language")
    usable = (v for v in found[: OFFERED * 4] if (v.item_id, v.language) not in there)
    return list(usable)[:OFFERED]


def programme(bulletin: Bulletin) -> str:
    """Return the name under which a bulletin's placements are one programme."""
    return f"ban-tin/{bulletin.key}"


def placements(bulletin: Bulletin) -> QuerySet[Placement]:
    """Return where a bulletin's messages are placed, in their order."""
    rows = Placement.objects.filter(programme=programme(bulletin))
    return rows.select_related("message").order_by("turn")


def what_it_is_made_of(soundings: Iterable[Sounding]) -> str:
    """Return a name for a sequence of sounds: the same sounds in the same order, the same."""
    return digest(canonical([one.sound for one in soundings]))


def own_soundings(bulletin: Bulletin) -> list[Sounding]:
    """Return the bulletin's own sounds, without those of the grid: what an episode holds."""
    before, after = _signature(bulletin.ident), _signature(bulletin.closing)
    return [*before, *_aloud(entries(bulletin)), *after]


def holds_sound(bulletin: Bulletin, address: str) -> bool:
    """Whether a sound belongs to a bulletin: heard in it, recorded for it, or the whole."""
    if not address:
        return False
    recorded = Recording.objects.filter(variant__item__entries__bulletin=bulletin)
    if (
        address == bulletin.sound
        or address in {one.sound for one in own_soundings(bulletin)}
        or recorded.filter(source=address).exists()
    ):
        return True
    return address in {one.sound for some in _of_the_grid(session_of(bulletin)) for one in some}


@dataclass(frozen=True, slots=True)
class Episode:
    """An aired bulletin as one sound, for whoever wants to hear it again."""

    key: str
    issuer: str
    unit_code: str
    day: date
    opens: datetime
    headlines: tuple[str, ...]
    sound: str
    bytes: int
    ms: int


def episodes(now: datetime, *, unit_code: str = "", most: int = 100) -> list[Episode]:
    """Return the bulletins that were aired and have their sound, the latest first.

    What was retracted since, or taken off the air, is not among them.
    """
    rows = Bulletin.objects.filter(placed_at__isnull=False, withdrawn_at__isnull=True).exclude(
        sound=""
    )
    if unit_code:
        rows = rows.filter(issuer__unit_code=unit_code)
    found = []
    for row in rows.select_related("issuer")[:most]:
        starts = timezone.make_aware(datetime.combine(row.day, row.opens))
        if starts <= now and not _retracted(row):
            found.append(_episode(row, starts))
    return found


def _episode(row: Bulletin, starts: datetime) -> Episode:
    return Episode(
        key=row.key,
        issuer=row.issuer.name,
        unit_code=row.issuer.unit_code,
        day=row.day,
        opens=starts,
        headlines=tuple(e.item.headline for e in row.entries.select_related("item")),
        sound=row.sound,
        bytes=row.sound_bytes,
        ms=row.sound_ms,
    )


def _retracted(bulletin: Bulletin) -> bool:
    return placements(bulletin).filter(message__retracted_at__isnull=False).exists()


def airing(bulletin: Bulletin) -> datetime:
    """Return when a bulletin's session opens."""
    return timezone.make_aware(datetime.combine(bulletin.day, bulletin.opens))


def reachable(bulletin: Bulletin, now: datetime) -> bool:
    """Whether stations can still get a bulletin before its day."""
    return bulletin.day > timezone.localdate(now)


def next_session(
    bulletin: Bulletin, now: datetime, ahead: Sequence[Session] = ()
) -> Session | None:
    """Return the session in which a bulletin would be heard: its own, else the next."""
    known = ahead or sessions_ahead(bulletin.issuer, now)
    if reachable(bulletin, now) and (own := session_of(bulletin, known)):
        return own
    return next(iter(known), None)

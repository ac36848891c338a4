"""Bulletins' verbs: open one, fill and order it, send it for approval, put it on the air."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from loa.audio.intake import Taken
from loa.core.periods import DAY
from loa.delivery import actions as delivery
from loa.delivery.actions import Frequency, PlacementError, Turn
from loa.delivery.contract import Session
from loa.newsroom import actions as items
from loa.newsroom.actions import NewsroomError
from loa.newsroom.bulletins import queries, rules
from loa.newsroom.bulletins.rules import Standing
from loa.newsroom.forms import USUAL_VALIDITY, free_key, open_targets, open_topics
from loa.newsroom.models import Bulletin, BulletinEntry, Item, Recording, Variant
from loa.newsroom.queries import sealed
from loa.newsroom.voicing import Spoken
from loa.people import decisions
from loa.people.models import Organisation, User
from loa.people.queries import title_on
from loa.places import queries as places
from loa.plans.models import Target


class BulletinError(Exception):
    """What was asked cannot be done; `code` names the sentence that a person is shown."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording in the object store: as it came, and as it was rendered."""

    name: str
    source: str
    taken: Taken
    spoken: Spoken
    from_ms: int
    until_ms: int


@transaction.atomic
def open_for(issuer: Organisation, session: Session, *, by: User, now: datetime) -> Bulletin:
    """Return an office's bulletin for a session, begun now if there was none."""
    starts, ends = timezone.localtime(session.starts), timezone.localtime(session.ends)
    day, opens = starts.date(), starts.time()
    bulletin, _new = Bulletin.objects.get_or_create(
        issuer=issuer,
        day=day,
        opens=opens,
        defaults={
            "key": rules.key_of(issuer.key, day, opens),
            "closes": ends.time(),
            "author": by,
            "made_at": now,
        },
    )
    return bulletin


@transaction.atomic
def add_recording(
    bulletin: Bulletin, kept: Kept, named: rules.Named, *, by: User, now: datetime
) -> BulletinEntry:
    """Make a new item of a recording and put it at the end.

    Raises BulletinError: "locked", "full", "no-topic", "twice" with the headline under
    which the same recording stands in this bulletin already.
    """
    same = Recording.objects.filter(
        source=kept.source, variant__item__entries__bulletin=bulletin
    ).first()
    if same is not None:
        raise BulletinError("twice", same.variant.item.headline)
    item = _new_item(bulletin, named.headline, {named.language: ""}, by=by, now=now)
    variant = item.variants.get(language=named.language)
    _keep(variant, kept, now=now)
    return _append(bulletin, item, named.language)


@transaction.atomic
def add_written(
    bulletin: Bulletin, headline: str, text: str, spoken: Spoken, *, by: User, now: datetime
) -> BulletinEntry:
    """Make a new item of a text that was read out, and put it at the end."""
    item = _new_item(bulletin, headline, {"vi": text}, by=by, now=now)
    items.keep_sound(item.variants.get(language="vi"), spoken, now=now)
    return _append(bulletin, item, "vi")


@transaction.atomic
def add_item(bulletin: Bulletin, variant: Variant) -> BulletinEntry:
    """Take an item that exists into a bulletin, in one of its languages."""
    if variant.item.scope == Item.ScopeWord.INTERNAL:
        raise NewsroomError("internal")
    if bulletin.entries.filter(item=variant.item, language=variant.language).exists():
        raise BulletinError("twice", variant.item.headline)
    return _append(bulletin, variant.item, variant.language)


@transaction.atomic
def remove(entry: BulletinEntry) -> None:
    """Take an entry out; its item stays in the archive."""
    _open(entry.bulletin)
    entry.delete()


@transaction.atomic
def reorder(bulletin: Bulletin, wanted: Sequence[int]) -> None:
    """Put the entries into an order, given by their rows."""
    _open(bulletin)
    known = list(bulletin.entries.values_list("pk", flat=True))
    for position, pk in enumerate(rules.reordered(known, wanted), start=1):
        BulletinEntry.objects.filter(pk=pk).update(position=position)


@transaction.atomic
def recut(entry: BulletinEntry, kept: Kept, *, now: datetime) -> None:
    """Give an entry's recording another cut, or another recording."""
    _open(entry.bulletin)
    _keep(Variant.objects.get(item=entry.item, language=entry.language), kept, now=now)


@transaction.atomic
def choose_signatures(bulletin: Bulletin, ident: Item | None, closing: Item | None) -> None:
    """Say what sounds before and after the items; None for nothing of one's own."""
    _open(bulletin)
    bulletin.ident, bulletin.closing = ident, closing
    bulletin.save(update_fields=["ident", "closing"])


@transaction.atomic
def move(bulletin: Bulletin, session: Session, *, now: datetime) -> Bulletin:
    """Put a bulletin into another session; what stands there already is not overwritten.

    Raises BulletinError: "session-taken", or "too-late" for a session that stations can no
    longer be told of, "placed" once it is on the air.
    """
    row = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if row.placed_at is not None:
        raise BulletinError("placed")
    starts, ends = timezone.localtime(session.starts), timezone.localtime(session.ends)
    if starts.date() <= timezone.localdate(now):
        raise BulletinError("too-late")
    day, opens = starts.date(), starts.time()
    others = Bulletin.objects.filter(issuer=row.issuer, day=day, opens=opens).exclude(pk=row.pk)
    for other in others:
        if other.entries.exists():
            raise BulletinError("session-taken", f"{opens:%H:%M} {day:%d/%m/%Y}")
        other.delete()
    row.day, row.opens, row.closes = day, opens, ends.time()
    row.key = rules.key_of(row.issuer.key, day, opens)
    row.save(update_fields=["day", "opens", "closes", "key"])
    return row


@transaction.atomic
def send(bulletin: Bulletin, *, by: User, now: datetime) -> None:
    """Hand the whole bulletin over for approval: all of it, or nothing.

    Raises BulletinError("empty"), ("too-long"), ("item") with the headline of the first
    item that lacks something; the page says of each what it is.
    """
    _open(bulletin)
    board = queries.board(bulletin)
    if not board.lines:
        raise BulletinError("empty")
    if board.over_ms:
        raise BulletinError("too-long", str(-(-board.over_ms // 1000)))
    for line in board.lines:
        if not line.ready:
            raise BulletinError("item", line.item.headline)
        if line.item.state in {Item.State.DRAFT, Item.State.RETURNED}:
            items.send_for_approval(line.item, by=by, now=now)
    bulletin.sent_at, bulletin.withdrawn_at = now, None
    bulletin.save(update_fields=["sent_at", "withdrawn_at"])
    _decided(bulletin, "send-bulletin", by=by, now=now)


@transaction.atomic
def place(bulletin: Bulletin, session: Session, *, by: User | str, now: datetime) -> Bulletin:
    """Put an approved bulletin on the air in a session, as one programme in its order.

    Its items serve the promises of their plans. Raises BulletinError: "not-approved",
    "too-long", what `move` raises, and "channel" with what the loudspeakers object to.
    """
    if queries.standing(bulletin) not in {Standing.APPROVED, Standing.WITHDRAWN}:
        raise BulletinError("not-approved")
    row = move(bulletin, session, now=now) if not _stands_in(bulletin, session) else bulletin
    sounds = queries.own_soundings(row)
    if rules.length_ms([one.ms for one in sounds]) > session.room_ms:
        raise BulletinError("too-long")
    for number, one in enumerate(sounds):
        item = one.entry.item if one.entry else row.ident if number == 0 else row.closing
        if item is not None:
            _place_one(row, item, one.language, number, now=now)
    row.placed_at, row.withdrawn_at = now, None
    row.save(update_fields=["placed_at", "withdrawn_at"])
    _decided(row, "place-bulletin", by=by, now=now)
    return row


@transaction.atomic
def withdraw(bulletin: Bulletin, *, by: User, now: datetime) -> None:
    """Take a bulletin off the air; what was heard already stays proven."""
    for placement in queries.placements(bulletin):
        delivery.withdraw(placement.key, now=now)
    bulletin.placed_at, bulletin.withdrawn_at = None, now
    bulletin.save(update_fields=["placed_at", "withdrawn_at"])
    _decided(bulletin, "withdraw-bulletin", by=by, now=now)


@transaction.atomic
def keep_whole(bulletin: Bulletin, address: str, size: int, ms: int, made_of: str) -> None:
    """Note the one file that holds the whole of a bulletin."""
    bulletin.sound, bulletin.sound_bytes, bulletin.sound_ms = address, size, ms
    bulletin.sound_of = made_of
    bulletin.save(update_fields=["sound", "sound_bytes", "sound_ms", "sound_of"])


def _place_one(row: Bulletin, item: Item, language: str, number: int, *, now: datetime) -> None:
    message = sealed(item)
    if message is None:
        raise BulletinError("not-approved", item.headline)
    try:
        delivery.place(
            key=f"{queries.programme(row)}/{number}"[: items.LONGEST_PLACEMENT_KEY],
            message=message,
            target=_promise(item, row),
            channel=queries.LOUDSPEAKER,
            areas=[row.issuer.unit_code],
            starts=row.day,
            ends=row.day + DAY,
            frequency=Frequency(times_a_day=1, days=1),
            languages=[language],
            turn=Turn(queries.programme(row), number, row.opens, row.closes),
            now=now,
        )
    except PlacementError as error:
        raise BulletinError("channel", " ".join(error.reasons)) from error


def _promise(item: Item, bulletin: Bulletin) -> Target | None:
    """Return the first promise of the item's plan that a play in this area keeps."""
    for target in open_targets(item, bulletin.day):
        area = target.area or target.plan.area
        begun = target.phase.starts is not None and target.phase.starts <= bulletin.day
        if target.channel == queries.LOUDSPEAKER and begun and _inside(bulletin, area):
            return target
    return None


def _inside(bulletin: Bulletin, area: Sequence[str]) -> bool:
    code = bulletin.issuer.unit_code
    above = places.ancestors(code, bulletin.day)
    return not {code, *(unit.code for unit in above)}.isdisjoint(area)


def _stands_in(bulletin: Bulletin, session: Session) -> bool:
    starts = timezone.localtime(session.starts)
    return (bulletin.day, bulletin.opens) == (starts.date(), starts.time())


def _new_item(
    bulletin: Bulletin, headline: str, texts: dict[str, str], *, by: User, now: datetime
) -> Item:
    _open(bulletin)
    topic = _usual_topic(bulletin.issuer, by)
    if topic is None:
        raise BulletinError("no-topic")
    today = timezone.localdate(now)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    name, title = by.get_full_name(), title_on(by, today, bulletin.issuer)
    item = Item(
        key=free_key(headline),
        author=by,
        headline=headline,
        topic_id=topic,
        issuer=bulletin.issuer,
        byline=f"{name}, {title}" if title and title != name else name,
        source=bulletin.issuer.name,
        valid_from=midnight,
        valid_until=midnight + USUAL_VALIDITY,
    )
    return items.write(item, texts, now=now)


def _usual_topic(issuer: Organisation, by: User) -> int | None:
    """Return the topic that this person's last item had: a recording has to belong somewhere."""
    topics = [topic.pk for topic in open_topics(None)]
    last = Item.objects.filter(issuer=issuer, topic__in=topics).exclude(kind=Item.Kind.IDENT)
    for rows in (last.filter(author=by), last):
        found = rows.order_by("-written_at").values_list("topic", flat=True).first()
        if found is not None:
            return int(found)
    return topics[0] if topics else None


def _keep(variant: Variant, kept: Kept, *, now: datetime) -> None:
    items.keep_sound(variant, kept.spoken, now=now)
    Recording.objects.update_or_create(
        variant=variant,
        defaults={
            "name": kept.name[:200],
            "source": kept.source,
            "source_ms": kept.taken.source_ms,
            "outline": list(kept.taken.outline),
            "from_ms": kept.from_ms,
            "until_ms": kept.until_ms,
        },
    )


def _append(bulletin: Bulletin, item: Item, language: str) -> BulletinEntry:
    _open(bulletin)
    last = bulletin.entries.order_by("-position").first()
    if bulletin.entries.count() >= rules.MOST_ENTRIES:
        raise BulletinError("full")
    position = last.position + 1 if last else 1
    return BulletinEntry.objects.create(
        bulletin=bulletin, position=position, item=item, language=language
    )


def _open(bulletin: Bulletin) -> None:
    if queries.standing(bulletin) not in rules.OPEN:
        raise BulletinError("locked")


def _decided(bulletin: Bulletin, verb: str, *, by: User | str, now: datetime) -> None:
    decisions.record(
        actor=by,
        verb=verb,
        reference=f"bulletin:{bulletin.key}",
        now=now,
        organisation=bulletin.issuer,
    )

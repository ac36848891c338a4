"""What a personal link shows: the programme as it will be heard, and what is new to the reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loa.newsroom import changes, queries, words
from loa.newsroom.bulletins import queries as bulletins
from loa.newsroom.bulletins.queries import Sounding
from loa.newsroom.bulletins.rules import length_ms
from loa.newsroom.changes import Piece
from loa.newsroom.models import ApprovalLink, Comment, Edition, Item, Said, Seen, Variant
from loa.people.models import User
from loa.theme import figures


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an item: in a language, or in a further form; `pieces` when it was changed."""

    said: Said
    name: str
    source: str  # address of the sound, empty for none
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One item in its place, with what changed since the reader last had it before them."""

    item: Item
    number: int
    texts: tuple[Text, ...]
    before: datetime | None
    changes: tuple[tuple[str, str, str], ...]
    comments: tuple[Comment, ...]
    reviewer: str

    @property
    def changed(self) -> bool:
        return bool(self.changes)


@dataclass(frozen=True, slots=True)
class Airing:
    """When it will be heard, and at how many stations."""

    starts: datetime
    receivers: int


@dataclass(frozen=True, slots=True)
class Programme:
    """Everything that a leader hears and reads before deciding."""

    link: ApprovalLink
    items: tuple[Item, ...]
    parts: tuple[Part, ...]
    soundings: tuple[Sounding, ...]

    @property
    def clock(self) -> str:
        """Return its length as m:ss, the pauses between sounds counted."""
        return figures.clock(length_ms([one.ms for one in self.soundings]) / 1000)

    def sounds(self) -> frozenset[str]:
        """Return the addresses that this programme may play."""
        own = {text.source for part in self.parts for text in part.texts if text.source}
        return frozenset(own | {one.sound for one in self.soundings})


def programme(link: ApprovalLink, items: Sequence[Item], *, now: datetime) -> Programme:
    """Return what a link shows, and note that its person has it before them now."""
    parts = [_part(item, n, link.person, now) for n, item in enumerate(items, start=1)]
    if link.bulletin is not None:
        soundings: Sequence[Sounding] = bulletins.board(link.bulletin).soundings
    else:
        soundings = [
            Sounding(part.item.headline, text.source, text.said.sound_ms)
            for part in parts
            for text in part.texts
            if text.source
        ]
    return Programme(link, tuple(items), tuple(parts), tuple(soundings))


def airing(link: ApprovalLink, now: datetime) -> Airing | None:
    """Return when a bulletin will be heard; None for single items and when nobody knows."""
    if link.bulletin is None:
        return None
    session = (
        bulletins.session_of(link.bulletin)
        if link.bulletin.placed_at
        else bulletins.next_session(link.bulletin, now)
    )
    return Airing(session.starts, session.receivers) if session else None


def _part(item: Item, number: int, reader: User, now: datetime) -> Part:
    message = queries.draft_message(item)
    manifest = message.manifest()
    before = _before(item, reader, message.digest)
    _note(item, reader, message.digest, manifest, now)
    claim = getattr(item, "claim", None)
    return Part(
        item=item,
        number=number,
        texts=tuple(_texts(item, before[0] if before else {})),
        before=before[1] if before else None,
        changes=tuple(words.change(one) for one in changes.between(before[0], manifest))
        if before
        else (),
        comments=tuple(item.comments.filter(settled_at=None).select_related("author")),
        reviewer=claim.reviewer.get_full_name() if claim else "",
    )


def _before(item: Item, reader: User, address: str) -> tuple[dict[str, Any], datetime] | None:
    """Return what the reader last had before them, else what reviewers last had."""
    rows = Seen.objects.filter(item=item, person=reader).exclude(message=address)
    seen = rows.order_by("-at").first()
    return (seen.manifest, seen.at) if seen else queries.manifest_before(item)


def _note(
    item: Item, reader: User, address: str, manifest: Mapping[str, Any], now: datetime
) -> None:
    Seen.objects.get_or_create(
        item=item, person=reader, message=address, defaults={"manifest": manifest, "at": now}
    )


def _texts(item: Item, before: Mapping[str, Any]) -> Iterable[Text]:
    old = {one["language"]: one["text"] for one in before.get("variants", ())}
    order = list(words.LANGUAGES)
    variants: list[Variant] = sorted(
        item.variants.all(),
        key=lambda v: order.index(v.language) if v.language in order else len(order),
    )
    for variant in variants:
        was = old.get(variant.language, variant.text)
        pieces = tuple(changes.words(was, variant.text)) if was != variant.text else ()
        yield Text(variant, words.language(variant.language), variant.sound, pieces)
    editions: Iterable[Edition] = item.editions.order_by("form", "language")
    for edition in editions:
        yield Text(edition, words.form(edition.form), edition.sound)

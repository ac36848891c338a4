"""An item's states one after the other, and what changed between two of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loa.core.message import instant
from loa.delivery.models import SealedMessage
from loa.newsroom import changes, queries, words
from loa.newsroom.changes import Piece
from loa.newsroom.models import Item


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an item: as it is, as it was sealed, or as reviewers had it."""

    name: str  # safe in an address; the same for as long as the state is known
    kind: str  # now, sealed, returned
    revision: int
    at: datetime
    manifest: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states side by side: facts that changed, and each language's words."""

    before: Version
    after: Version
    facts: tuple[tuple[str, str, str], ...]
    texts: tuple[tuple[str, str, tuple[Piece, ...]], ...]  # code, name, pieces


def versions(item: Item) -> list[Version]:
    """Return the states of an item that are known, the latest first."""
    now = queries.draft_message(item).manifest()
    found = [Version("now", "now", item.revision, item.written_at, now)]
    for row in SealedMessage.objects.filter(key=item.key):
        manifest = row.message().manifest()
        name = f"sealed-{row.revision}"
        found.append(Version(name, "sealed", row.revision, row.sealed_at, manifest))
    for review in item.reviews.filter(decision="return").exclude(manifest={}):
        name = f"returned-{instant(review.at).replace(':', '').replace('.', '')}"
        found.append(Version(name, "returned", review.revision, review.at, review.manifest))
    return [found[0], *sorted(found[1:], key=lambda one: one.at, reverse=True)]


def compare(known: Sequence[Version], before: str, after: str) -> Compared | None:
    """Return what changed between two states by name; the last two where a name says nothing."""
    if len(known) < 2:  # noqa: PLR2004 - it takes two
        return None
    by_name = {version.name: version for version in known}
    old, new = by_name.get(before, known[1]), by_name.get(after, known[0])
    facts = [words.change(one) for one in changes.between(old.manifest, new.manifest)]
    was = {one["language"]: one["text"] for one in old.manifest["variants"]}
    texts = [
        (
            one["language"],
            words.language(one["language"]),
            tuple(changes.words(was.get(one["language"], ""), one["text"])),
        )
        for one in new.manifest["variants"]
    ]
    return Compared(old, new, tuple(facts), tuple(texts))

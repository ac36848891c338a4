"""What staff find: plans and topics, of which there are few, and everything in the index."""

from dataclasses import dataclass
from datetime import datetime

from loa.core.fold import fold
from loa.newsroom import finding
from loa.newsroom.models import Item
from loa.newsroom.queries import visible
from loa.people.models import User
from loa.plans.models import Plan, Topic
from loa.search.queries import Answer, Hit, find
from loa.search.rules import Narrowed

MOST_FOUND = 20
LOOKED_AT = 200  # items of which a person may see some


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item, with the hit that led to it."""

    hit: Hit
    item: Item


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds: plans, topics with their plans, items, what is published."""

    plans: tuple[Plan, ...]
    topics: tuple[Topic, ...]
    items: tuple[FoundItem, ...]
    published: Answer
    meant: str


def search(asked: str, *, by: User, now: datetime) -> Found:
    """Find by folded text; hits with the very accents come first, and only what one may see."""
    folded = fold(asked)
    if not folded:
        return Found((), (), (), Answer(), "")
    narrowed = Narrowed(public_only=False, kinds=(finding.KIND,))
    drafts = find(asked, now=now, narrowed=narrowed, size=LOOKED_AT)
    published = find(asked, now=now, size=MOST_FOUND)
    return Found(
        plans=_plans(asked, folded),
        topics=_topics(asked, folded),
        items=tuple(_seen(drafts, by)[:MOST_FOUND]),
        published=published,
        meant=published.meant or drafts.meant,
    )


def _seen(answer: Answer, by: User) -> list[FoundItem]:
    """Return the items among hits that a person may see, in the order of the hits."""
    keys = {hit.key.removeprefix(finding.KEY): hit for hit in answer.hits}
    items = {item.key: item for item in visible(by).filter(key__in=keys).distinct()}
    return [FoundItem(hit, items[key]) for key, hit in keys.items() if key in items]


def _plans(asked: str, folded: str) -> tuple[Plan, ...]:
    found = [p for p in Plan.objects.all() if folded in fold(f"{p.number} {p.title}")]
    return tuple(sorted(found, key=lambda plan: _other_accents(asked, str(plan))))[:MOST_FOUND]


def _topics(asked: str, folded: str) -> tuple[Topic, ...]:
    rows = Topic.objects.select_related("plan").order_by("plan", "position")
    found = [t for t in rows if folded in fold(f"{t.key} {t.name}")]
    return tuple(sorted(found, key=lambda topic: _other_accents(asked, topic.name)))[:MOST_FOUND]


def _other_accents(asked: str, text: str) -> bool:
    return asked.casefold() not in text.casefold()

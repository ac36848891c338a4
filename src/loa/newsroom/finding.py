"""Items in the search of staff: their headline, and their words in every language."""

from collections.abc import Iterator

from django.urls import reverse

from loa.newsroom.models import Item
from loa.search.actions import index
from loa.search.rules import Entry

KIND = "item"
KEY = "newsroom:item:"


def entries() -> Iterator[Entry]:
    """Yield every item."""
    for item in Item.objects.select_related("issuer", "topic").prefetch_related("variants"):
        yield _entry(item)


def keep(item: Item) -> None:
    """Let staff find an item as it is now."""
    index(_entry(item))


def _entry(item: Item) -> Entry:
    words = (variant.text for variant in item.variants.all())
    return Entry(
        key=f"{KEY}{item.key}",
        url=reverse("newsroom:item", args=(item.key,)),
        title=item.headline,
        text="\n".join((item.byline, item.source, *words)),
        kind=KIND,
        unit=item.issuer.unit_code,
        topic=item.topic.name,
        published_at=item.written_at,
        public=False,
    )

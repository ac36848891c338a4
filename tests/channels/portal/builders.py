"""A small portal world: a site, messages, placements on it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from tests.channels.units import units

from loa.channels.portal import sites
from loa.channels.portal.models import ArticlePage
from loa.core.canonical import digest
from loa.core.message import Message, Provenance, Sealed, Sound, Variant
from loa.core.words import Mood, Priority, Scope
from loa.delivery.actions import Frequency, place, publish_message
from loa.delivery.models import Placement, SealedMessage

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
COUNTRY, PROVINCE, COMMUNE, OTHER = "VN", "19", "02071", "02020"
DAY = date(2026, 11, 20)


def at(hour: int, minute: int = 0, *, day: date = DAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def site(key: str = sites.MAIN, *, unit: str = COUNTRY, hostname: str = "testserver") -> None:
    units()
    sites.open_site(key=key, name=f"Bản tin {key}", unit_code=unit, hostname=hostname)


def message(key: str = "tiem-phong", *, text: str = "", **changes: Any) -> Message:
    sound = Sound(digest(key.encode()), 40_000, 60_000, "recorded")
    plain: dict[str, Any] = {
        "key": key,
        "revision": 1,
        "plan": "thuong-xuyen",
        "topic": "1",
        "scope": Scope.PUBLIC,
        "priority": Priority.ROUTINE,
        "mood": Mood.PLAIN,
        "headline": f"Tin {key}",
        "variants": (Variant("vi", text or f"Lời của {key}.", sound),),
        "provenance": Provenance("UBND xã", "Cán bộ văn hoá", "Trạm y tế"),
        "valid_from": at(0, day=date(2026, 1, 1)),
        "valid_until": at(0, day=date(2027, 12, 31)),
        "unit": COMMUNE,
    }
    return Message(**plain | changes)


def sealed(key: str = "tiem-phong", **changes: Any) -> SealedMessage:
    return publish_message(Sealed(message(key, **changes), ()), now=at(0))


def placement(
    row: SealedMessage,
    *,
    areas: Sequence[str] = (COMMUNE,),
    starts: date = DAY,
    ends: date | None = None,
    now: datetime | None = None,
) -> Placement:
    return place(
        key=f"cong/{row.key}",
        message=row,
        channel="portal",
        areas=list(areas),
        starts=starts,
        ends=ends,
        frequency=Frequency(every_days=1),
        now=now or timezone.now(),
    )


def page(key: str = "tiem-phong", **changes: Any) -> ArticlePage:
    placement(sealed(key, **changes))
    return ArticlePage.objects.get(key=key)

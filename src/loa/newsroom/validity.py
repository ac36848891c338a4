"""An item's validity as people enter it: days, and an hour where one matters."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from loa.core.periods import DAY
from loa.newsroom.models import Item


def entered(item: Item) -> dict[str, Any]:
    """Return days and times as they are entered; midnight is no time that anybody enters."""
    first, over = timezone.localtime(item.valid_from), timezone.localtime(item.valid_until)
    whole_day = over.time() == time.min
    return {
        "valid_from": first.date(),
        "from_time": first.time() if first.time() != time.min else None,
        "last_day": over.date() - DAY if whole_day else over.date(),
        "until_time": None if whole_day else over.time(),
    }


def begins(given: Mapping[str, Any]) -> datetime:
    """Return the first moment at which it may be heard or seen: its embargo."""
    return _at(given["valid_from"], given.get("from_time") or time.min)


def ends(given: Mapping[str, Any]) -> datetime:
    """Return the first moment at which it no longer may."""
    at = given.get("until_time")
    return _at(given["last_day"], at) if at else _at(given["last_day"] + DAY, time.min)


def _at(day: date, moment: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, moment))

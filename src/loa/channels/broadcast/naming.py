"""From rows to bundles: which documents a station's publication names, and how loud it is."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from loa.channels.broadcast.building import Built
from loa.channels.broadcast.loudness import lowered, unsaid
from loa.channels.broadcast.models import RundownDay, Station
from loa.core.bundle import Bundle
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore

KEEP_PAST_DAYS = 1  # a session may run over midnight
Spans = Mapping[int, tuple[date, date]]


def today_at(station: Station, now: datetime) -> date:
    """Return the day it is at a station."""
    return now.astimezone(ZoneInfo(station.zone)).date()


def name_bundles(
    built: Mapping[Station, Built], objects: ObjectStore, now: datetime
) -> dict[Station, Bundle]:
    """Name the documents, with the days that stand; messages go into the object store."""
    spans = {
        s.pk: (today_at(s, now) - timedelta(days=KEEP_PAST_DAYS), one.days[0])
        for s, one in built.items()
    }
    days, named = _standing(spans)
    for station, one in built.items():
        days[station.pk].update(zip(one.days, one.addresses, strict=True))
        named[station.pk] |= one.programme.messages
    at = laid_down(named.values(), objects)
    down = lowered(built)
    return {
        station: Bundle(
            station=station.key,
            serial=one.serial,
            days=days[station.pk],
            messages=tuple(at[name] for name in named[station.pk] if name in at),
            lowered=station.pk in down,
        )
        for station, one in built.items()
    }


def as_they_stand(
    stations: Iterable[Station], objects: ObjectStore, now: datetime
) -> dict[Station, Bundle]:
    """Name the days that stand once more for stations whose loudness was not said yet."""
    changed = unsaid(stations)
    spans = {s.pk: (today_at(s, now) - timedelta(days=KEEP_PAST_DAYS), date.max) for s in changed}
    if not spans:
        return {}
    days, named = _standing(spans)
    at = laid_down(named.values(), objects)
    return {
        station: Bundle(
            station=station.key,
            # The signer takes no serial twice, however soon after the last one it comes.
            serial=max(int(now.timestamp()), said.serial + 1),
            days=days[station.pk],
            messages=tuple(at[name] for name in named[station.pk] if name in at),
            lowered=said.lowered,
        )
        for station, said in changed.items()
    }


def laid_down(named: Iterable[set[str]], objects: ObjectStore) -> dict[str, str]:
    """Put sealed messages into the object store; return their addresses there."""
    sealed = SealedMessage.objects.filter(digest__in=set().union(*named))
    documents = dict(sealed.values_list("digest", "document"))
    addresses = objects.put_all([document.encode() for document in documents.values()])
    return dict(zip(documents, addresses, strict=True))


def _standing(spans: Spans) -> tuple[dict[int, dict[date, str]], dict[int, set[str]]]:
    """Return the published days of stations in [first, end), and the messages they name."""
    days: dict[int, dict[date, str]] = {pk: {} for pk in spans}
    named: dict[int, set[str]] = {pk: set() for pk in spans}
    for pk, day, address, messages in _rows(spans):
        days[pk][day] = address
        named[pk].update(messages)
    return days, named


def _rows(spans: Spans) -> Iterator[tuple[int, date, str, list[str]]]:
    rows = RundownDay.objects.filter(
        station__in=spans,
        day__gte=min(start for start, _ in spans.values()),
        day__lt=max(end for _, end in spans.values()),
    )
    names = ("station_id", "day", "address", "messages")
    for pk, day, address, messages in rows.order_by().values_list(*names):
        start, end = spans[pk]
        if start <= day < end:
            yield pk, day, address, messages

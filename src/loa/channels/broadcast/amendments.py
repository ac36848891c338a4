"""Amendments: what changes in days that stations hold already, today's included.

A retraction cannot wait for tomorrow's programme, nor can what an officer says to the
place today. Both are noted as they are asked for; the ticker's next round changes the
published days, has them signed and remembers in which publication the change stands, by
which it is known whether a player holds it.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from loa.channels.broadcast import inputs
from loa.channels.broadcast.actions import Publisher
from loa.channels.broadcast.amending import Unfit, fit, put_in, without
from loa.channels.broadcast.building import REACH
from loa.channels.broadcast.loudness import lowered, published_as
from loa.channels.broadcast.models import Amendment, PublishedVolume, RundownDay, Station
from loa.channels.broadcast.naming import KEEP_PAST_DAYS, laid_down, today_at
from loa.channels.broadcast.stilling import stilled
from loa.core.bundle import Bundle
from loa.core.canonical import canonical, digest
from loa.core.message import Message
from loa.core.periods import DAY
from loa.core.policy import Policy
from loa.core.rundown import Item, Rundown, item_id
from loa.core.words import Kind, LateRule
from loa.delivery.contract import Soon
from loa.delivery.models import Placement
from loa.devices.objects import ObjectStore

log = logging.getLogger(__name__)
Days = dict[date, tuple[RundownDay, tuple[Item, ...]]]


@dataclass(frozen=True, slots=True)
class _Change:
    """What a station's days become, and which amendments then stand or still wait."""

    station: Station
    serial: int
    days: Days
    changed: frozenset[date]
    standing: tuple[tuple[Amendment, datetime | None], ...]


def take_out(message: str, *, now: datetime) -> None:
    """Note that a message leaves every published day that is not over; idempotent."""
    rows = RundownDay.objects.filter(
        day__gte=timezone.localdate(now) - DAY, document__contains=message
    )
    holders = set(rows.order_by().values_list("station_id", flat=True))
    holders |= set(
        Amendment.objects.filter(message=message).exclude(placement="").values_list(
            "station_id", flat=True
        )
    )  # fmt: skip
    # One that waits to be put in never is; one that stands has a place to be taken from.
    Amendment.objects.filter(message=message, serial=0).exclude(placement="").delete()
    Amendment.objects.bulk_create(
        [Amendment(station_id=pk, message=message, asked_at=now) for pk in sorted(holders)],
        update_conflicts=True,
        unique_fields=["station", "message", "placement"],
        update_fields=["asked_at"],
    )


def ask_for(placement: Placement, stations: Iterable[Station], *, now: datetime) -> None:
    """Note that a placement is to be heard soon at some stations; idempotent."""
    Amendment.objects.bulk_create(
        [
            Amendment(
                station=station,
                message=placement.message_id,
                placement=placement.key,
                asked_at=now,
            )
            for station in stations
        ],
        ignore_conflicts=True,
    )


def amend_due(*, publisher: Publisher, objects: ObjectStore, now: datetime) -> int:
    """Change the days for which something is noted or paused; return at how many stations."""
    _reopen(now)
    waiting: defaultdict[Station, list[Amendment]] = defaultdict(list)
    for row in Amendment.objects.filter(serial=0).select_related("station"):
        waiting[row.station].append(row)
    silent = stilled(now)
    concerned = list(dict.fromkeys((*waiting, *silent)))
    policies = inputs.policies(concerned)
    changes = [
        _change(
            station, waiting[station], policies[station.key].policy(), now, silent.get(station, {})
        )
        for station in concerned
        if station.key in policies
    ]
    due = [change for change in changes if change.standing or change.changed]
    if due:
        _publish(due, publisher=publisher, objects=objects, now=now)
    return len(due)


def _reopen(now: datetime) -> None:
    """Note anew what a later build of its day has left out: the builder does not know of it."""
    coming = Amendment.objects.exclude(placement="").filter(serial__gt=0, starts__gt=now)
    for row in coming.select_related("station"):
        active = Placement.objects.filter(key=row.placement, state=Placement.State.ACTIVE)
        held = RundownDay.objects.filter(
            station=row.station,
            day__gte=timezone.localdate(now) - DAY,
            document__contains=row.message,
        )
        if active.exists() and not held.exists():
            Amendment.objects.filter(pk=row.pk).update(serial=0, starts=None)


def _change(
    station: Station,
    amendments: Iterable[Amendment],
    policy: Policy,
    now: datetime,
    silent: Mapping[date, frozenset[str]],
) -> _Change:
    first = today_at(station, now) - timedelta(days=KEEP_PAST_DAYS)
    rows = RundownDay.objects.filter(station=station, day__gte=first).order_by("day")
    days: Days = {row.day: (row, row.rundown().items) for row in rows}
    before = {day: items for day, (_row, items) in days.items()}
    standing: list[tuple[Amendment, datetime | None]] = []
    out = [row for row in amendments if not row.placement]
    gone = frozenset(row.message for row in out)
    days = {
        day: (row, without(items, gone | silent.get(day, frozenset()), now))
        for day, (row, items) in days.items()
    }
    standing += [(row, None) for row in out]
    for row in amendments:
        if row.placement and (starts := _put_in(row, days, policy, now)):
            standing.append((row, starts))
    changed = frozenset(day for day, (_row, items) in days.items() if items != before[day])
    # The signer takes no serial twice, however soon after the last one it comes.
    said = PublishedVolume.objects.filter(station=station).values_list("serial", flat=True)
    last = max([*said, *(row.serial for row, _items in days.values())], default=0)
    return _Change(station, max(int(now.timestamp()), last + 1), days, changed, tuple(standing))


def _put_in(row: Amendment, days: Days, policy: Policy, now: datetime) -> datetime | None:
    """Put a placement into the days where it fits; where it does not, keep the reason."""
    placement = Placement.objects.filter(
        key=row.placement, state=Placement.State.ACTIVE
    ).select_related("message").first()  # fmt: skip
    if placement is None or (placement.ends and placement.ends < timezone.localdate(now)):
        row.delete()
        return None
    new = _item(row.station, placement)
    given = [(day, items) for day, (_row, items) in days.items()]
    found = fit(given, new, policy, soon=Soon(placement.soon), earliest=now + REACH)
    if isinstance(found, Unfit):
        if row.why != found:
            Amendment.objects.filter(pk=row.pk).update(why=found)
        return None
    published, items = days[found.day]
    name = item_id(row.station.key, found.day, placement.key, 1)
    days[found.day] = (published, put_in(items, replace(new, id=name, starts=found.starts)))
    return found.starts


def _item(station: Station, placement: Placement) -> Item:
    """Return what is heard of a placement at a station, in its audience's first language."""
    message = placement.message.message()
    language = _language(message, station)
    sound = message.sounds()[language]
    return Item(
        id="",
        starts=placement.placed_at,
        ms=sound.ms,
        kind=Kind.MESSAGE,
        title=message.headline,
        message=message.digest,
        language=language,
        sound=sound.digest,
        placement=placement.key,
        target=f"{placement.target.plan.key}/{placement.target.key}" if placement.target else "",
        priority=message.priority,
        late=LateRule.WHOLE,
    )


def _language(message: Message, station: Station) -> str:
    sounds = message.sounds()
    return next((code for code in station.languages if code in sounds), next(iter(sounds)))


def _publish(
    changes: list[_Change], *, publisher: Publisher, objects: ObjectStore, now: datetime
) -> None:
    """Have the changed days signed; what the signer refuses keeps waiting, with its reason."""
    kept = {change.station: _documents(change, objects) for change in changes}
    down = lowered(kept)
    bundles = {
        change.station: _bundle(
            change, kept[change.station], objects, low=change.station.pk in down
        )
        for change in changes
        if change.changed
    }
    refused = publisher.publish(
        {station.key: canonical(bundle.document()) for station, bundle in bundles.items()}, now=now
    ) if bundles else {}  # fmt: skip
    published_as({s: bundle for s, bundle in bundles.items() if s.key not in refused})
    for change in changes:
        if change.station.key in refused:
            why = next(iter(refused[change.station.key]), "")
            log.error("amendment refused", extra={"station": change.station.key, "reason": why})
            pks = [row.pk for row, _starts in change.standing]
            Amendment.objects.filter(pk__in=pks).update(why=why[:300])
        else:
            _keep(change, kept[change.station], now)


def _documents(change: _Change, objects: ObjectStore) -> Mapping[date, bytes]:
    station, serial = change.station.key, change.serial
    found = {
        day: Rundown(station, day, serial, change.days[day][1]).encoded()
        for day in sorted(change.changed)
    }
    objects.put_all(list(found.values()))
    return found


def _bundle(
    change: _Change, documents: Mapping[date, bytes], objects: ObjectStore, *, low: bool
) -> Bundle:
    days = {day: row.address for day, (row, _items) in change.days.items()}
    days |= {day: digest(data) for day, data in documents.items()}
    named = {i.message for _row, items in change.days.values() for i in items if i.message}
    messages = tuple(laid_down([named], objects).values())
    return Bundle(change.station.key, change.serial, days, messages, lowered=low)


@transaction.atomic
def _keep(change: _Change, documents: Mapping[date, bytes], now: datetime) -> None:
    for day, data in documents.items():
        row, items = change.days[day]
        row.serial, row.document, row.address = change.serial, data.decode(), digest(data)
        row.messages = sorted({item.message for item in items if item.message})
        row.reasons |= {item.id: _reason(item) for item in items if _is_new(item, row)}
        row.published_at, row.settled = now, False
        row.save()
    held = max((row.serial for row, _items in change.days.values()), default=change.serial)
    for amendment, starts in change.standing:
        Amendment.objects.filter(pk=amendment.pk).update(serial=held, starts=starts, why="")


def _is_new(item: Item, row: RundownDay) -> bool:
    return item.kind is Kind.MESSAGE and item.id not in row.reasons


def _reason(item: Item) -> dict[str, object]:
    return {
        "target": item.target,
        "plan": item.target.partition("/")[0],
        "run": [0, 0],
        "play": [1, 1],
        "make_good_for": "",
    }

"""A small broadcast world: a station with its policy, messages, days and a player's ledger."""

import itertools
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from tests.channels.units import units

from loa.audio import standin
from loa.audio.render import render
from loa.channels.broadcast.models import (
    GridFrame,
    PolicyRevision,
    RundownDay,
    Station,
    StationUnit,
)
from loa.core.canonical import canonical, digest
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.message import Message, Provenance, Sealed, Sound, Variant
from loa.core.policy import Hours, Policy
from loa.core.rundown import Item, Rundown, item_id
from loa.core.words import Clock, Kind, Mood, Priority, Scope
from loa.delivery.actions import publish_message
from loa.delivery.models import Placement, SealedMessage
from loa.devices.models import Device, Entry
from loa.devices.objects import ObjectStore
from loa.plans.models import Phase, Plan, Target

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 23)
UNIT, ABOVE = "02071", "19"
VOV = "Đài Tiếng nói Việt Nam"


def at(hour: int, minute: int = 0, second: int = 0, *, day: date = DAY) -> datetime:
    """Return a moment of wall time at the station."""
    return datetime.combine(day, time(hour, minute, second), ZONE).astimezone(UTC)


def grid() -> Grid:
    slots = (
        Slot(SlotKind.BULLETIN, time(5), time(5, 28), "Bản tin sáng"),
        Slot(SlotKind.RELAY, time(5, 28), time(6), "Tiếp sóng", VOV),
        Slot(SlotKind.BULLETIN, time(17), time(18), "Bản tin chiều"),
    )
    return Grid(station="", serial=1, source="Quy chế", slots=slots)


def policy(key: str, **changes: Any) -> Policy:
    hours = tuple(Hours(Daypart(time(h), time(h + 1), "Quy chế")) for h in (5, 17))
    plain: dict[str, Any] = {
        "station": key,
        "serial": 1,
        "zone": ZONE.key,
        "hours": hours,
        "session_s": 1500,
        "day_s": 2700,
        "source": "Quy chế",
        "relays": (VOV,),
    }
    return Policy(**plain | changes)


def station(
    key: str = "nghia-ta", *, kind: str = Station.Kind.PLAYER, unit: str = UNIT, **changes: Any
) -> Station:
    units()
    frame, _ = GridFrame.objects.get_or_create(
        key="khung",
        defaults={"name": "Khung", "document": canonical(grid().document()).decode()},
    )
    made = Station.objects.create(
        key=key,
        name=f"Trạm {key.replace('-', ' ').title()}",
        kind=kind,
        languages=["vi", "tyz"],
        since=date(2026, 1, 1),
        grid=frame,
    )
    StationUnit.objects.create(station=made, unit_code=unit, since=date(2026, 1, 1))
    PolicyRevision.objects.create(
        station=made,
        serial=1,
        document=canonical(policy(key, **changes).document()).decode(),
        decided_at=at(0),
    )
    return made


def message(
    key: str = "tiem-phong", *, languages: Sequence[str] = ("vi",), ms: int = 60_000, **changes: Any
) -> Message:
    def voice(language: str) -> Sound:
        return Sound(digest(f"{key}|{language}".encode()), 40_000, ms, "recorded")

    plain: dict[str, Any] = {
        "key": key,
        "revision": 1,
        "plan": "thuong-xuyen",
        "topic": "1",
        "scope": Scope.PUBLIC,
        "priority": Priority.ROUTINE,
        "mood": Mood.PLAIN,
        "headline": f"Tin {key}",
        "variants": tuple(Variant(lang, f"Lời của {key}.", voice(lang)) for lang in languages),
        "provenance": Provenance("UBND xã", "Cán bộ văn hoá", "Trạm y tế"),
        "valid_from": at(0, day=date(2026, 1, 1)),
        "valid_until": at(0, day=date(2027, 12, 31)),
        "unit": UNIT,
    }
    return Message(**plain | changes)


def sealed(key: str = "tiem-phong", **changes: Any) -> SealedMessage:
    return publish_message(Sealed(message(key, **changes), ()), now=at(0))


def placement(row: SealedMessage, *, areas: Sequence[str] = (UNIT,), **changes: Any) -> Placement:
    plain: dict[str, Any] = {
        "key": f"dat/{row.key}",
        "message": row,
        "channel": "loudspeaker",
        "areas": list(areas),
        "starts": DAY,
        "ends": DAY + timedelta(days=60),
        "times_a_day": 1,
        "days": 3,
        "placed_at": at(0),
    }
    return Placement.objects.create(**plain | changes)


def item(row: SealedMessage, starts: datetime, *, n: int = 1, language: str = "vi") -> Item:
    sound = row.message().sounds()[language]
    return Item(
        id=item_id("nghia-ta", starts.astimezone(ZONE).date(), f"dat/{row.key}", n),
        starts=starts,
        ms=sound.ms,
        kind=Kind.MESSAGE,
        title=row.headline,
        message=row.digest,
        language=language,
        sound=sound.digest,
        placement=f"dat/{row.key}",
    )


def relay(starts: datetime, *, minutes: int = 30) -> Item:
    return Item(
        id=digest(f"relay|{starts}".encode())[:20],
        starts=starts,
        ms=minutes * 60_000,
        kind=Kind.RELAY,
        title="Tiếp sóng",
        source=VOV,
    )


def day_of(
    owner: Station, items: Iterable[Item], *, day: date = DAY, serial: int = 1, **changes: Any
) -> RundownDay:
    rundown = Rundown(owner.key, day, serial, tuple(sorted(items, key=lambda i: i.starts)))
    encoded = rundown.encoded()
    row, _ = RundownDay.objects.update_or_create(
        station=owner,
        day=day,
        defaults={
            "serial": serial,
            "address": digest(encoded),
            "document": encoded.decode(),
            "messages": sorted({i.message for i in rundown.items if i.message}),
            "published_at": at(0, day=day),
            **changes,
        },
    )
    return row


class Ledger:
    """What a player has sent, as the intake keeps it."""

    def __init__(self, owner: Station, *, simulated: bool = False, keyid: str = "a" * 16) -> None:
        self.device = Device.objects.create(
            station=owner.key, keyid=keyid, public=keyid * 4, enrolled_at=at(0)
        )
        self._numbers = itertools.count(1)
        self.say("opened", at(0), data={"simulated": 1} if simulated else {})

    def say(self, event: str, moment: datetime, **members: Any) -> int:
        n = next(self._numbers)
        plain: dict[str, Any] = {"clock": Clock.SYNCHRONISED, "boot": 1, "data": {}}
        Entry.objects.create(
            device=self.device,
            n=n,
            at=moment,
            mono_ms=n,
            event=event,
            hash=digest(f"{self.device.keyid}|{n}".encode()),
            **plain | members,
        )
        return n

    def plays(self, one: Item, *, late_s: float = 0, ms: int | None = None, **more: Any) -> int:
        """Write that an item was begun and ended; return the number of its end."""
        begun = one.starts + timedelta(seconds=late_s)
        heard = one.ms if ms is None else ms
        self.say("started", begun, item=one.id, **more)
        word = "finished" if heard == one.ms else "cut"
        return self.say(word, begun + timedelta(milliseconds=heard), item=one.id, ms=heard, **more)


class Agreeing:
    """A publisher that signs everything but what it is told to refuse."""

    def __init__(self, refuses: dict[str, list[str]] | None = None) -> None:
        self.refuses = refuses or {}
        self.asked: list[dict[str, Any]] = []

    def publish(self, bundles: dict[str, bytes], *, now: datetime) -> dict[str, list[str]]:
        self.asked.append({key: json.loads(data) for key, data in bundles.items()})
        self.at = now
        return {key: why for key, why in self.refuses.items() if key in bundles}


def ident_in(store: ObjectStore, folder: Path) -> str:
    """Keep a short sound, rendered as the newsroom would, and return its address."""
    render(standin.ident(), folder / "ident.opus")
    return store.put(folder / "ident.opus")


def voiced(key: str, address: str, ms: int = 2420) -> SealedMessage:
    """Seal and place a message whose sound is one that is really there."""
    voice = Variant("vi", "Lời.", Sound(address, 40_000, ms, "recorded"))
    row = sealed(key, variants=(voice,))
    placement(row, starts=timezone.localdate())
    return row


def target() -> Target:
    """Promise plays in a plan of its own, so that what is proven is rolled up."""
    plan = Plan.objects.create(key="ke-hoach", title="Kế hoạch", issuer_key="xa")
    phase = Phase.objects.create(plan=plan, key="dot", position=1, name="Đợt")
    return Target.objects.create(
        plan=plan,
        phase=phase,
        key="loa",
        position=1,
        channel="loudspeaker",
        unit="plays",
        items=1,
        times_a_day=1,
        days=3,
    )

"""A programme: people who approve, sounds, a policy and a day, small enough to read."""

import io
import wave
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loa.core.canonical import digest
from loa.core.dayparts import Daypart
from loa.core.keyring import Duty, Key, Keyring
from loa.core.ledger import Acknowledgement, Stage
from loa.core.message import Approval, Message, Provenance, Sealed, Sound, Variant
from loa.core.policy import Hours, Policy
from loa.core.rundown import Item, Rundown, item_id
from loa.core.trust import broadcast_day
from loa.core.words import Kind, LateRule, Mood, Priority, Scope
from loa.player.crypto import DeviceKey

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STATION, UNIT = "cd-02071", "02071"
DAY = date(2026, 11, 23)
BIRTH = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2027, 1, 1, tzinfo=UTC)


def at(clock: str, day: date = DAY) -> datetime:
    """Return wall time at the station, as an instant."""
    return datetime.combine(day, time.fromisoformat(clock), ZONE).astimezone(UTC)


def tone(ms: int, number: int = 0) -> bytes:
    """Return a WAV of a given length; the number makes it another sound."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(
            b"".join(((i * (number + 3) % 50) * 100).to_bytes(2, "little") for i in range(8 * ms))
        )
    return buffer.getvalue()


def approver(number: int) -> DeviceKey:
    return DeviceKey(bytes([number]) * 32)


def ring(*numbers: int, unit: str = UNIT, revoked: tuple[int, ...] = ()) -> Keyring:
    keys = tuple(
        Key(
            keyid=approver(n).keyid,
            method="ed25519",
            public=approver(n).public,
            holder=f"holder {n}",
            since=BIRTH,
            until=END,
            duties=frozenset({Duty.APPROVE, Duty.EMERGENCY}),
            revoked=n in revoked,
        )
        for n in numbers
    )
    return Keyring(unit, 1, keys)


def seal(message: Message, *numbers: int) -> Sealed:
    approvals = []
    for number in numbers:
        key = approver(number)
        plain = Approval(message.digest, key.keyid, BIRTH + timedelta(days=1), "ed25519", "")
        approvals.append(replace(plain, signature=key.sign(plain.statement())))
    return Sealed(message, tuple(approvals))


def acknowledge(
    key: DeviceKey, *, device: str, n: int, head: str, stage: Stage = Stage.DURABLE
) -> Acknowledgement:
    plain = Acknowledgement(STATION, device, stage, n, head, at("12:00"), key.public)
    return replace(plain, signature=key.sign(plain.statement()))


@dataclass
class Programme:
    """Builds a station's documents item by item."""

    policy: Policy = field(
        default_factory=lambda: Policy(
            station=STATION,
            serial=1,
            zone="Asia/Ho_Chi_Minh",
            hours=(
                Hours(Daypart(time(5), time(6), "12/QĐ")),
                Hours(Daypart(time(17), time(18), "12/QĐ")),
            ),
            session_s=1800,
            day_s=3600,
            source="12/QĐ",
            keyrings=(UNIT,),
            relays=("vov1",),
        )
    )
    rings: list[Keyring] = field(default_factory=lambda: [ring(1, 2)])
    sounds: dict[str, bytes] = field(default_factory=dict)
    messages: dict[str, Sealed] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)

    def message(
        self,
        key: str,
        ms: int,
        *,
        priority: Priority = Priority.ROUTINE,
        mood: Mood = Mood.PLAIN,
        signed: tuple[int, ...] = (1,),
        valid: tuple[datetime, datetime] = (BIRTH, END),
        sound: bytes | None = None,
    ) -> Message:
        data = sound if sound is not None else f"{key}:{ms}".encode()
        self.sounds[digest(data)] = data
        message = Message(
            key=key,
            revision=1,
            plan="146-KH/HU",
            topic="1.1",
            unit=UNIT,
            scope=Scope.PUBLIC,
            priority=priority,
            mood=mood,
            headline=key,
            variants=(Variant("vi", key, Sound(digest(data), len(data), ms, "recorded")),),
            provenance=Provenance("UBND", "a", "b"),
            valid_from=valid[0],
            valid_until=valid[1],
        )
        self.messages[message.digest] = seal(message, *signed)
        return message

    def add(
        self,
        clock: str,
        seconds: float,
        *,
        day: date = DAY,
        late: LateRule = LateRule.WHOLE,
        kind: Kind = Kind.MESSAGE,
        name: str = "",
        **message: object,
    ) -> Item:
        """Add an item at a wall time; a relay when its kind says so."""
        key = name or f"{kind}-{clock}"
        starts, ms = at(clock, day), round(seconds * 1000)
        ident = item_id(STATION, day, key, 1)
        if kind is Kind.RELAY:
            item = Item(ident, starts, ms, kind, key, source="vov1", late=late)
        else:
            made = self.message(key, ms, **message)  # type: ignore[arg-type]
            sound = made.sounds()["vi"]
            item = Item(
                ident,
                starts,
                ms,
                kind,
                key,
                message=made.digest,
                language="vi",
                sound=sound.digest,
                priority=made.priority,
                late=late,
            )
        self.items.append(item)
        return item

    def rundowns(self, serial: int = 1) -> list[Rundown]:
        days: dict[date, list[Item]] = {}
        for item in self.items:
            days.setdefault(broadcast_day(item.starts, self.policy), []).append(item)
        return [
            Rundown(self.policy.station, day, serial, tuple(sorted(own, key=lambda i: i.starts)))
            for day, own in sorted(days.items())
        ]

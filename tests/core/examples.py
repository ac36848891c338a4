"""One small, complete station: the values that tests of core start from."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone

from loa.core.build import Candidate, Ident, Request
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, plain_grid
from loa.core.keyring import Duty, Key, Keyring, keyid
from loa.core.message import Approval, Message, Provenance, Sealed, Sound, Variant
from loa.core.periods import Days, Span
from loa.core.policy import Hours, Pause, Policy
from loa.core.rundown import Item
from loa.core.trust import Grounds
from loa.core.words import Kind, Mood, Priority, Scope

ZONE = "Asia/Ho_Chi_Minh"
VN = timezone(timedelta(hours=7))
MONDAY = date(2020, 3, 2)
VALID = Span(datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC))
MORNING = Daypart(time(5), time(6), "12/QĐ-UBND")
EVENING = Daypart(time(17), time(18), "12/QĐ-UBND")
SOUND = Sound("a" * 64, 240_000, 60_000, "recorded")
TAY = Sound("b" * 64, 250_000, 62_000, "recorded")


def at(clock: str, day: date = MONDAY) -> datetime:
    """Return a moment of Vietnamese wall time."""
    return datetime.combine(day, time.fromisoformat(clock), VN)


def message(**changes: object) -> Message:
    values: dict[str, object] = {
        "key": "news-1",
        "revision": 1,
        "plan": "146-KH/HU",
        "topic": "congress",
        "scope": Scope.PUBLIC,
        "priority": Priority.ROUTINE,
        "mood": Mood.PLAIN,
        "headline": "Đại hội Đảng bộ huyện",
        "variants": (Variant("vi", "Kính thưa bà con…", SOUND), Variant("tyz", "", TAY)),
        "provenance": Provenance("Huyện uỷ Chợ Đồn", "Phát thanh viên", "146-KH/HU"),
        "valid_from": VALID.start,
        "valid_until": VALID.end,
    }
    return Message(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


def policy(**changes: object) -> Policy:
    values: dict[str, object] = {
        "station": "02071",
        "serial": 1,
        "zone": ZONE,
        "hours": (Hours(MORNING), Hours(EVENING)),
        "session_s": 900,
        "day_s": 1800,
        "source": "12/QĐ-UBND",
        "keyrings": ("064",),
        "relays": ("VOV1",),
    }
    return Policy(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


PUBLIC = {name: f"{n:02x}" * 32 for n, name in enumerate(("ha", "lan", "thief"), start=1)}
KEYID = {name: keyid(bytes.fromhex(public)) for name, public in PUBLIC.items()}


def key(name: str, **changes: object) -> Key:
    values: dict[str, object] = {
        "keyid": KEYID[name],
        "method": "ed25519",
        "public": PUBLIC[name],
        "holder": f"Trưởng ban {name}",
        "since": VALID.start,
        "until": VALID.end,
        "duties": frozenset({Duty.APPROVE}),
    }
    return Key(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


RING = Keyring("064", 1, (key("ha"), key("lan")))


def verify(method: str, public: str, signature: str, statement: bytes) -> bool:
    """Stand in for Ed25519 at the port: whoever knows the public bytes can sign, in tests."""
    return method == "ed25519" and signature == sign(public, statement)


def sign(public: str, statement: bytes) -> str:
    return hashlib.sha256(bytes.fromhex(public) + statement).hexdigest()


def approval(of: Message, name: str = "ha", when: datetime | None = None) -> Approval:
    moment = when or datetime(2020, 2, 1, tzinfo=UTC)
    blank = Approval(of.digest, KEYID[name], moment, "ed25519", "")
    return Approval(
        of.digest, KEYID[name], moment, "ed25519", sign(PUBLIC[name], blank.statement())
    )


def sealed(of: Message, *names: str) -> Sealed:
    return Sealed(of, tuple(approval(of, name) for name in names or ("ha",)))


def item(of: Message, clock: str = "05:10", day: date = MONDAY, **changes: object) -> Item:
    values: dict[str, object] = {
        "id": f"{of.key}-{day}-{clock}",
        "starts": at(clock, day),
        "ms": SOUND.ms,
        "kind": Kind.MESSAGE,
        "title": of.headline,
        "message": of.digest,
        "language": "vi",
        "sound": SOUND.digest,
        "placement": "p1",
        "target": "t1",
        "priority": of.priority,
    }
    return Item(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


def grounds(*messages: Sealed, by: Policy | None = None, ring: Keyring = RING) -> Grounds:
    return Grounds(by or policy(), (ring,), {s.message.digest: s for s in messages}, verify)


def days(count: int, first: date = MONDAY) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range(count))


def candidate(number: int = 1, **changes: object) -> Candidate:
    values: dict[str, object] = {
        "placement": f"p{number}",
        "target": f"t{number}",
        "plan": "campaign",
        "topic": f"topic {number}",
        "message": f"{number:064x}",
        "headline": f"Tin {number}",
        "variants": {"vi": (SOUND.digest, SOUND.ms)},
        "window": Days(MONDAY, MONDAY + timedelta(days=28)),
        "valid": VALID,
    }
    return Candidate(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


IDENT = Ident("f" * 64, "Nhạc hiệu", "vi", "e" * 64, 8_000, VALID)


def request(
    candidates: Iterable[Candidate],
    count: int = 7,
    by: Policy | None = None,
    grid: Grid | None = None,
    **changes: object,
) -> Request:
    rules = by or policy()
    values: dict[str, object] = {
        "station": rules.station,
        "days": days(count),
        "policy": rules,
        "grid": grid or plain_grid(rules),
        "candidates": tuple(candidates),
        "serial": 1,
    }
    return Request(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


MOURNING = Pause(date(2020, 8, 14), date(2020, 8, 16), Mood.FESTIVE, "quốc tang", "công điện")

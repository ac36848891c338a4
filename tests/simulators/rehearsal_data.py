"""Small data for a rehearsal: three stations, a grid, policies, an office, eight messages.

Made by the verbs that the demonstration uses. Sounds are a second or two of marked
stand-ins; two items are asked for so often that several stand in every session.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from loa.audio import standin
from loa.channels.broadcast import actions as broadcast
from loa.channels.broadcast.models import GridFrame, PolicyRevision, Station, StationUnit
from loa.core.canonical import canonical
from loa.core.config import ConfigError
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.keyring import Keyring
from loa.core.message import Approval, Message, Provenance, Sealed, Sound, Variant
from loa.core.periods import Days
from loa.core.policy import Hours, Policy
from loa.core.words import Mood, Priority, Scope
from loa.delivery.actions import Frequency, place, publish_message
from loa.delivery.models import SealedMessage
from loa.devices import office
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore
from loa.devices.office import Office
from loa.devices.receipts import acknowledger_public
from loa.devices.repository.layout import Repository
from loa.newsroom.voicing import voice_sound
from loa.people import actions as people
from loa.people.keyrings import keyring
from loa.people.models import ApproverKey, Organisation
from loa.people.rules import Role
from loa.player.crypto import DeviceKey

PLAN, UNIT, ZONE = "small", "02071", "Asia/Ho_Chi_Minh"
NAMES = ("mot", "hai", "ba")
ITEMS = 8
APPROVER = DeviceKey(b"\3" * 32)
SOURCE = "Quy chế (số liệu minh hoạ)"
MORNING = Daypart(time(5), time(6), SOURCE)
EVENING = Daypart(time(17), time(18), SOURCE)
Progress = Callable[[str, int, int], None]


def prepare(
    plan_key: str, *, data: Path, shared: Path, days: Days, progress: Progress
) -> list[Station]:
    """Fill a rehearsal's data folder, as settings.REHEARSAL_DATA promises."""
    if plan_key != PLAN:
        raise ConfigError(f"{plan_key}: no plan to rehearse; known: {PLAN}")
    now = datetime.combine(days.start, time.min, ZoneInfo(ZONE)).astimezone(UTC)
    objects = ObjectStore(shared / "objects", HastyDisk())
    stations = [station(name, village_grid(), since=days.start) for name in NAMES]
    people_who_approve(now)
    progress("voices", 0, ITEMS)
    for number in range(ITEMS):
        sealed = message(number, objects, now=now)
        row = publish_message(sealed, now=now)
        broadcast_item(number, row, days, now)
        progress("voices", number + 1, ITEMS)
    sign_policies(data, stations, (MORNING, EVENING), now)
    return stations


def broadcast_item(
    number: int, row: SealedMessage, days: Days, now: datetime, *, times_a_day: int = 2
) -> None:
    """Half of the items run two days, the others stand in rotation."""
    often = Frequency(times_a_day, every_days=1) if number % 2 else Frequency(times_a_day, days=2)
    place(
        key=f"{PLAN}/{number}",
        message=row,
        channel="loudspeaker",
        areas=[UNIT],
        starts=days.start,
        ends=days.end,
        frequency=often,
        now=now,
    )


def station(key: str, grid: Grid, *, since: date, zone: str = ZONE) -> Station:
    frame, _ = GridFrame.objects.update_or_create(
        key="small", defaults={"name": "small", "document": canonical(grid.document()).decode()}
    )
    made: Station = Station.objects.create(
        key=key,
        name=f"Trạm {key}",
        kind=Station.Kind.PLAYER,
        languages=["vi"],
        since=since,
        grid=frame,
        zone=zone,
    )
    StationUnit.objects.create(station=made, unit_code=UNIT, since=since, until=None)
    return made


def village_grid() -> Grid:
    return Grid(
        station="",
        serial=1,
        source=SOURCE,
        slots=(
            Slot(SlotKind.BULLETIN, time(5), time(5, 20), "Bản tin sáng"),
            Slot(SlotKind.RELAY, time(5, 28), time(5, 59), "Tiếp sóng", "VOV1"),
            Slot(SlotKind.BULLETIN, time(17), time(17, 20), "Bản tin chiều"),
        ),
    )


def people_who_approve(now: datetime) -> None:
    """One organisation with one person who approves with one key."""
    organisation = people.ensure_organisation(
        key="xa", name="UBND xã", kind=Organisation.Kind.COMMUNE_OFFICE, unit_code=UNIT
    )
    user = people.create_user(username="lanh-dao", password="mot-mat-khau-dai")
    people.grant(user=user, organisation=organisation, role=Role.APPROVER, since=date(2020, 1, 1))
    people.add_approver_key(
        user=user,
        organisation=organisation,
        method=ApproverKey.Method.ED25519,
        public_key=bytes.fromhex(APPROVER.public),
        now=now,
        actor="test",
    )


def message(number: int, objects: ObjectStore, *, now: datetime) -> Sealed:
    """Return an approved message with a short stand-in as its sound."""
    wave = standin.stand_in("tyz", 1 + number / 10, str(number))
    spoken = voice_sound(wave, voice="stand-in", objects=objects)
    plain = Message(
        key=f"tin-{number}",
        revision=1,
        plan=PLAN,
        topic=str(number),
        scope=Scope.PUBLIC,
        priority=Priority.ROUTINE,
        mood=Mood.PLAIN,
        headline=f"Tin {number}",
        variants=(
            Variant("vi", "Tin thử.", Sound(spoken.address, spoken.bytes, spoken.ms, "stand-in")),
        ),
        provenance=Provenance("UBND xã", "Cán bộ", "Trạm y tế"),
        valid_from=now,
        valid_until=now.replace(year=now.year + 1),
        unit=UNIT,
    )
    approval = Approval(plain.digest, APPROVER.keyid, now, "ed25519", "")
    signature = APPROVER.sign(approval.statement())
    return Sealed(plain, (replace(approval, signature=signature),))


def sign_policies(
    data: Path, stations: Sequence[Station], hours: Sequence[Daypart], now: datetime
) -> bytes:
    """Let an office sign a policy for each station, and the keyring; return its root."""
    bureau, repository = Office(data / "office"), Repository(data / "repo")
    office.init(
        bureau, repository, online_public=office.online_key(data / "signer"), now=now, bits=2
    )
    for one in stations:
        policy = Policy(
            station=one.key,
            serial=0,
            zone=one.zone,
            hours=tuple(Hours(part) for part in hours),
            session_s=1200,
            day_s=2400,
            source=SOURCE,
            keyrings=(UNIT,),
            relays=("VOV1",),
            acknowledgers=(acknowledger_public(),),
        )
        broadcast.decide_policy(one, policy.document(), now=now)
    waiting = PolicyRevision.objects.filter(signed_at=None)
    documents: list[Policy | Keyring] = [row.policy() for row in waiting]
    office.sign(bureau, repository, [*documents, keyring(UNIT)], now=now)
    waiting.update(signed_at=now)
    return (data / "office" / office.ROOT_FILE).read_bytes()

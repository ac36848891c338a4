"""A morning at 08:14: two stations, a plan, one signed item, a ledger and its evidence."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import (
    GridFrame,
    PolicyRevision,
    RundownDay,
    Station,
    StationUnit,
)
from loa.core.canonical import canonical, digest
from loa.core.dayparts import Daypart
from loa.core.grid import Grid
from loa.core.ledger import GENESIS, Entry, Event
from loa.core.message import Message, Provenance, Sealed, Sound, Variant
from loa.core.periods import DAY
from loa.core.policy import Hours, Policy
from loa.core.rundown import Item, Rundown, item_id
from loa.core.words import Clock, Kind, Mood, Priority, Scope
from loa.delivery.actions import publish_message
from loa.delivery.models import Placement, SealedMessage
from loa.devices.models import Device
from loa.devices.models import Entry as EntryRow
from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.places.actions import load_units
from loa.plans.actions import approve_plan, load_plan
from loa.plans.models import Plan

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 14, tzinfo=ZONE).astimezone(UTC)
PASSWORD = "dung-cau-mat-khau"
PLAN = """
format = "loa.plan"
version = "1.0"
key = "phong-dich"
number = "12/KH-UBND"
kind = "campaign"
title = "Tuyên truyền phòng, chống dịch bệnh"
issuer = { key = "so-y-te", name = "Sở Y tế" }
area = ["02020", "02071"]
phase = [
  { key = "dot-1", name = "Trước mùa dịch", starts = 2026-11-01, ends = 2026-11-29 },
  { key = "dot-2", name = "Trong mùa dịch", starts = 2026-11-27 },
]
topic = [
  { code = "1", name = "Vệ sinh", weights = { dot-1 = 2, dot-2 = 1 } },
  { code = "1.1", name = "Rửa tay với xà phòng", weights = { dot-1 = 1 } },
]

[[target]]
key = "loa"
topic = "1.1"
phase = "dot-1"
channel = "loudspeaker"
items = 1
times_a_day = 2
days = 3

[[target]]
key = "bai"
phase = "dot-1"
channel = "portal"
quantity = 18

[[event]]
key = "mit-tinh"
name = "Lễ phát động"
level = "province"
state = "tentative"
starts = 2026-12-04
ends = 2026-12-04
moved = [
  { on = 2026-11-20, from = [2026-11-27, 2026-11-27], to = [2026-12-04, 2026-12-04], reason = "Chờ hội trường" },
]

[[assignment]]
key = "san-xuat"
organisation = "trung-tam"
name = "Trung tâm thông tin cơ sở"
duty = "Sản xuất và phát bản tin"
channels = ["loudspeaker"]
due = 2026-11-25

[[pause]]
key = "quoc-tang"
starts = 2026-11-12
ends = 2026-11-13
stops = "festive"
reason = "Quốc tang"
"""  # noqa: E501 - a line of a table in a plan's file


@dataclass(frozen=True, slots=True)
class World:
    """What tests look for."""

    planner: User
    plan: Plan
    message: SealedMessage
    heard: Item  # aired at bang-lung
    unheard: Item  # planned at nghia-ta, nothing came back


def at(hour: int, minute: int, day: date = TODAY) -> datetime:
    return datetime.combine(day, time(hour, minute), ZONE).astimezone(UTC)


def build() -> World:
    load_units()
    planner = person("ke-hoach", Role.PLANNER)
    plan = load_plan(PLAN, now=NOW - 30 * DAY)
    approve_plan(plan_key=plan.key, now=NOW - 30 * DAY, by="test")
    message = publish_message(Sealed(_message(), ()), now=NOW - DAY)
    Placement.objects.create(
        key="rua-tay",
        message=message,
        target=plan.targets.get(key="loa"),
        channel="loudspeaker",
        areas=plan.area,
        starts=TODAY - DAY,
        days=3,
        times_a_day=2,
        placed_at=NOW - DAY,
    )
    items = {}
    for key, name, unit in (
        ("bang-lung", "Trạm Bằng Lũng", "02020"),
        ("nghia-ta", "Trạm Nghĩa Tá", "02071"),
    ):
        station = add_station(key, name, unit)
        items[key] = add_day(station, message)
        add_ledger(station, items[key][:3] if key == "bang-lung" else items[key][:1])
    settle(NOW)
    plan.refresh_from_db()
    return World(planner, plan, message, items["bang-lung"][1], items["nghia-ta"][1])


def person(username: str, role: Role, organisation: str = "trung-tam") -> User:
    office = Organisation.objects.filter(key=organisation).first() or ensure_organisation(
        key=organisation,
        name="Trung tâm thông tin cơ sở",
        kind=Organisation.Kind.CENTRE,
        unit_code="19",
    )
    user = create_user(username=username, password=PASSWORD, display_name="Cán bộ kế hoạch")
    grant(user=user, organisation=office, role=role, since=TODAY - DAY)
    return user


def festive() -> SealedMessage:
    """Give an item that a time of mourning stills."""
    told = _message(
        key="hoi-xuan",
        headline="Hội xuân",
        mood=Mood.FESTIVE,
        text="Mời bà con về dự hội xuân.",
    )
    return publish_message(Sealed(told, ()), now=NOW - DAY)


def _message(
    *,
    key: str = "rua-tay",
    headline: str = "Rửa tay với xà phòng",
    mood: Mood = Mood.PLAIN,
    text: str = "Rửa tay với xà phòng trước khi ăn.",
) -> Message:
    sound = Sound("cd" * 32, 40_000, 60_000, "synthetic:thử 1")
    return Message(
        key=key,
        revision=1,
        plan="phong-dich",
        topic="1.1",
        scope=Scope.PUBLIC,
        priority=Priority.ROUTINE,
        mood=mood,
        headline=headline,
        variants=(Variant("vi", text, sound),),
        provenance=Provenance("Sở Y tế", "Chuyên viên", "Bộ Y tế"),
        valid_from=NOW - 30 * DAY,
        valid_until=NOW + 30 * DAY,
        unit="19",
    )


def add_station(key: str, name: str, unit: str, **more: str) -> Station:
    grid, _created = GridFrame.objects.get_or_create(
        key="chung", defaults={"name": "Khung chung", "document": _text(Grid("", 1, ()))}
    )
    station = Station.objects.create(
        key=key,
        name=name,
        kind=more.get("kind", "player"),
        languages=["vi"],
        since=TODAY - 30 * DAY,
        grid=grid,
    )
    StationUnit.objects.create(station=station, unit_code=unit, since=TODAY - 30 * DAY)
    PolicyRevision.objects.create(
        station=station, serial=1, document=_text(_policy(key)), decided_at=NOW - DAY
    )
    return station


def _policy(station: str) -> Policy:
    hours = (Hours(Daypart(time(5), time(6))), Hours(Daypart(time(17), time(18))))
    return Policy(station, 1, ZONE.key, hours, 1500, 2700, "Quy chế thử")


def _text(thing: Grid | Policy) -> str:
    return canonical(thing.document()).decode()


def add_day(station: Station, message: SealedMessage) -> list[Item]:
    """Plan 05:00 an ident, 05:01 and 17:01 the item, 05:10 to 05:40 a relay."""
    items = [
        _item(station, 0, at(5, 0), Kind.IDENT, message),
        _item(station, 1, at(5, 1), Kind.MESSAGE, message),
        Item(
            item_id(station.key, TODAY, "vov", 1),
            at(5, 10),
            1_800_000,
            Kind.RELAY,
            "Tiếp sóng",
            source="VOV1",
        ),
        _item(station, 2, at(17, 1), Kind.MESSAGE, message),
    ]
    document = Rundown(station.key, TODAY, 1, tuple(items)).encoded()
    RundownDay.objects.create(
        station=station,
        day=TODAY,
        serial=1,
        address=digest(document),
        document=document.decode(),
        messages=[message.digest],
        reasons={
            items[1].id: {
                "target": "phong-dich/loa",
                "plan": "phong-dich",
                "run": [2, 3],
                "play": [1, 2],
                "make_good_for": "",
            }
        },
        published_at=NOW - DAY,
    )
    return items


def _item(
    station: Station,
    n: int,
    starts: datetime,
    kind: Kind,
    message: SealedMessage,
) -> Item:
    return Item(
        item_id(station.key, TODAY, "rua-tay", n),
        starts,
        12_000 if kind is Kind.IDENT else 60_000,
        kind,
        "Nhạc hiệu" if kind is Kind.IDENT else message.headline,
        message=message.digest,
        language="vi",
        sound="cd" * 32,
        placement="rua-tay" if kind is Kind.MESSAGE else "",
        target="phong-dich/loa" if kind is Kind.MESSAGE else "",
    )


def add_ledger(station: Station, heard: list[Item]) -> Device:
    """Let a simulated player report that it aired some items, in a chain that holds."""
    device = Device.objects.create(
        station=station.key,
        keyid=digest(station.key.encode())[:16],
        public="00" * 32,
        enrolled_at=NOW - 30 * DAY,
        seen_at=NOW - timedelta(minutes=1) if len(heard) > 1 else at(5, 0),
    )
    lines: list[Entry] = []

    def add(moment: datetime, event: Event, item: str = "", **more: object) -> None:
        prev = digest(lines[-1].line()) if lines else GENESIS
        entry = Entry(
            len(lines) + 1,
            prev,
            moment,
            Clock.SYNCHRONISED,
            1,
            0,
            event,
            item,
            **more,  # type: ignore[arg-type]
        )
        lines.append(entry)

    add(at(4, 30), Event.OPENED, data=(("simulated", 1),))
    for item in heard:
        relay = item.kind is Kind.RELAY
        add(item.starts, Event.RELAY_ON if relay else Event.STARTED, item.id)
        add(item.ends, Event.RELAY_OFF if relay else Event.FINISHED, item.id, ms=item.ms)
    EntryRow.objects.bulk_create(
        EntryRow(
            device=device,
            n=entry.n,
            at=entry.at,
            clock=entry.clock,
            boot=entry.boot,
            mono_ms=entry.mono_ms,
            event=entry.event,
            item=entry.item,
            ms=entry.ms,
            data=dict(entry.data),
            hash=digest(entry.line()),
        )
        for entry in lines
    )
    return device

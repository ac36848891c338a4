"""The demonstration's stations: 34 that keep their names while the units around them change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import GridFrame, PolicyRevision, Station, StationUnit
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.fold import fold
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.policy import Hailing, Hours, Pause, Policy, Volume
from loa.core.words import Mood
from loa.places.models import AdminUnit
from loa.plans.models import Pause as PlanPause

FIRST_DAY, MERGER = date(2020, 3, 2), date(2025, 7, 1)
IDENT_KEY = "nhac-hieu"
ZONE = "Asia/Ho_Chi_Minh"
SOURCE_HOURS = "Quy chế hoạt động đài truyền thanh cơ sở (số liệu minh hoạ)"
VOV, PROVINCE_RADIO = "Đài Tiếng nói Việt Nam", "Đài Phát thanh và Truyền hình tỉnh"
MORNING = Daypart(time(5), time(6), SOURCE_HOURS)
EVENING = Daypart(time(17), time(18), SOURCE_HOURS)
ALL_DAY = Daypart(time(0), time(0), "Thiết bị nghe thử trong phòng (số liệu minh hoạ)")
LISTENING_ROOM, LISTENING_UNIT = "phong-nghe-thu", "nghe-thu"
BY_HAND = "fm-bang-lung"
ROOM_MINUTES = 3
EXTRA_TITLE = "Buổi thêm trong ngày đầu (số liệu minh hoạ)"
LEAD, FIVE, EXTRA_LENGTH = timedelta(minutes=4), timedelta(minutes=5), timedelta(minutes=20)
EXTRA_FROM_HOUR, EXTRA_UNTIL_HOUR = 6, 21  # never in the quiet hours of QCVN 26:2010

# Whose audience also speaks what; which commune speaks which is illustration.
DAO_STATIONS = frozenset({"ban-thi", "xuan-lac", "quang-bach", "yen-thuong", "yen-cu", "quang-chu"})


@dataclass(frozen=True, slots=True)
class FirstDay:
    """One more session on the day of loading, so that a visitor need not wait for evening."""

    day: date
    extra: Daypart

    def dayparts(self) -> tuple[Daypart, ...]:
        """Return the day's hours: the extra session, and the ordinary ones still to come."""
        ahead = (part for part in OUTDOOR.hours if part.opens > self.extra.opens)
        return (self.extra, *ahead)

    def slot(self) -> Slot:
        """Return the grid's slot of the extra session, on this one day of the year."""
        only = f"{self.day:%m-%d}"
        extra = self.extra
        return Slot(SlotKind.BULLETIN, extra.opens, extra.closes, extra.source, season=(only, only))


def first_day(now: datetime) -> FirstDay | None:
    """Return the extra session that can still be held today; none at night or beside another.

    It begins at the next five minutes after LEAD, in which everything is signed and fetched.
    """
    local = (now + LEAD).astimezone(ZoneInfo(ZONE))
    opens = local.replace(minute=local.minute // 5 * 5, second=0, microsecond=0) + FIVE
    closes = opens + EXTRA_LENGTH
    day_ends = datetime.combine(opens.date(), time(EXTRA_UNTIL_HOUR), opens.tzinfo)
    beside = any(
        part.opens < closes.time() and opens.time() < part.closes for part in OUTDOOR.hours
    )
    if beside or opens.hour < EXTRA_FROM_HOUR or closes > day_ends:
        return None
    return FirstDay(opens.date(), Daypart(opens.time(), closes.time(), EXTRA_TITLE))


@dataclass(frozen=True, slots=True)
class Rules:
    """What a station's leaders allow: hours and caps."""

    hours: tuple[Daypart, ...]
    session_s: int
    day_s: int


OUTDOOR = Rules((MORNING, EVENING), session_s=25 * 60, day_s=45 * 60)
INDOOR = Rules((ALL_DAY,), session_s=6 * 3600, day_s=6 * 3600)


def set_up_stations(districts: Sequence[str], extra: FirstDay | None = None) -> list[Station]:
    """Make the stations of some districts of 2020 with the units that they stand in."""
    frame = _frame("loa-co-so", "Khung chương trình loa cơ sở", village_grid(extra))
    stations = []
    for unit in _communes_of_2020(districts):
        key = fold(unit.name).replace(" ", "-")
        languages = ["vi", "tyz", *(["ium"] if key in DAO_STATIONS else [])]
        station, _created = Station.objects.update_or_create(
            key=key,
            defaults={
                "name": f"Trạm {unit.name}",
                "kind": Station.Kind.PLAYER,
                "languages": languages,
                "since": FIRST_DAY,
                "grid": frame,
            },
        )
        _stand(station, [(unit.code, FIRST_DAY, MERGER), (_successor(unit), MERGER, None)])
        stations.append(station)
    return stations


def set_up_extras() -> list[Station]:
    """Make the station that is fed by hand and the listening room, both of today."""
    by_hand, _ = Station.objects.update_or_create(
        key=BY_HAND,
        defaults={
            "name": "Cụm FM Bằng Lũng (không có đầu phát)",
            "kind": Station.Kind.WIRED,
            "languages": ["vi", "tyz"],
            "since": MERGER,
            "grid": _frame("loa-co-so", "Khung chương trình loa cơ sở", village_grid()),
        },
    )
    _stand(by_hand, [("02020", MERGER, None)])
    room, _ = Station.objects.update_or_create(
        key=LISTENING_ROOM,
        defaults={
            "name": "Phòng nghe thử (trong nhà)",
            "kind": Station.Kind.PLAYER,
            "languages": ["vi", "tyz", "ium"],
            "since": MERGER,
            "grid": _frame("nghe-thu", "Khung phòng nghe thử", room_grid()),
        },
    )
    _stand(room, [(LISTENING_UNIT, MERGER, None)])
    return [by_hand, room]


def decide_policies(
    stations: Sequence[Station],
    *,
    keyrings: dict[str, tuple[str, ...]],
    acknowledgers: Sequence[str],
    plan_keys: Sequence[str],
    now: datetime,
    extra: FirstDay | None = None,
) -> None:
    """Give each station its policy, unless the one that stands says the same."""
    pauses = tuple(
        Pause(p.starts, p.ends, Mood.FESTIVE, p.reason, p.document)
        for p in PlanPause.objects.filter(plan__key__in=plan_keys, stops="festive")
    )
    for station in stations:
        rules = INDOOR if station.key == LISTENING_ROOM else OUTDOOR
        last = PolicyRevision.objects.filter(station=station).order_by("-serial").first()
        if last is not None:  # a day once set stays as it was signed
            special = last.policy().special_days
        else:
            special = {extra.day: extra.dayparts()} if extra and rules is OUTDOOR else {}
        policy = Policy(
            station=station.key,
            serial=0,
            zone=ZONE,
            hours=tuple(Hours(part) for part in rules.hours),
            session_s=rules.session_s,
            day_s=rules.day_s,
            source=SOURCE_HOURS,
            special_days=special,
            pauses=pauses,
            volume=Volume(),
            hailing=Hailing(now=True),
            keyrings=keyrings[station.key],
            relays=(VOV, PROVINCE_RADIO),
            acknowledgers=tuple(acknowledgers),
        )
        document = policy.document()
        if last is None or canonical({**document, "serial": last.serial}) != last.document.encode():
            actions.decide_policy(station, document, now=now)


def village_grid(extra: FirstDay | None = None) -> Grid:
    """Return the frame of a commune station: ident, bulletin, standing items, relay."""
    more = (extra.slot(),) if extra else ()
    return Grid(
        station="",
        serial=1,
        source=SOURCE_HOURS,
        slots=(
            Slot(SlotKind.IDENT, time(5), time(5, 0, 15), "Nhạc hiệu"),
            Slot(SlotKind.BULLETIN, time(5, 0, 15), time(5, 15), "Bản tin sáng"),
            Slot(SlotKind.ROTATION, time(5, 15), time(5, 28), "Thông tin thường xuyên"),
            Slot(SlotKind.RELAY, time(5, 28), time(5, 59, 30), "Tiếp sóng", VOV),
            Slot(SlotKind.CLOSING, time(5, 59, 30), time(6), "Nhạc hiệu kết thúc"),
            Slot(SlotKind.IDENT, time(17), time(17, 0, 15), "Nhạc hiệu"),
            Slot(SlotKind.BULLETIN, time(17, 0, 15), time(17, 15), "Bản tin chiều"),
            Slot(SlotKind.ROTATION, time(17, 15), time(17, 28), "Thông tin thường xuyên"),
            Slot(SlotKind.RELAY, time(17, 28), time(17, 59, 30), "Tiếp sóng", PROVINCE_RADIO),
            Slot(SlotKind.CLOSING, time(17, 59, 30), time(18), "Nhạc hiệu kết thúc"),
            *more,
        ),
    )


def room_grid() -> Grid:
    """Return the frame of the listening room: a few minutes every ten, day and night."""
    slots = tuple(
        Slot(
            SlotKind.BULLETIN,
            time(n // 6, n % 6 * 10),
            time(n // 6, n % 6 * 10 + ROOM_MINUTES),
            "Nghe thử",
        )
        for n in range(144)
    )
    return Grid(station="", serial=1, slots=slots, source=ALL_DAY.source)


def _frame(key: str, name: str, grid: Grid) -> GridFrame:
    frame, _created = GridFrame.objects.get_or_create(
        key=key,
        defaults={
            "name": name,
            "document": canonical(grid.document()).decode(),
            "ident_key": IDENT_KEY if key != "nghe-thu" else "",
        },
    )
    return frame


def _stand(station: Station, homes: Sequence[tuple[str, date, date | None]]) -> None:
    for code, since, until in homes:
        StationUnit.objects.update_or_create(
            station=station, since=since, defaults={"unit_code": code, "until": until}
        )


def _communes_of_2020(districts: Sequence[str]) -> list[AdminUnit]:
    return [
        unit
        for district in districts
        for unit in AdminUnit.objects.filter(
            parent_code=district, valid_from__lte=FIRST_DAY, level="commune"
        ).order_by("code")
        if unit.valid_until is None or unit.valid_until > FIRST_DAY
    ]


def _successor(unit: AdminUnit) -> str:
    step = unit.successions.filter(on=MERGER).select_related("successor").first()
    if step is None:
        raise ValueError(f"{unit}: no successor on {MERGER}; see places/data/units.toml")
    return str(step.successor.code)

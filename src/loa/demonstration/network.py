"""The demonstration's stations: 34 that keep their names while the units around them change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from loa.channels.broadcast import actions
from loa.channels.broadcast.models import GridFrame, PolicyRevision, Station, StationUnit
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.fold import fold
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.policy import Hours, Pause, Policy, Volume
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

# Whose audience also speaks what; which commune speaks which is illustration.
DAO_STATIONS = frozenset({"ban-thi", "xuan-lac", "quang-bach", "yen-thuong", "yen-cu", "quang-chu"})


@dataclass(frozen=True, slots=True)
class Rules:
    """What a station's leaders allow: hours and caps."""

    hours: tuple[Daypart, ...]
    session_s: int
    day_s: int


OUTDOOR = Rules((MORNING, EVENING), session_s=25 * 60, day_s=45 * 60)
INDOOR = Rules((ALL_DAY,), session_s=6 * 3600, day_s=6 * 3600)


def set_up_stations(districts: Sequence[str]) -> list[Station]:
    """Make the stations of some districts of 2020 with the units that they stand in."""
    frame = _frame("loa-co-so", "Khung chương trình loa cơ sở", village_grid())
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
) -> None:
    """Give each station its policy, unless the one that stands says the same."""
    pauses = tuple(
        Pause(p.starts, p.ends, Mood.FESTIVE, p.reason, p.document)
        for p in PlanPause.objects.filter(plan__key__in=plan_keys, stops="festive")
    )
    for station in stations:
        rules = INDOOR if station.key == LISTENING_ROOM else OUTDOOR
        policy = Policy(
            station=station.key,
            serial=0,
            zone=ZONE,
            hours=tuple(Hours(part) for part in rules.hours),
            session_s=rules.session_s,
            day_s=rules.day_s,
            source=SOURCE_HOURS,
            pauses=pauses,
            volume=Volume(),
            keyrings=keyrings[station.key],
            relays=(VOV, PROVINCE_RADIO),
            acknowledgers=tuple(acknowledgers),
        )
        document = policy.document()
        last = PolicyRevision.objects.filter(station=station).order_by("-serial").first()
        if last is None or canonical({**document, "serial": last.serial}) != last.document.encode():
            actions.decide_policy(station, document, now=now)


def village_grid() -> Grid:
    """Return the frame of a commune station: ident, bulletin, standing items, relay."""
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
    frame, _created = GridFrame.objects.update_or_create(
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

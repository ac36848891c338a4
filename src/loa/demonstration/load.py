"""Loading the demonstration: today's installation, or what a rehearsal of 2020 needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from loa.channels.broadcast.models import PolicyRevision, Station
from loa.core.config import ConfigError
from loa.core.keyring import Keyring
from loa.core.periods import Days
from loa.core.policy import Policy
from loa.delivery.models import SealedMessage
from loa.demonstration import (
    cast,
    happening,
    levels,
    month,
    network,
    portal,
    programme,
    residents,
    stories,
    surveys,
)
from loa.demonstration.cast import Cast
from loa.demonstration.voices import voices_ahead
from loa.devices import office
from loa.devices.office import Office
from loa.devices.receipts import acknowledger_public
from loa.devices.repository.layout import Repository
from loa.people.keyrings import keyring
from loa.people.models import ApproverKey
from loa.places.actions import load_units
from loa.plans.actions import approve_plan, load_plan
from loa.plans.blueprints.epidemic import EpidemicFacts, epidemic
from loa.plans.models import Plan
from loa.rehearsal import runs
from loa.rehearsal.models import Run

PLANS = Path(__file__).parent / "plans"
DISTRICTS = {"cho-don-2020": "064", "cho-moi-2020": "065"}
CENTRES = {"064": "trung-tam-vhtttt-cho-don", "065": "trung-tam-vhtttt-cho-moi"}
EPIDEMIC, STANDING = "phong-dich-2026", "thuong-xuyen"
HEALTH = ("so-y-te-thai-nguyen", "Sở Y tế tỉnh Thái Nguyên")
ROADMAP = (network.FIRST_DAY, date(2020, 11, 1))
BITS = 4  # sixteen bins: a district, not a province
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Folders:
    """Where an installation keeps what the demonstration needs."""

    demo: Path
    objects: Path
    voices: Path
    office: Path
    repository: Path
    signer: Path

    @classmethod
    def below(cls, data: Path, *, shared: Path | None = None) -> "Folders":
        """Return the folders of an installation; sounds and keys may be another's."""
        source = shared or data
        return cls(
            demo=source / "demo",
            objects=source / "objects",
            voices=source / "voices",
            office=data / "office",
            repository=data / "repo",
            signer=data / "signer",
        )


def load_today(folders: Folders, *, now: datetime, progress: Progress) -> Cast:
    """Load today's installation; what is there already stays as it is."""
    with voices_ahead(
        programme.sounds_of(EPIDEMIC),
        store=folders.objects,
        records=folders.voices,
        progress=lambda done, of: progress("voices", done, of),
    ) as sounds:
        stage = _set_the_stage(folders, now)
        sounds()
    _speak(stage, now)
    _sign_policies(
        folders,
        [*stage.stations, *stage.extras],
        rings=("19",),
        plan_keys=[EPIDEMIC],
        now=now,
        extra=stage.extra,
    )
    if not Run.objects.exists():
        starts, ends = ROADMAP
        runs.ask(plan_key="cho-don-2020", starts=starts, ends=ends, seed=7, now=now)
    return stage.people


@dataclass(frozen=True, slots=True)
class Stage:
    """What stands before the first item has a sound."""

    people: Cast
    plan: Plan
    stations: list[Station]
    extras: list[Station]
    extra: network.FirstDay | None
    desk: programme.Desk
    today: date


def _set_the_stage(folders: Folders, now: datetime) -> Stage:
    load_units()
    people = cast.raise_curtain(folders.demo)
    for key in (*DISTRICTS, STANDING):
        _plan((PLANS / f"{key}.toml").read_text(encoding="utf-8"), now)
    for key in DISTRICTS:
        month.settle_past(key, now=now)
    today = now.astimezone(ZoneInfo(network.ZONE)).date()
    extra = None if Station.objects.exists() else network.first_day(now)
    stations = network.set_up_stations(list(DISTRICTS.values()), extra)
    extras = network.set_up_extras()
    residents.let_them_speak(now=now)
    plan = _epidemic_plan(stations, today, now)
    month.orient(today=today, now=now)
    levels.hand_down(today=today, now=now)
    surveys.ask_people(now=now)
    desk = _desk(folders, cast.PROVINCE_CENTRE, today, now)
    portal.open_portal()
    standing = Plan.objects.get(key=STANDING)
    portal.seal_articles(standing, desk, today=today)
    stories.seal_stories(standing, desk, today=today)
    return Stage(people, plan, stations, extras, extra, desk, today)


def _speak(stage: Stage, now: datetime) -> None:
    plan, desk, today = stage.plan, stage.desk, stage.today
    programme.seal_ident(plan, desk)
    messages = programme.seal_plan(plan, desk, lambda _done, _of: None)
    programme.leave_waiting(plan, desk)
    homes = (unit for station in stage.stations for unit in station.units.filter(until=None))
    communes = sorted({home.unit_code for home in homes})
    programme.place_rotation(plan, messages, period=Days(today, None), areas=communes, now=now)
    programme.place_in_listening_room(messages, starts=today, now=now)
    portal.place_on_portal(messages, starts=today, now=now)
    portal.announce_events(plan, today=today)
    happening.let_it_happen(plan, desk, today=today, now=now)


def load_past(
    plan_key: str, folders: Folders, *, first: date, last: date, progress: Progress
) -> list[Station]:
    """Load what a rehearsal of one plan of 2020 needs; return its stations.

    Items are approved before the first day; `last` is the first day after the rehearsal.
    """
    now = programme.start_of(first).astimezone(UTC)
    district = DISTRICTS[plan_key]
    load_units()
    cast.raise_curtain(folders.demo)
    plan = _plan((PLANS / f"{plan_key}.toml").read_text(encoding="utf-8"), now)
    standing = _plan((PLANS / f"{STANDING}.toml").read_text(encoding="utf-8"), now)
    stations = network.set_up_stations([district])
    desk = _desk(folders, CENTRES[district], first, now)
    programme.seal_ident(standing, desk)
    messages: dict[str, SealedMessage] = {}
    for one in (plan, standing):
        messages |= programme.seal_plan(one, desk, lambda done, of: progress("voices", done, of))
    programme.place_campaign(plan, messages, last=last, now=now)
    programme.place_rotation(
        standing, messages, period=Days(first, last), areas=[district], now=now
    )
    _sign_policies(folders, stations, rings=(district,), plan_keys=[plan_key], now=now)
    return stations


def for_rehearsal(
    plan_key: str, *, data: Path, shared: Path, days: Days, progress: Progress
) -> list[Station]:
    """Fill a rehearsal's data folder; sounds and keys come from the folder that it shares.

    Raises ConfigError for a plan that the demonstration does not know, and for days on
    which its stations or approvals do not hold.
    """
    if plan_key not in DISTRICTS:
        raise ConfigError(f"{plan_key}: no plan to rehearse; known: {', '.join(DISTRICTS)}")
    if days.end is None:
        raise ConfigError("a rehearsal needs its last day")
    if days.start < network.FIRST_DAY:
        raise ConfigError(f"{plan_key}: broadcasting begins on {network.FIRST_DAY}; begin there")
    if days.start + programme.VALID < days.end or days.end > network.MERGER:
        last = min(days.start + programme.VALID, network.MERGER)
        raise ConfigError(f"{plan_key}: items are approved, and stations stand, until {last}")
    folders = Folders.below(data, shared=shared)
    return load_past(plan_key, folders, first=days.start, last=days.end, progress=progress)


def _plan(text: str, now: datetime) -> Plan:
    plan = load_plan(text, now=now, by="demo")
    if plan.state == Plan.State.DRAFT:
        plan = approve_plan(plan_key=plan.key, now=now, by="demo")
    return plan


def _epidemic_plan(stations: Sequence[Station], today: date, now: datetime) -> Plan:
    known = Plan.objects.filter(key=EPIDEMIC).first()
    if known is not None:
        return known
    area = sorted({unit.unit_code for s in stations for unit in s.units.filter(until=None)})
    facts = EpidemicFacts(
        key=EPIDEMIC,
        issuer_key=HEALTH[0],
        issuer_name=HEALTH[1],
        area=tuple(area),
        starts=today,
        diseases=("sốt xuất huyết", "cúm mùa", "sởi"),
        notes="Kế hoạch minh hoạ, tạo từ khung phòng dịch.",
    )
    return _plan(epidemic(facts), now)


def _desk(folders: Folders, issuer: str, first: date, now: datetime) -> programme.Desk:
    return programme.Desk(
        issuer=issuer,
        folder=folders.demo,
        store=folders.objects,
        records=folders.voices,
        now=now,
        valid_from=programme.start_of(first),
    )


def _sign_policies(
    folders: Folders,
    stations: Sequence[Station],
    *,
    rings: tuple[str, ...],
    plan_keys: Sequence[str],
    now: datetime,
    extra: network.FirstDay | None = None,
) -> None:
    """Let the demonstration's own office sign policies and keyrings.

    A real office keeps its keys where no server reads them; this one lies beside the
    server, which is why the demonstration is one.
    """
    bureau = Office(folders.office)
    repository = Repository(folders.repository)
    if not (folders.office / office.ROOT_FILE).exists():
        online = office.online_key(folders.signer)
        office.init(bureau, repository, online_public=online, now=now, bits=BITS)
    own = {station.key: _own_ring(station, now) for station in stations}
    network.decide_policies(
        stations,
        keyrings={key: (*rings, *ring) for key, ring in own.items()},
        acknowledgers=[acknowledger_public()],
        plan_keys=plan_keys,
        now=now,
        extra=extra,
    )
    waiting = PolicyRevision.objects.filter(signed_at=None)
    policies = [revision.policy() for revision in waiting.order_by("station", "serial")]
    newest = {policy.station: policy for policy in policies}
    units = sorted({*rings, *(unit for ring in own.values() for unit in ring)})
    documents: list[Policy | Keyring] = [*newest.values(), *(keyring(unit) for unit in units)]
    office.sign(bureau, repository, documents, now=now)
    waiting.update(signed_at=now)


def _own_ring(station: Station, now: datetime) -> tuple[str, ...]:
    """Return the unit in which a station stands, where somebody there signs for themselves."""
    today = now.astimezone(ZoneInfo(network.ZONE)).date()
    homes = station.units.filter(since__lte=today).exclude(until__lte=today)
    codes = set(homes.values_list("unit_code", flat=True))
    keys = ApproverKey.objects.filter(organisation__unit_code__in=codes)
    return tuple(sorted(set(keys.values_list("organisation__unit_code", flat=True))))

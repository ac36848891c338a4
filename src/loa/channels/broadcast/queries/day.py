"""One station's day: what was planned, what became of it, why, and what found no place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from loa.channels.broadcast import as_run as settling
from loa.channels.broadcast import inputs, rules
from loa.channels.broadcast.inputs import MAKE_GOOD
from loa.channels.broadcast.models import AsRun, RundownDay, Station, Tick
from loa.channels.broadcast.rules import Fate, Frame
from loa.core.message import Message
from loa.core.periods import DAY
from loa.core.policy import Policy
from loa.core.rundown import Item
from loa.core.words import Kind
from loa.delivery.models import SealedMessage
from loa.plans.models import Plan, Target

TICK, HOURS = timedelta(minutes=10), timedelta(hours=3)
NOT_YET = frozenset({Fate.UPCOMING, Fate.NOW, Fate.AWAITED})
NARROW = 6.0  # percent: below, a block has no room for words


@dataclass(frozen=True, slots=True)
class Line:
    """One planned item with everything that a person may ask about it."""

    item: Item
    fate: Fate
    as_run: AsRun | None
    text: str
    issuer: str
    plan: str
    target: str
    run: tuple[int, int]
    play: tuple[int, int]
    make_good: bool

    @property
    def state(self) -> str:
        """One of the theme's four states, or none while there is only to wait."""
        return rules.STATES[self.fate]

    @property
    def relay(self) -> bool:
        return self.item.kind is Kind.RELAY

    @property
    def entries(self) -> list[str]:
        """The numbers of the ledger entries that prove the outcome."""
        return [str(name).rpartition(":")[2] for name in self.as_run.proof] if self.as_run else []


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a strip, from and to in percent."""

    line: Line
    starts: float
    ends: float

    @property
    def title(self) -> str:
        """Its words, where there is room for any."""
        return self.line.item.title if self.ends - self.starts >= NARROW else ""


@dataclass(frozen=True, slots=True)
class Strip:
    """A picture of a stretch of the day: planned above, heard below."""

    frame: Frame
    ticks: tuple[tuple[datetime, float], ...]
    planned: tuple[Block, ...]
    heard: tuple[Block, ...]
    now: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of one session."""

    opens: datetime
    closes: datetime
    strips: tuple[Strip, ...]
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]  # of the whole day's strip


@dataclass(frozen=True, slots=True)
class DayPage:
    """A station's day; `rundown` is None when nothing is published for it."""

    station: Station
    day: date
    unit_code: str
    rundown: RundownDay | None
    policy: Policy | None
    parts: tuple[Part, ...]
    whole: Frame | None
    whole_ticks: tuple[tuple[datetime, float], ...]
    now_at: float | None
    unplaced: tuple[Mapping[str, object], ...]
    simulated: bool

    @property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    def count(self, *fates: Fate) -> int:
        """Count the messages (no idents, no relays) with one of some fates; all when none."""
        return sum(
            1
            for line in self.lines
            if line.item.kind is Kind.MESSAGE and (not fates or line.fate in fates)
        )


def day_page(station: Station, day: date, *, now: datetime) -> DayPage:
    """Read a station's day."""
    rundown = RundownDay.objects.filter(station=station, day=day).first()
    revision = inputs.policies([station]).get(station.key)
    policy = revision.policy() if revision else None
    zone = ZoneInfo(station.zone)
    starts, ends = (datetime.combine(d, time.min, zone) for d in (day, day + DAY))
    lines = _lines(rundown, now) if rundown else []
    sessions = policy.sessions(day) if policy else []
    whole = rules.whole_day(policy, starts, ends) if policy else None
    devices = {
        proof.partition(":")[0] for line in lines if line.as_run for proof in line.as_run.proof
    }
    return DayPage(
        station=station,
        day=day,
        unit_code=inputs.unit_on(station.units.values_list("since", "until", "unit_code"), day),
        rundown=rundown,
        policy=policy,
        parts=tuple(_parts(sessions, lines, Frame(starts, ends, tuple(sessions)), now)),
        whole=whole,
        whole_ticks=tuple(whole.ticks(HOURS)) if whole else (),
        now_at=whole.place(now) if whole and whole.holds(now) else None,
        unplaced=tuple(rundown.unplaced) if rundown else (),
        simulated=bool(settling.simulated(devices)),
    )


def _lines(rundown: RundownDay, now: datetime) -> list[Line]:
    known = {row.item_id: row for row in rundown.as_run.all()}
    ticked = set(
        Tick.objects.filter(stick__station=rundown.station_id, played=True).values_list(
            "item_id", flat=True
        )
    )
    items = rundown.rundown().items
    messages = {
        row.digest: row.message()
        for row in SealedMessage.objects.filter(digest__in={i.message for i in items if i.message})
    }
    names = _names(rundown.reasons.values())
    return [
        _line(
            item,
            now=now,
            as_run=known.get(item.id),
            ticked=item.id in ticked,
            message=messages.get(item.message),
            why=rundown.reasons.get(item.id) or {},
            names=names,
        )
        for item in items
    ]


@dataclass(frozen=True, slots=True)
class _Names:
    plans: Mapping[str, str]
    targets: Mapping[str, str]


def _names(reasons: Iterable[Mapping[str, object]]) -> _Names:
    """Return what plans and targets are called, by the keys that explanations bear."""
    plans = {str(why["plan"]) for why in reasons if why.get("plan")}
    rows = Plan.objects.filter(key__in=plans)
    targets = Target.objects.filter(plan__key__in=plans).select_related("topic", "plan")
    return _Names(
        {row.key: row.title for row in rows},
        {f"{t.plan.key}/{t.key}": t.name or (t.topic.name if t.topic else "") for t in targets},
    )


def _line(
    item: Item,
    *,
    now: datetime,
    as_run: AsRun | None,
    ticked: bool,
    message: Message | None,
    why: Mapping[str, Any],
    names: _Names,
) -> Line:
    run, play = why.get("run") or (0, 0), why.get("play") or (0, 0)
    variants = {v.language: v.text for v in message.said()} if message else {}
    return Line(
        item=item,
        fate=rules.fate(item, as_run.outcome if as_run else "", ticked=ticked, now=now),
        as_run=as_run,
        text=variants.get(item.language, ""),
        issuer=message.provenance.issuer if message else "",
        plan=names.plans.get(str(why.get("plan")), ""),
        target=names.targets.get(str(why.get("target")), ""),
        run=(run[0], run[1]),
        play=(play[0], play[1]),
        make_good=bool(item.make_good_for) or item.placement.startswith(MAKE_GOOD),
    )


def _parts(
    sessions: Sequence[rules.Session], lines: Sequence[Line], whole: Frame, now: datetime
) -> Iterator[Part]:
    """Yield the sessions with their lines; what lies in none is shown as a part of its own."""
    left = list(lines)
    for opens, closes in sessions:
        own = [line for line in left if opens <= line.item.starts < closes]
        left = [line for line in left if line not in own]
        yield _part((opens, closes), own, whole, now)
    if left:
        opens, closes = left[0].item.starts, max(line.item.ends for line in left)
        zone = whole.starts.tzinfo
        yield _part((opens.astimezone(zone), closes.astimezone(zone)), left, whole, now)


def _part(session: rules.Session, lines: Sequence[Line], whole: Frame, now: datetime) -> Part:
    drawn = [_strip(frame, lines, now) for frame in rules.frames([session])]
    # A long session has stretches with nothing in them; a short one is shown even when empty.
    strips = tuple(strip for strip in drawn if strip.planned or len(drawn) == 1)
    blocks = tuple(
        Block(line, whole.place(line.item.starts), whole.place(line.item.ends)) for line in lines
    )
    return Part(*session, strips, tuple(lines), blocks)


def _strip(frame: Frame, lines: Sequence[Line], now: datetime) -> Strip:
    planned = [
        Block(line, frame.place(line.item.starts), frame.place(line.item.ends))
        for line in lines
        if line.item.starts < frame.ends and frame.starts < line.item.ends
    ]
    heard = [block for line in lines for block in _heard(frame, line)]
    return Strip(
        frame=frame,
        ticks=tuple(frame.ticks(TICK)),
        planned=tuple(planned),
        heard=tuple(heard),
        now=frame.place(now) if frame.holds(now) else None,
    )


def _heard(frame: Frame, line: Line) -> Iterator[Block]:
    """Yield where something was heard, or (struck through) should have been."""
    if line.fate in NOT_YET:
        return
    starts, ends = line.item.starts, line.item.ends
    if line.as_run and line.as_run.started_at and line.as_run.heard_ms:
        starts = line.as_run.started_at
        ends = starts + timedelta(milliseconds=line.as_run.heard_ms)
    if starts < frame.ends and frame.starts < ends:
        yield Block(line, frame.place(starts), frame.place(ends))

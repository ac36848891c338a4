"""Rundown building: how fast, and how near to the exact optimum of its stated objective.

The oracle states the objective of `loa.core.scheduling.objective` as a constraint model
and lets OR-Tools CP-SAT solve it. It shares with the builder what a request means (frames
of days, units and their options) and nothing of how the builder searches.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from time import process_time

from bench.postgres import beside_postgres
from bench.settling import growth
from bench.table import Row
from ortools.sat.python import cp_model

from loa.core.build import Candidate, Ident, Request, build
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind, plain_grid
from loa.core.periods import Days, Span
from loa.core.policy import Hours, Pause, Policy
from loa.core.scheduling import objective
from loa.core.scheduling.airtime import PAUSE_MS, Frame, epoch_ms
from loa.core.scheduling.order import rank_of
from loa.core.scheduling.render import _draw, problem_of
from loa.core.scheduling.runs import Days as RunDays
from loa.core.scheduling.runs import Unit, open_blocks, units_of
from loa.core.words import Mood, Priority

FIRST = date(2020, 3, 2)
VALID = Span(datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC))
LIMIT_MS = 1.22
SMALL = 12  # placements
REPEATED = 10  # the group of repetitions lies after that of first plays


@dataclass(frozen=True, slots=True)
class Exact:
    """The oracle's answer; `bound` equals `points` when the optimum is proven."""

    points: int
    bound: int


@dataclass(frozen=True, slots=True)
class _Node:
    """One play that may be heard in one block, if `here` holds."""

    unit: int
    play: int
    here: cp_model.IntVar
    start: cp_model.IntVar
    ms: int
    topic: str
    group: cp_model.LinearExprT


class Oracle:
    """The constraint model of one request."""

    def __init__(self, request: Request) -> None:
        problem = problem_of(request)
        self.frames = problem.frames
        self.days = RunDays(tuple(f.day for f in self.frames), self.frames, problem.pauses)
        self.units, _ = units_of(
            problem.candidates, self.days, dict(problem.offsets), problem.committed
        )
        messages = [u.candidate.message for u in self.units if not u.candidate.every_days]
        assert len(set(messages)) == len(messages), "one message, one run in the oracle"
        assert all(u.candidate.times_a_day <= 2 for u in self.units)
        assert not problem.committed
        self.entitled = objective.entitlements(
            problem.candidates, dict(problem.shares), self.frames
        )
        self.model = cp_model.CpModel()
        self.gains: list[cp_model.LinearExprT] = []
        self.nodes: dict[tuple[int, int], list[_Node]] = defaultdict(list)
        self.own: dict[tuple[int, int], list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
        self.aired: dict[str, list[cp_model.LinearExprT]] = defaultdict(list)

    def solve(self, *, seconds: float = 20, workers: int = 1) -> Exact:
        """Return the optimum, or the best found and its bound when time runs out."""
        for number in range(len(self.units)):
            self._unit(number)
        self._caps()
        for (day, block), nodes in self.nodes.items():
            self._block(self.frames[day], block, nodes)
        self._shares()
        self.model.maximize(sum(self.gains))
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = workers
        status = solver.solve(self.model)
        assert status in {cp_model.OPTIMAL, cp_model.FEASIBLE}, solver.status_name(status)
        return Exact(round(solver.objective_value), round(solver.best_objective_bound))

    def _unit(self, number: int) -> None:
        unit = self.units[number]
        chosen = []
        for n, option in enumerate(unit.options):
            take = self.model.new_bool_var(f"u{number}o{n}")
            chosen.append(take)
            self.gains.append(objective.worth(unit.candidate, option) * take)
            for index, day in enumerate(option.days):
                ms = [
                    unit.voice(self.frames[day].day, option, index, play)[2]
                    for play in range(unit.candidate.times_a_day)
                ]
                self._plays(unit, number, day, take, ms)
                if unit.candidate.priority is not Priority.PRIORITY:
                    self.aired[unit.candidate.plan].append(sum(ms) * take)
        self.model.add_at_most_one(chosen)

    def _plays(
        self, unit: Unit, number: int, day: int, take: cp_model.IntVar, lengths: Sequence[int]
    ) -> None:
        """Choose a block and a start for each play of a day, if its option is taken."""
        candidate, frame, model = unit.candidate, self.frames[day], self.model
        kinds = objective.may_use(candidate.home)
        allowed = [
            b for b in open_blocks(candidate, frame, self.days) if frame.blocks[b].kind in kinds
        ]
        origin = epoch_ms(datetime.combine(frame.day, time.min, UTC)) - 24 * 3600 * 1000
        rank = rank_of(candidate.priority, candidate.home, candidate.every_days)
        where: list[dict[int, cp_model.IntVar]] = []
        starts = []
        for play, ms in enumerate(lengths):
            start = model.new_int_var(0, 72 * 3600 * 1000, "")
            here = {b: model.new_bool_var("") for b in allowed}
            model.add(sum(here.values()) == take)
            for b, literal in here.items():
                block = frame.blocks[b]
                model.add(start >= block.starts - origin).only_enforce_if(literal)
                model.add(start + ms + PAUSE_MS <= block.ends - origin).only_enforce_if(literal)
                if block.kind is not candidate.home:
                    self.gains.append(-objective.AWAY * literal)
                self.own[day, block.session].append((ms, literal))
                group: cp_model.LinearExprT = rank
                if play and b in where[-1]:
                    again = model.new_bool_var("")
                    model.add_min_equality(again, [literal, where[-1][b]])
                    group = rank + REPEATED * again
                self.nodes[day, b].append(
                    _Node(number, play, literal, start, ms, candidate.topic, group)
                )
            where.append(here)
            starts.append(start)
        if len(lengths) == 2:
            gap = max(candidate.gap_s * 1000, PAUSE_MS)
            model.add(starts[1] >= starts[0] + lengths[0] + gap).only_enforce_if(take)
            for a, b in ((a, b) for a in allowed for b in allowed):
                if frame.blocks[a].session == frame.blocks[b].session:
                    both = model.new_bool_var("")
                    model.add(both >= where[0][a] + where[1][b] - 1)
                    self.gains.append(-objective.SAME_SESSION * both)

    def _caps(self) -> None:
        for day, frame in enumerate(self.frames):
            total = []
            for session, cap in enumerate(frame.caps):
                used = [ms * literal for ms, literal in self.own[day, session]]
                self.model.add(sum(used) <= cap)
                total += used
            self.model.add(sum(total) <= frame.day_cap)

    def _block(self, frame: Frame, block: int, nodes: list[_Node]) -> None:
        """Order a block's plays: a circuit through those that are here."""
        model = self.model
        model.add(sum((n.ms + PAUSE_MS) * n.here for n in nodes) <= frame.blocks[block].ms)
        arcs: list[tuple[int, int, cp_model.LiteralT]] = [(0, 0, model.new_bool_var(""))]
        for i, a in enumerate(nodes, start=1):
            arcs += [
                (i, i, a.here.negated()),
                (0, i, model.new_bool_var("")),
                (i, 0, model.new_bool_var("")),
            ]
            for j, b in enumerate(nodes, start=1):
                if i == j:
                    continue
                follows = model.new_bool_var("")
                arcs.append((i, j, follows))
                model.add(b.start >= a.start + a.ms + PAUSE_MS).only_enforce_if(follows)
                model.add(a.group <= b.group).only_enforce_if(follows)
                if a.topic == b.topic != "":
                    self.gains.append(-objective.ECHO * follows)
        model.add_circuit(arcs)

    def _shares(self) -> None:
        for plan, parts in self.aired.items():
            limit = self.entitled.get(plan, 0)
            seconds = self.model.new_int_var(0, limit // 1000, "")
            self.model.add(1000 * seconds <= sum(parts))
            self.gains.append(objective.SHARE * seconds)


def instance(seed: int) -> Request:
    """Return a small request in which airtime is short, different for every seed."""
    rng = random.Random(seed)
    session_s = rng.choice([150, 240, 300, 400])
    hours = [Hours(Daypart(time(5), time(6))), Hours(Daypart(time(17), time(17, 30)))]
    if seed % 4 == 3:
        hours = hours[:1]
    second = FIRST + timedelta(days=1)
    pauses = (Pause(second, second + timedelta(days=1), Mood.FESTIVE, "mourning"),)
    policy = Policy(
        "station", 1, "Asia/Ho_Chi_Minh", tuple(hours), session_s, session_s * 2 - 60, "bench",
        pauses=pauses if seed % 3 == 0 else (), relays=("VOV1",),
    )  # fmt: skip
    days = tuple(FIRST + timedelta(days=n) for n in range(rng.choice([3, 4, 5])))
    urgent = 0.2 if seed % 5 == 0 else 0.0  # their worth would hide how routine items fare
    candidates = tuple(_candidate(rng, n, len(days), urgent) for n in range(rng.randint(5, 7)))
    grid = plain_grid(policy) if seed % 2 else _relayed(policy, hours)
    return Request(
        "station", days, policy, grid, candidates, 1,
        shares={"campaign": 2, "month": 1}, ident=Ident("f" * 64, "", "vi", "e" * 64, 8000, VALID),
    )  # fmt: skip


def _candidate(rng: random.Random, number: int, days: int, urgent: float) -> Candidate:
    standing = rng.random() < 0.2
    first = FIRST + timedelta(days=rng.randint(0, max(0, days - 3)))
    return Candidate(
        placement=f"p{number}",
        target="t",
        plan=rng.choice(["campaign", "month"]),
        topic=rng.choice(["a", "b", "c"]),
        message=f"{number:064x}",
        headline=f"item {number}",
        variants={"vi": ("a" * 64, rng.randint(20, 120) * 1000)},
        window=Days(FIRST if standing else first, FIRST + timedelta(days=days)),
        valid=VALID,
        priority=Priority.PRIORITY if rng.random() < urgent else Priority.ROUTINE,
        mood=rng.choice([Mood.PLAIN, Mood.PLAIN, Mood.FESTIVE]),
        times_a_day=rng.choice([1, 2, 2]),
        every_days=2 if standing else 0,
        gap_s=rng.choice([900, 1800]),
        home=SlotKind.ROTATION if standing else SlotKind.BULLETIN,
        weight=rng.choice([1, 1, 2]),
    )


def _relayed(policy: Policy, hours: Sequence[Hours]) -> Grid:
    slots = []
    for one in hours:
        hour = one.daypart.opens.hour
        slots += [
            Slot(SlotKind.IDENT, time(hour), time(hour, 0, 15)),
            Slot(SlotKind.BULLETIN, time(hour, 0, 15), time(hour, 7)),
            Slot(SlotKind.RELAY, time(hour, 7), time(hour, 22), source="VOV1"),
            Slot(SlotKind.ROTATION, time(hour, 22), time(hour, 29)),
        ]
    return Grid(policy.station, 1, tuple(slots))


def province(station: str, days: int) -> Request:
    """Return one station of a province: 24 campaign items, 20 standing ones, two sessions."""
    policy = Policy(
        station, 1, "Asia/Ho_Chi_Minh",
        (Hours(Daypart(time(5), time(6))), Hours(Daypart(time(17), time(18)))),
        900, 1800, "bench",
    )  # fmt: skip
    kind = int(station) % 7
    candidates = [
        Candidate(
            f"p{n}", "t", f"plan{n % 2}", f"topic{n % 5}", f"{n:064x}", f"item {n}",
            {"vi": ("a" * 64, 60_000 + 1000 * n), "tyz": ("b" * 64, 61_000)},
            Days(FIRST + timedelta(days=n % days), FIRST + timedelta(days=days + n)), VALID,
            languages=("vi", "tyz")[: 1 + kind % 2], gap_s=1800 + kind,
        )
        for n in range(24)
    ]  # fmt: skip
    candidates += [
        Candidate(
            f"s{n}", "t", "standing", f"standing{n}", f"{1000 + n:064x}", f"item {n}",
            {"vi": ("c" * 64, 45_000)}, Days(FIRST), VALID,
            times_a_day=1, every_days=7, home=SlotKind.ROTATION,
        )
        for n in range(20)
    ]  # fmt: skip
    span = tuple(FIRST + timedelta(days=n) for n in range(days))
    return Request(station, span, policy, plain_grid(policy), tuple(candidates), 1)


def compare(seeds: Sequence[int], *, seconds: float = 20) -> list[tuple[int, int, Exact]]:
    """Return (seed, the builder's points, the oracle's answer)."""
    rows = []
    for seed in seeds:
        request = instance(seed)
        rows.append((seed, build(request).points, Oracle(request).solve(seconds=seconds)))
    return rows


def run() -> list[Row]:
    worst = 0.0
    for seed, points, exact in compare(range(40)):
        short = 1 - points / exact.bound if exact.bound else 0.0
        worst = max(worst, short)
        proven = "proven" if exact.points == exact.bound else f"bound {exact.bound}"
        line = f"  seed {seed:3}  {points:8}  {exact.points:8} {proven:>14}  {short:6.2%} short"
        print(line, file=sys.stderr)
    alike = _ms_a_day(3500, lambda n: province(f"{n:05}", 7))
    unlike = _ms_a_day(200, _scarce)
    limit = f"{LIMIT_MS}: 3,500 stations for a week in 30 s"
    return [
        Row("rundowns, short of CP-SAT at worst", 100 * worst, "%", "2", worst <= 0.02),
        Row("rundowns, stations in seven kinds", alike, "ms of CPU", limit, alike <= LIMIT_MS),
        Row("rundowns, all unlike and scarce", unlike, "ms of CPU", limit, unlike <= LIMIT_MS),
        *_growth(),
        *beside_postgres("bench.province"),
    ]


def _growth() -> list[Row]:
    """Return how building a week of one station grows with what is to be heard there."""
    times = []
    for size in (SMALL, 10 * SMALL, 100 * SMALL):
        request, taken = _crowded(size), []
        for _ in range(5):
            _draw.cache_clear()
            began = process_time()
            build(request)
            taken.append(process_time() - began)
        times.append(min(taken))
    return [
        growth(f"building, {factor} times the placements", SMALL, factor, times[0], took)
        for factor, took in zip((10, 100), times[1:], strict=True)
    ]


def _crowded(placements: int) -> Request:
    plain = province("00003", 7)
    candidates = (
        replace(c, placement=f"{c.placement}-{n}", message=f"{n:08x}{c.message[8:]}")
        for n, c in zip(range(placements), cycle(plain.candidates), strict=False)
    )
    return replace(plain, candidates=tuple(candidates))


def _ms_a_day(stations: int, ask: Callable[[int], Request]) -> float:
    """Return processor time for a station's day on one core, requests included."""
    began, days = process_time(), 0
    for number in range(stations):
        days += len(build(ask(number)).rundowns)
    return (process_time() - began) / days * 1000


def _scarce(number: int) -> Request:
    plain = province(f"{number:05}", 7)
    return replace(
        plain,
        policy=replace(plain.policy, session_s=240, day_s=480),
        candidates=tuple(replace(c, gap_s=1800 + number) for c in plain.candidates),
    )

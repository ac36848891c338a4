"""Making good over many stations: what was missed of some targets, where, and what fits again.

What is scheduled stays inside the day's cap beside all that is planned already; what does
not fit is named with its reason, so that a person can do something about it.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from loa.channels.broadcast import inputs
from loa.channels.broadcast.models import AsRun, RundownDay, Station, as_rundown
from loa.channels.broadcast.queries.owed import LOOK_AHEAD, promised_again
from loa.core.build import Candidate, propose_make_goods
from loa.core.periods import DAY, Days
from loa.core.policy import Policy
from loa.core.reconcile import ItemOutcome
from loa.core.rundown import Item
from loa.core.scheduling.make_goods import NOT_OWED
from loa.core.words import Kind, Missed, Outcome
from loa.delivery.models import Placement

LOOK_BACK = timedelta(days=60)
WHOLE_DAY_S = 86_400  # the cap is counted below, beside what is planned already


class Unfit(StrEnum):
    """Why something that was missed is not heard once more."""

    FULL = "full"  # no day has so many minutes left
    OVER = "over"  # the days for which it was placed are over
    FORBIDDEN = "forbidden"  # it was not to be heard: paused, withdrawn, outside the hours
    PAUSED = "paused"  # on every day that is left


@dataclass(frozen=True, slots=True)
class Again:
    """A play that fits once more, on `day` at the earliest."""

    station: Station
    unit_code: str
    item: Item
    candidate: Candidate
    day: date


@dataclass(frozen=True, slots=True)
class NotAgain:
    """A play that does not, and why."""

    station: Station
    unit_code: str
    item: Item
    why: Unfit


@dataclass(frozen=True, slots=True)
class MakingGood:
    """What was missed of some targets: `promised` plays have their make-good already."""

    fits: tuple[Again, ...] = ()
    unfit: tuple[NotAgain, ...] = ()
    promised: int = 0
    units: Mapping[str, int] | None = None  # plays that nobody has made good yet, by unit code

    @property
    def reasons(self) -> Counter[Unfit]:
        """How many plays each reason holds back."""
        return Counter(one.why for one in self.unfit)


def making_good(
    targets: Collection[str], *, stations: Mapping[Station, str], now: datetime
) -> MakingGood:
    """Return what stations (with their unit codes) missed of targets ("PLAN/TARGET")."""
    missed = _missed(targets, stations, now)
    if not missed:
        return MakingGood(units={})
    done = promised_again([one.item.id for own in missed.values() for one in own])
    first = now.astimezone(inputs.zone_of(next(iter(missed)))).date() + DAY
    days = Days(first, first + LOOK_AHEAD)
    programme = inputs.read_programme(first, first + LOOK_AHEAD)
    candidates = {one.candidate.placement: one.candidate for one in programme.placed}
    policies = inputs.policies(list(missed))
    taken = _taken(missed, days)
    fits: list[Again] = []
    unfit: list[NotAgain] = []
    for station, own in missed.items():
        if station.key not in policies:
            continue
        policy = inputs.with_pauses(policies[station.key].policy(), station, programme, first)
        left = [one for one in own if one.item.id not in done]
        found, refused = fit(left, candidates, policy, days, taken.get(station.pk, {}))
        code = stations[station]
        fits += [Again(station, code, item, candidate, day) for item, candidate, day in found]
        unfit += [NotAgain(station, code, item, why) for item, why in refused]
    waiting = [one.unit_code for one in fits]
    waiting += [one.unit_code for one in unfit if one.why is not Unfit.FORBIDDEN]
    units = Counter(waiting)
    return MakingGood(tuple(fits), tuple(unfit), len(done), dict(sorted(units.items())))


def fit(
    missed: Iterable[ItemOutcome],
    candidates: Mapping[str, Candidate],
    policy: Policy,
    days: Days,
    taken: Mapping[date, int],
) -> tuple[list[tuple[Item, Candidate, date]], list[tuple[Item, Unfit]]]:
    """Share what was missed among days, oldest first, each inside the day's cap. Pure.

    `taken` are the milliseconds of own content that each day has already.
    """
    room = {day: policy.day_s * 1000 - taken.get(day, 0) for day in days}
    fits: list[tuple[Item, Candidate, date]] = []
    unfit: list[tuple[Item, Unfit]] = []
    for one in sorted(missed, key=lambda o: (o.item.starts, o.item.id)):
        item, origin = one.item, candidates.get(one.item.placement)
        if one.reason in NOT_OWED:
            unfit.append((item, Unfit.FORBIDDEN))
            continue
        if origin is None or origin.window.overlap(days) is None:
            unfit.append((item, Unfit.OVER))
            continue
        offered = propose_make_goods([one], candidates, policy=policy, days=days, cap_s=WHOLE_DAY_S)
        if not offered:
            unfit.append((item, Unfit.PAUSED))
            continue
        window = offered[0].window
        day = next(
            (
                d
                for d in room
                if d in window and room[d] >= item.ms and _open(policy, d, offered[0])
            ),
            None,
        )
        if day is None:
            unfit.append((item, Unfit.FULL))
            continue
        room[day] -= item.ms
        fits.append((item, replace(offered[0], window=Days(day, window.end)), day))
    return fits, unfit


def _open(policy: Policy, day: date, candidate: Candidate) -> bool:
    return bool(policy.dayparts(day)) and not any(
        pause.stills(day, candidate.mood, notice=candidate.notice) for pause in policy.pauses
    )


def _missed(
    targets: Collection[str], stations: Mapping[Station, str], now: datetime
) -> dict[Station, list[ItemOutcome]]:
    by_row = {station.pk: station for station in stations}
    rows = AsRun.objects.filter(
        rundown__station__in=list(by_row),
        rundown__day__gte=(now - LOOK_BACK).date(),
        outcome__in=[Outcome.MISSED, Outcome.CUT],
    )
    found: defaultdict[Station, list[ItemOutcome]] = defaultdict(list)
    for row in rows.select_related("rundown").order_by("planned_at", "item_id"):
        items = {item.id: item for item in as_rundown(row.rundown.document).items}
        item = items.get(row.item_id)
        if item is None or item.target not in targets or _is_make_good(item):
            continue
        outcome = Outcome(row.outcome)
        reason = Missed(row.reason) if row.reason else None
        found[by_row[row.rundown.station_id]].append(
            ItemOutcome(item, outcome, reason, row.started_at, row.heard_ms)
        )
    return dict(found)


def _is_make_good(item: Item) -> bool:
    return item.placement.startswith(inputs.MAKE_GOOD) or bool(item.make_good_for)


def _taken(stations: Collection[Station], days: Days) -> dict[int, dict[date, int]]:
    """Return how much own content each station's days have, relays apart.

    A make-good that was promised a moment ago stands in no programme yet: it counts too.
    """
    found: defaultdict[int, dict[date, int]] = defaultdict(dict)
    built: set[str] = set()
    rows = RundownDay.objects.filter(station__in=list(stations), day__gte=days.start)
    ahead = rows.filter(day__lt=days.end) if days.end else rows
    for station, day, document in ahead.values_list("station_id", "day", "document"):
        own: Sequence[Item] = as_rundown(document).items
        found[station][day] = sum(i.ms for i in own if i.kind is not Kind.RELAY)
        built.update(i.placement for i in own)
    by_area = {inputs.own_area(station.key): station.pk for station in stations}
    promised = Placement.objects.filter(
        key__startswith=inputs.MAKE_GOOD, state=Placement.State.ACTIVE, starts__gte=days.start
    )
    for row in promised.exclude(key__in=built).select_related("message"):
        owner = by_area.get(row.areas[0])
        if owner is not None:
            sounds = row.message.message().sounds().values()
            longest = max((sound.ms for sound in sounds), default=0)
            found[owner][row.starts] = found[owner].get(row.starts, 0) + longest
    return found

"""What holds for every day, whatever goes wrong: counted at the output and in the ledger."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.programme import BIRTH, DAY, ZONE, Programme, at
from tests.simulators.station import SimulatedStation

from loa.core.canonical import digest
from loa.core.dayparts import Daypart
from loa.core.ledger import verify_chain
from loa.core.policy import Hours
from loa.core.words import Clock, Kind, LateRule, Priority
from loa.player.events import ClockJudged

NEXT = DAY + timedelta(days=1)
MIDNIGHT = datetime.combine(DAY, time.min, ZONE)


@dataclass(frozen=True)
class Planned:
    minute: int
    seconds: int
    kind: Kind
    late: LateRule
    emergency: bool
    approved: bool


planned = st.builds(
    Planned,
    minute=st.integers(290, 420),
    seconds=st.integers(1, 1200),
    kind=st.sampled_from([Kind.MESSAGE, Kind.MESSAGE, Kind.FILLER, Kind.RELAY]),
    late=st.sampled_from(LateRule),
    emergency=st.booleans().map(bool),
    approved=st.sampled_from([True, True, True, False]),
)
fault = st.tuples(
    st.integers(280, 430),
    st.sampled_from(["power", "off", "floor", "sync", "media", "rebuild", "lowered"]),
)


def programme(plans: list[Planned], closes: int, cap_s: int) -> tuple[Programme, set[str]]:
    day = Programme()
    hours = (Hours(Daypart(time(5), time(closes // 60, closes % 60))),)
    day.policy = replace(day.policy, hours=hours, session_s=cap_s, day_s=cap_s)
    refused = set()
    for number, plan in enumerate(sorted(plans, key=lambda p: p.minute)):
        clock = f"{plan.minute // 60:02d}:{plan.minute % 60:02d}"
        emergency = plan.emergency and plan.kind is Kind.MESSAGE and number % 3 == 0
        signed = (1, 2) if plan.approved else ((1,) if emergency else ())
        more = (
            {}
            if plan.kind is Kind.RELAY
            else {
                "signed": signed,
                "valid": (BIRTH, at("10:00", NEXT)),
                "priority": Priority.EMERGENCY if emergency else Priority.ROUTINE,
            }
        )
        item = day.add(
            clock, plan.seconds, kind=plan.kind, late=plan.late, name=f"i{number}", **more
        )
        if not plan.approved and plan.kind is not Kind.RELAY:
            refused.add(item.id)
    return day, refused


def live(day: Programme, faults: list[tuple[int, str]], missing: int) -> SimulatedStation:
    station = SimulatedStation(at("04:00"))
    station.know(day)
    sounds = sorted(day.sounds)
    station.give(*sounds[missing:])
    serial = 1
    for minute, kind in sorted(faults):
        station.go(MIDNIGHT + timedelta(minutes=minute))
        if kind in {"power", "off"}:
            station.power_cut()
            station.power_on(station.now + timedelta(minutes=20 if kind == "off" else 0))
            station.know(day, serial, confirmed=False)
            station.give(*sounds[missing:])
        elif kind == "floor":
            station.send(ClockJudged(Clock.FLOOR, station.agent.state.booted or station.now))
        elif kind == "sync":
            station.send(ClockJudged(Clock.SYNCHRONISED, station.agent.state.booted or station.now))
        elif kind == "media":
            station.give(*sounds)
        else:
            serial += 1
            station.know(day, serial)
    station.go(at("12:00", NEXT))
    return station


@settings(max_examples=2500, deadline=None)
@given(
    plans=st.lists(planned, min_size=1, max_size=12),
    faults=st.lists(fault, max_size=5),
    closes=st.integers(310, 400),
    cap_s=st.integers(60, 3600),
    missing=st.integers(0, 2),
)
def test_no_day_breaks_the_promises(
    plans: list[Planned],
    faults: list[tuple[int, str]],
    closes: int,
    cap_s: int,
    missing: int,
) -> None:
    day, refused = programme(plans, closes, cap_s)
    station = live(day, faults, missing)
    by_id = {item.id: item for item in day.items}
    opens, end = at("05:00"), MIDNIGHT + timedelta(minutes=closes)

    for heard in station.heard:
        item = by_id[heard.item]
        assert item.id not in refused
        if item.priority is not Priority.EMERGENCY:
            assert opens <= heard.start <= heard.end <= end
    for first, second in pairwise(station.heard):
        assert first.end <= second.start
    on = None
    for moment, switched in station.relayed:
        if switched:
            on = moment
        elif on is not None:
            assert opens <= on <= moment <= end
    own = [h for h in station.heard if by_id[h.item].priority is not Priority.EMERGENCY]
    assert sum(((h.end - h.start) for h in own), timedelta()) <= timedelta(seconds=cap_s)

    outcomes = Counter(item for item, _, _ in station.outcomes())
    assert outcomes == Counter(by_id.keys())
    lines = station.agent.ledger.lines(1, 100_000_000)
    assert digest(lines[-1]) == station.agent.ledger.head
    assert len(verify_chain(lines)) == station.agent.ledger.n

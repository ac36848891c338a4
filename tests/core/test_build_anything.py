"""Whatever is built may be heard, and whatever is not is accounted for."""

from dataclasses import replace
from datetime import time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.examples import (
    IDENT,
    MONDAY,
    ZONE,
    at,
    candidate,
    grounds,
    message,
    policy,
    request,
    sealed,
)
from tests.core.schedules import heard, on_days

from loa.core.build import Candidate, Request, Schedule, build
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.message import Message, Sound, Variant
from loa.core.periods import Days, Span
from loa.core.policy import Hours, Pause, Policy
from loa.core.rundown import read_rundown
from loa.core.trust import refusals
from loa.core.words import Mood, Priority

clocks = st.integers(0, 95).map(lambda n: time(n // 4, n % 4 * 15))
dayparts = st.builds(Daypart, clocks, clocks)
first_days = st.integers(-2, 5).map(lambda n: MONDAY + timedelta(days=n))
moments = st.integers(-99, 48).map(lambda n: at("00:00") + timedelta(hours=n))
hours = st.builds(
    Hours,
    dayparts,
    st.sampled_from([frozenset(range(1, 8)), frozenset({1, 3, 5})]),
    st.sampled_from([("01-01", "12-31"), ("11-01", "03-04")]),
)
pauses = st.builds(
    lambda start, length, stops: Pause(start, start + timedelta(days=length), stops, "tang"),
    first_days,
    st.integers(0, 3),
    st.sampled_from(Mood),
)
policies = st.builds(
    policy,
    hours=st.lists(hours, min_size=1, max_size=4).map(tuple),
    session_s=st.integers(60, 900),
    day_s=st.integers(60, 1800),
    special_days=st.dictionaries(first_days, st.lists(dayparts, max_size=2).map(tuple), max_size=2),
    pauses=st.lists(pauses, max_size=2).map(tuple),
    zone=st.sampled_from([ZONE, "UTC", "Pacific/Kiritimati"]),
)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Draw slots that follow one another, some of them apart; the last may run past midnight."""
    edges = sorted(draw(st.sets(clocks, min_size=2, max_size=9)))
    spans = [*pairwise(edges), (edges[-1], edges[0])]
    kinds = draw(
        st.lists(st.sampled_from([*SlotKind, SlotKind.BULLETIN, None]), min_size=9, max_size=9)
    )
    return Grid(
        "02071",
        1,
        tuple(
            Slot(kind, start, end, "", "VOV1" if kind is SlotKind.RELAY else "")
            for kind, (start, end) in zip(kinds, spans, strict=False)
            if kind
        ),
    )


@st.composite
def candidates(draw: st.DrawFn) -> tuple[Candidate, Message]:
    number = draw(st.integers(1, 10**6))
    sounds = {"vi": draw(st.integers(1_000, 300_000)), "tyz": draw(st.integers(1_000, 300_000))}
    begins = draw(moments)
    of = message(
        key=str(number),
        priority=draw(st.sampled_from([Priority.ROUTINE, Priority.PRIORITY])),
        mood=draw(st.sampled_from(Mood)),
        topic=draw(st.sampled_from("abc")),
        variants=tuple(
            Variant(lang, "", Sound(lang.encode().hex().ljust(64, "0"), 1, ms, "recorded"))
            for lang, ms in sounds.items()
        ),
        valid_from=begins,
        valid_until=begins + timedelta(hours=draw(st.integers(48, 300))),
    )
    start = draw(first_days)
    return candidate(
        number,
        message=of.digest,
        topic=of.topic,
        plan=draw(st.sampled_from(["campaign", "month"])),
        variants={lang: (s.digest, s.ms) for lang, s in of.sounds().items()},
        window=Days(start, start + timedelta(days=draw(st.integers(3, 9)))),
        valid=Span(of.valid_from, of.valid_until),
        priority=of.priority,
        mood=of.mood,
        times_a_day=draw(st.integers(1, 3)),
        run=draw(st.integers(1, 4)),
        every_days=draw(st.sampled_from([0, 0, 2])),
        languages=draw(st.sampled_from([(), ("vi",), ("vi", "tyz"), ("ium", "tyz")])),
        gap_s=draw(st.sampled_from([0, 600, 3600])),
        home=draw(st.sampled_from([SlotKind.BULLETIN, SlotKind.ROTATION, SlotKind.ANNOUNCEMENTS])),
    ), of


@settings(max_examples=80, deadline=None)
@given(
    policies,
    st.lists(candidates(), min_size=2, max_size=8, unique_by=lambda pair: pair[0].placement),
    st.none() | grids(),
    st.booleans(),
)
def test_whatever_is_built_may_be_heard(
    by: Policy,
    pairs: list[tuple[Candidate, Message]],
    frame: Grid | None,
    framed: bool,
) -> None:
    tune = message(key="ident", variants=(Variant("vi", "", Sound("e" * 64, 1, 20_000, "x")),))
    wanted = request(
        [c for c, _ in pairs],
        by=by,
        grid=frame,
        ident=replace(IDENT, message=tune.digest, ms=20_000) if framed else None,
    )
    schedule = build(wanted)
    judge = grounds(*(sealed(of) for of in (*(m for _, m in pairs), tune)), by=by)
    for rundown in schedule.rundowns:
        assert refusals(rundown, judge) == []
        assert read_rundown(rundown.document()) == rundown
        assert all(a.ends <= b.starts for a, b in pairwise(rundown.items))
    _is_accounted_for(wanted, schedule)


def _is_accounted_for(wanted: Request, schedule: Schedule) -> None:
    """Check that every candidate is heard whole, or named with a reason."""
    named = {u.candidate.placement for u in schedule.unplaced if u.candidate}
    for one in wanted.candidates:
        on = on_days(schedule, one.placement)
        if one.every_days:
            continue
        if not on:
            assert one.placement in named
            continue
        assert len(heard(schedule, one.placement)) == one.run * one.times_a_day
        assert on[-1] - on[0] == timedelta(days=one.run - 1)
        assert all(day in one.window for day in on)

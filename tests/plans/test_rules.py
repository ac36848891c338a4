from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.periods import Days
from loa.core.words import Mood
from loa.places.rules import Register
from loa.plans import rules
from loa.plans.rules import (
    Anchor,
    Consequences,
    Event,
    Pause,
    PeriodError,
    Phase,
    Resolved,
    Shift,
    Target,
    Topic,
)

CONGRESS = Event("dai-hoi", "Đại hội", "district", days=Days(date(2020, 8, 4), date(2020, 8, 7)))
UNKNOWN = Event("toan-quoc", "Đại hội toàn quốc", "country")
BEFORE = Phase("truoc", "Trước", date(2020, 3, 2), Anchor("dai-hoi", "before", 1))
DURING = Phase("trong", "Trong", Anchor("dai-hoi", "before", 14), Anchor("dai-hoi", "after", 0))
AFTER = Phase("sau", "Sau", Anchor("dai-hoi", "after", 1))
FIXED = Phase("dot-3", "Đợt 3", date(2020, 9, 1), event="dai-hoi", stage="after")


def d(text: str) -> date:
    return date.fromisoformat(f"2020-{text}")


@pytest.mark.parametrize(
    ("phase", "resolved"),
    [
        pytest.param(BEFORE, Resolved(Days(d("03-02"), d("08-04"))), id="until-the-day-before"),
        pytest.param(DURING, Resolved(Days(d("07-21"), d("08-07"))), id="ends-with-the-event"),
        pytest.param(AFTER, Resolved(Days(d("08-07"))), id="open-from-the-day-after"),
        pytest.param(FIXED, Resolved(Days(d("09-01"))), id="dates-of-its-own"),
        pytest.param(
            Phase("x", "X", Anchor("toan-quoc", "before", 30)),
            Resolved(None, ("toan-quoc",)),
            id="waits-for-its-start",
        ),
        pytest.param(
            Phase("x", "X", d("09-01"), Anchor("toan-quoc", "after", 3)),
            Resolved(Days(d("09-01")), ("toan-quoc",)),
            id="open-while-its-end-waits",
        ),
    ],
)
def test_resolve_phases(phase: Phase, resolved: Resolved) -> None:
    assert rules.resolve_phases([phase], [CONGRESS, UNKNOWN]) == {phase.key: resolved}


def test_a_phase_that_would_end_before_it_starts_is_refused() -> None:
    with pytest.raises(PeriodError, match="truoc: ends on 2020-02-01"):
        rules.resolve_phases([replace(BEFORE, ends=d("02-01"))], [CONGRESS])


DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(1, 30), st.integers(0, 400), st.integers(0, 400), st.integers(-99, 99))
def test_anchored_phases_move_with_their_event(
    first: date, long: int, lead: int, tail: int, by: int
) -> None:
    shift = timedelta(days=by)
    event = replace(CONGRESS, days=Days(first, first + timedelta(days=long)))
    moved = replace(CONGRESS, days=Days(first + shift, first + timedelta(days=long) + shift))
    phase = Phase("p", "P", Anchor("dai-hoi", "before", lead), Anchor("dai-hoi", "after", tail))
    here = rules.resolve_phases([phase], [event])["p"].days
    there = rules.resolve_phases([phase], [moved])["p"].days
    assert here == Days(
        first - timedelta(days=lead), first + timedelta(days=long) + timedelta(days=tail)
    )
    assert there is not None
    assert there.end is not None
    assert here == Days(there.start - shift, there.end - shift)


RUN = Target("loa", "p", "loudspeaker", "plays", "1", items=3, times_a_day=2, days=3)
ROTATION = Target("loa", "p", "loudspeaker", "plays", "1", items=5, times_a_day=2, every_days=3)
TOTAL = Target("cong", "p", "portal", "articles", quantity=18)
EACH = Target("so-tay", "p", "publication", "copies", quantity_per_unit=30)


def stand(*counts: int) -> dict[date, frozenset[str]]:
    """Days on which so many units are valid, one after the other."""
    first = d("02-28")
    return {
        first + timedelta(days=n): frozenset(str(unit) for unit in range(count))
        for n, count in enumerate(counts)
    }


@pytest.mark.parametrize(
    ("target", "units", "promised"),
    [
        pytest.param(RUN, stand(20, 20), 3 * 20 * 2 * 3, id="items-units-times-days"),
        pytest.param(RUN, stand(22, 22, 20), 360, id="owed-to-those-of-the-last-day"),
        pytest.param(RUN, {}, 0, id="no-day-no-promise"),
        pytest.param(TOTAL, stand(22, 20), 18, id="total"),
        pytest.param(EACH, stand(22, 20), 600, id="each-unit"),
        pytest.param(ROTATION, stand(1, 1, 1), 10, id="each-item-once-in-three-days"),
        pytest.param(ROTATION, stand(22, 20, 20), (22 * 2 + 20 * 2 + 20) * 2, id="units-by-day"),
    ],
)
def test_promised(target: Target, units: dict[date, frozenset[str]], promised: int) -> None:
    assert rules.promised(target, units) == promised


@given(st.integers(1, 40), st.integers(1, 4), st.integers(1, 9), st.integers(1, 5))
def test_a_rotation_airs_every_item_once_in_every_round(
    items: int, times: int, every: int, rounds: int
) -> None:
    target = replace(ROTATION, items=items, times_a_day=times, every_days=every)
    assert rules.promised(target, stand(*[1] * every * rounds)) == items * times * rounds
    aired = [item for day in range(every) for item in rules.due_items(target, day)]
    assert sorted(aired) == list(range(items))


def test_communes_follow_their_lineage(register: Register) -> None:
    days = Days(date(2020, 2, 28), date(2020, 3, 2))
    counted = rules.units_by_day(["064"], days, register)
    assert [len(counted[day]) for day in days] == [22, 22, 20]
    merged = rules.units_by_day(["02056"], days, register)
    assert [merged[day] for day in days] == [{"02056"}, {"02056"}, {"02059"}]
    gone = Days(date(2025, 6, 30), date(2025, 7, 2))
    assert [len(units) for units in rules.units_by_day(["064"], gone, register).values()] == [20, 8]


def test_active_targets_are_those_of_every_phase_that_holds() -> None:
    resolved = {"p": Resolved(Days(d("03-01"), d("04-01"))), "q": Resolved(None, ("x",))}
    other = replace(RUN, phase="q")
    assert rules.active_targets([RUN, other], resolved, d("03-31")) == (RUN,)
    assert rules.active_targets([RUN, other], resolved, d("04-01")) == ()


MOURNING = Pause("quoc-tang", Days(d("08-14"), d("08-16")), "festive", "Quốc tang")
NO_TALKS = Pause(
    "dich", Days(d("04-01"), d("05-01")), "all but notices", "Dịch", ("02020",), ("talk",)
)


@pytest.mark.parametrize(
    ("places", "day", "channel", "pauses"),
    [
        pytest.param({"02020", "064"}, "08-14", "loudspeaker", (MOURNING,), id="first-day"),
        pytest.param({"02020", "064"}, "08-15", "portal", (MOURNING,), id="last-day"),
        pytest.param({"02020", "064"}, "08-16", "portal", (), id="over"),
        pytest.param({"02086", "065"}, "08-14", "loudspeaker", (), id="elsewhere"),
        pytest.param({"02020", "064"}, "04-30", "talk", (NO_TALKS,), id="its-channel"),
        pytest.param({"02020", "064"}, "04-30", "loudspeaker", (), id="another-channel"),
        pytest.param({"02023", "064"}, "04-30", "talk", (), id="another-unit"),
    ],
)
def test_pauses_on(places: set[str], day: str, channel: str, pauses: tuple[Pause, ...]) -> None:
    known = [MOURNING, NO_TALKS]
    assert rules.pauses_on(known, places, d(day), channel=channel, plan_area=["064"]) == pauses


@pytest.mark.parametrize(
    ("pause", "mood", "notice", "stilled"),
    [
        (MOURNING, Mood.FESTIVE, False, True),
        (MOURNING, Mood.FESTIVE, True, True),
        (MOURNING, Mood.PLAIN, False, False),
        (NO_TALKS, Mood.PLAIN, False, True),
        (NO_TALKS, Mood.PLAIN, True, False),
        (NO_TALKS, Mood.FESTIVE, False, True),
    ],
)
def test_what_a_pause_stills(pause: Pause, mood: Mood, notice: bool, stilled: bool) -> None:
    assert pause.stills(mood, notice=notice) is stilled


def test_moving_an_event_shifts_what_counts_from_it_and_names_what_no_longer_fits() -> None:
    days = Days(d("09-01"), d("09-04"))
    phases = [BEFORE, DURING, FIXED]
    assert rules.consequences(phases, [CONGRESS], "dai-hoi", days) == Consequences(
        shifted=(
            Shift("truoc", Days(d("03-02"), d("08-04")), Days(d("03-02"), d("09-01"))),
            Shift("trong", Days(d("07-21"), d("08-07")), Days(d("08-18"), d("09-04"))),
        ),
        misfits=("dot-3",),
    )
    early = Days(d("03-01"), d("03-02"))
    assert rules.consequences([BEFORE], [CONGRESS], "dai-hoi", early).misfits == ("truoc",)


def test_topic_weights_are_those_of_the_phase() -> None:
    topics = [
        Topic("1", "Một"),
        Topic("1.1", "Một một", "1", weights=(("p", 2), ("q", 1))),
        Topic("2", "Hai", weights=(("p", 0),)),
    ]
    assert rules.topic_weights(topics, "p") == {"1.1": 2}

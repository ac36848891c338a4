from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.examples import MONDAY, at, item, message

from loa.core.ledger import GENESIS, Entry, Event
from loa.core.reconcile import ItemOutcome, Proof, Unplanned, evidence, reconcile
from loa.core.rundown import Item, Rundown
from loa.core.words import Clock, Grade, Kind, Missed, Outcome

NEWS = item(message(), "05:10", id="news")
NEXT = item(message(key="next"), "17:10", id="next")
RELAY = Item("relay", at("05:30"), 900_000, Kind.RELAY, "Thời sự", source="VOV1")
DAY = Rundown("02071", MONDAY, 2, (NEWS, RELAY, NEXT))
NIGHT = at("20:00")
AFTER = at("05:10") + timedelta(days=9)


def entry(n: int, event: Event, clock: str, **changes: object) -> Entry:
    one = Entry(n, GENESIS, at(clock), Clock.SYNCHRONISED, 1, n * 1000, event)
    return replace(one, **changes)  # type: ignore[arg-type] # the table's values have one type


def outcome(entries: Iterable[Entry], now: datetime = NIGHT, of: Item = NEWS) -> ItemOutcome:
    found = reconcile(Rundown("02071", MONDAY, 2, (of,)), entries, now=now).outcomes
    assert len(found) == 1
    return found[0]


BOOT = entry(1, Event.BOOT, "04:00")
BEAT = entry(9, Event.CLOCK, "19:00")
STARTED = entry(2, Event.STARTED, "05:10", item="news")
FINISHED = entry(3, Event.FINISHED, "05:11", item="news", ms=60_000)
CUT = entry(3, Event.CUT, "05:10:20", item="news", ms=20_000)


def missed(reason: str) -> Entry:
    return entry(2, Event.MISSED, "05:10", item="news", data=(("reason", reason),))


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param(
            [STARTED, FINISHED],
            ItemOutcome(NEWS, Outcome.AIRED, None, at("05:10"), 60_000, 0, (2, 3)),
            id="aired",
        ),
        pytest.param(
            [FINISHED, STARTED, FINISHED, STARTED],
            ItemOutcome(NEWS, Outcome.AIRED, None, at("05:10"), 60_000, 0, (2, 3)),
            id="the-same-entries-twice-and-out-of-order",
        ),
        pytest.param(
            [replace(STARTED, at=at("05:10:01")), FINISHED],
            ItemOutcome(NEWS, Outcome.AIRED, None, at("05:10:01"), 60_000, 1000, (2, 3)),
            id="exactly-within-tolerance",
        ),
        pytest.param(
            [replace(STARTED, at=at("05:10:01.001")), FINISHED],
            ItemOutcome(NEWS, Outcome.LATE, None, at("05:10:01.001"), 60_000, 1001, (2, 3)),
            id="late",
        ),
        pytest.param(
            [STARTED, CUT],
            ItemOutcome(NEWS, Outcome.CUT, None, at("05:10"), 20_000, 0, (2, 3)),
            id="cut",
        ),
        pytest.param(
            [STARTED, replace(FINISHED, ms=40_000)],
            ItemOutcome(NEWS, Outcome.CUT, None, at("05:10"), 40_000, 0, (2, 3)),
            id="joined-in-the-middle-is-not-whole",
        ),
        pytest.param(
            [
                STARTED,
                CUT,
                entry(4, Event.STARTED, "05:20", item="news", boot=2),
                entry(5, Event.FINISHED, "05:21", item="news", boot=2, ms=60_000),
            ],
            ItemOutcome(NEWS, Outcome.LATE, None, at("05:20"), 60_000, 600_000, (4, 5)),
            id="cut-and-heard-whole-afterwards",
        ),
        pytest.param(
            [missed("media"), BEAT],
            ItemOutcome(NEWS, Outcome.MISSED, Missed.MEDIA, proof=(2,)),
            id="missed-with-its-reason",
        ),
        pytest.param(
            [missed("sunspots"), BEAT],
            ItemOutcome(NEWS, Outcome.MISSED, Missed.NO_REPORT, proof=(2,)),
            id="missed-in-a-word-of-the-future",
        ),
        pytest.param(
            [BOOT, replace(STARTED, clock=Clock.FLOOR), replace(FINISHED, clock=Clock.FLOOR), BEAT],
            ItemOutcome(NEWS, Outcome.MISSED, Missed.CLOCK, proof=(2, 3)),
            id="a-floor-clock-proves-no-time",
        ),
        pytest.param(
            [BOOT, STARTED, entry(4, Event.BOOT, "06:00", boot=2)],
            ItemOutcome(NEWS, Outcome.CUT, None, at("05:10"), 0, 0, (2,)),
            id="power-failed-in-the-middle",
        ),
        pytest.param(
            [BOOT, entry(4, Event.BOOT, "06:00", boot=2)],
            ItemOutcome(NEWS, Outcome.MISSED, Missed.OFF, proof=(1, 4)),
            id="off",
        ),
        pytest.param(
            [BEAT],
            ItemOutcome(NEWS, Outcome.MISSED, Missed.OFF, proof=(9,)),
            id="not-yet-installed",
        ),
        pytest.param(
            [BOOT, replace(BEAT, n=3, clock=Clock.FLOOR), replace(BEAT, n=4)],
            ItemOutcome(NEWS, Outcome.MISSED, Missed.CLOCK, proof=(1, 4)),
            id="it-did-not-know-the-time",
        ),
        pytest.param(
            [BOOT, BEAT],
            ItemOutcome(NEWS, Outcome.MISSED, Missed.RUNDOWN, proof=(1, 9)),
            id="on-and-silent-about-it",
        ),
        pytest.param([BOOT], ItemOutcome(NEWS, Outcome.PENDING), id="not-covered-yet"),
        pytest.param([], ItemOutcome(NEWS, Outcome.PENDING), id="nothing-came-back-yet"),
        pytest.param(
            [BOOT, STARTED],
            ItemOutcome(NEWS, Outcome.PENDING, None, at("05:10")),
            id="begun-and-not-yet-told",
        ),
    ],
)
def test_an_item_has_one_outcome(entries: list[Entry], expected: ItemOutcome) -> None:
    assert outcome(entries) == expected


@pytest.mark.parametrize(
    ("now", "expected", "reason"),
    [
        (at("05:00"), Outcome.PENDING, None),
        (at("05:10:59.999"), Outcome.PENDING, None),
        (NEWS.ends + timedelta(days=7, milliseconds=-1), Outcome.PENDING, None),
        (NEWS.ends + timedelta(days=7), Outcome.MISSED, Missed.NO_REPORT),
    ],
)
def test_silence_counts_as_missed_after_the_grace(
    now: datetime, expected: Outcome, reason: Missed | None
) -> None:
    assert outcome([], now) == ItemOutcome(NEWS, expected, reason)


def test_a_ledger_that_arrives_late_corrects_the_outcome() -> None:
    assert outcome([], AFTER).reason is Missed.NO_REPORT
    assert outcome([STARTED, FINISHED], AFTER).outcome is Outcome.AIRED


def test_entries_of_an_older_serial_are_matched_by_the_item() -> None:
    older = replace(STARTED, data=(("serial", 1),))
    assert outcome([older, FINISHED]).outcome is Outcome.AIRED


def test_a_relay_is_heard_and_no_play() -> None:
    on = entry(4, Event.RELAY_ON, "05:30", item="relay")
    off = entry(5, Event.RELAY_OFF, "05:45", item="relay", ms=900_000)
    found = outcome([on, off], of=RELAY)
    assert (found.outcome, found.heard_ms) == (Outcome.AIRED, 900_000)
    assert [(p.plays, p.ms) for p in evidence([found])] == [(0, 900_000)]


def test_what_no_rundown_planned_is_returned_apart() -> None:
    found = reconcile(DAY, [STARTED, FINISHED], now=NIGHT)
    assert found.unplanned == ()
    other = Rundown("02071", MONDAY, 2, (NEXT,))
    assert reconcile(other, [STARTED, FINISHED], now=NIGHT).unplanned == (
        Unplanned("news", at("05:10"), 60_000, (2, 3)),
    )
    assert reconcile(other, [STARTED], now=NIGHT, known=frozenset({"news"})).unplanned == ()


def test_evidence_of_a_play_is_recorded_and_names_its_entries() -> None:
    assert evidence([outcome([STARTED, FINISHED])]) == [
        Proof("news", "p1", "t1", at("05:10"), 1, 60_000, Grade.RECORDED, (2, 3))
    ]


def test_a_cut_item_yields_seconds_and_no_play() -> None:
    assert [(p.plays, p.ms) for p in evidence([outcome([STARTED, CUT])])] == [(0, 20_000)]


def test_what_was_not_heard_yields_nothing() -> None:
    assert evidence([outcome([]), outcome([missed("media")]), outcome([STARTED, BOOT, BEAT])]) == []


about = st.sampled_from(Event)
entries = st.builds(
    lambda event, which, minute, clock, boot, ms: (event, which, minute, clock, boot, ms),
    about,
    st.sampled_from(["news", "relay", "next", "other", ""]),
    st.integers(0, 20 * 60),
    st.sampled_from(Clock),
    st.integers(1, 3),
    st.sampled_from([0, 20_000, 60_000, 900_000]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries, max_size=20), st.integers(0, 20 * 24), st.randoms())
def test_each_planned_item_has_one_outcome_whatever_comes_back(
    rows: list[tuple[Event, str, int, Clock, int, int]], hours: int, mixer: Random
) -> None:
    numbers = count(1)
    ledger = [
        Entry(next(numbers), GENESIS, at("00:00") + timedelta(minutes=minute), clock, boot, 0,
              event, which, ms)
        for event, which, minute, clock, boot, ms in rows
    ]  # fmt: skip
    now = at("00:00") + timedelta(hours=hours)
    found = reconcile(DAY, ledger, now=now)
    assert [one.item for one in found.outcomes] == list(DAY.items)
    assert all(
        (one.outcome is Outcome.MISSED) == (one.reason is not None) for one in found.outcomes
    )
    assert all(one.heard_ms <= one.item.ms for one in found.outcomes)
    plays = sum(proof.plays for proof in evidence(found.outcomes))
    assert plays <= sum(e.event is Event.FINISHED and e.clock is not Clock.FLOOR for e in ledger)
    mixed = [*ledger, *ledger]
    mixer.shuffle(mixed)
    assert reconcile(DAY, mixed, now=now).outcomes == found.outcomes

"""Settling: each planned item gets one outcome, each proof counts once, whenever it arrives."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from tests.channels.broadcast.builders import (
    DAY,
    UNIT,
    Ledger,
    at,
    day_of,
    item,
    placement,
    relay,
    sealed,
    station,
)

from loa.channels.broadcast.as_run import Settled, settle
from loa.channels.broadcast.as_run.due import batches
from loa.channels.broadcast.models import AsRun, Cursor, RundownDay, Station
from loa.core.rundown import Item
from loa.core.words import Clock
from loa.delivery.models import Evidence, SealedMessage

pytestmark = pytest.mark.django_db
EVENING = at(20)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def news(here: Station) -> SealedMessage:
    row = sealed()
    placement(row)
    return row


@pytest.fixture
def first(news: SealedMessage) -> Item:
    return item(news, at(5))


def outcomes() -> list[tuple[str, str]]:
    return [(row.outcome, row.reason) for row in AsRun.objects.order_by("planned_at")]


def proven() -> list[tuple[int, str, str, bool]]:
    rows = Evidence.objects.order_by("at", "pk")
    return [(row.quantity, row.unit, row.unit_code, row.simulated) for row in rows]


def test_an_item_heard_whole_is_one_play_with_its_proof(here: Station, first: Item) -> None:
    day_of(here, [first])
    ledger = Ledger(here)
    end = ledger.plays(first)
    assert settle(EVENING) == Settled(stations=1, days=1, changed=1, evidence=1)
    row = AsRun.objects.get()
    assert (row.outcome, row.heard_ms, row.late_ms) == ("aired", 60_000, 0)
    assert row.proof == [f"{'a' * 16}:{end - 1}", f"{'a' * 16}:{end}"]
    evidence = Evidence.objects.get()
    assert (evidence.quantity, evidence.unit, evidence.grade) == (1, "plays", "recorded")
    assert (evidence.unit_code, evidence.place, evidence.at) == (UNIT, here.name, first.starts)
    assert evidence.reference == f"ledger:{'a' * 16}:{end}:{first.id}"
    assert RundownDay.objects.get().settled


@pytest.mark.parametrize(
    ("heard", "outcome", "counted"),
    [
        pytest.param((0, None), "aired", [(1, "plays", UNIT, False)], id="on-time"),
        pytest.param((90, None), "late", [(1, "plays", UNIT, False)], id="late-is-a-play"),
        pytest.param((0, 25_400), "cut", [(25, "seconds", UNIT, False)], id="cut-is-seconds"),
        pytest.param((0, 400), "cut", [], id="less-than-a-second-is-nothing"),
    ],
)
def test_what_an_item_yields(
    here: Station,
    first: Item,
    heard: tuple[float, int | None],
    outcome: str,
    counted: list[tuple[int, str, str, bool]],
) -> None:
    day_of(here, [first])
    late_s, ms = heard
    Ledger(here).plays(first, late_s=late_s, ms=ms)
    settle(EVENING)
    assert outcomes() == [(outcome, "")]
    assert proven() == counted


def test_a_relay_is_heard_and_is_no_play(here: Station) -> None:
    programme = relay(at(5, 28))
    day_of(here, [programme])
    ledger = Ledger(here)
    ledger.say("relay-on", programme.starts, item=programme.id)
    ledger.say("relay-off", programme.ends, item=programme.id, ms=programme.ms)
    settle(EVENING)
    assert (outcomes(), proven()) == ([("aired", "")], [])


def test_settling_again_changes_nothing(here: Station, first: Item) -> None:
    day_of(here, [first])
    Ledger(here).plays(first)
    settle(EVENING)
    assert settle(EVENING) == Settled()
    Cursor.objects.all().delete()  # as after a crash before the position was kept
    assert settle(EVENING) == Settled(stations=1, days=1)
    assert len(proven()) == 1


def test_a_ledger_that_comes_late_mends_what_was_given_up(here: Station, first: Item) -> None:
    day_of(here, [first])
    assert settle(at(0) + 6 * ONE_DAY) == Settled()
    settle(at(0) + 9 * ONE_DAY)
    assert (outcomes(), RundownDay.objects.get().settled) == ([("missed", "no-report")], True)
    Ledger(here).plays(first)
    settle(at(0) + 10 * ONE_DAY)
    assert (outcomes(), len(proven())) == ([("aired", "")], 1)


def test_days_between_two_entries_are_known_to_have_been_silent(
    here: Station, news: SealedMessage
) -> None:
    items = [item(news, at(5, day=DAY + n * ONE_DAY)) for n in range(4)]
    for n, one in enumerate(items):
        day_of(here, [one], day=DAY + n * ONE_DAY)
    ledger = Ledger(here)
    ledger.plays(items[0])
    settle(EVENING)
    ledger.say("boot", at(4, day=DAY + 3 * ONE_DAY), boot=2)
    ledger.plays(items[3], boot=2)
    settle(EVENING + 3 * ONE_DAY)
    assert outcomes() == [("aired", ""), ("missed", "off"), ("missed", "off"), ("aired", "")]


def test_what_has_not_come_back_yet_is_pending_and_not_written(here: Station, first: Item) -> None:
    day_of(here, [first])
    Ledger(here)
    settle(at(5, 10))
    assert (outcomes(), RundownDay.objects.get().settled) == ([], False)


def test_an_entry_written_under_an_older_serial_counts(here: Station, first: Item) -> None:
    day_of(here, [first], serial=1)
    Ledger(here).plays(first, data={"serial": 1})
    day_of(here, [first], serial=2)
    settle(EVENING)
    assert (outcomes(), len(proven())) == ([("aired", "")], 1)


def test_a_simulated_ledger_yields_simulated_evidence(here: Station, first: Item) -> None:
    day_of(here, [first])
    Ledger(here, simulated=True).plays(first)
    settle(EVENING)
    assert proven() == [(1, "plays", UNIT, True)]


def test_two_players_of_one_station_make_one_play(here: Station, first: Item) -> None:
    day_of(here, [first])
    Ledger(here).plays(first)
    settle(EVENING)
    Ledger(here, keyid="b" * 16).plays(first)
    settle(EVENING)
    assert (outcomes(), len(proven())) == ([("aired", "")], 1)


def test_of_two_players_the_one_that_played_counts(here: Station, first: Item) -> None:
    day_of(here, [first])
    broken = Ledger(here)
    broken.say("missed", first.starts, item=first.id, data={"reason": "output"})
    end = Ledger(here, keyid="b" * 16).plays(first)
    settle(EVENING)
    assert outcomes() == [("aired", "")]
    assert AsRun.objects.get().proof[-1] == f"{'b' * 16}:{end}"


def test_a_better_attempt_adds_a_play_to_the_seconds(here: Station, first: Item) -> None:
    day_of(here, [first])
    ledger = Ledger(here)
    ledger.plays(first, ms=20_000)
    settle(at(5, 5))
    ledger.plays(first, late_s=120)
    settle(EVENING)
    assert outcomes() == [("late", "")]
    assert proven() == [(20, "seconds", UNIT, False), (1, "plays", UNIT, False)]


def test_a_clock_at_its_floor_proves_no_play(here: Station, first: Item) -> None:
    day_of(here, [first])
    Ledger(here).plays(first, clock=Clock.FLOOR)
    settle(EVENING)
    assert (outcomes(), proven()) == ([("missed", "clock")], [])


def test_what_nobody_planned_is_told(here: Station, first: Item) -> None:
    day_of(here, [])
    Ledger(here).plays(first)
    assert settle(EVENING).unplanned == (first.id,)


def test_stations_fed_by_hand_are_left_to_ticks(news: SealedMessage) -> None:
    by_hand = station("fm", kind=Station.Kind.WIRED)
    day_of(by_hand, [item(news, at(5))])
    assert settle(EVENING + 30 * ONE_DAY) == Settled()


@pytest.mark.parametrize("steps", [[24], [8, 24], [1, 5, 6, 17, 18, 24], [5.02, 5.03, 24]])
def test_however_the_entries_arrive_the_end_is_the_same(
    here: Station, news: SealedMessage, steps: list[float]
) -> None:
    other = sealed("hop-thon", ms=40_000)
    placement(other)
    items = [item(news, at(5)), item(other, at(5, 2)), item(news, at(17), n=2)]
    day_of(here, items)
    ledger = Ledger(here)
    acts = {
        0: lambda: ledger.plays(items[0]),
        1: lambda: ledger.plays(items[1], ms=10_000),
        2: lambda: ledger.plays(items[2], late_s=30),
    }
    for since, until in pairwise([0, *steps]):
        for n, one in enumerate(items):
            if at(0) + timedelta(hours=since) <= one.starts < at(0) + timedelta(hours=until):
                acts[n]()
        settle(at(0) + timedelta(hours=until))
    assert outcomes() == [("aired", ""), ("cut", ""), ("late", "")]
    assert [row[:2] for row in proven()] == [(1, "plays"), (10, "seconds"), (1, "plays")]


def test_stations_settled_together_are_settled_each_for_itself(news: SealedMessage) -> None:
    stations = [station(f"tram-{n}") for n in range(5)]
    items = [item(news, at(5, n), n=n) for n in range(5)]
    for n, (one, planned) in enumerate(zip(stations, items, strict=True)):
        day_of(one, [planned])
        day_of(one, [], day=DAY + ONE_DAY)
        ledger = Ledger(one, keyid=f"{n:016x}")
        if n < 3:
            ledger.plays(planned)
    Ledger(stations[4], keyid="f" * 16).plays(items[0])  # another station's item
    done = settle(EVENING)
    assert (done.stations, done.evidence, done.unplanned) == (5, 3, (items[0].id,))
    kept = AsRun.objects.order_by("item_id").values_list("rundown__station__key", "outcome")
    assert sorted(kept)[:3] == [(f"tram-{n}", "aired") for n in range(3)]


@pytest.mark.parametrize(
    ("stations", "days", "sizes"),
    [
        pytest.param(3, 2, [3], id="together"),
        pytest.param(250, 1, [100, 100, 50], id="not-too-many-stations"),
        pytest.param(30, 30, [13, 13, 4], id="not-too-many-days"),
        pytest.param(1, 90, [1, 1, 1], id="a-station-once"),
    ],
)
def test_what_is_settled_together(stations: int, days: int, sizes: list[int]) -> None:
    wanted = {n: {DAY + d * ONE_DAY: 1000 * n + d for d in range(days)} for n in range(stations)}
    found = list(batches(wanted))
    assert [len(batch) for batch in found] == sizes
    rows = [row for batch in found for own in batch.values() for row in own.values()]
    assert sorted(rows) == sorted(row for own in wanted.values() for row in own.values())


def test_many_days_are_settled_in_a_moment(here: Station, news: SealedMessage) -> None:
    days = [DAY + n * ONE_DAY for n in range(60)]
    ledger = Ledger(here)
    for day in days:
        own = [item(news, at(5, n, day=day), n=n) for n in range(8)]
        day_of(here, own, day=day)
        for one in own:
            ledger.plays(one)
    began = datetime.now()  # noqa: DTZ005 - a stopwatch
    done = settle(at(20, day=days[-1]))
    took = datetime.now() - began  # noqa: DTZ005 - a stopwatch
    assert (done.days, done.evidence) == (60, 480)
    assert took < timedelta(seconds=5)  # 4,880 station-days have well under a minute

"""Faults: drawn from a seed, each for itself, each kind often enough."""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from loa.core.periods import Days
from loa.rehearsal.faults import (
    AFTER,
    DISK,
    HOUR,
    OF_THE_SERVER,
    POWER,
    SILENCING,
    Fault,
    FaultKind,
    Ground,
    draw,
    read_kinds,
    station_days,
)

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SESSIONS = [(time(5), time(6)), (time(17), time(18))]
LEAST_SHARE = 0.03


def ground(stations: int, first: date, days: int) -> Ground:
    span = Days(first, first + timedelta(days=days))
    return Ground([f"tram-{n:02}" for n in range(stations)], span, SESSIONS, ZONE, 7)


SMALL = ground(3, date(2020, 3, 2), 14)
ALL = frozenset(FaultKind)
PAIRED = POWER | DISK | {FaultKind.TWINS}  # two of these may never come together


def test_a_seed_always_draws_the_same() -> None:
    assert draw(7, SMALL, ALL) == draw(7, SMALL, sorted(ALL, reverse=True))
    assert draw(7, SMALL, ALL) != draw(8, SMALL, ALL)


@pytest.mark.parametrize("kind", sorted(ALL - PAIRED))
def test_leaving_out_a_kind_changes_nothing_about_the_others(kind: FaultKind) -> None:
    others = tuple(fault for fault in draw(3, SMALL, ALL) if fault.kind is not kind)
    assert draw(3, SMALL, ALL - {kind}) == others


@pytest.mark.parametrize("seed", [1, 2])
def test_each_kind_reaches_its_share_of_station_days(seed: int) -> None:
    roadmap = ground(20, date(2020, 3, 2), 244)
    hit: defaultdict[FaultKind, set[tuple[str, date]]] = defaultdict(set)
    for fault in draw(seed, roadmap, ALL):
        hit[fault.kind] |= set(station_days(fault, roadmap))
    shares = {kind: len(hit[kind]) / (20 * 244) for kind in FaultKind}
    assert {kind: share for kind, share in shares.items() if share < LEAST_SHARE} == {}


@pytest.mark.parametrize("seed", range(1, 9))
def test_faults_lie_in_the_days_and_begin_when_players_are_enrolled(seed: int) -> None:
    earliest, end = SMALL.at(date(2020, 3, 2), time(0, 30)), SMALL.end()
    for fault in draw(seed, SMALL, ALL):
        assert earliest <= fault.starts < fault.ends <= end
        assert fault.starts.tzinfo is fault.ends.tzinfo is UTC
        assert (fault.station == "") is (fault.kind in OF_THE_SERVER)


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_disk_that_refuses_never_loses_power_nor_its_board(seed: int) -> None:
    faults = draw(seed, SMALL, ALL)
    refusing = [fault for fault in faults if fault.kind in DISK]
    hopeless = [fault for fault in faults if fault.kind in POWER | {FaultKind.TWINS}]
    together = [
        (one, other)
        for one in refusing
        for other in hopeless
        if one.station == other.station
        and one.starts < other.ends + HOUR
        and other.starts < one.ends + HOUR
    ]
    assert refusing
    assert hopeless
    assert together == []


def test_an_outage_over_a_months_end_needs_one() -> None:
    assert draw(1, SMALL, {FaultKind.MONTH_END}) == ()
    (over, *_) = draw(1, ground(3, date(2020, 3, 25), 14), {FaultKind.MONTH_END})
    turn = datetime(2020, 4, 1, tzinfo=ZONE)
    assert over.starts < turn < over.ends


def test_a_single_day_has_no_yesterday_to_restore() -> None:
    assert draw(1, ground(3, date(2020, 3, 2), 1), {FaultKind.RESTORED}) == ()


NOON = datetime(2020, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("kind", "station", "starts", "ends", "covered"),
    [
        pytest.param("power-cut-in-item", "a", 0, 60, True, id="all-of-it"),
        pytest.param("power-cut-in-item", "b", 0, 60, False, id="another-station"),
        pytest.param("policy-changed-in-item", "", 0, 60, True, id="the-server"),
        pytest.param("power-cut-in-item", "a", -10, 1, True, id="it-begins-before-the-end"),
        pytest.param("power-cut-in-item", "a", -10, 0, False, id="it-begins-as-it-ends"),
        pytest.param("two-players-one-identity", "a", -60, -50, True, id="made-up-in-the-session"),
        pytest.param("two-players-one-identity", "a", -90, -60, False, id="of-an-earlier-session"),
        pytest.param("power-cut-in-item", "a", 104, 110, True, id="the-rest-of-the-session"),
        pytest.param("power-cut-in-item", "a", 105, 110, False, id="the-next-poll-is-over"),
        pytest.param("upload-doubled", "a", 0, 60, False, id="uploads-silence-nobody"),
        pytest.param("database-restored", "", 0, 60, False, id="nor-does-an-old-database"),
    ],
)
def test_what_a_fault_covers(
    kind: str, station: str, starts: int, ends: int, covered: bool
) -> None:
    fault = Fault(FaultKind(kind), station, NOON, NOON + 60 * MINUTE, 1)
    assert fault.covers("a", NOON + starts * MINUTE, NOON + ends * MINUTE) is covered
    assert AFTER == 45 * MINUTE


def test_what_goes_wrong_with_uploads_and_the_database_silences_nobody() -> None:
    assert sorted(ALL - SILENCING) == [
        "database-restored",
        "server-killed",
        "upload-cut",
        "upload-doubled",
        "upload-reordered",
    ]


def test_a_fault_has_dice_of_its_own() -> None:
    fault = Fault(FaultKind.AWAY, "a", NOON, NOON + MINUTE, 42)
    assert fault.dice().random() == fault.dice().random()


def test_a_line_of_a_trace_says_all_that_a_fault_is() -> None:
    fault = Fault(FaultKind.RESTORED, "", NOON, NOON + MINUTE, 42)
    assert fault.sentence() == (
        "2020-03-04 12:00:00 to 2020-03-04 12:01:00 UTC  server: database-restored (pick 42)"
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("all", ALL),
        ("disk-full", {FaultKind.DISK_FULL}),
        ("disk-full, network-away,", {FaultKind.DISK_FULL, FaultKind.AWAY}),
        ("", set()),
    ],
)
def test_kinds_are_read(text: str, kinds: set[FaultKind]) -> None:
    assert read_kinds(text) == kinds


def test_a_kind_that_is_not_known_is_named() -> None:
    with pytest.raises(ValueError, match="'earthquake'"):
        read_kinds("disk-full,earthquake")

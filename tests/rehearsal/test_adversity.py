"""What each kind of fault does to a life while it lasts, and that it leaves nothing behind."""

import errno
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tests.rehearsal.lives import WHOLE, S, Village, village
from tests.simulators.programme import STATION, at

from loa.core.ledger import read_segment
from loa.player.ports import FetchError
from loa.rehearsal.adversity import DEEDS, YEAR, strike
from loa.rehearsal.faults import OF_THE_SERVER, UPLOADS, Fault, FaultKind
from loa.rehearsal.life import Life, device_key

A, B, C = WHOLE
LATE = [("b", "05:04:30", "05:05:30"), ("c", "05:05:30", "05:06:30")]
LATER = [("b", "05:05:30", "05:06:30"), ("c", "05:06:30", "05:07:30")]
FROM, UNTIL = "04:30", "04:50"


@pytest.fixture
def place(tmp_path: Path) -> Village:
    return village(tmp_path)


def fault(kind: FaultKind, starts: str = FROM, ends: str = UNTIL, pick: int = 1) -> Fault:
    return Fault(kind, STATION, at(starts), at(ends), pick)


def struck(place: Village, one: Fault) -> list[str]:
    """Let a fault come; return a list that will hold a word for each time that it hits."""
    hits: list[str] = []
    strike(place.life, one, lambda: hits.append("hit"))
    return hits


def wrong(life: Life) -> set[str]:
    """Return everything about a life that is not as it should be."""
    line, flash, quartz = life.line, life.flash, life.quartz
    signs = {
        "no line": line.down,
        "an old timestamp": line.timestamp,
        "another commune": line.other_commune,
        "spoilt": line.spoils,
        "power will fail in a download": line.cuts_power_after is not None,
        "lossy": line.lossy_posts,
        "no power": life.player is None,
        "held off": life.held_off,
        "tears": flash.tears,
        "full": flash.refuses == errno.ENOSPC,
        "read-only": flash.refuses == errno.EROFS,
        "off": quartz.wall() != life.now,
        "no battery": not quartz.battery,
        "forged": quartz.forged,
        "uncorrected": quartz.uncorrected_until,
        "twin": life.twin,
    }
    return {name for name, there in signs.items() if there}


# `pick` decides which way a clock is stepped.
SECONDS, YEARS = FaultKind.CLOCK_SECONDS, FaultKind.CLOCK_YEARS
DURING: list[tuple[FaultKind, set[str]]] = [
    (FaultKind.AWAY, {"no line"}),
    (FaultKind.MONTH_END, {"no line"}),
    (FaultKind.POWER_IN_ITEM, {"no power", "held off"}),
    (FaultKind.POWER_IN_WRITE, {"tears", "held off"}),
    (FaultKind.POWER_IN_DOWNLOAD, {"power will fail in a download", "held off"}),
    (FaultKind.NO_CLOCK, {"no power", "held off", "no line", "off", "no battery"}),
    (FaultKind.TRUNCATED, {"spoilt"}),
    (FaultKind.ALTERED, {"spoilt"}),
    (FaultKind.ROLLED_BACK, {"an old timestamp"}),
    (FaultKind.FROZEN, {"an old timestamp"}),
    (FaultKind.EXPIRED, {"an old timestamp"}),
    (FaultKind.OTHER_COMMUNE, {"another commune"}),
    (FaultKind.DISK_FULL, {"full"}),
    (FaultKind.READ_ONLY, {"read-only"}),
    (FaultKind.DOUBLED, {"lossy"}),
    (FaultKind.REORDERED, {"lossy"}),
    (FaultKind.UPLOAD_CUT, {"lossy"}),
    (FaultKind.SERVER_KILLED, {"lossy"}),
    (FaultKind.TWINS, {"twin"}),
]
# These hit when something is written, downloaded or sent; below.
WAITING = UPLOADS | {FaultKind.POWER_IN_WRITE, FaultKind.POWER_IN_DOWNLOAD}


def test_every_kind_is_in_the_tables() -> None:
    told = {kind for kind, _ in DURING} | {SECONDS, YEARS} | OF_THE_SERVER
    assert told == set(DEEDS) == set(FaultKind)


@pytest.mark.parametrize(("kind", "during"), DURING)
def test_a_fault_is_there_while_it_lasts_and_then_gone(
    kind: FaultKind, during: set[str], place: Village
) -> None:
    place.office.publish()  # so that there is something older
    struck(place, fault(kind))
    place.life.run_until(at(FROM))
    assert wrong(place.life) == set()
    place.life.run_until(at(FROM) + S)
    place.life.poll()
    place.life.run_until(at(FROM) + 5 * S)
    assert wrong(place.life) == during
    place.until("06:30")
    assert wrong(place.life) == set()


@pytest.mark.parametrize("kind", sorted(OF_THE_SERVER))
def test_what_happens_to_the_server_leaves_the_station_alone(
    kind: FaultKind, place: Village
) -> None:
    hits = struck(place, fault(kind))
    place.until("04:40")
    assert (wrong(place.life), hits) == (set(), [])


@pytest.mark.parametrize("kind", [kind for kind, _ in DURING if kind not in WAITING])
def test_a_fault_that_has_its_effect_hits_once(kind: FaultKind, place: Village) -> None:
    place.office.publish()
    hits = struck(place, fault(kind))
    place.until("04:31")
    place.life.poll()
    place.until("04:55")
    assert hits == ["hit"]


@pytest.mark.parametrize(
    "kind",
    [
        FaultKind.POWER_IN_ITEM,
        FaultKind.POWER_IN_WRITE,
        FaultKind.POWER_IN_DOWNLOAD,
        FaultKind.NO_CLOCK,
        FaultKind.TWINS,
    ],
)
def test_where_the_power_is_off_anyway_nothing_is_hit(kind: FaultKind, place: Village) -> None:
    place.life.power_off()
    hits = struck(place, fault(kind))
    place.until("04:40")
    assert hits == []


def test_a_repository_that_was_published_once_cannot_be_rolled_back(place: Village) -> None:
    hits = struck(place, fault(FaultKind.ROLLED_BACK))
    place.until("04:40")
    assert (hits, wrong(place.life)) == ([], set())


# ---- the line


@pytest.mark.parametrize(("kind", "repeated"), [(FaultKind.ROLLED_BACK, 0), (FaultKind.FROZEN, 1)])
def test_what_is_repeated(kind: FaultKind, repeated: int, place: Village) -> None:
    place.office.publish()
    struck(place, fault(kind))
    place.until("04:40")
    place.office.publish()
    assert place.life.line.timestamp == place.office.timestamps[repeated]


def test_two_outages_end_when_both_are_over(place: Village) -> None:
    struck(place, fault(FaultKind.AWAY, "04:30", "04:50", 1))
    struck(place, fault(FaultKind.MONTH_END, "04:40", "05:10", 2))
    place.until("05:00")
    assert wrong(place.life) == {"no line"}
    place.until("05:11")
    assert wrong(place.life) == set()


@pytest.mark.parametrize(("kind", "truncates"), [
    (FaultKind.TRUNCATED, True), (FaultKind.ALTERED, False),
])  # fmt: skip
def test_spoilt_downloads_cost_nothing_once_they_are_over(
    kind: FaultKind, place: Village, *, truncates: bool
) -> None:
    struck(place, fault(kind))
    place.until("04:40")
    assert place.life.line.truncates is truncates
    place.until("05:10")
    assert place.heard() == WHOLE


# ---- power


@pytest.mark.parametrize(
    ("starts", "ends", "heard"),
    [
        pytest.param("05:01:20", "05:02:30", [("a", "05:01:00", "05:01:20"), B, C], id="cut"),
        pytest.param("05:02:30", "05:04:30", [A, *LATE], id="one-late"),
        pytest.param("05:10", "05:20", WHOLE, id="afterwards"),
    ],
)
def test_power_fails(
    starts: str, ends: str, heard: list[tuple[str, str, str]], place: Village
) -> None:
    struck(place, fault(FaultKind.POWER_IN_ITEM, starts, ends))
    place.until("05:30")
    assert place.heard() == heard


@pytest.mark.parametrize("pick", range(12))
def test_a_torn_line_is_cut_where_something_is_written_and_costs_no_other(
    pick: int, place: Village
) -> None:
    hits = struck(place, fault(FaultKind.POWER_IN_WRITE, "05:00:30", "05:04:30", pick))
    place.until("05:00:50")
    assert hits == []  # nothing was written yet
    place.until("05:04")
    assert (hits, wrong(place.life)) == (["hit"], {"no power", "held off"})
    place.until("05:30")
    place.life.report()
    assert place.heard()[-2:] == LATER
    assert place.written()[-2:] == [("b", "finished", ""), ("c", "finished", "")]


def test_a_write_that_never_came_is_torn_by_nothing(place: Village) -> None:
    hits = struck(place, fault(FaultKind.POWER_IN_WRITE, "04:30", "04:50"))
    place.until("05:10")
    assert (hits, place.heard(), wrong(place.life)) == ([], WHOLE, set())


@pytest.mark.parametrize("pick", range(6))
def test_power_fails_in_the_download_that_a_rotten_sound_calls_for(
    pick: int, place: Village
) -> None:
    hits = struck(place, fault(FaultKind.POWER_IN_DOWNLOAD, "05:00:30", "05:20", pick))
    place.until("05:06:30")
    assert (hits, wrong(place.life)) == (["hit"], {"no power", "held off"})
    place.until("05:50")
    assert (hits, wrong(place.life)) == (["hit"], set())
    assert {one.sound for one in place.observer.heard} <= set(place.sounds.values())


def test_without_a_line_no_download_is_there_to_be_cut(place: Village) -> None:
    struck(place, fault(FaultKind.AWAY, "04:20", "05:10"))
    hits = struck(place, fault(FaultKind.POWER_IN_DOWNLOAD))
    place.until("05:00")
    assert (hits, wrong(place.life)) == ([], {"no line"})


# ---- the clock


def ways(kind: FaultKind) -> dict[int, int]:
    """Return a pick for each of the three ways in which a clock may be stepped."""
    found: dict[int, int] = {}
    for pick in range(50):
        dice = fault(kind, pick=pick).dice()
        dice.choice((-1, 1))
        dice.uniform(0, 1)
        found.setdefault(dice.randrange(3), pick)
    return found


@pytest.mark.parametrize(
    ("kind", "way", "during"),
    [
        pytest.param(SECONDS, 0, {"off", "uncorrected"}, id="seconds-while-it-runs"),
        pytest.param(SECONDS, 1, {"off", "no power", "held off", "no line"}, id="seconds-at-boot"),
        pytest.param(SECONDS, 2, {"off", "uncorrected"}, id="seconds-while-it-runs-too"),
        pytest.param(YEARS, 0, {"off", "forged"}, id="years-by-the-network"),
        pytest.param(YEARS, 1, {"off", "no power", "held off", "no line"}, id="years-at-boot"),
        pytest.param(YEARS, 2, {"off", "uncorrected"}, id="years-while-it-runs"),
    ],
)
def test_a_clock_is_stepped(kind: FaultKind, way: int, during: set[str], place: Village) -> None:
    hits = struck(place, fault(kind, pick=ways(kind)[way]))
    place.life.run_until(at(FROM) + S)
    off = abs(place.life.quartz.wall() - place.life.now)
    least, most = (S, 25 * S) if kind is SECONDS else (YEAR, 10 * YEAR)
    assert (wrong(place.life), least <= off <= most, hits) == (during, True, ["hit"])
    place.until("05:00")
    assert wrong(place.life) == set()
    place.until("05:10")
    assert place.heard() == WHOLE


@pytest.mark.parametrize("kind", [SECONDS, YEARS, FaultKind.NO_CLOCK])
def test_a_board_that_forgets_the_time_comes_back_before_the_fault_is_over(
    kind: FaultKind, place: Village
) -> None:
    pick = 1 if kind is FaultKind.NO_CLOCK else ways(kind)[1]
    struck(place, fault(kind, "04:30", "04:50", pick))
    place.until("04:31")
    assert place.life.player is None
    place.until("04:43")
    assert place.life.player is not None
    assert "no line" in wrong(place.life)


# ---- the disk


@pytest.mark.parametrize("kind", [FaultKind.DISK_FULL, FaultKind.READ_ONLY])
def test_a_disk_that_refuses_keeps_no_loudspeaker_silent(kind: FaultKind, place: Village) -> None:
    struck(place, fault(kind, "05:00:30", "05:05:30"))
    place.until("05:30")
    assert place.heard() == WHOLE
    assert place.written() == [(name, "finished", "") for name in "abc"]


# ---- uploads


def sent(place: Village, kind: FaultKind, pick: int = 1) -> list[str]:
    """Report twice in a morning with such a fault, then once without; return all its hits."""
    hits = struck(place, fault(kind, "04:30", "05:20", pick))
    for clock in ("04:40", "05:02:30", "05:10"):
        place.until(clock)
        place.life.report()
    place.until("05:50")
    return hits


@pytest.mark.parametrize(
    "kind",
    [FaultKind.DOUBLED, FaultKind.UPLOAD_CUT, FaultKind.SERVER_KILLED],
)
@pytest.mark.parametrize("pick", range(4))
def test_uploads_suffer_and_nothing_is_lost_in_the_end(
    kind: FaultKind, pick: int, place: Village
) -> None:
    hits = sent(place, kind, pick)
    assert set(hits) == {"hit"}
    assert place.heard() == WHOLE
    assert place.written() == [(name, "finished", "") for name in "abc"]


def test_doubled_segments_come_twice(place: Village) -> None:
    hits = sent(place, FaultKind.DOUBLED)
    doubled = place.office.segments[: 2 * len(hits)]
    assert doubled[::2] == doubled[1::2]


def test_the_office_gets_a_beginning_of_what_was_cut(place: Village) -> None:
    struck(place, fault(FaultKind.UPLOAD_CUT))
    place.until("04:40")
    post, body = place.life.line.lossy_posts, b"a segment of some length"
    assert post is not None
    for _ in range(30):
        with suppress(FetchError):
            post("/api/ledger", body)
    came = place.office.segments
    assert all(body.startswith(one) for one in came)
    assert {len(one) < len(body) for one in came} == {True, False}


def test_a_held_back_segment_arrives_after_the_next(place: Village) -> None:
    struck(place, fault(FaultKind.REORDERED, "04:36", "05:20"))
    place.until("05:02:30")
    place.life.report()  # held back
    place.until("05:10")
    place.life.report()
    ends = [read_segment(body)[0].n for body in place.office.segments]
    assert ends[:2] == sorted(ends[:2], reverse=True)
    assert ends[0] > ends[1]


def test_a_killed_server_is_killed_with_the_whole_segment(place: Village) -> None:
    hits = sent(place, FaultKind.SERVER_KILLED, 2)
    assert place.office.killed
    assert len(hits) >= len(place.office.killed)
    for body in place.office.killed:
        assert read_segment(body)


# ---- twins


def test_a_copy_is_found_and_the_right_board_gets_a_new_key(place: Village) -> None:
    old, new = device_key(7, 0, 0), device_key(7, 0, 1)
    struck(place, fault(FaultKind.TWINS, "04:30", "05:04:30"))
    place.until("05:04")
    twin = place.life.twin
    assert twin is not None
    assert (twin.device.keyid, twin.elsewhere, twin.player is not None) == (old.keyid, True, True)
    place.until("05:10")
    now = (place.life.twin, twin.player, place.life.device.keyid)
    assert now == (None, None, new.keyid)
    assert (place.office.revoked, place.office.enrolled[-1]) == ([old.keyid], new.keyid)
    assert place.heard(elsewhere=True) == [A, B]
    assert place.heard() == [A, B, ("c", "05:05:10", "05:06:10")]  # once the new board knows


def test_a_second_copy_is_not_made(place: Village) -> None:
    struck(place, fault(FaultKind.TWINS, "04:30", "04:50", 1))
    hits = struck(place, fault(FaultKind.TWINS, "04:40", "05:10", 2))
    place.until("04:45")
    assert hits == []
    place.life.run_until(at("04:50") + timedelta(seconds=1))
    assert place.life.twin is None

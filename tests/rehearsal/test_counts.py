"""Each of the six counts moves by its own fault, and by no other's."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.rehearsal.scenes import STATION, Scene, at, good_morning, heard, hours, sound
from tests.simulators.ledger import HandLedger, spelled

from loa.player.crypto import DeviceKey
from loa.rehearsal.counts import Told
from loa.rehearsal.faults import Fault, FaultKind
from loa.rehearsal.observer import Heard

NOTHING = {
    "unexplained": 0,
    "unsigned_played": 0,
    "quiet_hour_violations": 0,
    "asrun_lost": 0,
    "asrun_duplicated": 0,
    "chain_breaks_undetected": 0,
}
B = (STATION, "b")


def _told(word: str, reason: str = "") -> Callable[[Scene], None]:
    def feed(scene: Scene) -> None:
        scene.tables[B] = Told(word, reason)

    return feed


def _unheard(scene: Scene) -> None:
    """The loudspeaker was silent, and nothing in the ledger says otherwise."""
    scene.observer.heard = [one for one in scene.observer.heard if one.item != "b"]
    scene.ledger = HandLedger(STATION)
    for name in ("a", "c"):
        scene.ledger.add("started", name)
        scene.ledger.add("finished", name)
    scene.ledger.add("boot")


def _silent_and_settled(word: str, reason: str = "") -> Callable[[Scene], None]:
    def feed(scene: Scene) -> None:
        _unheard(scene)
        _told(word, reason)(scene)

    return feed


def _claimed_only(scene: Scene) -> None:
    """Ledger and tables say that it was heard; no loudspeaker gave it."""
    scene.observer.heard = [one for one in scene.observer.heard if one.item != "b"]


def _cut(scene: Scene) -> None:
    _silent_and_settled("aired")(scene)
    scene.observer.hear(heard("b", "05:03:00", ms=20_000))


def _played_twice(scene: Scene) -> None:
    scene.observer.hear(heard("b", "05:30:00"))
    scene.ledger.add("finished", "b")


def _foreign(scene: Scene) -> None:
    scene.observer.hear(heard("?", "05:40:00", played="jingle"))


def _without_approval(scene: Scene) -> None:
    scene.observer.signed_sounds -= {sound("b")}


def _after_hours(scene: Scene) -> None:
    scene.observer.heard.append(replace(heard("ident", "05:59:30"), sound=sound("a")))


def _beyond_the_cap(scene: Scene) -> None:
    scene.observer.allow(STATION, hours(("05:00:00", "06:00:00"), session_s=150))


def _not_written_down(scene: Scene) -> None:
    scene.ledger.lines.clear()
    for name in ("a", "c"):
        scene.ledger.add("started", name)
        scene.ledger.add("finished", name)
    scene.ledger.add("started", "b")


def _written_twice(scene: Scene) -> None:
    scene.ledger.add("finished", "b")


def _rewritten(scene: Scene) -> None:
    scene.ledger.lines[2] = scene.ledger.lines[2].replace(b'"mono":0', b'"mono":1')


def _hole(scene: Scene) -> None:
    scene.ledger.add("note")
    scene.ledger.add("note")
    scene.segments = lambda book: [book.segment(1, 6), book.segment(8, 8)]


def _two_stories(scene: Scene) -> None:
    """Another line under a number that was told already, each hanging well."""
    other = HandLedger(STATION, lines=scene.ledger.lines[:5])
    other.add("note")
    scene.segments = lambda book: [book.segment(1, 6), other.segment(6, 6)]


def _wrong_seal(scene: Scene) -> None:
    scene.segments = lambda book: [book.segment(1, 6, at="2020-03-03T00:00:00.000Z")]


def _another_genesis(scene: Scene) -> None:
    first = scene.ledger.lines[0].replace(b"0" * 64, b"1" * 64)
    scene.ledger.lines = [first]
    for name in ("a", "b", "c"):
        scene.ledger.add("finished", name)
    scene.segments = lambda book: [book.segment(1, 4)]


@pytest.mark.parametrize(
    ("feed", "moved"),
    [
        pytest.param(lambda _scene: None, {}, id="all-went-well"),
        pytest.param(
            _silent_and_settled("missed", "off"), {"unexplained": 1}, id="missed-and-nothing-wrong"
        ),
        pytest.param(_silent_and_settled("missed"), {"unexplained": 1}, id="missed-without"),
        pytest.param(_silent_and_settled("pending"), {"unexplained": 1}, id="never-settled"),
        pytest.param(_silent_and_settled("aired"), {"unexplained": 1}, id="silent-but-aired"),
        pytest.param(_told("missed", "off"), {"unexplained": 1}, id="heard-but-missed"),
        pytest.param(_told("cut"), {"unexplained": 1}, id="heard-whole-but-cut"),
        pytest.param(_told("late"), {}, id="late-by-a-clock-that-differs"),
        pytest.param(_cut, {"unexplained": 1}, id="cut-but-aired"),
        pytest.param(_played_twice, {"unexplained": 1}, id="heard-twice"),
        pytest.param(_foreign, {"unsigned_played": 1}, id="a-sound-that-nobody-signed"),
        pytest.param(_without_approval, {"unsigned_played": 1}, id="a-planned-one-unsigned"),
        pytest.param(_after_hours, {"quiet_hour_violations": 1}, id="past-closing"),
        pytest.param(_beyond_the_cap, {"quiet_hour_violations": 1}, id="beyond-the-cap"),
        pytest.param(_not_written_down, {"asrun_lost": 1}, id="heard-and-not-in-the-ledger"),
        pytest.param(_written_twice, {"asrun_duplicated": 1}, id="in-the-ledger-twice"),
        pytest.param(
            _claimed_only, {"asrun_duplicated": 1, "unexplained": 1}, id="in-the-ledger-unheard"
        ),
        pytest.param(_rewritten, {"chain_breaks_undetected": 1}, id="a-line-rewritten"),
        pytest.param(_hole, {"chain_breaks_undetected": 1}, id="a-line-missing"),
        pytest.param(_two_stories, {"chain_breaks_undetected": 1}, id="two-lines-one-number"),
        pytest.param(_wrong_seal, {"chain_breaks_undetected": 1}, id="a-seal-that-fails"),
        pytest.param(_another_genesis, {"chain_breaks_undetected": 1}, id="begins-nowhere"),
    ],
)
def test_a_fault_moves_its_own_count(
    feed: Callable[[Scene], None], moved: dict[str, int], tmp_path: Path
) -> None:
    scene = good_morning()
    feed(scene)
    assert scene.zeros(tmp_path) == NOTHING | moved


def test_the_same_lines_sent_again_are_no_fault(tmp_path: Path) -> None:
    scene = good_morning()
    scene.segments = lambda book: [book.segment(1, 4), book.segment(3, 6), book.segment(3, 6)]
    assert scene.zeros(tmp_path) == NOTHING


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        pytest.param(lambda _scene: None, (3, 0, 0, {}), id="aired"),
        pytest.param(_silent_and_settled("missed", "off"), (2, 0, 0, {"off": 1}), id="missed"),
        pytest.param(_silent_and_settled("aired"), (2, 0, 0, {"disputed": 1}), id="denied"),
        pytest.param(_cut, (2, 0, 1, {}), id="cut"),
        pytest.param(_played_twice, (3, 0, 0, {}), id="heard-twice-counts-once"),
    ],
)
def test_figures_add_up_to_what_was_planned(
    feed: Callable[[Scene], None], expected: tuple[int, int, int, dict[str, int]]
) -> None:
    scene = good_morning()
    feed(scene)
    aired, late, cut, missed = expected
    assert scene.figures() == {
        "planned": 3,
        "distinct_items": 3,
        "aired": aired,
        "late": late,
        "cut": cut,
        "missed": missed,
    }
    assert aired + late + cut + sum(missed.values()) == 3


def test_the_tables_cannot_make_a_play(tmp_path: Path) -> None:
    scene = good_morning()
    scene.observer.heard = list[Heard]()
    scene.ledger = HandLedger(STATION, lines=[spelled({"n": 1, "prev": "0" * 64, "event": "boot"})])
    scene.segments = lambda book: [book.segment(1, 1)]
    assert scene.figures()["aired"] == 0
    assert scene.zeros(tmp_path)["unexplained"] == 3


# ---- what an injected fault may explain


def _wrong(
    kind: FaultKind, starts: str = "05:02:00", ends: str = "05:10:00", station: str = STATION
) -> Fault:
    return Fault(kind, station, at(starts), at(ends), 1)


CUT_OFF = _wrong(FaultKind.POWER_IN_ITEM)
TWINS = _wrong(FaultKind.TWINS)


@pytest.mark.parametrize(
    ("feed", "fault", "unexplained"),
    [
        pytest.param(_silent_and_settled("missed", "off"), CUT_OFF, 0, id="missed-while-off"),
        pytest.param(_silent_and_settled("missed"), CUT_OFF, 1, id="missed-without-a-reason"),
        pytest.param(_silent_and_settled("pending"), CUT_OFF, 1, id="never-settled"),
        pytest.param(_silent_and_settled("aired"), CUT_OFF, 1, id="silent-but-aired"),
        pytest.param(_silent_and_settled("cut"), CUT_OFF, 0, id="nothing-heard-of-what-was-cut"),
        pytest.param(_told("missed", "off"), CUT_OFF, 1, id="heard-but-missed"),
        pytest.param(
            _silent_and_settled("missed", "off"),
            _wrong(FaultKind.POWER_IN_ITEM, station="another"),
            1,
            id="at-another-station",
        ),
        pytest.param(
            _silent_and_settled("missed", "quiet"),
            _wrong(FaultKind.POLICY, station=""),
            0,
            id="at-the-server",
        ),
        pytest.param(
            _silent_and_settled("missed", "off"),
            _wrong(FaultKind.POWER_IN_ITEM, "06:00:00", "07:00:00"),
            1,
            id="later",
        ),
        pytest.param(
            _silent_and_settled("missed", "off"),
            _wrong(FaultKind.DOUBLED),
            1,
            id="a-fault-that-silences-nobody",
        ),
        pytest.param(_told("missed", "off"), TWINS, 0, id="the-copys-ledger-is-believed"),
        pytest.param(_silent_and_settled("aired"), TWINS, 0, id="the-copy-has-played-it"),
        pytest.param(_played_twice, TWINS, 1, id="heard-twice-all-the-same"),
    ],
)
def test_what_a_fault_may_explain(
    feed: Callable[[Scene], None], fault: Fault, unexplained: int, tmp_path: Path
) -> None:
    scene = good_morning()
    feed(scene)
    scene.faults = [fault]
    assert scene.zeros(tmp_path)["unexplained"] == unexplained


def test_a_cut_that_no_ledger_could_tell_of_is_explained_by_the_power_cut(tmp_path: Path) -> None:
    scene = good_morning()
    _unheard(scene)
    scene.observer.hear(heard("b", "05:03:00", ms=20_000))
    _told("missed", "off")(scene)
    assert scene.zeros(tmp_path) == NOTHING | {"unexplained": 1}
    scene.faults = [CUT_OFF]
    assert scene.zeros(tmp_path) == NOTHING


def test_an_end_in_the_moment_of_a_power_cut_may_be_written_down_or_not(tmp_path: Path) -> None:
    scene = good_morning()
    scene.observer.lose_power(STATION, at("05:04:00"))
    assert scene.zeros(tmp_path) == NOTHING  # ledger and tables have it (seed 980)
    _told("missed", "off")(scene)
    assert scene.zeros(tmp_path)["unexplained"] == 1


def test_no_fault_explains_a_whole_play_that_is_not_written_down(tmp_path: Path) -> None:
    scene = good_morning()
    _not_written_down(scene)
    scene.faults = [CUT_OFF, TWINS]
    assert scene.zeros(tmp_path)["asrun_lost"] == 1


def test_a_whole_play_that_only_evidence_tells_of_is_not_lost(tmp_path: Path) -> None:
    scene = good_morning()
    whole = HandLedger(STATION, lines=list(scene.ledger.lines))
    _not_written_down(scene)
    assert scene.zeros(tmp_path)["asrun_lost"] == 1
    scene.evidence = [whole.segment(1, 6)]
    assert scene.zeros(tmp_path) == NOTHING


def test_evidence_that_the_player_did_not_seal_is_none(tmp_path: Path) -> None:
    scene = good_morning()
    stranger = HandLedger(STATION, DeviceKey(b"\x08" * 32), list(scene.ledger.lines))
    _not_written_down(scene)
    scene.evidence = [stranger.segment(1, 6)]
    assert scene.zeros(tmp_path)["asrun_lost"] == 1


def test_what_a_copy_has_played_may_be_in_the_ledger(tmp_path: Path) -> None:
    scene = good_morning()
    _written_twice(scene)
    assert scene.zeros(tmp_path)["asrun_duplicated"] == 1
    scene.observer.hear(heard("b", "05:03:00", elsewhere=True))
    assert scene.zeros(tmp_path) == NOTHING

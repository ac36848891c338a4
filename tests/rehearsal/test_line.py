"""The line between a station and its server, and who sits on it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tests.rehearsal.scenes import dice

from loa.player.ports import FetchError, NotThere
from loa.rehearsal.board import PowerCut
from loa.rehearsal.line import BLOCK, Line

STATION = "nghia-ta"
SOUND = bytes(range(256)) * 1024  # four blocks
MUCH = 10_000_000


@dataclass
class Office:
    """A server of a few files."""

    repository: Path
    posted: list[tuple[str, bytes]] = field(default_factory=list)

    def content(self, address: str) -> bytes:
        if address != "sound":
            raise NotThere(address)
        return SOUND

    def post(self, path: str, body: bytes) -> bytes:
        self.posted.append((path, body))
        return b"receipt"

    def other_bundle(self, station: str) -> bytes:
        return f"not for {station}".encode()


@pytest.fixture
def line(tmp_path: Path) -> Line:
    files = {
        "metadata/timestamp.json": b"newest",
        "metadata/3.snapshot.json": b"a snapshot of some length",
        "metadata/3.rundowns-0.json": b"bin 0",
        "metadata/3.rundowns-1.json": b"bin 1",
        "targets/station/abc.nghia-ta.json": b"own",
        "targets/policy/def.nghia-ta.json": b"policy",
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return Line(STATION, Office(tmp_path))


def posted(line: Line) -> list[tuple[str, bytes]]:
    assert isinstance(line.server, Office)
    return line.server.posted


def test_an_honest_line_brings_what_the_server_has(line: Line) -> None:
    assert line.honest
    assert line.metadata("timestamp.json", MUCH) == b"newest"
    assert line.target("station/abc.nghia-ta.json", MUCH) == b"own"
    assert [len(block) for block in line.content("sound", 0, MUCH)] == [BLOCK] * 4
    assert b"".join(line.content("sound", 100_000, MUCH)) == SOUND[100_000:]
    assert line.post("/api/heartbeat", b"beat") == b"receipt"
    assert posted(line) == [("/api/heartbeat", b"beat")]


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda line: line.metadata("4.snapshot.json", MUCH), id="metadata"),
        pytest.param(lambda line: line.target("station/x.json", MUCH), id="target"),
        pytest.param(lambda line: list(line.content("voice", 0, MUCH)), id="content"),
    ],
)
def test_what_is_not_there_is_said(ask: Callable[[Line], object], line: Line) -> None:
    with pytest.raises(NotThere):
        ask(line)


def test_more_than_the_limit_is_not_read(line: Line) -> None:
    with pytest.raises(FetchError, match="25 bytes; at most 24 are read"):
        line.metadata("3.snapshot.json", 24)


ASKED: list[Callable[[Line], object]] = [
    lambda line: line.metadata("timestamp.json", MUCH),
    lambda line: line.target("station/abc.nghia-ta.json", MUCH),
    lambda line: list(line.content("sound", 0, MUCH)),
    lambda line: line.post("/api/ledger", b"segment"),
]


@pytest.mark.parametrize("ask", ASKED)
def test_a_line_is_down_until_the_last_that_holds_it_lets_go(
    ask: Callable[[Line], object], line: Line
) -> None:
    line.down |= {1, 2}
    for pick in (1, 2):
        assert not line.honest
        with pytest.raises(FetchError, match="no network"):
            ask(line)
        line.down.discard(pick)
    ask(line)
    assert line.honest


def test_an_old_timestamp_is_repeated_and_nothing_else_changes(line: Line) -> None:
    line.timestamp = b"oldest"
    assert line.metadata("timestamp.json", MUCH) == b"oldest"
    assert line.metadata("3.snapshot.json", MUCH) == b"a snapshot of some length"
    assert (line.honest, line.spoilt) == (False, 1)


def test_metadata_and_bundle_of_another_commune_stand_in_for_the_own(line: Line) -> None:
    line.other_commune = True
    assert line.metadata("3.rundowns-0.json", MUCH) == b"bin 1"
    assert line.metadata("3.rundowns-1.json", MUCH) == b"bin 0"
    assert line.metadata("timestamp.json", MUCH) == b"newest"
    assert line.target("station/abc.nghia-ta.json", MUCH) == b"not for nghia-ta"
    assert line.target("policy/def.nghia-ta.json", MUCH) == b"policy"
    assert (line.honest, line.spoilt) == (False, 3)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_altered_differs_in_one_byte(seed: int, line: Line) -> None:
    line.spoils = dice(seed)
    came = line.metadata("3.snapshot.json", MUCH)
    whole = b"a snapshot of some length"
    differences = sum(one != other for one, other in zip(came, whole, strict=True))
    assert (differences, line.honest) == (line.spoilt, False)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_truncated_is_a_beginning_and_a_sound_breaks_off(seed: int, line: Line) -> None:
    line.spoils, line.truncates = dice(seed), True
    whole = b"a snapshot of some length"
    came = line.metadata("3.snapshot.json", MUCH)
    assert whole.startswith(came)
    assert (len(came) < len(whole)) is bool(line.spoilt)
    line.spoilt, got = 0, b""
    try:
        for block in line.content("sound", 0, MUCH):
            got += block
    except FetchError:
        assert line.spoilt
    assert SOUND.startswith(got)
    assert (got == SOUND) is not bool(line.spoilt)


def test_the_power_fails_in_a_download_once(line: Line) -> None:
    told: list[str] = []
    line.cuts_power_after, line.on_cut = 2, lambda: told.append("cut")
    blocks = line.content("sound", 0, MUCH)
    assert [len(next(blocks)), len(next(blocks))] == [BLOCK, BLOCK]
    with pytest.raises(PowerCut):
        next(blocks)
    assert told == ["cut"]
    assert b"".join(line.content("sound", 0, MUCH)) == SOUND


def test_only_ledgers_suffer_from_lossy_posts(line: Line) -> None:
    line.lossy_posts = lambda path, body: b"lost " + path.encode() + body
    assert line.post("/api/ledger", b"!") == b"lost /api/ledger!"
    assert line.post("/api/heartbeat", b"beat") == b"receipt"
    assert posted(line) == [("/api/heartbeat", b"beat")]
    assert line.honest

"""What the ledger's lines hang on: damaged, gone or strange, it is made again from the lines."""

import errno
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from tests.simulators.programme import acknowledge, at

from loa.core.canonical import canonical, digest, header
from loa.core.ledger import GENESIS, Event, verify_chain
from loa.core.message import instant
from loa.core.words import Clock
from loa.player import ledger as ledgers
from loa.player.agent import INSTANT, Agent, Identity
from loa.player.base import BASE, BASE_NAME, Base, find_base, read_base
from loa.player.crypto import DeviceKey, verify
from loa.player.events import Draft
from loa.player.ledger import Ledger, Moment, open_ledger
from loa.player.ports import Store
from loa.player.store import FolderStore, MemoryStore

KEY, SERVER = DeviceKey(b"d" * 32), DeviceKey(b"s" * 32)
NOW, HOUR = at("05:00"), timedelta(hours=1)
LINES, GONE = 95, 40  # written, an hour apart, ten to a file; deleted
FIRST = "ledger/000000000041.jsonl"


@pytest.fixture(autouse=True)
def ten_lines_to_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "FILE_LINES", 10)


def written(store: Store, *, simulated: bool = False) -> Ledger:
    """Fill a store with a ledger whose oldest lines have been deleted."""
    ledger, _ = open_ledger(store)
    ledger.simulated = simulated
    for number in range(LINES):
        moment = Moment(NOW + number * HOUR, Clock.SYNCHRONISED, 1, number)
        ledger.append([Draft(Event.NOTE, data=(("text", f"ghi chú {number}"),))], moment)
    ack = acknowledge(SERVER, device=KEY.keyid, n=GONE, head=digest(ledger.lines(GONE, 1)[0]))
    assert ledger.forget(ack, NOW + LINES * HOUR) == GONE
    return ledger


def copy(store: MemoryStore) -> MemoryStore:
    other = MemoryStore()
    other.files = {name: bytearray(data) for name, data in store.files.items()}
    return other


def held(ledger: Ledger) -> tuple[int, str, tuple[int, str], list[bytes]]:
    return ledger.n, ledger.head, ledger.base, ledger.lines(1, 10_000_000)


def test_whatever_happens_to_any_byte_of_it_the_same_chain_goes_on() -> None:
    store = MemoryStore()
    before = held(written(store))
    whole = bytes(store.files[BASE_NAME])
    told = 0
    for place in range(len(whole)):
        for damaged in (
            whole[:place],
            whole[:place] + bytes(len(whole) - place),
            whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :],
            whole[:place] + bytes([whole[place] ^ 64]) + whole[place + 1 :],
        ):
            other = copy(store)
            other.write(BASE_NAME, damaged)
            ledger, recovery = open_ledger(other)
            assert held(ledger) == before
            assert recovery.torn_bytes == 0
            assert ledger.forgotten is not None
            assert ledger.forgotten <= NOW + GONE * HOUR  # else it would settle what is to come
            assert bool(recovery.base) is any("base.json-" in name for name in other.files)
            told += bool(recovery.base)
    assert told > 3 * len(whole)


def base(n: int, head: str, at_hour: int = GONE - 1) -> bytes:
    members = {"n": n, "head": head, "at": instant(NOW + at_hour * HOUR), "simulated": False}
    return canonical(header(BASE) | members)


def head(store: MemoryStore, n: int) -> str:
    """Return the digest of a line that is still here."""
    ledger, _ = open_ledger(copy(store))
    return digest(ledger.lines(n, 1)[0])


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        pytest.param(lambda _: None, "", id="none"),
        pytest.param(
            lambda s: s.remove(BASE_NAME),
            "ledger/base.json does not fit the lines that are here: made again from line 41",
            id="gone",
        ),
        pytest.param(
            lambda s: s.write(BASE_NAME, b""),
            "ledger/base.json is damaged: made again from line 41",
            id="empty",
        ),
        pytest.param(
            lambda s: s.write(BASE_NAME, base(30, "a" * 64)),
            "ledger/base.json does not fit the lines that are here: made again from line 41",
            id="an-earlier-line",
        ),
        pytest.param(
            lambda s: s.write(BASE_NAME, base(90, "a" * 64)),
            "ledger/base.json does not fit the lines that are here: made again from line 41",
            id="a-later-line-that-is-another",
        ),
        pytest.param(
            lambda s: s.write(BASE_NAME, base(9000, "a" * 64)),
            "ledger/base.json does not fit the lines that are here: made again from line 41",
            id="a-line-still-to-come",
        ),
        pytest.param(
            lambda s: s.write(BASE_NAME, base(-1, "a" * 64)),
            "ledger/base.json is damaged: made again from line 41",
            id="no-line",
        ),
    ],
)
def test_a_base_that_does_not_hold_is_made_again_and_said(
    damage: Callable[[MemoryStore], None], sentence: str
) -> None:
    store = MemoryStore()
    before = held(written(store))
    damage(store)
    ledger, recovery = open_ledger(store)
    assert (held(ledger), recovery.base, recovery.torn_bytes) == (before, sentence, 0)
    again, nothing = open_ledger(store)  # what was mended holds
    assert (held(again), nothing.base) == (before, "")


def test_a_base_that_counts_a_file_which_is_still_here_holds() -> None:
    store = MemoryStore()
    written(store)
    store.write(BASE_NAME, base(50, head(store, 50), 49))
    ledger, recovery = open_ledger(store)
    assert (ledger.first, ledger.n, recovery.base) == (51, LINES, "")
    assert FIRST not in store.files


def test_a_base_from_later_than_the_lines_settles_nothing_that_is_still_to_come() -> None:
    store = MemoryStore()
    ledger = written(store)
    store.write(BASE_NAME, base(GONE, ledger.base[1], 9000 * 24))
    again, recovery = open_ledger(store)
    assert (again.forgotten, recovery.base) == (NOW + GONE * HOUR, "")


def test_a_file_whose_first_line_is_damaged_is_set_aside_and_the_next_goes_on() -> None:
    store = MemoryStore()
    before = written(store)
    store.files[FIRST][10] ^= 1
    store.write(BASE_NAME, b"{}")
    ledger, recovery = open_ledger(store)
    assert (ledger.first, ledger.n, ledger.head) == (51, LINES, before.head)
    assert recovery.base == "ledger/base.json is damaged: made again from line 51"
    assert any(name.startswith("damaged/ledger-000000000041.jsonl") for name in store.files)


def test_where_no_line_is_left_either_it_begins_anew_and_says_so() -> None:
    store = MemoryStore()
    store.write(BASE_NAME, b"\0" * 170)
    ledger, recovery = open_ledger(store)
    assert (ledger.n, ledger.head) == (0, GENESIS)
    assert recovery.base == (
        "ledger/base.json is damaged, and no line is left: the ledger begins anew"
    )


@pytest.mark.parametrize("simulated", [True, False])
def test_a_trial_stays_a_trial(*, simulated: bool) -> None:
    store = MemoryStore()
    written(store, simulated=simulated)
    store.files[BASE_NAME][0] ^= 1
    ledger, _ = open_ledger(store)
    assert ledger.simulated is simulated
    assert read_base(store) == (Base(*ledger.base, ledger.forgotten, simulated), "")


@pytest.mark.parametrize("name", ["ledger/000000000041.jsonl~", "ledger/lost+found", "ledger/41"])
def test_what_is_no_file_of_ours_is_left_alone(name: str) -> None:
    store = MemoryStore()
    before = held(written(store))
    store.write(name, b"of somebody else")
    ledger, recovery = open_ledger(store)
    assert (held(ledger), recovery.base, store.read(name)) == (before, "", b"of somebody else")


class WornDisk(MemoryStore):
    """A disk on which one file can be read no longer, and nothing can be written."""

    def read(self, name: str) -> bytes | None:
        if name == BASE_NAME:
            raise OSError(errno.EIO, "Input/output error")
        return super().read(name)

    def write(self, name: str, _data: bytes) -> None:
        raise OSError(errno.EROFS, f"Read-only file system: {name}")


def test_a_disk_that_neither_reads_nor_writes_it_keeps_nothing_from_playing() -> None:
    store = MemoryStore()
    before = held(written(store))
    worn = WornDisk()
    worn.files = store.files
    ledger, recovery = open_ledger(worn)
    assert held(ledger) == before
    assert recovery.base == (
        "ledger/base.json cannot be read (Input/output error): made again from line 41"
    )


def test_a_player_starts_with_a_damaged_file_and_notes_it_in_the_chain(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    written(store)
    (tmp_path / BASE_NAME).write_bytes(b'{"format":"loa.ledger-base","ver')
    agent = Agent(Identity("cd-02071", KEY.keyid), store, verify=verify, tuning=INSTANT)
    agent.boot(NOW + LINES * HOUR, Clock.SYNCHRONISED)
    entries = verify_chain(agent.ledger.lines(1), after=agent.ledger.base)
    assert entries[0].n == GONE + 1
    assert [(e.n, str(e.event), e.get("text")) for e in entries[LINES - GONE :]][:2] == [
        (LINES + 1, "note", "ledger/base.json is damaged: made again from line 41"),
        (LINES + 2, "boot", None),
    ]
    assert find_base(store).sentence == ""
    assert len(list((tmp_path / "damaged").iterdir())) == 1

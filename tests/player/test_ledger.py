"""The ledger's writer: torn at every byte, full disks, sending, and forgetting."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.simulators.disk import FillingStore
from tests.simulators.programme import acknowledge, at

from loa.core.canonical import digest
from loa.core.ledger import Event, Stage, read_segment, sealed_by, verify_chain
from loa.core.words import Clock
from loa.player import ledger as ledgers
from loa.player.crypto import DeviceKey, verify
from loa.player.events import Draft
from loa.player.ledger import FILE_LINES, KEEP, Ledger, Moment, open_ledger
from loa.player.store import MemoryStore

KEY, SERVER = DeviceKey(b"d" * 32), DeviceKey(b"s" * 32)
NOW = at("05:00")
MOMENT = Moment(NOW, Clock.SYNCHRONISED, 1, 0)
HOUR = timedelta(hours=1)


def filled(store: MemoryStore, n: int, *, hours_apart: float = 0) -> Ledger:
    ledger, _ = open_ledger(store)
    for number in range(n):
        now = NOW + number * hours_apart * HOUR
        moment = Moment(now, Clock.SYNCHRONISED, 1, number)
        ledger.append([Draft(Event.NOTE, data=(("text", f"ghi chú {number}"),))], moment)
    return ledger


def test_what_was_appended_is_read_again() -> None:
    store = MemoryStore()
    written = filled(store, 5)
    ledger, recovery = open_ledger(store)
    assert (ledger.n, ledger.head, recovery.torn_bytes) == (5, written.head, 0)
    assert verify_chain(ledger.lines(1)) == list(recovery.entries)


def test_a_power_cut_at_any_byte_keeps_every_whole_line_and_the_chain_goes_on() -> None:
    store = MemoryStore()
    filled(store, 3)
    name = "ledger/000000000001.jsonl"
    whole = bytes(store.files[name])
    edges = [i + 1 for i, byte in enumerate(whole) if byte == ord("\n")]
    for size in range(len(whole) + 1):
        torn = MemoryStore()
        torn.write(name, whole[:size])
        ledger, recovery = open_ledger(torn)
        lines = sum(edge <= size for edge in edges)
        last_edge = max((edge for edge in edges if edge <= size), default=0)
        assert (ledger.n, recovery.torn_bytes) == (lines, size - last_edge)
        ledger.append([Draft(Event.BOOT)], MOMENT)
        again, _ = open_ledger(torn)
        assert [e.n for e in verify_chain(again.lines(1))] == list(range(1, lines + 2))


def test_a_line_altered_on_disk_is_set_aside_with_all_that_follow() -> None:
    store = MemoryStore()
    filled(store, 3)
    name = "ledger/000000000001.jsonl"
    store.files[name] = store.files[name].replace(b"ghi ch\xc3\xba 1", b"ghi ch\xc3\xba 9")
    ledger, recovery = open_ledger(store)
    assert ledger.n == 2
    assert recovery.reason == "entry 3: does not follow the line before it"
    aside = store.names("damaged")
    assert len(aside) == 1
    assert len(store.files[aside[0]]) == recovery.torn_bytes > 0


def test_a_full_disk_keeps_entries_until_there_is_room() -> None:
    store = FillingStore(room=700)
    ledger, _ = open_ledger(store)
    refused = 0
    for _ in range(6):
        try:
            ledger.append([Draft(Event.BOOT)], MOMENT)
        except OSError:
            refused += 1
    assert refused > 0
    assert (ledger.n, ledger.saved) == (6, 6 - refused)
    assert open_ledger(store)[1].torn_bytes == 0
    store.room = 10_000
    ledger.append([Draft(Event.BOOT)], MOMENT)
    assert (ledger.saved, open_ledger(store)[0].n) == (7, 7)


def test_a_segment_is_sealed_and_never_holds_what_is_not_on_disk() -> None:
    store = FillingStore(room=10_000)
    ledger = filled(store, 4)
    store.room = store.used
    with pytest.raises(OSError, match="space"):
        ledger.append([Draft(Event.BOOT)], MOMENT)
    data = ledger.segment(3, station="cd-02071", device=KEY.keyid, sign=KEY.sign, now=NOW)
    assert data is not None
    checkpoint, lines = read_segment(data)
    sealed_by(checkpoint, lines, KEY.public, verify)
    assert (checkpoint.n, len(lines)) == (4, 2)
    assert ledger.segment(5, station="s", device="d", sign=KEY.sign, now=NOW) is None


def test_only_a_durable_acknowledgement_of_this_chain_deletes_and_never_the_recent_past(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ledgers, "FILE_LINES", 10)
    store = MemoryStore()
    ledger = filled(store, 95, hours_apart=1)
    head = digest(ledger.lines(95, 1)[0])
    now = NOW + 95 * HOUR
    for stage, named in ((Stage.RECEIVED, head), (Stage.DURABLE, "0" * 64)):
        wrong = acknowledge(SERVER, device=KEY.keyid, n=95, head=named, stage=stage)
        assert ledger.forget(wrong, now) == 0
    right = acknowledge(SERVER, device=KEY.keyid, n=95, head=head)
    assert ledger.forget(right, now) == 40
    again, recovery = open_ledger(store)
    assert (again.first, again.n, again.head) == (41, 95, ledger.head)
    assert recovery.entries[0].at >= now - KEEP - 10 * HOUR
    again.append([Draft(Event.BOOT)], MOMENT)
    assert verify_chain(again.lines(41), after=again.base)[-1].n == 96
    assert verify_chain(again.lines(1), after=again.base)[0].n == 41


def test_a_power_cut_while_forgetting_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledgers, "FILE_LINES", 10)
    store = MemoryStore()
    ledger = filled(store, 95, hours_apart=1)
    first = bytes(store.files["ledger/000000000001.jsonl"])
    ack = acknowledge(SERVER, device=KEY.keyid, n=15, head=digest(ledger.lines(15, 1)[0]))
    assert ledger.forget(ack, NOW + 95 * HOUR) == 10
    store.write("ledger/000000000001.jsonl", first)  # the base was written, the file not removed
    again, recovery = open_ledger(store)
    assert (again.first, again.n, recovery.torn_bytes) == (11, 95, 0)


def test_a_file_holds_a_fixed_number_of_lines() -> None:
    store = MemoryStore()
    ledger, _ = open_ledger(store)
    ledger.append([Draft(Event.BOOT)] * (FILE_LINES + 1), MOMENT)
    assert store.names("ledger") == [
        "ledger/000000000001.jsonl",
        f"ledger/{FILE_LINES + 1:012d}.jsonl",
    ]
    assert open_ledger(store)[0].n == FILE_LINES + 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.integers(0, 400)), max_size=12))
def test_whatever_is_cut_the_chain_verifies_and_what_was_saved_stays(
    steps: list[tuple[int, bool, int]],
) -> None:
    store = MemoryStore()
    ledger, _ = open_ledger(store)
    for drafts, cut, torn in steps:
        ledger.append([Draft(Event.NOTE, data=(("x", torn),))] * drafts, MOMENT)
        if cut:
            saved = ledger.n
            store.append(ledger.files[-1].name, b'{"n":' + b"9" * torn)  # half a line
            ledger, _ = open_ledger(store)
            assert ledger.n == saved
    assert len(verify_chain(ledger.lines(1, 10_000_000))) == ledger.n

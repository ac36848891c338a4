import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.examples import PUBLIC, at, sign, verify

from loa.core.canonical import FormatError, canonical, digest
from loa.core.ledger import (
    GENESIS,
    Acknowledgement,
    Checkpoint,
    Entry,
    Event,
    LedgerError,
    Stage,
    counts,
    read_acknowledgement,
    read_checkpoint,
    read_entry,
    read_segment,
    sealed_by,
    verify_chain,
    write_segment,
)
from loa.core.words import Clock

DEVICE = "0123456789abcdef"
MEMBERS = (("reason", "media"), ("serial", 4))


def chain(*events: Event, after: tuple[int, str] = (0, GENESIS)) -> list[Entry]:
    entries = []
    n, prev = after
    for event in events:
        n += 1
        moment = at("05:00") + timedelta(seconds=n)
        entries.append(Entry(n, prev, moment, Clock.SYNCHRONISED, 1, n * 1000, event))
        prev = digest(entries[-1].line())
    return entries


LEDGER = chain(Event.OPENED, Event.BOOT, Event.STARTED, Event.FINISHED)
LINES = [entry.line() for entry in LEDGER]


def checkpoint(**changes: object) -> Checkpoint:
    blank = Checkpoint("02071", DEVICE, 4, digest(LINES[-1]), at("05:01"))
    signed = replace(blank, signature=sign(PUBLIC["ha"], blank.statement()))
    return replace(signed, **changes)  # type: ignore[arg-type] # the table's values have one type


def test_a_chain_is_read_back() -> None:
    assert verify_chain(LINES) == LEDGER
    assert verify_chain(LINES[2:], after=(2, digest(LINES[1]))) == LEDGER[2:]
    assert verify_chain([]) == []


entries = st.builds(
    lambda event, item, ms, late, boot, clock, data: Entry(
        1, GENESIS, at("05:00"), clock, boot, 5, event, item, ms, late, tuple(sorted(data.items()))
    ),
    st.sampled_from(Event),
    st.sampled_from(["", "abc", "tin số 5", 'a "b" \\ c']),
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.integers(0, 9),
    st.sampled_from(Clock),
    st.dictionaries(
        st.sampled_from(["reason", "serial", "sound"]), st.integers(0, 9) | st.just("chữ")
    ),
)


@given(entries)
def test_any_entry_comes_back_from_its_line(entry: Entry) -> None:
    assert read_entry(entry.line()) == entry


@given(entries)
def test_a_line_is_spelled_canonically(entry: Entry) -> None:
    line = entry.line()
    assert line == canonical(json.loads(line))


def test_a_member_of_data_is_found_by_name() -> None:
    entry = replace(LEDGER[0], data=MEMBERS)
    assert (entry.get("serial"), entry.get("reason"), entry.get("sound")) == (4, "media", None)


@pytest.mark.parametrize(
    ("lines", "n", "reason"),
    [
        pytest.param(LINES[1:], 1, "bears number 2", id="first-line-gone"),
        pytest.param([LINES[0], *LINES[2:]], 2, "bears number 3", id="middle-line-gone"),
        pytest.param([LINES[0], LINES[2], LINES[1]], 2, "bears number 3", id="order-changed"),
        pytest.param([LINES[0], LINES[0]], 2, "bears number 1", id="line-twice"),
        pytest.param(
            [replace(LEDGER[0], mono_ms=0).line(), *LINES[1:]], 2, "does not follow", id="rewritten"
        ),
        pytest.param([LINES[0][:-1]], 1, "not JSON", id="cut"),
        pytest.param([LINES[0].replace(b",", b", ")], 1, "canonical form", id="spaced"),
        pytest.param([b"x" * 5000], 1, "at most 4096", id="too-long"),
    ],
)
def test_a_chain_breaks_where_it_was_touched(lines: list[bytes], n: int, reason: str) -> None:
    with pytest.raises(LedgerError, match=reason) as error:
        verify_chain(lines)
    assert error.value.n == n


@settings(max_examples=200)
@given(st.integers(0, 3), st.data())
def test_no_single_byte_can_be_changed_unseen(number: int, data: st.DataObject) -> None:
    line = LINES[number]
    place = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != line[place]))
    forged = line[:place] + bytes([byte]) + line[place + 1 :]
    lines = [*LINES[:number], forged, *LINES[number + 1 :]]
    with pytest.raises(LedgerError):
        _accept(lines)


def _accept(lines: list[bytes]) -> None:
    sealed_by(checkpoint(), lines, PUBLIC["ha"], verify)
    verify_chain(lines)


def _line(**members: object) -> bytes:
    return LINES[0][:-1] + b"".join(
        f',"{k}":{v}'.encode() for k, v in members.items()
    ) + b"}"  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"5",
        b"{}",
        b"null},{",
        LINES[0].replace(b'"opened"', b'"closed"'),
        LINES[0].replace(b'"n":1', b'"n":"1"'),
        LINES[0].replace(b'"synchronised"', b'"sundial"'),
        LINES[0].replace(b'"mono":1000', b'"mono":-1'),
        replace(LEDGER[0], ms=-60_000).line(),
        replace(LEDGER[0], data=(("reason", ["a", "b"]),)).line(),  # type: ignore[arg-type] # a hostile player's
        _line(extra=1),
        _line(n=2),
    ],
)
def test_a_malformed_line_is_refused(line: bytes) -> None:
    with pytest.raises(FormatError):
        read_entry(line)


def test_a_segment_comes_back() -> None:
    assert read_segment(write_segment(checkpoint(), LINES)) == (checkpoint(), LINES)
    assert read_segment(write_segment(checkpoint(), [])) == (checkpoint(), [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "cut"),
        (write_segment(checkpoint(), LINES)[:-1], "cut"),
        (b"\n", "not JSON"),
        (b"x" * 8_000_001, "at most 8000000"),
        (LINES[0] + b"\n", "loa.checkpoint is expected"),
    ],
)
def test_a_malformed_segment_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_segment(data)


def test_a_checkpoint_needs_a_number_and_a_digest() -> None:
    for changes in ({"n": -1}, {"head": "abc"}):
        with pytest.raises(FormatError, match="no usable number"):
            read_checkpoint(checkpoint(**changes).line())


def test_a_checkpoint_seals_its_lines() -> None:
    sealed_by(checkpoint(), LINES, PUBLIC["ha"], verify)


@pytest.mark.parametrize(
    ("mark", "lines", "public", "reason"),
    [
        (checkpoint(), LINES, PUBLIC["thief"], "not signed"),
        (checkpoint(signature=""), LINES, PUBLIC["ha"], "not signed"),
        (checkpoint(n=5), LINES, PUBLIC["ha"], "not signed"),
        (checkpoint(), LINES[:-1], PUBLIC["ha"], "another last line"),
    ],
)
def test_a_checkpoint_that_does_not_seal(
    mark: Checkpoint, lines: list[bytes], public: str, reason: str
) -> None:
    with pytest.raises(LedgerError, match=reason):
        sealed_by(mark, lines, public, verify)


def acknowledgement(**changes: object) -> Acknowledgement:
    blank = Acknowledgement(
        "02071", DEVICE, Stage.DURABLE, 4, digest(LINES[-1]), at("05:02"), PUBLIC["lan"]
    )
    signed = replace(blank, signature=sign(PUBLIC["lan"], blank.statement()))
    return replace(signed, **changes)  # type: ignore[arg-type] # the table's values have one type


def test_an_acknowledgement_comes_back() -> None:
    assert read_acknowledgement(acknowledgement().document()) == acknowledgement()


@pytest.mark.parametrize(
    ("ack", "keys", "good"),
    [
        (acknowledgement(), [PUBLIC["lan"]], True),
        (acknowledgement(), [], False),
        (acknowledgement(), [PUBLIC["ha"]], False),
        (acknowledgement(station="02080"), [PUBLIC["lan"]], False),
        (acknowledgement(device="other"), [PUBLIC["lan"]], False),
        (acknowledgement(n=9), [PUBLIC["lan"]], False),
        (acknowledgement(stage=Stage.RECEIVED), [PUBLIC["lan"]], False),
        (acknowledgement(public=PUBLIC["ha"]), [PUBLIC["ha"], PUBLIC["lan"]], False),
    ],
)
def test_an_acknowledgement_counts(ack: Acknowledgement, keys: list[str], *, good: bool) -> None:
    assert counts(ack, station="02071", device=DEVICE, keys=keys, verify=verify) is good


@pytest.mark.parametrize(
    "members", [{"stage": "lost"}, {"n": None}, {"at": "now"}, {"version": "2.0"}]
)
def test_a_malformed_acknowledgement_is_refused(members: dict[str, Any]) -> None:
    with pytest.raises(FormatError):
        read_acknowledgement(acknowledgement().document() | members)

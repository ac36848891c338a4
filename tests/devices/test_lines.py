"""The fast reading of a ledger's lines takes, refuses and says what the format's own does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loa.core.canonical import canonical, digest
from loa.core.ledger import GENESIS, Entry, Event, LedgerError, _unusual, verify_chain
from loa.core.lines import read_usual
from loa.core.message import instant
from loa.core.words import Clock
from loa.devices.lines import Row, read_rows

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
TEXTS = st.sampled_from(["", "a", ":x", ",", "{", "tin số 5", '"', "\\", "a\tb", "20e21c36"])
ENTRIES = st.builds(
    lambda event, item, ms, late, boot, clock, data, seconds: Entry(
        7, "ab" * 32, NOON + timedelta(seconds=seconds), clock, boot, 5, event, item, ms, late,
        tuple(sorted(data.items())),
    ),
    st.sampled_from(Event),
    TEXTS,
    st.integers(0, 2**53 - 1),
    st.integers(0, 10**8),
    st.integers(0, 9),
    st.sampled_from(Clock),
    st.dictionaries(TEXTS, st.integers(-9, 10**16 // 2) | TEXTS | st.booleans()),
    st.integers(0, 10**9),
)  # fmt: skip
AFTER = (6, "ab" * 32)
PLAIN = Entry(
    7, "ab" * 32, NOON, Clock.SYNCHRONISED, 1, 5, Event.STARTED, "i1", 0, 3,
    (("gain_cdb", -600), ("of", 20000), ("sound", "9a")),
).line()  # fmt: skip


def row_of(entry: Entry, line: bytes) -> Row:
    return Row(
        entry.n, instant(entry.at), str(entry.clock), str(entry.boot), str(entry.mono_ms),
        str(entry.event), entry.item, str(entry.ms), str(entry.late_ms),
        canonical(dict(entry.data)).decode(), digest(line),
    )  # fmt: skip


def told(line: bytes) -> tuple[int, str] | list[Entry]:
    """Return what the format's own reading says, which knows no short cut."""
    try:
        return [_unusual(line, 7, AFTER[1])]
    except LedgerError as error:
        return error.n, error.reason


def judged_alike(line: bytes) -> None:
    said = told(line)
    try:
        quickly: tuple[int, str] | list[Entry] = verify_chain([line], after=AFTER)
    except LedgerError as error:
        quickly = (error.n, error.reason)
    assert quickly == said
    if isinstance(said, list):
        assert read_rows([line], after=AFTER) == [row_of(said[0], line)]
        return
    with pytest.raises(LedgerError) as caught:
        read_rows([line], after=AFTER)
    assert (caught.value.n, caught.value.reason) == said


@given(ENTRIES)
def test_any_entry_is_read_as_the_format_reads_it(entry: Entry) -> None:
    line = entry.line()
    assert read_rows([line], after=AFTER) == [row_of(entry, line)]


def test_a_usual_line_is_read_at_once_beside_any_other() -> None:
    usual = (
        "2026-11-22T05:00:00.000Z", "1", "synchronised",
        '{"gain_cdb":-600,"of":20000,"sound":"9a"}', "started", "i1", "3", "5", "", "7", "ab" * 32,
    )  # fmt: skip
    assert list(read_usual([PLAIN, PLAIN])) == [usual, usual]
    assert list(read_usual([PLAIN, PLAIN + b"\n" + PLAIN, b"", PLAIN])) == [
        usual,
        None,
        None,
        usual,
    ]
    assert list(read_usual([PLAIN + b"\n" + PLAIN, b"no line"])) == [None, None]
    assert list(read_usual([b"no line", PLAIN + b"\n" + PLAIN])) == [None, None]
    assert list(read_usual([])) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"boot":1', b'"boot":01'),
        (b'"boot":1', b'"boot":-1'),
        (b'"boot":1', b'"boot":1.0'),
        (b'"late":3', b'"late":0'),
        (b'"late":3,', b""),
        (b"-600", b"-0"),
        (b"-600", b"true"),
        (b"-600", b"null"),
        (b"20000", b"20000000000000000"),
        (b'"gain_cdb":-600,"of":20000', b'"of":20000,"gain_cdb":-600'),
        (b'"of":20000', b'"of":20000,"of":20000'),
        (b'"sound":"9a"', b'"sound":"9\\u0061"'),
        (b'"9a"', b'"9a,",":z":1'),
        (b'"9a"', b'"9a,",":":1'),
        (b"2026-11-22", b"2026-02-30"),
        (b"05:00:00.000Z", b"24:00:00.000Z"),
        (b"2026-11-22", "\uff12026-11-22".encode()),
        (b"2026-11-22", b"0000-11-22"),
        (b'"item":"i1"', b'"item":""'),
        (b'"item":"i1"', b'"item":"i1","more":1'),
        (b'"item":"i1"', b'"item":"' + b"x" * 5000 + b'"'),
        (b'"event":"started"', b'"event":"begun"'),
        (b'"clock":"synchronised"', b'"clock":"sundial"'),
        (b'"n":7', b'"n":8'),
        (b"abab", b"abcd"),
        (b"}", b"} "),
        (b'{"at"', b' {"at"'),
    ],
)
def test_what_only_looks_usual_is_judged_by_the_format(old: bytes, new: bytes) -> None:
    line = PLAIN.replace(old, new, 1)
    assert line != PLAIN
    judged_alike(line)


@given(st.integers(0, len(PLAIN) - 1), st.integers(0, 255), st.booleans())
@example(PLAIN.index(b"-600"), ord("0"), True)
def test_a_byte_changed_or_added_anywhere_is_judged_alike(
    place: int, byte: int, added: bool
) -> None:
    line = PLAIN[:place] + bytes([byte]) + PLAIN[place + (not added) :]
    judged_alike(line)


def test_a_chain_is_followed_from_line_to_line() -> None:
    first = Entry(1, GENESIS, NOON, Clock.FLOOR, 1, 0, Event.OPENED)
    second = replace(first, n=2, prev=digest(first.line()), item="tin số 5")
    third = replace(first, n=3, prev=digest(second.line()), event=Event.BOOT)
    lines = [one.line() for one in (first, second, third)]
    assert [(row.n, row.hash) for row in read_rows(lines)] == [
        (n, digest(line)) for n, line in enumerate(lines, 1)
    ]
    with pytest.raises(LedgerError, match="entry 2: bears number 3"):
        read_rows([lines[0], lines[2]])

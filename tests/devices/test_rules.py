"""What a segment is, against what is held."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.devices.rules import (
    CLAIM_LIFE,
    Finding,
    Held,
    classify,
    clock_is_wrong,
    may_claim,
    may_try,
)

MINE, COPY = Recorder().write_many(9), Recorder()
COPY.key, COPY.public, COPY.keyid = MINE.key, MINE.public, MINE.keyid
COPY.lines = MINE.lines[:5]
COPY.write_many(3)


def held(n: int) -> Held:
    return Held(n, dict(enumerate(MINE.heads[: n + 1])))


@pytest.mark.parametrize(
    ("have", "who", "lines", "finding", "n"),
    [
        pytest.param(0, MINE, (1, 10), Finding.NEW, 0, id="the-first-of-all"),
        pytest.param(4, MINE, (5, 10), Finding.NEW, 0, id="follows"),
        pytest.param(4, MINE, (1, 10), Finding.OVERLAP, 0, id="held-and-new"),
        pytest.param(4, MINE, (1, 4), Finding.DUPLICATE, 0, id="all-held"),
        pytest.param(4, MINE, (2, 3), Finding.DUPLICATE, 0, id="inside-what-is-held"),
        pytest.param(4, MINE, (5, 4), Finding.DUPLICATE, 0, id="seal-of-what-is-held"),
        pytest.param(4, MINE, (6, 10), Finding.GAP, 5, id="one-is-missing"),
        pytest.param(0, MINE, (5, 10), Finding.GAP, 1, id="nothing-held"),
        pytest.param(4, MINE, (11, 10), Finding.GAP, 5, id="seal-of-what-is-not-held"),
        pytest.param(10, COPY, (6, 8), Finding.FORK, 6, id="another-under-the-number"),
        pytest.param(7, COPY, (8, 8), Finding.FORK, 8, id="another-before-it"),
        pytest.param(10, COPY, (9, 8), Finding.FORK, 8, id="seal-of-another"),
        pytest.param(5, COPY, (6, 8), Finding.NEW, 0, id="the-copy-came-first"),
    ],
)
def test_classify(
    have: int, who: Recorder, lines: tuple[int, int], finding: Finding, n: int
) -> None:
    first, last = lines
    found = classify(held(have), who.checkpoint(last), who.lines[first - 1 : last])
    assert (found.finding, found.n) == (finding, n)
    news = last - max(have, first - 1) if finding in {Finding.NEW, Finding.OVERLAP} else 0
    assert [row.n for row in found.rows] == list(range(last - news + 1, last + 1))


@given(st.integers(0, 10), st.integers(1, 10), st.integers(0, 10))
def test_any_true_part_of_a_ledger_is_taken_asked_for_or_known(
    have: int, first: int, length: int
) -> None:
    last = min(10, first + length)
    found = classify(held(have), MINE.checkpoint(last), MINE.lines[first - 1 : last])
    if first > have + 1:
        assert (found.finding, found.n) == (Finding.GAP, have + 1)
    else:
        assert [row.n for row in found.rows] == list(range(max(have, first - 1) + 1, last + 1))


@given(st.integers(0, 9), st.data())
def test_no_changed_byte_is_taken(which: int, data: st.DataObject) -> None:
    line = MINE.lines[which]
    place = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != line[place]))
    lines = list(MINE.lines)
    lines[which] = line[:place] + bytes([byte]) + line[place + 1 :]
    checkpoint = MINE.checkpoint()
    if which == len(lines) - 1:
        return  # the seal covers the last line; `sealed_by` is asked before
    assert classify(held(0), checkpoint, lines).finding is Finding.BROKEN


def test_more_entries_than_the_seal_numbers() -> None:
    found = classify(held(0), replace(MINE.checkpoint(3), n=2), MINE.lines[:3])
    assert (found.finding, found.n) == (Finding.BROKEN, 2)


def test_what_no_database_keeps_is_refused_with_its_number() -> None:
    odd = Recorder()
    odd.write(item="a\0b")
    found = classify(Held(0, {}), odd.checkpoint(), odd.lines)
    assert (found.finding, found.n) == (Finding.BROKEN, 2)


@pytest.mark.parametrize(
    ("attempts", "used", "same", "age", "word"),
    [
        (0, False, False, timedelta(), None),
        (4, False, False, CLAIM_LIFE - timedelta(seconds=1), None),
        (0, False, False, CLAIM_LIFE, "expired"),
        (5, False, False, timedelta(), "locked"),
        (0, True, False, timedelta(), "used"),
        (0, True, True, timedelta(), None),
        (0, True, True, CLAIM_LIFE, "expired"),
    ],
)
def test_may_claim(attempts: int, used: bool, same: bool, age: timedelta, word: str | None) -> None:
    refused = may_claim(
        expires_at=NOW + CLAIM_LIFE, attempts=attempts, used=used, by_the_same=same, now=NOW + age
    )
    assert (refused and refused.word) == word


@pytest.mark.parametrize(
    ("here", "everywhere", "free"), [(9, 199, True), (10, 10, False), (0, 200, False)]
)
def test_guessing_is_slow(here: int, everywhere: int, free: bool) -> None:
    assert (may_try(here, everywhere) is None) == free


@pytest.mark.parametrize(
    ("minutes", "synchronised", "wrong"),
    [(10, True, False), (11, True, True), (-11, True, True), (9_999, False, False)],
)
def test_clock_is_wrong(minutes: int, synchronised: bool, wrong: bool) -> None:
    said = NOW + timedelta(minutes=minutes)
    assert clock_is_wrong(said, NOW, synchronised=synchronised) == wrong

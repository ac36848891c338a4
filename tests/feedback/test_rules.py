"""Receipts that are not mistaken, due days, limits, and counts that give nobody away."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.feedback import rules
from loa.feedback.rules import ALPHABET, Asked, Counted, Kind, State

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
DAY = date(2026, 11, 23)


def drawn(letters: list[str]) -> str:
    left = iter(letters)
    return rules.number(lambda _alphabet: next(left))


numbers = st.lists(st.sampled_from(ALPHABET), min_size=8, max_size=8).map(drawn)


@given(numbers)
def test_a_number_is_read_however_it_was_written_down(number: str) -> None:
    plain = number.replace("-", "")
    for typed in (number, number.lower(), plain, f" {number[3:]} ", plain.replace("0", "o")):
        assert rules.read_number(typed) == number


@given(numbers, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_noticed(number: str, place: int, letter: str) -> None:
    body = list(number[3:].replace("-", ""))
    if body[place] != letter:
        body[place] = letter
        assert rules.read_number("".join(body)) is None


@given(numbers, st.integers(0, 6))
def test_two_letters_that_changed_places_are_noticed(number: str, place: int) -> None:
    body = list(number[3:].replace("-", ""))
    if body[place] != body[place + 1]:
        body[place], body[place + 1] = body[place + 1], body[place]
        assert rules.read_number("".join(body)) is None


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "GY",
        "GY-1234",
        "*" * 100,
        "GY-1234-5678\x00",
        "\uff11\uff12\uff13\uff14\uff15\uff11\uff12\uff13\uff14",
    ],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert rules.read_number(typed) is None


@pytest.mark.parametrize(
    ("kind", "answer_days", "due"),
    [
        (Kind.QUESTION, 10, date(2026, 12, 3)),
        (Kind.COMPLAINT, 15, date(2026, 12, 8)),
        (Kind.LOUDNESS, 10, date(2026, 11, 26)),
        (Kind.LOUDNESS, 1, date(2026, 11, 24)),
    ],
)
def test_an_answer_is_due(kind: Kind, answer_days: int, due: date) -> None:
    assert rules.due_on(kind, DAY, answer_days=answer_days) == due


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a\r\nb \n\n\n\n c ", "a\nb \n\n c"),
        ("e\u0302\u0301", "ế"),
        ("a\u202eb\u200b\x00c", "abc"),
        ("\u200b\x07", ""),
    ],
)
def test_words_are_kept_without_what_nobody_sees(typed: str, kept: str) -> None:
    assert rules.tidy(typed) == kept


@pytest.mark.parametrize(
    ("seconds", "holds"),
    [(-5, False), (0, False), (1, False), (2, True), (12 * 3600, True), (12 * 3600 + 1, False)],
)
def test_a_form_comes_back_in_a_persons_time(seconds: int, holds: bool) -> None:
    assert rules.in_time(NOW - timedelta(seconds=seconds), NOW) is holds


def test_a_limit_counts_what_lies_in_its_span() -> None:
    most, span = rules.LIMITS[Asked.LOWER]
    fresh = [NOW - timedelta(minutes=n) for n in range(most)]
    assert rules.over_limit(Asked.LOWER, fresh, NOW)
    assert not rules.over_limit(Asked.LOWER, [*fresh[1:], NOW - span], NOW)


@pytest.mark.parametrize(
    ("by_state", "total", "shown"),
    [
        ({}, 0, {}),
        ({State.ANSWERED: 4}, None, {}),
        ({State.ANSWERED: 2, State.RECEIVED: 2}, None, {}),
        ({State.ANSWERED: 9}, 9, {State.ANSWERED: 9}),
        ({State.ANSWERED: 9, State.RECEIVED: 0}, 9, {State.ANSWERED: 9}),
        # Nine less five is four: a part that is left out must not follow from the others.
        ({State.ANSWERED: 5, State.RECEIVED: 4}, 9, {}),
        ({State.ANSWERED: 5, State.RECEIVED: 5}, 10, {State.ANSWERED: 5, State.RECEIVED: 5}),
    ],
)
def test_nothing_below_five_people_is_broken_down(
    by_state: dict[State, int], total: int | None, shown: dict[State, int]
) -> None:
    assert rules.counted(Kind.LOUDNESS, by_state) == Counted(Kind.LOUDNESS, total, shown)

"""The text cut into pieces: nothing is lost, what lies innermost is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.plans.drafting.passages import Piece, located, pieces
from loa.plans.drafting.values import Row


def row(number: int, start: int, end: int) -> Row:
    return Row(number, "topics", {"value": "x"}, start, end, 0.9, "topic-list")


def test_of_passages_over_each_other_the_shortest_is_shown() -> None:
    outer, inner = row(1, 0, 8), row(2, 3, 5)
    assert list(pieces("abcdefghij", [outer, inner])) == [
        Piece("abc", outer, (1,), (1,)),
        Piece("de", inner, (2,), (2, 1)),
        Piece("fgh", outer, (), (1,)),
        Piece("ij"),
    ]


def test_a_finding_without_a_passage_colours_nothing() -> None:
    assert list(pieces("abc", [row(1, 0, 0), row(2, 2, 9)])) == [Piece("abc")]


PLACES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12)


@given(st.text(max_size=40), PLACES)
def test_the_pieces_are_the_text_and_each_finding_begins_once(
    text: str, places: list[tuple[int, int]]
) -> None:
    rows = [row(n, *sorted(place)) for n, place in enumerate(places)]
    cut = list(pieces(text, rows))
    assert "".join(piece.text for piece in cut) == text
    begun = [number for piece in cut for number in piece.opens]
    assert sorted(begun) == [one.number for one in rows if one.start < one.end <= len(text)]


@pytest.mark.parametrize(
    ("said", "near", "place"),
    [
        pytest.param("b c", 0, (1, 5), id="blanks-do-not-count"),
        pytest.param("b c", 9, (8, 11), id="the-nearest"),
        pytest.param("c b", 0, (4, 9), id="across"),
        pytest.param("x", 0, None, id="not-there"),
        pytest.param("  ", 0, None, id="nothing"),
    ],
)
def test_marked_words_are_found_where_they_stand(
    said: str, near: int, place: tuple[int, int] | None
) -> None:
    assert located("ab \nc   b c", said, near) == place

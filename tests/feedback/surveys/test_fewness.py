"""Nobody is found who answered like few: every way of answering is tried, and shown together.

The attacker of these tests knows the rules by heart, and the number of answers, and asks of
what is shown which ways of answering it may stand for. A cell of one to four people must
never be the same in all of them.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.feedback.rules import LEAST_PEOPLE
from loa.feedback.surveys.fewness import Line, Table, one_each, several_each

SMALL = range(1, LEAST_PEOPLE)


def ways(n: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Yield every way in which `n` people spread over cells."""
    for bars in combinations(range(n + cells - 1), cells - 1):
        edges = (-1, *bars, n + cells - 1)
        yield tuple(right - left - 1 for left, right in pairwise(edges))


def found_out(shown: dict[Table, list[dict[str, int]]]) -> list[tuple[Table, str, int]]:
    """Return the cells of few people that are the same in every way a table may stand for."""
    return [
        (table, cell, ways[0][cell])
        for table, ways in shown.items()
        for cell in ways[0]
        if ways[0][cell] in SMALL and len({way[cell] for way in ways}) == 1
    ]


@pytest.mark.parametrize(
    ("choices", "most"), [(2, 40), (3, 30), (4, 22), (5, 15), (6, 12), (7, 10)]
)
@pytest.mark.parametrize("near", [(), ("0", "1")], ids=["any", "near"])
def test_no_cell_of_few_can_be_worked_out_where_each_gave_one_answer(
    choices: int, most: int, near: tuple[str, ...]
) -> None:
    shown: defaultdict[Table, list[dict[str, int]]] = defaultdict(list)
    for n in range(1, most + 1):
        for way in ways(n, choices):
            counts = {str(choice): count for choice, count in enumerate(way)}
            shown[one_each(counts, near)].append(counts)
    assert found_out(shown) == []


@pytest.mark.parametrize(("choices", "most"), [(1, 40), (2, 18), (3, 9)])
def test_no_cell_of_few_can_be_worked_out_where_each_gave_several(choices: int, most: int) -> None:
    """Cells here are all that can be asked of two choices: gave it, did not, both, neither."""
    patterns = list(product((False, True), repeat=choices))
    shown: defaultdict[Table, list[dict[str, int]]] = defaultdict(list)
    for n in range(1, most + 1):
        for way in ways(n, len(patterns)):
            people = dict(zip(patterns, way, strict=True))
            gave = {str(c): sum(k for p, k in people.items() if p[c]) for c in range(choices)}
            cells = {f"not {choice}": n - count for choice, count in gave.items()}
            cells |= {str(pattern): count for pattern, count in people.items()}
            shown[several_each(n, gave)].append(gave | cells)
    assert found_out(shown) == []


COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=7).map(
    lambda counts: dict(zip("abcdefg", counts, strict=False))
)


@given(COUNTS, st.booleans())
def test_every_line_holds_nobody_or_five_and_all_lines_make_the_whole(
    counts: dict[str, int], near: bool
) -> None:
    table = one_each(counts, ("a", "b") if near and {"a", "b"} <= set(counts) else ())
    named = [choice for line in table.lines for choice in line.choices] + list(table.held)
    assert sorted(named) == sorted(counts)
    assert all(line.count == 0 or line.count >= LEAST_PEOPLE for line in table.lines)
    assert all(line.count == sum(counts[c] for c in line.choices) for line in table.lines)
    assert not table.lines or sum(line.count for line in table.lines) == table.n


@given(COUNTS, st.integers(0, 80))
def test_whoever_did_not_give_an_answer_is_not_found_either(
    counts: dict[str, int], more: int
) -> None:
    n = max(counts.values()) + more
    table = several_each(n, counts)
    for line in table.lines:
        assert {line.count, n - line.count}.isdisjoint(SMALL)


@pytest.mark.parametrize(
    ("counts", "table"),
    [
        pytest.param((30, 12, 8), Table(50, (Line(("a",), 30), Line(("b",), 12), Line(("c",), 8)))),
        pytest.param((30, 12, 0), Table(42, (Line(("a",), 30), Line(("b",), 12), Line(("c",), 0)))),
        pytest.param((30, 12, 2), Table(44, (Line(("a",), 30), Line(("b", "c"), 14)))),
        pytest.param((30, 3, 2), Table(35, (Line(("a",), 30), Line(("b", "c"), 5)))),
        pytest.param((30, 4, 0), Table(34, held=("a", "b", "c")), id="all-but-one-is-all"),
        pytest.param((2, 2, 0), Table(None, held=("a", "b", "c")), id="fewer-than-five"),
        pytest.param((0, 0, 0), Table(None, held=("a", "b", "c")), id="nobody"),
    ],
)
def test_what_few_gave_is_counted_together_with_others(
    counts: tuple[int, ...], table: Table
) -> None:
    assert one_each(dict(zip("abc", counts, strict=True))) == table


def test_who_is_not_sure_is_counted_with_those_nearest_to_it() -> None:
    counts = {"well": 30, "partly": 9, "no": 12, "unsure": 2}
    assert one_each(counts, ("no", "unsure")) == Table(
        53, (Line(("well",), 30), Line(("partly",), 9), Line(("no", "unsure"), 14))
    )


def test_a_choice_that_all_but_few_gave_is_held_too() -> None:
    assert several_each(20, {"loa": 20, "zalo": 18, "hop": 3, "bang": 9, "xe": 0}) == Table(
        20, (Line(("loa",), 20), Line(("bang",), 9), Line(("xe",), 0)), held=("zalo", "hop")
    )

"""Intervals against printed tables, and against another program."""

from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest  # type: ignore[import-untyped]  # no stubs

from loa.feedback.surveys.margins import Share, difference, share

COUNTS = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [  # Newcombe, Statistics in Medicine 17 (1998) 857–872, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_one_share_is_as_printed(count: int, n: int, low: float, high: float) -> None:
    found = share(count, n)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("after", "before", "low", "high"),
    [  # Newcombe, Statistics in Medicine 17 (1998) 873–890, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_a_difference_is_as_printed(
    after: tuple[int, int], before: tuple[int, int], low: float, high: float
) -> None:
    found = difference(share(*before), share(*after))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(COUNTS)
def test_another_program_finds_the_same(counted: tuple[int, int]) -> None:
    count, n = counted
    other = binomtest(count, n).proportion_ci(0.95, method="wilson")
    found = share(count, n)
    assert found.low == pytest.approx(other.low, abs=1e-12)
    assert found.high == pytest.approx(other.high, abs=1e-12)


@pytest.mark.parametrize(
    ("n", "population", "margin"),
    [  # half of those asked: the field's rule of thumb, 0.98/√n · √((N − n)/(N − 1))
        (400, None, 0.049),
        (384, 1_000_000, 0.050),
        (278, 1_000, 0.050),
        (217, 500, 0.050),
        (80, 100, 0.049),
    ],
)
def test_a_known_population_narrows_the_margin(
    n: int, population: int | None, margin: float
) -> None:
    assert share(n // 2, n, population=population).margin == pytest.approx(margin, abs=0.001)


@pytest.mark.parametrize("population", [50, 49, 1])
def test_who_asks_everybody_is_sure(population: int) -> None:
    assert share(20, 50, population=population) == Share(0.4, 0.4, 0.4)


@given(COUNTS, st.integers(1, 10_000))
def test_a_share_lies_in_its_interval_and_a_population_never_widens_it(
    counted: tuple[int, int], more: int
) -> None:
    count, n = counted
    free, bound = share(count, n), share(count, n, population=n + more)
    assert 0 <= free.low <= bound.low <= bound.share <= bound.high <= free.high <= 1


@given(st.integers(0, 50), st.integers(1, 50))
def test_more_answers_of_the_same_kind_are_surer(count: int, more: int) -> None:
    n = count + more
    margins = [share(count * times, n * times).margin for times in (1, 2, 4, 8)]
    assert all(wide >= narrow for wide, narrow in pairwise(margins))


@given(COUNTS, COUNTS)
def test_what_is_turned_round_is_the_same_difference(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there = difference(share(*one), share(*other))
    back = difference(share(*other), share(*one))
    assert (there.by, there.low, there.high) == pytest.approx((-back.by, -back.high, -back.low))
    assert there.sure == back.sure


@given(COUNTS)
def test_nothing_has_changed_between_a_sample_and_itself(counted: tuple[int, int]) -> None:
    one = share(*counted)
    assume(one.low < one.high)
    assert not difference(one, one).sure


@pytest.mark.parametrize(("count", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        share(count, n)

"""The builder against OR-Tools CP-SAT, which solves the stated objective exactly."""

import pytest
from bench.rundowns import Oracle, instance, province

from loa.core.build import build
from loa.core.scheduling.objective import echoes, share_points

# Small ones that the oracle proves in under a second each; `python -m bench rundowns` tries more.
SEEDS = [0, 2, 3, 6, 7, 11, 14, 19, 27, 39]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_the_builder_comes_within_two_percent_of_the_optimum(seed: int) -> None:
    request = instance(seed)
    exact = Oracle(request).solve()
    points = build(request).points
    assert exact.points == exact.bound
    assert 0.98 * exact.points <= points <= exact.points


@pytest.mark.parametrize(
    ("topics", "count"), [([], 0), (["a", "a", "a"], 2), (["a", "b", "a"], 0), (["", ""], 0)]
)
def test_echoes(topics: list[str], count: int) -> None:
    assert echoes(topics) == count


@pytest.mark.parametrize(("aired", "points"), [(0, 0), (999, 0), (59_999, 295), (90_000, 300)])
def test_airtime_counts_up_to_the_fair_share(aired: int, points: int) -> None:
    assert share_points({"a": aired}, {"a": 60_000}) == points


def test_everything_fits_where_there_is_room() -> None:
    schedule = build(province("00001", 7))
    assert [u.reason for u in schedule.unplaced if not u.later] == []

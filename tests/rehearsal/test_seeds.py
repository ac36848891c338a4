"""A failing list of faults is made as short as it can be."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import ceil, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.rehearsal.faults import Fault, FaultKind
from loa.rehearsal.seeds import shorten

START = datetime(2020, 3, 2, tzinfo=UTC)


def listed(count: int) -> list[Fault]:
    """Return faults that differ in their time and their dice."""
    hours = [START + timedelta(hours=n) for n in range(count)]
    return [
        Fault(FaultKind.AWAY, "a", at, at + timedelta(hours=1), n) for n, at in enumerate(hours)
    ]


class Needs:
    """Fails when all of these are there; counts how often it was asked."""

    def __init__(self, *picks: int) -> None:
        self.picks, self.asked = set(picks), 0

    def __call__(self, faults: Sequence[Fault]) -> bool:
        self.asked += 1
        return self.picks <= {fault.pick for fault in faults}


@pytest.mark.parametrize("pick", [0, 1, 50, 98, 99])
def test_the_one_that_matters_is_found_in_few_runs(pick: int) -> None:
    faults, fails = listed(100), Needs(pick)
    assert shorten(faults, fails) == (faults[pick],)
    assert fails.asked <= 2 * ceil(log2(100)) + 2


@given(
    st.integers(1, 80).flatmap(
        lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), max_size=4))
    )
)
def test_just_what_matters_is_left_in_its_order(case: tuple[int, set[int]]) -> None:
    count, picks = case
    fails = Needs(*picks)
    assert [fault.pick for fault in shorten(listed(count), fails)] == sorted(picks)
    assert fails.asked <= 4 * (len(picks) + 1) * (ceil(log2(count + 1)) + 1)


def test_when_either_of_two_would_do_one_is_left() -> None:
    def fails(faults: Sequence[Fault]) -> bool:
        return bool({3, 7} & {fault.pick for fault in faults})

    assert [fault.pick for fault in shorten(listed(10), fails)] in ([3], [7])


def test_what_fails_without_any_fault_is_left_with_none() -> None:
    assert shorten(listed(9), lambda _faults: True) == ()
    assert shorten((), lambda _faults: True) == ()

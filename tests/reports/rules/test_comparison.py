"""Emulation: own share and median, no list; more is not better; an outage costs nobody."""

from dataclasses import fields

import pytest

from loa.reports.rules.comparison import Account, Sum, standing
from loa.reports.rules.report import Comparison, Standing


def sums(*shares: int) -> dict[str, Sum]:
    return {f"x{n}": Sum(100, credited) for n, credited in enumerate(shares)}


@pytest.mark.parametrize(
    ("account", "due", "credited"),
    [
        pytest.param(Account(100, 60), 100, 60, id="some"),
        pytest.param(Account(100, 160), 100, 100, id="credit-stops-at-what-was-promised"),
        pytest.param(Account(100, 60, 40), 60, 60, id="an-outage-is-taken-off"),
        pytest.param(Account(100, 100, 40), 60, 60, id="made-good-besides"),
        pytest.param(Account(100, 0, 140), 0, 0, id="nothing-could-be-heard"),
    ],
)
def test_what_is_due_and_credited(account: Account, due: int, credited: int) -> None:
    assert (account.due, account.credited) == (due, credited)


def test_a_unit_learns_its_own_share_and_the_median() -> None:
    found = standing("x0", sums(40, 50, 60, 90, 100), channel="loudspeaker", measure="plays")
    assert found == Standing("loudspeaker", "plays", 100, 40, own=400, median=600, units=5)


def test_of_few_units_the_median_would_tell_the_others() -> None:
    found = standing("x0", sums(40, 50, 60, 90), channel="loudspeaker", measure="plays")
    assert found is not None
    assert found.median is None


def test_units_of_which_nothing_was_due_are_not_in_the_median() -> None:
    every = sums(40, 50, 60, 90, 100) | {"none": Sum()}
    found = standing("x0", every, channel="loudspeaker", measure="plays")
    assert found is not None
    assert (found.units, standing("none", every, channel="c", measure="m")) == (5, None)


def test_nobody_above_a_hundred_lifts_the_median() -> None:
    modest = {f"x{n}": Sum() + Account(100, 100) for n in range(5)}
    keen = {f"x{n}": Sum() + Account(100, 900) for n in range(5)}
    asked = {"channel": "c", "measure": "m"}
    assert standing("x0", modest, **asked) == standing("x0", keen, **asked)


def test_a_comparison_names_no_other_unit_and_no_person() -> None:
    assert [one.name for one in fields(Comparison)] == ["unit", "standings"]
    assert [one.name for one in fields(Standing)] == [
        "channel", "measure", "promised", "credited", "own", "median", "units",
    ]  # fmt: skip

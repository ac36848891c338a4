from dataclasses import replace
from datetime import timedelta

import pytest
from tests.core.examples import MONDAY, TAY, candidate, days, item, message, policy

from loa.core.build import Candidate, propose_make_goods
from loa.core.periods import Days
from loa.core.policy import Pause, Policy
from loa.core.reconcile import ItemOutcome
from loa.core.words import Missed, Mood, Outcome

WEEK = Days(MONDAY + timedelta(days=1), MONDAY + timedelta(days=8))
LOST = ItemOutcome(item(message(), id="lost"), Outcome.MISSED, Missed.OFF)
MOURNING = policy(pauses=(Pause(MONDAY, days(9)[8], Mood.FESTIVE, "quốc tang"),))


def lost(number: int) -> ItemOutcome:
    return replace(LOST, item=replace(LOST.item, id=f"lost {number}"))


def proposals(
    *outcomes: ItemOutcome,
    origin: Candidate | None = None,
    by: Policy | None = None,
    already: tuple[str, ...] = (),
    cap_s: int | None = None,
) -> list[Candidate]:
    return propose_make_goods(
        outcomes,
        {"p1": origin or candidate()},
        policy=by or policy(),
        days=WEEK,
        already=already,
        cap_s=cap_s,
    )


def test_a_missed_item_is_offered_once_more() -> None:
    assert proposals(LOST, LOST) == [
        replace(
            candidate(),
            languages=("vi",),
            window=WEEK,
            times_a_day=1,
            run=1,
            make_good_for="lost",
        )
    ]


def test_a_make_good_speaks_the_language_that_was_missed() -> None:
    both = candidate(variants={"vi": ("a" * 64, 60_000), "tyz": (TAY.digest, TAY.ms)})
    one = replace(LOST, item=replace(LOST.item, language="tyz"))
    assert proposals(one, origin=both)[0].voices() == (("tyz", TAY.digest, TAY.ms),)


@pytest.mark.parametrize(
    ("outcome", "origin", "by", "already"),
    [
        pytest.param(replace(LOST, outcome=Outcome.AIRED), None, None, (), id="aired"),
        pytest.param(replace(LOST, outcome=Outcome.LATE), None, None, (), id="late-was-heard"),
        pytest.param(replace(LOST, outcome=Outcome.PENDING), None, None, (), id="pending"),
        pytest.param(replace(LOST, reason=Missed.REFUSED), None, None, (), id="refused"),
        pytest.param(replace(LOST, reason=Missed.PAUSED), None, None, (), id="paused"),
        pytest.param(replace(LOST, reason=Missed.QUIET), None, None, (), id="quiet"),
        pytest.param(
            replace(LOST, item=replace(LOST.item, make_good_for="x")), None, None, (), id="again"
        ),
        pytest.param(
            replace(LOST, item=replace(LOST.item, placement="gone")), None, None, (), id="withdrawn"
        ),
        pytest.param(LOST, None, None, ("lost",), id="already-made-good"),
        pytest.param(
            LOST, candidate(window=Days(MONDAY, days(2)[1])), None, (), id="window-is-over"
        ),
        pytest.param(LOST, candidate(mood=Mood.FESTIVE), MOURNING, (), id="festive-in-mourning"),
        pytest.param(LOST, None, policy(hours=()), (), id="no-hours"),
    ],
)
def test_nothing_is_owed(
    outcome: ItemOutcome,
    origin: Candidate | None,
    by: Policy | None,
    already: tuple[str, ...],
) -> None:
    assert proposals(outcome, origin=origin, by=by, already=already) == []


def test_a_cut_item_is_owed() -> None:
    assert len(proposals(replace(LOST, outcome=Outcome.CUT, reason=None))) == 1


@pytest.mark.parametrize(("cap_s", "count"), [(60, 7), (119, 7), (120, 14), (59, 0)])
def test_make_goods_stay_below_the_daily_cap(cap_s: int, count: int) -> None:
    assert len(proposals(*map(lost, range(30)), cap_s=cap_s)) == count

"""Where something still fits into a day that is published."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.channels.broadcast.builders import DAY, at, policy, relay

from loa.channels.broadcast.amending import Found, Unfit, fit, next_session, running, without
from loa.core.canonical import digest
from loa.core.policy import Pause
from loa.core.rundown import Item
from loa.core.words import Kind, Mood
from loa.delivery.contract import Soon

SECOND = timedelta(seconds=1)
POLICY = policy("nghia-ta")


def heard(hour: int, minute: int = 0, *, seconds: int = 60, name: str = "tin") -> Item:
    starts = at(hour, minute)
    return Item(
        id=digest(f"{name}{starts}".encode())[:20],
        starts=starts,
        ms=seconds * 1000,
        kind=Kind.MESSAGE,
        title=name,
        message=digest(name.encode()),
        sound=digest(f"{name}!".encode()),
    )


NEW = heard(0, seconds=30, name="a-lo")


@pytest.mark.parametrize(
    ("items", "soon", "earliest", "found"),
    [
        pytest.param([], Soon.NEXT, at(8), Found(DAY, at(17)), id="next-opens"),
        pytest.param([heard(17)], Soon.NEXT, at(8), Found(DAY, at(17, 1, 1)), id="after-the-first"),
        pytest.param(
            [heard(17), heard(17, 1)], Soon.NEXT, at(8), Found(DAY, at(17, 2, 1)), id="no-gap"
        ),
        pytest.param(
            [heard(17), heard(17, 2)], Soon.NEXT, at(8), Found(DAY, at(17, 1, 1)), id="a-gap"
        ),
        pytest.param([], Soon.NEXT, at(17, 30), Found(DAY, at(17, 30)), id="a-running-one-is-next"),
        pytest.param([relay(at(17), minutes=60)], Soon.NEXT, at(8), Found(DAY, at(17)), id="relay"),
        pytest.param(
            [relay(at(17), minutes=30)], Soon.NEXT, at(8), Found(DAY, at(17, 30, 1)), id="beside"
        ),
        pytest.param([], Soon.NEXT, at(19), Unfit.FULL, id="nothing-more-that-day"),
        pytest.param([], Soon.NOW, at(17, 5), Found(DAY, at(17, 5)), id="now"),
        pytest.param([], Soon.NOW, at(8), Unfit.CLOSED, id="now-is-quiet"),
        pytest.param([], Soon.NOW, at(17, 59, 45), Unfit.FULL, id="would-be-cut-off"),
        pytest.param(
            [heard(17, 5, seconds=1000)], Soon.NOW, at(17, 5, 10), Unfit.FULL, id="not-so-soon"
        ),
        pytest.param([heard(17, seconds=1480)], Soon.NEXT, at(8), Unfit.FULL, id="over-the-cap"),
    ],
)
def test_fit(items: list[Item], soon: Soon, earliest: object, found: object) -> None:
    assert fit([(DAY, items)], NEW, POLICY, soon=soon, earliest=earliest) == found  # type: ignore[arg-type]  # a table


def test_a_pause_of_everything_leaves_no_place() -> None:
    paused = replace(POLICY, pauses=(Pause(DAY, DAY + timedelta(days=1), Mood.PLAIN, "bão"),))
    assert fit([(DAY, [])], NEW, paused, soon=Soon.NEXT, earliest=at(8)) is Unfit.PAUSED


def test_what_is_on_air_goes_and_what_is_over_stays() -> None:
    over, on_air, coming = heard(5), heard(17), heard(17, 30)
    now = at(17, 0, 20)
    gone = frozenset({over.message})
    assert without([over, on_air, coming], gone, now) == (over,)
    assert without([over, on_air, coming], frozenset({digest(b"x")}), now) == (
        over,
        on_air,
        coming,
    )


def test_sessions_around_a_moment() -> None:
    assert running(POLICY, at(5, 30)) == (at(5), at(6))
    assert running(POLICY, at(6)) is None
    assert next_session(POLICY, at(6)) == (at(17), at(18))
    assert next_session(POLICY, at(18)) == (at(5) + timedelta(days=1), at(6) + timedelta(days=1))

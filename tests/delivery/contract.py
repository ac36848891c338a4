"""The promises that every channel makes to the waist, whichever it is.

A channel brings its own small world, `tests/channels/NAME/world.py` with `world()`: areas
that somebody serves, a message that it would take, and one that it has carried; and with
`outlet(...)`: one message on its way to the public, looked at day by day.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from loa.core.canonical import digest
from loa.core.message import Message
from loa.core.words import Scope
from loa.delivery.contract import Channel, Placing, Reached

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
NOWHERE = "99999"


@dataclass(frozen=True)
class World:
    """What a channel is tried in. `placement` is the key of one that exists on it."""

    areas: tuple[str, ...]
    day: date
    message: Message
    placement: str
    carried: str  # address of a message that is or was carried


@dataclass(frozen=True)
class Outlet:
    """One message on its way to the public, in the channel's own real working.

    `out` does what the channel has to do by a day, and says whether the message reaches
    anybody on it; days are asked in their order.
    """

    day: date  # the first on which something may happen: the day on which the test stands
    unit: str  # where it is placed
    around: str  # a unit that holds it
    elsewhere: str
    out: Callable[[date], bool]


def placing(world: World, **changes: object) -> Placing:
    plain = Placing(
        key=world.placement,
        message=world.message,
        target="",
        areas=world.areas,
        starts=world.day,
        ends=None,
        times_a_day=1,
        days=0,
        every_days=1,
        languages=(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test's own changes


def answers_to_its_word(channel: Channel, _world: World) -> None:
    assert channel.word
    assert channel.word == channel.word.strip().lower()


def names_its_measures_once(channel: Channel, _world: World) -> None:
    assert channel.measures
    assert len(set(channel.measures)) == len(channel.measures)
    assert all(measure.isidentifier() for measure in channel.measures)


def takes_what_it_can_carry(channel: Channel, world: World) -> None:
    assert list(channel.objections(placing(world))) == []


def refuses_what_is_internal(channel: Channel, world: World) -> None:
    internal = replace(world.message, scope=Scope.INTERNAL)
    reasons = list(channel.objections(placing(world, message=internal)))
    assert reasons
    assert all(reason[0].isupper() and reason.endswith((".", "!", "?")) for reason in reasons)


def names_each_receiver_once(channel: Channel, world: World) -> None:
    found = list(channel.receivers(world.areas, world.day))
    assert found
    assert len({receiver for receiver, _code in found}) == len(found)
    assert all(receiver and code for receiver, code in found)
    assert list(channel.receivers((*world.areas, *world.areas), world.day)) == found
    assert list(channel.roster()(world.areas, world.day)) == found


def has_nobody_where_nothing_is(channel: Channel, world: World) -> None:
    assert list(channel.receivers([], world.day)) == []
    assert list(channel.receivers([NOWHERE], world.day)) == []


def takes_note_twice_as_once(channel: Channel, world: World) -> None:
    channel.changed(world.placement, now=NOW)
    channel.changed(world.placement, now=NOW)
    channel.changed("no-such-placement", now=NOW)


def says_where_a_message_was(channel: Channel, world: World) -> None:
    found = list(channel.carried(world.carried))
    assert found
    assert len({reach.place for reach in found}) == len(found)
    assert all(bool(reach.act) == (reach.state is Reached.DUE) for reach in found)


def knows_nothing_of_a_stranger(channel: Channel, _world: World) -> None:
    assert list(channel.carried(digest(b"nobody's"))) == []


PROMISES = (
    answers_to_its_word,
    names_its_measures_once,
    takes_what_it_can_carry,
    refuses_what_is_internal,
    names_each_receiver_once,
    has_nobody_where_nothing_is,
    takes_note_twice_as_once,
    says_where_a_message_was,
    knows_nothing_of_a_stranger,
)

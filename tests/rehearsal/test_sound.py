"""The simulated loudspeaker: what it tells the player and the observer, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.rehearsal.scenes import at, sound

from loa.core.rundown import Item
from loa.core.words import Kind
from loa.player.events import (
    Command,
    Cut,
    Event,
    Fetch,
    Finished,
    MediaArrived,
    Play,
    Relay,
    Started,
    Tick,
    Wake,
)
from loa.rehearsal.observer import Heard
from loa.rehearsal.sound import Loudspeaker

FIVE = at("05:00:00")
S = timedelta(seconds=1)


@dataclass
class Desk:
    """A player that answers what it is told to answer, and remembers what it heard of."""

    answers: dict[datetime, list[Command]] = field(default_factory=dict)
    told: list[tuple[Event, datetime]] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    wanted: list[tuple[str, ...]] = field(default_factory=list)

    def speaker(self) -> Loudspeaker:
        return Loudspeaker("nghia-ta", self.tell, self.heard.append, self.want)

    def tell(self, event: Event, now: datetime) -> Sequence[Command]:
        self.told.append((event, now))
        return self.answers.pop(now, [])

    def want(self, addresses: tuple[str, ...], _now: datetime) -> None:
        self.wanted.append(addresses)


def play(
    number: int = 1,
    *,
    starts: datetime = FIVE,
    seconds: int = 10,
    until: datetime = FIVE + timedelta(hours=1),
    kind: Kind = Kind.MESSAGE,
) -> Play:
    name = f"item-{number}"
    item = Item(name, starts, seconds * 1000, kind, name, message="m", sound=sound(name))
    return Play(number, item, starts, 0, -600, until)


def heard(number: int, starts: datetime, ends: datetime) -> Heard:
    return Heard("nghia-ta", f"item-{number}", sound(f"item-{number}"), starts, ends)


def test_a_play_starts_at_its_time_and_ends_after_its_length() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([play()], FIVE - S)
    speaker.run_until(FIVE + 60 * S)
    assert desk.told == [(Started(1, FIVE), FIVE), (Finished(1, 10_000), FIVE + 10 * S)]
    assert desk.heard == [heard(1, FIVE, FIVE + 10 * S)]
    assert speaker.next_moment() is None


def test_an_order_that_comes_late_starts_at_once() -> None:
    desk = Desk()
    desk.speaker().carry_out([play()], FIVE + 3 * S)
    speaker = desk.speaker()
    speaker.carry_out([play()], FIVE + 3 * S)
    speaker.run_until(FIVE + 60 * S)
    assert desk.heard == [heard(1, FIVE + 3 * S, FIVE + 13 * S)]


def test_sound_goes_silent_at_its_limit() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([play(until=FIVE + 4 * S)], FIVE)
    speaker.run_until(FIVE + 60 * S)
    assert desk.told[-1] == (Finished(1, 4_000), FIVE + 4 * S)
    assert desk.heard == [heard(1, FIVE, FIVE + 4 * S)]


def test_a_limit_that_has_passed_lets_nothing_be_heard() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([play(until=FIVE - S)], FIVE)
    speaker.run_until(FIVE + 60 * S)
    assert desk.told == [(Started(1, FIVE), FIVE), (Finished(1, 0), FIVE)]


def test_a_cut_is_heard_as_far_as_it_went_and_reported_by_nobody() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([play()], FIVE)
    speaker.run_until(FIVE + 4 * S)
    speaker.carry_out([Cut(1)], FIVE + 4 * S)
    speaker.run_until(FIVE + 60 * S)
    assert desk.told == [(Started(1, FIVE), FIVE)]
    assert desk.heard == [heard(1, FIVE, FIVE + 4 * S)]


def test_a_cut_before_the_start_leaves_silence() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([play(), Cut(1)], FIVE - S)
    speaker.run_until(FIVE + 60 * S)
    assert (desk.told, desk.heard) == ([], [])


def test_a_cut_of_another_play_changes_nothing() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([play(2)], FIVE)
    speaker.run_until(FIVE + 4 * S)
    speaker.carry_out([Cut(1)], FIVE + 4 * S)
    speaker.run_until(FIVE + 60 * S)
    assert desk.heard == [heard(2, FIVE, FIVE + 10 * S)]


def test_a_new_play_ends_the_one_on_air() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([play(1)], FIVE)
    speaker.run_until(FIVE + 4 * S)
    speaker.carry_out([play(2, starts=FIVE + 4 * S)], FIVE + 4 * S)
    speaker.run_until(FIVE + 60 * S)
    assert desk.heard == [
        heard(1, FIVE, FIVE + 4 * S),
        heard(2, FIVE + 4 * S, FIVE + 14 * S),
    ]


def test_only_the_last_wake_counts_and_its_answer_is_carried_out() -> None:
    desk = Desk(answers={FIVE: [play()]})
    speaker = desk.speaker()
    speaker.carry_out([Wake(FIVE - 30 * S), Wake(FIVE)], FIVE - 60 * S)
    assert speaker.next_moment() == FIVE
    speaker.run_until(FIVE + 60 * S)
    assert [event for event, _ in desk.told] == [Tick(), Started(1, FIVE), Finished(1, 10_000)]


def test_what_is_due_at_the_limit_itself_waits() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([Wake(FIVE)], FIVE - S)
    speaker.run_until(FIVE)
    assert desk.told == []
    speaker.run_until(FIVE + timedelta(microseconds=1))
    assert desk.told == [(Tick(), FIVE)]


def test_events_of_one_moment_keep_the_order_in_which_they_were_given() -> None:
    desk = Desk()
    speaker = desk.speaker()
    first, second = MediaArrived(frozenset({"a"})), MediaArrived(frozenset({"b"}))
    speaker.later(FIVE, first)
    speaker.later(FIVE, second)
    speaker.later(FIVE - S, Tick())
    speaker.run_until(FIVE + S)
    assert [event for event, _ in desk.told] == [Tick(), first, second]


def test_a_relay_is_switched_and_is_no_sound_of_ours() -> None:
    desk = Desk()
    speaker = desk.speaker()
    speaker.carry_out([Relay("VOV1", on=True)], FIVE)
    assert speaker.relaying == "VOV1"
    speaker.carry_out([Relay("VOV1", on=False)], FIVE + S)
    assert (speaker.relaying, desk.heard) == ("", [])


def test_sounds_that_are_wanted_are_asked_for() -> None:
    desk = Desk()
    desk.speaker().carry_out([Fetch(("a", "b"))], FIVE)
    assert desk.wanted == [("a", "b")]

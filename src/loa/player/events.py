"""What the machine hears (events) and what it asks for (commands): plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Self

from loa.core.ledger import Event as Entered
from loa.core.message import Sealed
from loa.core.policy import Policy
from loa.core.rundown import Item, Rundown
from loa.core.trust import Refusal
from loa.core.words import Clock, Missed

SURE = timedelta(0)  # no doubt about the clock


@dataclass(frozen=True, slots=True)
class Judged:
    """A rundown, what of it may never be heard, and when it became known here."""

    rundown: Rundown
    refused: Mapping[str, Refusal]
    arrived: datetime


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All that a player knows and has verified: the leaders' word and the judged days."""

    policy: Policy
    days: Mapping[date, Judged]
    messages: Mapping[str, Sealed]
    serial: int = 0  # of the bundle


# ---- events


@dataclass(frozen=True, slots=True)
class Boot:
    """The player starts. What it did before comes from its ledger.

    `settled` are the items that have their outcome, `forgotten` the instant before which
    everything has; `dangling` was on air when the power went. A `new` ledger remembers
    nothing: what was over when it began may have been heard from the board before it.
    """

    booted: datetime
    clock: Clock
    number: int = 1
    settled: frozenset[str] = frozenset()
    forgotten: datetime | None = None
    dangling: tuple["Dangling", ...] = ()
    relayed: frozenset[str] = frozenset()
    played: tuple[tuple[datetime, int], ...] = ()  # own content of late: start, ms
    doubt: timedelta = SURE  # how far off the clock may be, either way
    new: bool = False


@dataclass(frozen=True, slots=True)
class Dangling:
    """A start without an end in the ledger: heard for about `ms`, until `at`."""

    item: str
    ms: int
    at: datetime
    relay: bool = False


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed; the moment asked for by Wake is due."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What is known now. `confirmed`: the network said so in this boot, it is not from disk."""

    known: Knowledge
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class MediaArrived:
    """These sounds are on disk, whole and true to their addresses."""

    addresses: frozenset[str]


@dataclass(frozen=True, slots=True)
class MediaLost:
    """These sounds are no longer there, or no longer true."""

    addresses: frozenset[str]


@dataclass(frozen=True, slots=True)
class ClockJudged:
    """How far the clock is to be trusted, and when, by it, this boot began.

    `doubt` is how far off it may be, either way; at the floor it says nothing.
    """

    clock: Clock
    booted: datetime
    doubt: timedelta = SURE


@dataclass(frozen=True, slots=True)
class Started:
    """Sound of a play began at an instant."""

    play: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Finished:
    """A play came to its end; `ms` of it were heard."""

    play: int
    ms: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A play could not go on, or not begin; the sentence says why."""

    play: int
    sentence: str
    ms: int = 0
    media: bool = False  # the sound itself is at fault, not the device


@dataclass(frozen=True, slots=True)
class Stop:
    """The player is asked to end."""


Event = (
    Boot
    | Tick
    | Refreshed
    | MediaArrived
    | MediaLost
    | ClockJudged
    | Started
    | Finished
    | Failed
    | Stop
)


# ---- commands


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it has its place in the chain."""

    event: Entered
    item: str = ""
    ms: int = 0
    late_ms: int = 0
    data: tuple[tuple[str, str | int], ...] = ()
    at: datetime | None = None  # when it happened, if that is not when it is written


@dataclass(frozen=True, slots=True)
class Prepare:
    """Decode a sound ahead of its start."""

    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Play:
    """Sound from `at` on, after `skip_ms` of it, silent at `until` whatever happens."""

    play: int
    item: Item
    at: datetime
    skip_ms: int
    gain_cdb: int
    until: datetime

    @property
    def ms(self) -> int:
        """How much of the sound is left to be heard."""
        return self.item.ms - self.skip_ms


@dataclass(frozen=True, slots=True)
class Cut:
    """Silence a play at once."""

    play: int


@dataclass(frozen=True, slots=True)
class Gain:
    """Set the gain of what is playing."""

    gain_cdb: int


@dataclass(frozen=True, slots=True)
class Mute:
    """Close or open the output."""

    muted: bool


@dataclass(frozen=True, slots=True)
class Relay:
    """Switch a source through to the loudspeakers, or away from them."""

    source: str
    on: bool


@dataclass(frozen=True, slots=True)
class Fetch:
    """Sounds that are wanted, most urgent first; replaces the list before it."""

    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Append:
    """Entries for the ledger."""

    drafts: tuple[Draft, ...]


@dataclass(frozen=True, slots=True)
class Wake:
    """Send a Tick at this instant; replaces the one before; None: no need."""

    at: datetime | None


Command = Prepare | Play | Cut | Gain | Mute | Relay | Fetch | Append | Wake


# ---- state


@dataclass(frozen=True, slots=True)
class Due:
    """An item that has no outcome yet, why it may not be heard, and whence it is known."""

    item: Item
    refusal: Refusal | None
    arrived: datetime
    serial: int


@dataclass(frozen=True, slots=True)
class Deck:
    """The one thing on air, or armed to be; `serial` is its rundown's."""

    order: Play
    serial: int = 0
    started: datetime | None = None


@dataclass(frozen=True, slots=True)
class OnRelay:
    """A source that is switched through."""

    item: Item
    since: datetime


@dataclass(frozen=True, slots=True)
class Used:
    """Own content heard, as the caps count it."""

    day: date  # on which its session opened
    opens: datetime | None  # of its session
    ms: int


@dataclass(frozen=True)  # without slots: `but` copies all members at once
class State:
    """Everything that the machine remembers. Mappings are replaced, never changed."""

    booted: datetime | None = None
    clock: Clock = Clock.FLOOR
    doubt: timedelta = SURE
    new: bool = False  # the ledger began with this boot
    known: Knowledge | None = None
    confirmed: bool = False
    media: frozenset[str] = frozenset()
    queue: tuple[Due, ...] = ()  # not yet settled, in the order of their starts
    settled: frozenset[str] = frozenset()
    forgotten: datetime | None = None  # every item that ended by then is settled
    causes: Mapping[str, Missed] = field(default_factory=dict)
    deck: Deck | None = None
    relay: OnRelay | None = None
    relayed: frozenset[str] = frozenset()  # relays that have been on and are not settled
    used: tuple[Used, ...] = ()
    played: tuple[tuple[datetime, int], ...] = ()  # before this boot; the policy sorts it
    alerts: frozenset[str] = frozenset()
    blind_until: datetime | None = None  # when the clock came back from the floor
    gain_cdb: int | None = None
    muted: bool = True
    quiet_since: datetime | None = None
    plays: int = 0
    prepared: str = ""
    wanted: tuple[str, ...] = ()
    wake: datetime | None = None
    stopped: bool = False

    def but(self, **members: Any) -> Self:
        """Return this state with other members: `dataclasses.replace`, forty times as fast."""
        if not members.keys() <= self.__dict__.keys():
            raise TypeError(f"no such members: {members.keys() - self.__dict__.keys()}")
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update(members)
        return other

"""What a rundown is built from, and what comes back: plain values, no rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from loa.core.grid import Grid, Slot, SlotKind
from loa.core.periods import Days, Span
from loa.core.policy import Policy
from loa.core.rundown import Rundown
from loa.core.words import Mood, Priority

Variants = Mapping[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One placement that may be heard at this station.

    A candidate either needs one run of `run` consecutive days, or stands in a rotation
    and is heard on one day in every `every_days`. On each of its days it is heard
    `times_a_day` times, at least `gap_s` seconds apart.
    """

    placement: str
    target: str
    plan: str
    topic: str
    message: str  # the manifest's address
    headline: str
    variants: Variants  # language to (sound's address, milliseconds)
    window: Days
    valid: Span  # of the message
    priority: Priority = Priority.ROUTINE
    mood: Mood = Mood.PLAIN
    notice: bool = False
    times_a_day: int = 2
    run: int = 3
    every_days: int = 0  # 0: one run
    languages: tuple[str, ...] = ()  # wanted by the audience, in turn; empty: every variant
    gap_s: int = 3600
    home: SlotKind = SlotKind.BULLETIN
    make_good_for: str = ""  # id of the missed item
    weight: int = 1
    parts: tuple["Candidate", ...] = ()  # of a programme, in the order in which they are heard

    def __post_init__(self) -> None:
        if self.priority is Priority.EMERGENCY:
            raise ValueError(f"{self.placement}: an emergency is not built into a rundown")
        if min(self.times_a_day, self.run, self.weight) < 1 or self.every_days < 0:
            raise ValueError(f"{self.placement}: times a day, run and weight are at least 1")

    def __hash__(self) -> int:  # of thousands of stations: what tells candidates apart
        return hash((self.placement, self.message, self.make_good_for))

    def voices(self) -> tuple[tuple[str, str, int], ...]:
        """Return (language, sound, ms) of the recordings that the audience understands."""
        wanted = self.languages or tuple(self.variants)
        return tuple((lang, *self.variants[lang]) for lang in wanted if lang in self.variants)


@dataclass(frozen=True, slots=True)
class Ident:
    """The approved signature sound around a session."""

    message: str
    headline: str
    language: str
    sound: str
    ms: int
    valid: Span
    mood: Mood = Mood.PLAIN


@dataclass(frozen=True, slots=True)
class Committed:
    """A play of an earlier day, as it was published."""

    placement: str
    message: str
    day: date
    ends: datetime
    make_good_for: str = ""


def committed_by(rundowns: Iterable[Rundown]) -> tuple[Committed, ...]:
    """Return what published rundowns of earlier days have promised."""
    return tuple(
        Committed(item.placement, item.message, rundown.day, item.ends, item.make_good_for)
        for rundown in rundowns
        for item in rundown.items
        if item.placement
    )


@dataclass(frozen=True, slots=True)
class Request:
    """Everything that decides one station's rundowns for some consecutive days."""

    station: str
    days: tuple[date, ...]
    policy: Policy
    grid: Grid
    candidates: tuple[Candidate, ...]
    serial: int
    shares: Mapping[str, int] = field(default_factory=dict)  # plan to weight; 1 when not named
    committed: tuple[Committed, ...] = ()
    ident: Ident | None = None

    def __post_init__(self) -> None:
        if any((b - a).days != 1 for a, b in zip(self.days, self.days[1:], strict=False)):
            raise ValueError("the days of a request follow one another")
        names = [(c.placement, c.make_good_for) for c in self.candidates]
        if len(set(names)) != len(names):
            raise ValueError("a placement is a candidate once, and once for each make-good")
        if self.station != self.policy.station:
            raise ValueError(f"the policy is for {self.policy.station}, not {self.station}")


class Why(StrEnum):
    """Why something could not be placed."""

    AIRTIME = "airtime"  # sessions or day are full
    PAUSED = "paused"
    WINDOW = "window"  # outside the days for which it was placed
    LANGUAGE = "language"  # no sound in a language that the audience understands
    RUN = "run"  # its days, but not so many in a row
    CLOSED = "closed"  # the policy or the grid has no hours for it
    VALIDITY = "validity"  # outside the time for which the message was approved
    RELAY = "relay"  # the policy does not allow this source
    BROKEN = "broken"  # a run that had begun could not go on


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What could not be placed: a candidate, or a slot of the grid.

    `day` is None when no day of the request would do. `later`: its window goes on after
    the last day built, so that a later build may still place it. `data` fills the
    sentence that a person reads.
    """

    reason: Why
    candidate: Candidate | None = None
    slot: Slot | None = None
    day: date | None = None
    later: bool = False
    data: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an item stands in the rundown; day `run_day` of `run_days` (0 of 0 without a run)."""

    placement: str
    target: str
    plan: str
    priority: Priority
    run_day: int
    run_days: int
    play: int  # the n-th of the day
    plays: int
    make_good_for: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A placement that a pause moved: the days it would have had, and those it has (if any)."""

    candidate: Candidate
    before: tuple[date, ...]
    after: tuple[date, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """What was built. `explanations` is by item id; relays and idents explain themselves."""

    rundowns: tuple[Rundown, ...]
    unplaced: tuple[Unplaced, ...]
    explanations: Mapping[str, Explanation]
    moved: tuple[Move, ...]
    points: int  # of the objective; see `loa.core.scheduling.objective`

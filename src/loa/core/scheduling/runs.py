"""Runs: on which days each candidate could be heard, before airtime is counted.

A candidate becomes units, each placed whole or not at all: its one run of consecutive
days, or each of its days in a rotation. A unit has options; an option is a set of days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from loa.core.canonical import digest
from loa.core.policy import Pause
from loa.core.scheduling.airtime import Frame, epoch_ms
from loa.core.scheduling.request import Candidate, Committed, Unplaced, Why

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Option:
    """Days on which a unit would be heard, as numbers in the request, and its run's day each.

    `delay` counts days after the first that the window allows; `started` says that the
    run began on earlier days.
    """

    days: tuple[int, ...]
    first: int  # day of the run, from 1
    delay: int = 0
    started: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What is placed whole or not at all. `lengths[n % len(lengths)]` is the n-th play's."""

    number: int  # of the candidate
    candidate: Candidate
    options: tuple[Option, ...]
    voices: tuple[tuple[str, str, int], ...]
    order: str  # breaks ties
    opened: tuple[tuple[int, ...], ...]  # the blocks of each day in which it may be heard at all

    def voice(self, day: date, option: Option, index: int, play: int) -> tuple[str, str, int]:
        """Return (language, sound, ms) of a play of the option's index-th day."""
        times = self.candidate.times_a_day
        every = self.candidate.every_days
        turn = day.toordinal() // every if every else option.first - 1 + index
        return self.voices[(turn * times + play) % len(self.voices)]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a request as the rules of runs see them."""

    days: tuple[date, ...]
    frames: tuple[Frame, ...]
    pauses: tuple[Pause, ...]
    _opened: dict[tuple[object, ...], tuple[tuple[int, ...], ...]] = field(
        default_factory=dict, compare=False
    )

    def opened(self, candidate: Candidate) -> tuple[tuple[int, ...], ...]:
        """Return the numbers of each day's blocks in which a candidate may be heard at all."""
        valid = candidate.valid
        key = (valid.start, valid.end, candidate.mood, candidate.notice)
        if (known := self._opened.get(key)) is None:
            known = self._opened[key] = tuple(
                tuple(open_blocks(candidate, frame, self)) for frame in self.frames
            )
        return known

    def paused(self, day: date, candidate: Candidate) -> Pause | None:
        """Return the pause that stops a candidate on a day."""
        mood, notice = candidate.mood, candidate.notice
        return next((p for p in self.pauses if p.stills(day, mood, notice=notice)), None)


def open_blocks(candidate: Candidate, frame: Frame, days: Days) -> list[int]:
    """Return the numbers of a day's blocks in which the candidate may be heard at all."""
    starts, ends = epoch_ms(candidate.valid.start), epoch_ms(candidate.valid.end)
    return [
        number
        for number, block in enumerate(frame.blocks)
        if starts <= block.starts and block.ends <= ends and not days.paused(block.day, candidate)
    ]


def obstacles(candidate: Candidate, days: Days) -> list[Why | None]:
    """Return why a candidate cannot be heard on each of the days, whatever else is."""
    window = candidate.window
    start, end = window.start, window.end or date.max
    found: list[Why | None] = []
    for frame, opened in zip(days.frames, days.opened(candidate), strict=True):
        if not start <= frame.day < end:
            found.append(Why.WINDOW)
        elif opened:
            found.append(None)
        elif not frame.blocks:
            found.append(Why.CLOSED)
        else:
            found.append(Why.PAUSED if _only_paused(candidate, frame, days) else Why.VALIDITY)
    return found


def _only_paused(candidate: Candidate, frame: Frame, days: Days) -> bool:
    return any(days.paused(block.day, candidate) for block in frame.blocks)


def units_of(
    candidates: Sequence[Candidate],
    days: Days,
    offsets: Mapping[int, int],
    committed: Sequence[Committed],
) -> tuple[list[Unit], list[Unplaced]]:
    """Return the units to place, and what no arrangement could place."""
    units: list[Unit] = []
    unplaced: list[Unplaced] = []
    past = _past(committed)
    for number, candidate in enumerate(candidates):
        voices = candidate.voices()
        order = digest(f"{candidate.placement}|{candidate.message}".encode())
        if not voices:
            wanted = ", ".join(candidate.languages)
            unplaced.append(Unplaced(Why.LANGUAGE, candidate, data={"languages": wanted}))
            continue
        barred, opened = obstacles(candidate, days), days.opened(candidate)
        if candidate.every_days:
            found, refused = _rotation(candidate, days, barred, offsets.get(number, 0))
            unplaced += refused
            units += [Unit(number, candidate, (o,), voices, order, opened) for o in found]
            continue
        key = (candidate.placement, candidate.make_good_for)
        done = _streak(past.get(key, {}), candidate, days.days[0])
        if done is None:
            continue
        options = _run_options(candidate, days, barred, done)
        if done and not (options and options[0].started):
            why = {"done": done, "of": candidate.run}
            unplaced.append(Unplaced(Why.BROKEN, candidate, day=days.days[0], data=why))
        if options:
            units.append(Unit(number, candidate, tuple(options), voices, order, opened))
        else:
            unplaced.append(_no_run(candidate, days, barred))
    return units, unplaced


def rotation_offsets(station: str, candidates: Sequence[Candidate]) -> dict[int, int]:
    """Return the day on which each rotating candidate's turn falls, by its number.

    Within a station the turns of candidates with one frequency follow one another, so
    that no day is heavy; stations begin at different turns.
    """
    base = int(digest(station.encode())[:8], 16)
    ranks: dict[int, int] = {}
    offsets = {}
    standing = [(c.every_days, digest(c.placement.encode()), n)
                for n, c in enumerate(candidates) if c.every_days]  # fmt: skip
    for every, _, number in sorted(standing):
        rank = ranks[every] = ranks.get(every, -1) + 1
        offsets[number] = (base + rank) % every
    return offsets


def _rotation(
    candidate: Candidate, days: Days, barred: Sequence[Why | None], offset: int
) -> tuple[list[Option], list[Unplaced]]:
    options, refused = [], []
    for n, day in enumerate(days.days):
        if (day.toordinal() + offset) % candidate.every_days or barred[n] is Why.WINDOW:
            continue
        if why := barred[n]:
            refused.append(_refused(why, candidate, days, day))
        else:
            options.append(Option((n,), 0))
    return options, refused


def _past(committed: Sequence[Committed]) -> dict[tuple[str, str], dict[date, int]]:
    past: dict[tuple[str, str], dict[date, int]] = {}
    for play in committed:
        by_day = past.setdefault((play.placement, play.make_good_for), {})
        by_day[play.day] = by_day.get(play.day, 0) + 1
    return past


def _streak(plays: Mapping[date, int], candidate: Candidate, first: date) -> int | None:
    """Return how many days of its run lie just before the first day; None when it is complete."""
    full = sorted(day for day, count in plays.items() if count >= candidate.times_a_day)
    streak, last = 0, None
    for day in full:
        streak = streak + 1 if last is not None and day - last == DAY else 1
        last = day
        if streak >= candidate.run:
            return None
    return streak if last is not None and first - last == DAY else 0


def _run_options(
    candidate: Candidate, days: Days, barred: Sequence[Why | None], done: int
) -> list[Option]:
    count, run = len(days.days), candidate.run
    options = []
    rest = run - done
    if done and _holds(candidate, days, barred, 0, rest):
        options.append(Option(tuple(range(min(rest, count))), done + 1, started=True))
    earliest = None
    for start in range(count):
        # A run that this request could hold does not begin where it would be cut off.
        if start + run > count and run <= count:
            break
        if _holds(candidate, days, barred, start, run):
            earliest = start if earliest is None else earliest
            window = range(start, min(start + run, count))
            options.append(Option(tuple(window), 1, start - earliest))
    return options


def _holds(
    candidate: Candidate, days: Days, barred: Sequence[Why | None], start: int, length: int
) -> bool:
    end = start + length
    if any(barred[start:end]):
        return False
    return (days.days[start] + (length - 1) * DAY) in candidate.window


def _no_run(candidate: Candidate, days: Days, barred: Sequence[Why | None]) -> Unplaced:
    """Say why a candidate has no option: what bars its days, else that they are too few."""
    for why in (Why.PAUSED, Why.CLOSED, Why.VALIDITY):
        if why in barred:
            return _refused(why, candidate, days, None)
    why = Why.WINDOW if all(barred) else Why.RUN
    return _refused(why, candidate, days, None)


def _refused(why: Why, candidate: Candidate, days: Days, day: date | None) -> Unplaced:
    data: dict[str, str | int] = {"run": candidate.run}
    if why is Why.PAUSED:
        pause = next(
            p
            for d in ([day] if day else days.days)
            for p in [days.paused(d, candidate) or days.paused(d + DAY, candidate)]
            if p
        )
        data["pause"] = pause.reason
    return Unplaced(why, candidate, day=day, later=goes_on(candidate, days), data=data)


def goes_on(candidate: Candidate, days: Days) -> bool:
    """Whether the window holds a whole run after the last day of the request."""
    after = max(days.days[-1] + DAY, candidate.window.start)
    length = 1 if candidate.every_days else candidate.run
    return (after + (length - 1) * DAY) in candidate.window

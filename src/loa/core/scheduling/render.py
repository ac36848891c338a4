"""From a request to a schedule: the arrangement, made into rundowns and explained."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from loa.core.grid import Slot, SlotKind
from loa.core.policy import Pause
from loa.core.rundown import Item
from loa.core.scheduling.airtime import PAUSE_MS, Frame, epoch_ms, frame_of, moment
from loa.core.scheduling.board import Board
from loa.core.scheduling.objective import ECHO, echoes, entitlements
from loa.core.scheduling.order import Play
from loa.core.scheduling.place import arrange
from loa.core.scheduling.programme import parts_of
from loa.core.scheduling.request import (
    Candidate,
    Committed,
    Explanation,
    Ident,
    Move,
    Request,
    Schedule,
    Unplaced,
    Why,
)
from loa.core.scheduling.runs import Days, Option, Unit, goes_on, rotation_offsets, units_of
from loa.core.scheduling.sheets import Drawing, Line, Sheet
from loa.core.words import Kind, LateRule

MEMO = 512  # drawings kept: stations of one kind follow one another


@dataclass(frozen=True, slots=True)
class Problem:
    """All that decides an arrangement; stations for which it is equal share one."""

    frames: tuple[Frame, ...]
    pauses: tuple[Pause, ...]
    candidates: tuple[Candidate, ...]
    offsets: tuple[tuple[int, int], ...]
    shares: tuple[tuple[str, int], ...]
    committed: tuple[Committed, ...]


@dataclass(frozen=True, slots=True)
class _Heard:
    """One play with its start, in milliseconds since the epoch."""

    start: int
    play: Play


@dataclass(frozen=True, eq=False, slots=True)
class _Arrangement:
    units: tuple[Unit, ...]
    days: tuple[tuple[_Heard, ...], ...]
    lines: tuple[tuple[Line, ...], ...]  # of what is placed, by day
    unplaced: tuple[Unplaced, ...] = ()
    points: int = 0


def build(request: Request) -> Schedule:
    """Return the rundowns of the request's days, what could not be placed, and the reasons.

    Every rundown passes `loa.core.trust.refusals`, provided that the candidates say of
    their messages what the sealed messages say. An ident is heard only in sessions that
    hold something else.
    """
    drawing = draw(request)
    explanations: dict[str, Explanation] = {}
    for sheet in drawing.sheets:
        explanations |= sheet.explanations(request.station)
    return Schedule(
        tuple(sheet.rundown(request.station, request.serial) for sheet in drawing.sheets),
        drawing.unplaced,
        explanations,
        drawing.moved,
        drawing.points,
    )


def draw(request: Request) -> Drawing:
    """Return what `build` does, before the station's name is put to it.

    Stations that hear the same get the same drawing.
    """
    return _draw(problem_of(request), request.ident)


@lru_cache(maxsize=MEMO)
def _draw(problem: Problem, ident: Ident | None) -> Drawing:
    found = _arrange(problem)
    sheets = []
    for frame, heard, placed in zip(problem.frames, found.days, found.lines, strict=True):
        lines = [*_frame_lines(ident, frame, heard), *placed]
        lines.sort(key=lambda line: line.item.starts)
        sheets.append(Sheet(frame.day, tuple(lines)))
    held = [
        Unplaced(why, slot=slot, day=frame.day)
        for frame in problem.frames
        for slot, why in frame.held
    ]
    return Drawing(tuple(sheets), (*found.unplaced, *held), _moved(problem, found), found.points)


def problem_of(request: Request) -> Problem:
    """Return what decides the request's arrangement, apart from who the station is."""
    frames = tuple(
        frame_of(day, request.policy, request.grid, _ident_ms(request, day)) for day in request.days
    )
    return Problem(
        frames,
        tuple(p for p in request.policy.pauses if request.days and _touches(p, request.days)),
        request.candidates,
        tuple(sorted(rotation_offsets(request.station, request.candidates).items())),
        tuple(sorted(request.shares.items())),
        request.committed,
    )


def _touches(pause: Pause, days: Sequence[date]) -> bool:
    # A day's last session may run past midnight into a pause that begins then.
    return pause.starts <= days[-1] + timedelta(days=1) and pause.ends > days[0]


def _ident_ms(request: Request, day: date) -> int:
    ident = request.ident
    if ident is None:
        return 0
    nights = (day, day + timedelta(days=1))
    if any(request.policy.paused(night, ident.mood) for night in nights):
        return 0
    sessions = request.policy.sessions(day)
    if sessions and not (
        ident.valid.start <= sessions[0][0] and max(end for _, end in sessions) <= ident.valid.end
    ):
        return 0
    return ident.ms


def _arrange(problem: Problem) -> _Arrangement:
    if not problem.frames:
        return _Arrangement((), (), ())
    days = Days(tuple(f.day for f in problem.frames), problem.frames, problem.pauses)
    units, unplaced = units_of(problem.candidates, days, dict(problem.offsets), problem.committed)
    entitled = entitlements(problem.candidates, dict(problem.shares), problem.frames)
    before: dict[str, int] = {}
    for play in problem.committed:
        before[play.message] = max(before.get(play.message, 0), epoch_ms(play.ends))
    board = arrange(units, days, entitled, before)
    heard = []
    for number in range(len(problem.frames)):
        times = board.times(number)
        if times is None:
            raise AssertionError("a day was filled beyond what its times allow")
        heard.append(tuple(_Heard(start, play) for start, play in times))
    unplaced += [_left_out(units[n], days) for n in range(len(units)) if n not in board.placed]
    lines = [
        tuple(
            line
            for h in own
            for line in _lines(units[h.play.unit], board.placed[h.play.unit].option, h, frame.day)
        )
        for frame, own in zip(problem.frames, heard, strict=True)
    ]
    return _Arrangement(
        tuple(units),
        tuple(heard),
        tuple(lines),
        tuple(unplaced),
        board.points - _echo_points(board, heard),
    )


def _echo_points(board: Board, heard: Sequence[Sequence[_Heard]]) -> int:
    total = 0
    for number, frame in enumerate(board.ground.days.frames):
        for block in range(len(frame.blocks)):
            total += echoes([h.play.topic for h in heard[number] if h.play.block == block])
    return ECHO * total


def _left_out(unit: Unit, days: Days) -> Unplaced:
    candidate = unit.candidate
    day = days.days[unit.options[0].days[0]] if candidate.every_days else None
    ms = max(voice[2] for voice in unit.voices)
    data = {"ms": ms, "times": candidate.times_a_day, "run": candidate.run}
    return Unplaced(Why.AIRTIME, candidate, day=day, later=goes_on(candidate, days), data=data)


def _lines(unit: Unit, option: Option, one: _Heard, day: date) -> Iterator[Line]:
    """Yield what is heard: one thing, or the parts of a programme one after the other."""
    play, candidate = one.play, unit.candidate
    for starts, part in parts_of(candidate, moment(one.start)):
        why = Explanation(part.placement, part.target, part.plan, part.priority, 1, 1, 1, 1)
        yield Line(part.placement, 1, _message(part, starts, part.voices()[0]), why)
    if not candidate.parts:
        voice = unit.voice(day, option, play.index, play.play)
        item = _message(candidate, moment(one.start), voice)
        why = _why(candidate, option, play)
        name = ":".join(filter(None, (candidate.placement, candidate.make_good_for)))
        yield Line(name, why.play, item, why)


def _message(candidate: Candidate, starts: datetime, voice: tuple[str, str, int]) -> Item:
    language, sound, ms = voice
    return Item(
        id="",
        starts=starts,
        ms=ms,
        kind=Kind.MESSAGE,
        title=candidate.headline,
        message=candidate.message,
        language=language,
        sound=sound,
        placement=candidate.placement,
        target=candidate.target,
        priority=candidate.priority,
        late=LateRule.WHOLE,
        make_good_for=candidate.make_good_for,
    )


def _why(candidate: Candidate, option: Option, play: Play) -> Explanation:
    run = 0 if candidate.every_days else candidate.run
    return Explanation(
        candidate.placement,
        candidate.target,
        candidate.plan,
        candidate.priority,
        option.first + play.index if run else 0,
        run,
        play.play + 1,
        candidate.times_a_day,
        candidate.make_good_for,
    )


def _frame_lines(ident: Ident | None, frame: Frame, heard: Sequence[_Heard]) -> list[Line]:
    """Return the relays, and the idents of the sessions that hold something else.

    A closing ident follows the last thing heard before it: nobody is woken twice.
    """
    ends = [(frame.blocks[h.play.block].session, h.start + h.play.ms) for h in heard]
    ends += [(f.session, f.starts + f.ms) for f in frame.fixed if f.slot.kind is SlotKind.RELAY]
    alive = {session for session, _ in ends}
    lines = []
    for thing in frame.fixed:
        slot, starts = thing.slot, thing.starts
        if slot.kind is SlotKind.CLOSING:  # other idents stand in `ends` by now
            before = [end for session, end in ends if session == thing.session and end <= starts]
            starts = min(starts, max(before, default=starts) + PAUSE_MS)
        name = f"{slot.kind}:{slot.source}:{slot.starts.isoformat()}"
        if slot.kind is SlotKind.RELAY:
            lines.append(Line(name, 1, _relay(moment(starts), thing.ms, slot)))
        elif ident is not None and thing.session in alive:
            ends.append((thing.session, starts + thing.ms))
            lines.append(Line(name, 1, _ident(moment(starts), ident)))
    return lines


def _relay(starts: datetime, ms: int, slot: Slot) -> Item:
    return Item(
        id="",
        starts=starts,
        ms=ms,
        kind=Kind.RELAY,
        title=slot.title or slot.source,
        source=slot.source,
        late=LateRule.JOIN,
    )


def _ident(starts: datetime, ident: Ident) -> Item:
    return Item(
        id="",
        starts=starts,
        ms=ident.ms,
        kind=Kind.IDENT,
        title=ident.headline,
        message=ident.message,
        language=ident.language,
        sound=ident.sound,
        late=LateRule.SKIP,
    )


def _moved(problem: Problem, found: _Arrangement) -> tuple[Move, ...]:
    """Return what a pause moved: the difference to the arrangement without pauses."""
    if not any(_stopped(problem, candidate) for candidate in problem.candidates):
        return ()
    free = _arrange(replace(problem, pauses=()))
    before, after = _days_by_candidate(problem, free), _days_by_candidate(problem, found)
    moves = []
    for number, candidate in enumerate(problem.candidates):
        planned, now = before.get(number, ()), after.get(number, ())
        pauses = [
            p
            for p in problem.pauses
            if _stops(p, candidate) and any(p.starts <= day < p.ends for day in planned)
        ]
        if pauses and planned != now:
            moves.append(Move(candidate, planned, now, pauses[0].reason))
    return tuple(moves)


def _stopped(problem: Problem, candidate: Candidate) -> bool:
    return any(_stops(pause, candidate) for pause in problem.pauses)


def _stops(pause: Pause, candidate: Candidate) -> bool:
    return pause.stills(pause.starts, candidate.mood, notice=candidate.notice)


def _days_by_candidate(problem: Problem, found: _Arrangement) -> dict[int, tuple[date, ...]]:
    days: dict[int, set[date]] = {}
    for frame, heard in zip(problem.frames, found.days, strict=True):
        for one in heard:
            days.setdefault(found.units[one.play.unit].number, set()).add(frame.day)
    return {number: tuple(sorted(on)) for number, on in days.items()}

"""The objective: which of two schedules is the better one, in points.

Subject to the policy's hours, caps and pauses, the relays' windows, each message's
validity, the order within a bulletin, the gap between repetitions of one message on one
day and a second of silence after each item, a schedule is worth the sum of

- for each play of a candidate with priority: PRIORITY × its weight;
- for each other play: PLAY × its weight (a target's promise kept);
- for each play that continues a run begun on earlier days: STARTED;
- for each second of a programme, in place of PLAY: PROGRAMME, which is more than routine
  items could bring in that time;
- for each plan, SHARE for every whole second of its routine airtime up to its fair share,
  which is the airtime of the days in the ratio of the plans' weights;
- less SAME_SESSION for each pair of a message's plays in one session;
- less AWAY for each play outside its home slot;
- less ECHO for each pair of neighbours in a block that share a topic;
- less DELAY for each day that a run begins after the first day on which it could.

A run is placed whole or not at all, so every counted play belongs to a run of the
length that its candidate asks for. PRIORITY outweighs everything that one routine
minute could bring instead; within a class, ties fall to the earliest day, then to the
digest of placement and message, so that the same request gives the same schedule.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from loa.core.grid import SlotKind
from loa.core.scheduling.airtime import ALSO, AWAY, SAME_SESSION, Frame
from loa.core.scheduling.request import Candidate
from loa.core.scheduling.runs import Option
from loa.core.words import Priority

PRIORITY, PLAY, STARTED, SHARE, ECHO, DELAY = 10_000, 100, 3_000, 5, 10, 1
PROGRAMME = 50

__all__ = ["AWAY", "DELAY", "ECHO", "PLAY", "PRIORITY", "SAME_SESSION", "SHARE", "STARTED"]


def worth(candidate: Candidate, option: Option) -> int:
    """Return the points of an option before shares, sessions, slots and echoes."""
    if candidate.parts:
        return PROGRAMME * (candidate.voices()[0][2] // 1000)
    each = (PRIORITY if candidate.priority is Priority.PRIORITY else PLAY) * candidate.weight
    if option.started:
        each += STARTED
    return each * candidate.times_a_day * len(option.days) - DELAY * option.delay


def may_use(home: SlotKind) -> frozenset[SlotKind]:
    """Return the slots in which a candidate may be heard."""
    return ALSO[home] | {home}


def entitlements(
    candidates: Iterable[Candidate], shares: Mapping[str, int], frames: Sequence[Frame]
) -> dict[str, int]:
    """Return each competing plan's fair share of the frames' airtime, in milliseconds."""
    plans = sorted({c.plan for c in candidates if c.priority is Priority.ROUTINE})
    weights = {plan: shares.get(plan, 1) for plan in plans}
    capacity, total = sum(frame.capacity for frame in frames), sum(weights.values())
    return {plan: capacity * weight // total if total else 0 for plan, weight in weights.items()}


def share_points(aired: Mapping[str, int], entitled: Mapping[str, int]) -> int:
    """Return the points for airtime (milliseconds by plan) within the fair shares."""
    return sum(SHARE * (min(ms, entitled.get(plan, 0)) // 1000) for plan, ms in aired.items())


def echoes(topics: Sequence[str]) -> int:
    """Return how many neighbours share a topic."""
    return sum(a == b and a != "" for a, b in pairwise(topics))

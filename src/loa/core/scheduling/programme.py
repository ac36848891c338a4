"""Programmes: candidates that are heard in one go, in one order, within given hours.

A programme is arranged as one long item, so that nothing comes between its parts and it is
heard whole or not at all; in the rundown each part is an item of its own again, with its
own message, target and proof.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from loa.core.grid import SlotKind
from loa.core.periods import Span
from loa.core.scheduling.airtime import PAUSE_MS
from loa.core.scheduling.request import Candidate
from loa.core.words import Mood, Priority

WHOLE = ""  # the one "language" of a programme: its parts have theirs


def as_programme(key: str, parts: Sequence[Candidate], hours: Span) -> Candidate:
    """Return candidates as one, to be heard once in blocks that lie within `hours`.

    Of each part the first voice is heard. All have one window; the day of `hours` is in it.
    """
    first = parts[0]
    ms = sum(part.voices()[0][2] for part in parts) + PAUSE_MS * (len(parts) - 1)
    starts = max(hours.start, *(part.valid.start for part in parts))
    ends = min(hours.end, *(part.valid.end for part in parts))
    more = f" (+{len(parts) - 1})" if len(parts) > 1 else ""
    return Candidate(
        placement=key,
        target="",
        plan=first.plan,
        topic=first.topic,
        message=key,
        headline=f"{first.headline}{more}",
        variants={WHOLE: ("", ms)},
        window=first.window,
        valid=Span(starts, max(starts, ends)),  # empty when a part is not valid then
        priority=Priority.ROUTINE,
        mood=Mood.FESTIVE if any(part.mood is Mood.FESTIVE for part in parts) else Mood.PLAIN,
        notice=all(part.notice for part in parts),
        times_a_day=1,
        run=1,
        languages=(WHOLE,),
        gap_s=0,
        home=SlotKind.BULLETIN,
        weight=max(part.weight for part in parts),
        parts=tuple(parts),
    )


def parts_of(programme: Candidate, start: datetime) -> Iterator[tuple[datetime, Candidate]]:
    """Yield each part with its start, when the programme starts at a moment."""
    for part in programme.parts:
        yield start, part
        start += timedelta(milliseconds=part.voices()[0][2] + PAUSE_MS)

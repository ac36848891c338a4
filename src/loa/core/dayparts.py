"""Dayparts: the hours in which a station may be heard.

A daypart is a half-open span of wall time, [opens, closes); one that closes no later
than it opens runs past midnight. An item is cleared only if all of it falls inside
dayparts that touch or overlap: a message cut off at closing time was not delivered.
Datetimes are in the station's zone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Daypart:
    """A span of wall time in which sound is allowed, and the document that set it."""

    opens: time
    closes: time
    source: str = ""

    def covers(self, moment: datetime) -> bool:
        """Whether a moment of wall time lies inside."""
        after, before = self.opens <= moment.time(), moment.time() < self.closes
        return (after and before) if self.opens < self.closes else (after or before)

    def next_close(self, moment: datetime) -> datetime:
        """Return the first closing after a moment."""
        close = datetime.combine(moment.date(), self.closes, moment.tzinfo)
        return close if close > moment else close + timedelta(days=1)


def open_until(moment: datetime, dayparts: Sequence[Daypart]) -> datetime:
    """Return until when sound that begins at a moment may go on; the moment itself if not at all.

    Dayparts that touch or overlap count as one; after 24 hours the answer stands as it is.
    """
    until, limit = moment, moment + timedelta(days=1)
    while until < limit:  # hop from one daypart to the next that touches it
        closings = [part.next_close(until) for part in dayparts if part.covers(until)]
        if not closings:
            break
        until = max(closings)
    return until


def heard_in_full(starts: datetime, ends: datetime, dayparts: Sequence[Daypart]) -> bool:
    """Whether all of [starts, ends) lies inside dayparts that touch or overlap."""
    return ends <= open_until(starts, dayparts)

"""Half-open periods of days and of instants: [start, end); an end of None is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Days [start, end). Raises ValueError when it would end before it starts."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def __iter__(self) -> Iterator[date]:
        if self.end is None:
            raise ValueError("an open period has no last day")
        day = self.start
        while day < self.end:
            yield day
            day += DAY

    def overlap(self, other: "Days") -> "Days | None":
        """Return the days in both, or None."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Days(start, end)


@dataclass(frozen=True, slots=True)
class Span:
    """Instants [start, end), both aware."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("instants are aware")
        if self.end < self.start:
            raise ValueError(f"ends at {self.end}, before it starts at {self.start}")

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether some instant lies in both."""
        return self.start < other.end and other.start < self.end


def day_span(day: date, zone: ZoneInfo) -> Span:
    """Return the instants of one calendar day in a zone."""
    return Span(datetime.combine(day, time.min, zone), datetime.combine(day + DAY, time.min, zone))

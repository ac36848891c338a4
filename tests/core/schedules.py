"""What a schedule holds, as tests of the builder say it."""

from datetime import date

from tests.core.examples import (
    VN,
    days,
    policy,
)

from loa.core.build import Schedule, Why


def heard(schedule: Schedule, placement: str = "p1") -> list[tuple[date, str]]:
    """Return (day, wall time) of a placement's plays."""
    return [
        (rundown.day, f"{item.starts.astimezone(VN):%H:%M:%S}")
        for rundown in schedule.rundowns
        for item in rundown.items
        if item.placement == placement
    ]


def on_days(schedule: Schedule, placement: str = "p1") -> list[date]:
    return sorted({day for day, _ in heard(schedule, placement)})


def reasons(schedule: Schedule) -> list[tuple[str, Why, date | None, bool]]:
    return [
        (u.candidate.placement if u.candidate else "", u.reason, u.day, u.later)
        for u in schedule.unplaced
    ]


CLOSED_WEDNESDAY = policy(special_days={days(3)[2]: ()})

"""What happens behind the pages of work: addresses end with the roles of their people."""

from datetime import datetime

from loa.control.work import actions


def tidy_calendars(now: datetime) -> int:
    """End the calendars' addresses of people without a role; return how many."""
    return actions.tidy_calendars(now=now)

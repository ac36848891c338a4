"""What happens by itself: contacts are deleted on their day."""

from datetime import datetime

from loa.feedback import actions


def forget(now: datetime) -> int:
    """Delete the contacts whose day has come; return how many."""
    return actions.forget(now)

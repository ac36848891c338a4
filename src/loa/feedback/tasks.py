"""What happens by itself: what must be forgotten is; surveys follow the phases around them."""

from datetime import datetime

from loa.feedback import actions
from loa.feedback.surveys import actions as surveys
from loa.feedback.surveys import moving


def forget(now: datetime) -> int:
    """Delete the contacts whose day has come, and what can come no more; return how many."""
    return actions.forget(now) + surveys.forget(now)


def follow_phases(now: datetime) -> int:
    """Move surveys along with phases that a plan's new file or event moved; return how many."""
    return moving.follow(now=now, by="ticker")

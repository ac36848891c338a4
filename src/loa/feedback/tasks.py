"""What happens by itself: contacts are deleted on their day, seals of forms after theirs."""

from datetime import datetime

from loa.feedback import actions
from loa.feedback.surveys import actions as surveys


def forget(now: datetime) -> int:
    """Delete the contacts whose day has come, and what can come no more; return how many."""
    return actions.forget(now) + surveys.forget(now)

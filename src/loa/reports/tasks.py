"""What the ticker does for reports: the draft of each that is due is there before it is due."""

import logging
from datetime import datetime, timedelta

from loa.plans.queries import local_day
from loa.reports import actions
from loa.reports.queries import due
from loa.reports.queries.standings import Outages
from loa.reports.rules.asking import Ask, AskError

log = logging.getLogger(__name__)
LOOK_EVERY = timedelta(minutes=10)
RENEW_EVERY = timedelta(hours=3)  # a draft, until it is due
A_ROUND = 1  # drafts: other duties of the ticker wait meanwhile
NOT_BEFORE = timedelta(minutes=1)  # of a process: what is heard comes before what is written


class _Found:
    """What this process has found to do: looked up now and then, done one at a time."""

    def __init__(self) -> None:
        self.began_at: datetime | None = None
        self.looked_at: datetime | None = None
        self.renewed_at: datetime | None = None
        self.asks: list[Ask] = []
        self.outages = Outages()


_found = _Found()


def draft_due(now: datetime) -> int:
    """Make the draft of a report that is due and not there, or make an older one anew.

    Return how many were made. A draft that is lost is found missing again: nothing depends
    on what this process remembers.
    """
    if _found.began_at is None:
        _found.began_at = now
    if now - _found.began_at < NOT_BEFORE:
        return 0
    if not _found.asks:
        _found.asks = _look(now)
    made = 0
    for ask in _found.asks[:A_ROUND]:
        try:
            actions.draft(ask, now=now, outages=_found.outages)
        except AskError as error:
            log.warning("report not drafted", extra={"plan": ask.plan, "why": str(error)})
        else:
            made += 1
    del _found.asks[:A_ROUND]
    return made


def _look(now: datetime) -> list[Ask]:
    if _found.looked_at is not None and now - _found.looked_at < LOOK_EVERY:
        return []
    _found.looked_at = now
    _found.outages = Outages()
    today = local_day(now)
    found = due.unmade(today=today)
    if _found.renewed_at is None or now - _found.renewed_at >= RENEW_EVERY:
        _found.renewed_at = now
        found += due.waiting(today=today)
    return found

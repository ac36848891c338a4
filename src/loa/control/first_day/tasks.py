"""What happens behind the pages: recordings are taken in, abandoned drops deleted."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from loa.control.first_day import dropping, taking, words
from loa.control.models import Dropped

_asked: dict[int, datetime] = {}  # of this process: a task is only a hint, asked for again


def tidy_first_day(now: datetime) -> int:
    """Delete abandoned drops, and ask again for recordings that a crash left waiting."""
    gone = dropping.tidy(now)
    waiting = Dropped.objects.filter(confirmed_at__isnull=False, done_at=None)
    for pk in waiting.values_list("pk", flat=True):
        if pk not in _asked or now - _asked[pk] > words.GIVEN_UP:
            _asked[pk] = now
            take_sounds.enqueue(pk)
    return gone


@task
def take_sounds(number: int) -> int:
    """Take in the recordings of a drop; return how many."""
    dropped = Dropped.objects.select_related("owner").filter(pk=number).first()
    return taking.take_sounds(dropped, now=timezone.now()) if dropped else 0

"""What happens behind the page: an approved bulletin goes on the air, and becomes one file."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django_tasks import task

from loa.audio.sound import AudioError
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins import actions, queries, sounds
from loa.newsroom.bulletins.actions import BulletinError
from loa.newsroom.bulletins.rules import Standing
from loa.newsroom.models import Bulletin

log = logging.getLogger(__name__)
ACTOR = "ticker"
ASK_AGAIN = timedelta(minutes=10)  # a task is only a hint: it may have been lost
_asked: dict[int, datetime] = {}


def place_approved(now: datetime) -> int:
    """Put what was sent and is approved by now on the air, in its session or in the next one."""
    placed = 0
    waiting = Bulletin.objects.filter(
        sent_at__isnull=False, placed_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("issuer", "ident", "closing")
    for bulletin in waiting:
        if queries.standing(bulletin) is not Standing.APPROVED:
            continue
        session = queries.next_session(bulletin, now)
        if session is None:
            continue
        try:
            actions.place(bulletin, session, by=ACTOR, now=now)
        except BulletinError as error:
            log.warning("bulletin not placed", extra={"bulletin": bulletin.key, "why": str(error)})
        else:
            placed += 1
    _ask_for_sounds(now)
    return placed


def _ask_for_sounds(now: datetime) -> None:
    silent = Bulletin.objects.filter(placed_at__isnull=False, sound="")
    for pk in silent.values_list("pk", flat=True):
        if pk not in _asked or now - _asked[pk] > ASK_AGAIN:
            _asked[pk] = now
            make_whole.enqueue(pk)


@task
def make_whole(number: int) -> bool:
    """Join a bulletin's sounds to one file, unless that is done; return whether it was made."""
    bulletin = Bulletin.objects.select_related("ident", "closing").get(pk=number)
    own = queries.own_soundings(bulletin)
    made_of = queries.what_it_is_made_of(own)
    if not own or (bulletin.sound and bulletin.sound_of == made_of):
        return False
    objects = ObjectStore(settings.DATA_DIR / "objects")
    try:
        address, size, ms = sounds.whole([one.sound for one in own], objects=objects)
    except AudioError:
        log.exception("bulletin not joined", extra={"bulletin": bulletin.key})
        return False
    actions.keep_whole(bulletin, address, size, ms, made_of)
    return True

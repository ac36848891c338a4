"""What a pause stills on the portal.

Festive pages are away while it lasts and come back by themselves. In the stricter pause
nothing new is posted either, but for notices.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q

from loa.channels.portal import rules
from loa.channels.portal.models import ArticlePage
from loa.channels.portal.words import WORD
from loa.core.message import Message
from loa.core.words import Genre, Mood
from loa.delivery.models import Placement, SealedMessage
from loa.plans.models import Pause
from loa.plans.queries import holding_pauses, local_day

FESTIVE = '"mood":"festive"'  # as a sealed message has it


def opens_at(day: date) -> datetime:
    """Return the instant at which a day begins here."""
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)


def pauses(today: date) -> list[Pause]:
    """Return the pauses of the portal that are not over, the first to begin first."""
    rows = holding_pauses().filter(ends__gt=today).order_by("starts", "pk")
    return [row for row in rows if not row.channels or WORD in row.channels]


def shown_from(
    opens: datetime,
    message: Message,
    placed: Collection[Placement],
    unit: str,
    above: Mapping[str, str],
    *,
    now: datetime,
) -> datetime:
    """Return from when a message may be read on the site of a unit, were it not before `opens`."""
    for pause in pauses(local_day(now)):
        if not _reaches(pause, placed, unit, above):
            continue
        starts, ends = opens_at(pause.starts), opens_at(pause.ends)
        festive = message.mood is Mood.FESTIVE
        notice = message.extra.genre is Genre.NOTICE
        new = pause.stops != Pause.Stops.FESTIVE and not notice and starts <= opens < ends
        if new or (festive and starts <= max(opens, now) < ends):
            opens = ends
    return opens


def _reaches(
    pause: Pause, placed: Iterable[Placement], unit: str, above: Mapping[str, str]
) -> bool:
    """Whether a pause is stated for the site's own place, or for wherever a message is placed."""
    area = set(pause.area or pause.plan.area)
    if area & set(rules.path(unit, above)):
        return True
    meant = [code for row in placed for code in row.areas]
    return bool(meant) and all(area & set(rules.path(code, above)) for code in meant)


def standing(now: datetime) -> list[str]:
    """Return the keys of festive messages whose pages stand while some pause holds."""
    today = local_day(now)
    if not any(pause.starts <= today for pause in pauses(today)):
        return []
    pages = ArticlePage.objects.filter(gone_at=None, shows_from__lte=now).exclude(digest="")
    shown = pages.filter(Q(shows_until=None) | Q(shows_until__gt=now)).values("digest")
    rows = SealedMessage.objects.filter(digest__in=shown, document__contains=FESTIVE)
    return sorted(set(rows.values_list("key", flat=True)))

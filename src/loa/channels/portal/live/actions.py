"""Writing an event's log: a line is kept for good, and corrected by another one."""

import unicodedata
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.channels.portal import caching
from loa.channels.portal.models import LiveLine, LiveLog, UnitState
from loa.core.secrecy import is_secret
from loa.people import decisions
from loa.people.models import User
from loa.people.queries import post_on
from loa.plans.models import Event

LONGEST = 600  # characters: what is longer is an article
MOST_LINES = 1000  # of one event


class LogError(ValueError):
    """A line that is not kept; the sentence is for a person."""


@transaction.atomic
def report(
    event: Event,
    *,
    text: str,
    by: User,
    now: datetime,
    happened_at: datetime | None = None,
    unit: str = "",
) -> LiveLine:
    """Write what happens, now or a little earlier. Raises LogError.

    `unit` is the code of the unit whose own event of a series it is; the day on which that
    one begins is its own.
    """
    when = happened_at or now
    if when > now:
        raise LogError(_("That time has not come yet."))
    begins = _begins(event, unit)
    if begins and timezone.localdate(when) < begins:
        raise LogError(_("The event had not begun then."))
    log = _opened(event, unit)
    line = _line(log, 0, text, when, by=by, now=now)
    line.unit_code = unit
    _keep(event, log, line, "report-event", by=by, now=now)
    return line


@transaction.atomic
def correct(event: Event, entry: int, *, text: str, by: User, now: datetime) -> LiveLine:
    """Say an entry anew: readers see that it was corrected, and when. Raises LogError."""
    log, standing = _of_entry(event, entry)
    line = _line(log, entry, text, standing.happened_at, by=by, now=now)
    line.unit_code = standing.unit_code
    if standing.withdrawn:
        raise LogError(_("It was taken back already."))
    if line.text == standing.text:
        raise LogError(_("These are the same words."))
    _keep(event, log, line, "correct-event-log", by=by, now=now)
    return line


@transaction.atomic
def take_back(event: Event, entry: int, *, reason: str, by: User, now: datetime) -> LiveLine:
    """Take an entry back: its time stays, with the reason. Raises LogError."""
    log, standing = _of_entry(event, entry)
    if standing.withdrawn:
        raise LogError(_("It was taken back already."))
    line = _line(log, entry, reason, standing.happened_at, by=by, now=now)
    line.withdrawn, line.unit_code = True, standing.unit_code
    _keep(event, log, line, "retract-event-log", by=by, now=now)
    return line


def _begins(event: Event, unit: str) -> date | None:
    """Return the first day of an event; of a unit's own in a series that one's."""
    own = UnitState.objects.filter(
        notes__plan_key=event.plan.key, notes__event_key=event.key, unit_code=unit
    )
    day = own.values_list("day", flat=True).first() if unit else None
    return day or event.starts


def _of_entry(event: Event, entry: int) -> tuple[LiveLog, LiveLine]:
    """Return an event's log and what stands at one of its entries."""
    first = LiveLine.objects.filter(
        log__plan_key=event.plan.key, log__event_key=event.key, number=entry
    ).first()
    log = _opened(event, first.unit_code if first else "")
    return log, _standing(log, entry)


def _opened(event: Event, unit: str = "") -> LiveLog:
    """Return an event's log, which nobody else writes to until the transaction ends."""
    if event.state == Event.State.CANCELLED:
        raise LogError(_("This event was cancelled."))
    begins = _begins(event, unit)
    if begins and timezone.localdate() < begins:
        raise LogError(_("This event has not begun yet."))
    row, _new = LiveLog.objects.get_or_create(plan_key=event.plan.key, event_key=event.key)
    return LiveLog.objects.select_for_update().get(pk=row.pk)


def _standing(log: LiveLog, entry: int) -> LiveLine:
    line = log.lines.filter(entry=entry).order_by("-number").first()
    if line is None:
        raise LogError(_("There is no such entry."))
    return line


def _line(
    log: LiveLog, entry: int, text: str, happened_at: datetime, *, by: User, now: datetime
) -> LiveLine:
    said = tidy(text)
    if not said:
        raise LogError(_("Write what happens, in a sentence or two."))
    if len(said) > LONGEST:
        raise LogError(_("At most %(n)d characters; write an article for more.") % {"n": LONGEST})
    if is_secret(said):
        raise LogError(_("It bears a mark of secrecy. Such material is never kept here."))
    if log.last >= MOST_LINES:
        raise LogError(_("This log is full. Write an article for what follows."))
    number = log.last + 1
    return LiveLine(
        log=log,
        number=number,
        entry=entry or number,
        happened_at=happened_at,
        written_at=now,
        text=said,
        byline=byline(by, now),
        by=by,
    )


def tidy(text: str) -> str:
    """Return words on one line, composed, without what nobody sees."""
    shown = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", shown).split())


def byline(by: User, now: datetime) -> str:
    """Say who writes: the post held that day and its office, or the name alone."""
    post = post_on(by, timezone.localdate(now))
    if post is None:
        return by.get_full_name()
    return f"{post.title}, {post.organisation.name}"[:400]


def _keep(
    event: Event, log: LiveLog, line: LiveLine, verb: str, *, by: User, now: datetime
) -> None:
    line.save()
    log.last = line.number
    log.save(update_fields=["last"])
    reference = f"event:{event.plan.key}/{event.key}#{line.entry}"
    reason = line.text if line.withdrawn else ""
    decisions.record(actor=by, verb=verb, reference=reference, now=now, reason=reason)
    caching.turn()

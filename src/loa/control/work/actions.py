"""Verbs on work: keep a file, take it away and put it back, note, remind, open a calendar.

Each is one transaction and goes into the decision log.
"""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from loa.control.models import CalendarAddress, Reminder, TaskFile, TaskNote
from loa.control.work import rules
from loa.control.work.files import kind_of
from loa.core.canonical import digest
from loa.people import decisions
from loa.people import rules as people
from loa.people.access import permissions_of
from loa.people.models import Membership, User
from loa.plans.models import Assignment

LONGEST_NOTE = 5000
CODE_BYTES = 32
CALENDAR = "plan.view"  # the permission without which a calendar's address answers nothing


@transaction.atomic
def keep_file(
    assignment: Assignment, *, name: str, content: bytes, by: User, now: datetime
) -> TaskFile:
    """Keep a file with a duty. Raises FileError as `files.kind_of` does."""
    kind = kind_of(name, content)
    row: TaskFile = TaskFile.objects.create(
        assignment=assignment,
        name=name[-200:],
        media_type=kind,
        size=len(content),
        sha256=digest(content),
        content=content,
        kept_by=by,
        kept_at=now,
    )
    _record(assignment, "keep-file", by, now, f"{row.name}, SHA-256 {row.sha256}")
    return row


@transaction.atomic
def remove_file(row: TaskFile, *, by: User, now: datetime) -> None:
    """Take a file away; what was taken away already stays so."""
    if TaskFile.objects.filter(pk=row.pk, removed_at=None).update(removed_at=now):
        _record(row.assignment, "remove-file", by, now, row.name)


@transaction.atomic
def put_back(row: TaskFile, *, by: User, now: datetime) -> None:
    """Show a file again that was taken away."""
    if TaskFile.objects.filter(pk=row.pk, removed_at__isnull=False).update(removed_at=None):
        _record(row.assignment, "put-back-file", by, now, row.name)


def note(assignment: Assignment, text: str, *, by: User, now: datetime) -> TaskNote | None:
    """Write something about a duty; None for nothing but spaces."""
    said = text.strip()[:LONGEST_NOTE]
    if not said:
        return None
    row: TaskNote = TaskNote.objects.create(assignment=assignment, text=said, by=by, at=now)
    return row


@transaction.atomic
def remind(organisations: Sequence[str], text: str, *, by: User, now: datetime) -> Reminder:
    """Note that organisations were reminded, and with which words."""
    keys = sorted(set(organisations))
    row: Reminder = Reminder.objects.create(organisations=keys, text=text, by=by, at=now)
    decisions.record(
        actor=by, verb="work.remind", reference=f"reminder:{now.isoformat()}", now=now,
        reason=", ".join(keys)[:500],
    )  # fmt: skip
    return row


@transaction.atomic
def open_calendar(*, by: User, now: datetime) -> str:
    """Make a person's calendar a new address and return its code; an old one ends."""
    close_calendar(by=by, now=now)
    code = secrets.token_urlsafe(CODE_BYTES)
    CalendarAddress.objects.create(
        person=by, seal=seal_of(code), made_at=now, expires_at=now + rules.ADDRESS_LASTS
    )
    return code


def close_calendar(*, by: User, now: datetime) -> int:
    """End every address of a person's calendar; return how many there were."""
    open_ones = CalendarAddress.objects.filter(person=by, revoked_at=None)
    return open_ones.update(revoked_at=now)


@transaction.atomic
def tidy_calendars(*, now: datetime) -> int:
    """End the addresses of people who hold no role any more; return how many.

    So a role that somebody is given later brings no old address back. What ended or expired
    long ago is deleted.
    """
    today = timezone.localdate(now)
    held = Membership.objects.filter(
        Q(until=None) | Q(until__gt=today),
        since__lte=today,
        role__in=people.PERMISSIONS[CALENDAR],
        user__is_active=True,
    )
    rows = CalendarAddress.objects.filter(revoked_at=None)
    left = [
        row.pk
        for row in rows.exclude(person__in=held.values("user")).select_related("person")
        if CALENDAR not in permissions_of(row.person, today=today)
    ]
    ended = CalendarAddress.objects.filter(pk__in=left).update(revoked_at=now)
    old = now - rules.ENDED_KEPT
    CalendarAddress.objects.filter(Q(revoked_at__lt=old) | Q(expires_at__lt=old)).delete()
    return ended


def seal_of(code: str) -> str:
    """Return the name under which an address is kept: who reads the database has no address."""
    return hashlib.sha256(code.encode()).hexdigest()


def _record(assignment: Assignment, verb: str, by: User, now: datetime, reason: str) -> None:
    decisions.record(
        actor=by,
        verb=f"plan.assignment-{verb}",
        reference=f"plan:{assignment.plan.key}",
        now=now,
        reason=f"{assignment.key}: {reason}"[:500],
    )

"""A one-time link with which a person sets the first password of their account.

An account that was entered from a list has no password, and nobody else knows one. The link
is under the installation's own signature, holds for some days, and opens nothing any more
once a password is set.
"""

from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.db import transaction

from loa.people.models import Membership, User

SALT = "loa.people.invitations"
LASTS = timedelta(days=14)


class InvitationError(ValueError):
    """A link that opens nothing: forged, too old, or used already."""


def token(person: User) -> str:
    """Return the link's token for a person who has not set a password yet."""
    return signing.dumps([person.username, _state(person)], salt=SALT)


def invited(token: str) -> User:
    """Return whose account a link opens. Raises InvitationError."""
    try:
        username, state = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise InvitationError("forged or too old") from error
    person = User.objects.filter(username=username, is_active=True).first()
    if person is None or person.has_usable_password() or state != _state(person):
        raise InvitationError("used already")
    return person


@transaction.atomic
def accept(token: str, password: str) -> User:
    """Set the first password of an account. Raises InvitationError and ValidationError."""
    username = invited(token).username
    person = User.objects.select_for_update().get(username=username)
    if person.has_usable_password():
        raise InvitationError("used already")
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def waiting(units: Collection[str] | None = None) -> list[User]:
    """Return the people with a role and no password yet.

    With `units`, only those whose every role lies in offices of these units: a link is the
    key to all that its person may do.
    """
    rows = User.objects.filter(is_active=True, memberships__isnull=False).distinct()
    if units is not None:
        elsewhere = Membership.objects.exclude(organisation__unit_code__in=units)
        rows = rows.exclude(pk__in=elsewhere.values("user"))
    return [person for person in rows if not person.has_usable_password()]


def _state(person: User) -> str:
    """Return what changes when a password is set or taken away: a link holds for one account."""
    return person.password[-12:]

"""The door through which residents come: no cookie, no account, no puzzle, and no flood.

A form carries a seal of when it was opened, which serves once: a machine that posts at
once, or the same form again and again, is refused or changes nothing. How often somebody
asks is counted under a seal of the address that is another one every day; neither the
address nor anything else about the sender is kept. A field that nobody sees catches those
who fill in everything.
"""

import hashlib
import hmac
import secrets
from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.feedback import rules
from loa.feedback.models import Attempt
from loa.feedback.rules import Asked

SALT = "loa.feedback.form"
UNSEEN = "website"  # the field that people leave empty
LOOPBACK = frozenset({"127.0.0.1", "::1", ""})


class Refused(Exception):  # noqa: N818 - a verdict about what was sent, not an error of ours
    """It is not taken; the sentence says why, and what was written is still in the form."""


def seal_form(now: datetime) -> str:
    """Return what a form carries from when it is opened."""
    return signing.dumps({"at": now.timestamp(), "n": secrets.token_hex(8)}, salt=SALT)


def read_form(sealed: str, now: datetime) -> str:
    """Return the name of the form that comes back. Raises Refused."""
    try:
        value = signing.loads(sealed[:300], salt=SALT)
        opened = datetime.fromtimestamp(float(value["at"]), tz=now.tzinfo)
    except (signing.BadSignature, KeyError, TypeError, ValueError, OverflowError, OSError):
        raise Refused(_("This form is not one of ours. Please send it again.")) from None
    if not rules.in_time(opened, now):
        raise Refused(_("The form was open too long, or sent too fast. Please send it again."))
    return hashlib.sha256(sealed.encode()).hexdigest()


def check_sender(request: HttpRequest) -> None:
    """Refuse what another site has a visitor's browser send, and what fills unseen fields."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Refused(_("This was sent from another site. Please use the form on this page."))
    if request.POST.get(UNSEEN):
        raise Refused(_("A field that nobody sees was filled in. Please leave it empty."))


def count(request: HttpRequest, asked: Asked, *, now: datetime) -> None:
    """Count what a sender asks. Raises Refused beyond the limit."""
    seal = seal_of(address_of(request), now)
    _most, span = rules.LIMITS[asked]
    before = Attempt.objects.filter(seal=seal, asked=asked, at__gt=now - span)
    if rules.over_limit(asked, list(before.values_list("at", flat=True)), now):
        raise Refused(
            _(
                "Too much has come from this connection today. Please come back tomorrow, or tell "
                "the head of your hamlet or the commune office: they can enter it for you."
            )
        )
    Attempt.objects.create(seal=seal, asked=asked, at=now)


def seal_of(address: str, now: datetime) -> str:
    """Return the name under which a sender is counted today."""
    words = f"{timezone.localdate(now)}|{address}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()[:32]


def address_of(request: HttpRequest) -> str:
    """Return who asks; a server in front on this machine is believed as to whom it asks for."""
    remote = request.META.get("REMOTE_ADDR") or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (forwarded if remote in LOOPBACK and forwarded else remote)[:60]

"""Passkeys of approvers: what is registered for signing in approves as well.

django-allauth verifies a registration (challenge, origin, site); from what it kept, the
public key becomes an approver's key in every office where its holder approves today.
Players believe it once the leaders have signed the office's keyring. A passkey that is
taken off the account ends: what it approved before still counts; one that was lost is
revoked by an administrator, and then nothing counts that it ever approved.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from fido2 import cbor
from fido2.webauthn import AttestedCredentialData

from loa.core import cose
from loa.core.canonical import FormatError
from loa.core.passkey import Party, unbase64url
from loa.people import actions, decisions
from loa.people.models import ApproverKey, Organisation, User
from loa.people.rules import Role


@dataclass(frozen=True, slots=True)
class Registered:
    """One passkey as its registration told it."""

    public: bytes  # COSE
    credential: bytes
    party: Party


def read_registration(credential: Mapping[str, Any]) -> Registered:
    """Read what a browser handed back when a passkey was made; its site is its origin's host.

    Raises FormatError for a passkey of a kind that players do not check.
    """
    attested: AttestedCredentialData = (
        Authenticator(data={"credential": dict(credential)}, type=Authenticator.Type.WEBAUTHN)
        .wrap()
        .authenticator_data.credential_data
    )
    public = cbor.encode(dict(attested.public_key))
    cose.read_public_key(public)
    said = json.loads(unbase64url(str(credential["response"]["clientDataJSON"]).rstrip("=")))
    origin = str(said["origin"])
    party = Party(urlsplit(origin).hostname or "", origin)
    return Registered(public, bytes(attested.credential_id), party)


@transaction.atomic
def take_in(user: User, registered: Registered, *, label: str, now: datetime) -> list[ApproverKey]:
    """Make a passkey an approver's key in every office where its holder approves today."""
    day = timezone.localdate(now)
    held = user.memberships.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)
    offices = Organisation.objects.filter(
        pk__in=held.filter(role=Role.APPROVER).values("organisation")
    )
    return [_add(user, office, registered, label=label, now=now) for office in offices]


@transaction.atomic
def take_in_all(user: User, office: Organisation, *, now: datetime) -> list[ApproverKey]:
    """Make a person's passkeys approvers' keys in an office where they approve from now on."""
    there = set(ApproverKey.objects.filter(organisation=office).values_list("key_id", flat=True))
    added = []
    rows = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    for row in rows:
        try:
            found = read_registration(row.data["credential"])
        except FormatError:
            continue  # players could not check it
        if actions.key_id(found.public) not in there:
            added.append(_add(user, office, found, label=row.wrap().name, now=now))
    return added


def _add(
    user: User, office: Organisation, registered: Registered, *, label: str, now: datetime
) -> ApproverKey:
    return actions.add_approver_key(
        user=user,
        organisation=office,
        method=ApproverKey.Method.WEBAUTHN,
        public_key=registered.public,
        credential_id=registered.credential,
        party=registered.party,
        label=label,
        now=now,
        actor=user,
    )


@transaction.atomic
def end(user: User, public: bytes, *, now: datetime) -> None:
    """Let a passkey approve no more from now on; what it approved before counts as before."""
    running = Q(until__isnull=True) | Q(until__gt=now)
    keys = ApproverKey.objects.filter(running, user=user, key_id=actions.key_id(public))
    for key in keys.filter(since__lt=now):
        key.until = now
        key.save(update_fields=["until"])
        decisions.record(
            actor=user, verb="key.end", reference=f"key:{key.key_id}", now=now, reason="removed"
        )


def on_added(
    request: HttpRequest, user: User, authenticator: Authenticator, **_rest: object
) -> None:
    """Take in what allauth has just verified; say for which offices it approves."""
    if authenticator.type != Authenticator.Type.WEBAUTHN:
        return
    try:
        found = read_registration(authenticator.data["credential"])
    except FormatError:
        messages.warning(request, _("This key signs you in, but players cannot check it."))
        return
    keys = take_in(user, found, label=authenticator.wrap().name, now=timezone.now())
    if keys:
        offices = ", ".join(key.organisation.name for key in keys)
        told = _(
            "You can approve with it for: %(offices)s. Loudspeakers believe it once the "
            "leaders have signed the list of keys anew; the administrator has that done."
        )
        messages.info(request, told % {"offices": offices})


def on_removed(user: User, authenticator: Authenticator, **_rest: object) -> None:
    """End the approver's keys of a passkey that its holder took off the account."""
    if authenticator.type != Authenticator.Type.WEBAUTHN:
        return
    credential = authenticator.wrap().authenticator_data.credential_data
    end(user, cbor.encode(dict(credential.public_key)), now=timezone.now())


def connect() -> None:
    """Listen to allauth, which tells of passkeys by its signals and in no other way."""
    authenticator_added.connect(on_added, dispatch_uid="loa.people.passkeys.added")
    authenticator_removed.connect(on_removed, dispatch_uid="loa.people.passkeys.removed")

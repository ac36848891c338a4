"""Verbs on people: accounts, posts, roles, keys. Each is one transaction."""

import hashlib
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone

from loa.core.passkey import Party
from loa.people import decisions, queries
from loa.people.models import ApproverKey, Membership, Organisation, Post, User
from loa.people.rules import Acting, ApprovalRule, Role

ED25519_BYTES = 32


class PeopleError(ValueError):
    """What was asked for cannot be; the sentence says why."""


@transaction.atomic
def ensure_organisation(
    *,
    key: str,
    name: str,
    kind: Organisation.Kind,
    unit_code: str = "",
    parent: Organisation | None = None,
    rule: ApprovalRule | None = None,
    rule_source: str = "",
) -> Organisation:
    """Create the organisation of a key, or bring what is known of it up to date."""
    wanted = rule or ApprovalRule()
    if wanted.needed > 1 and wanted.author_may_approve:
        raise PeopleError(f"{key}: an author who approves alone cannot be one of two")
    organisation, _created = Organisation.objects.update_or_create(
        key=key,
        defaults={
            "name": name,
            "kind": kind,
            "unit_code": unit_code,
            "parent": parent,
            "approvals_needed": wanted.needed,
            "author_may_approve": wanted.author_may_approve,
            "rule_source": rule_source,
        },
    )
    return organisation


@transaction.atomic
def create_user(
    *,
    username: str,
    password: str,
    display_name: str = "",
    language: str = "vi",
    administers_records: bool = False,
    hashed: str = "",
) -> User:
    """Create a person's account; `administers_records` lets them into Django's admin.

    `hashed` is the password's hash where another account was given the same: making one
    takes a third of a second, on purpose.

    Raises ValidationError for a password that the rules refuse, PeopleError for a name
    that is taken.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise PeopleError(f"{username}: this user name is taken")
    person = User(username=username, display_name=display_name, language=language)
    person.is_staff = person.is_superuser = administers_records
    person.full_clean(exclude=["password"])
    validate_password(password, person)
    person.password = hashed or make_password(password)
    person.save()
    return person


@transaction.atomic
def enter_person(
    *, username: str, display_name: str, phone: str = "", email: str = "", language: str = "vi"
) -> User:
    """Enter a person whose account opens once they have set a password (`invitations`).

    Raises ValidationError for a name that is none, PeopleError for one that is taken.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise PeopleError(f"{username}: this user name is taken")
    person = User(
        username=username, display_name=display_name, phone=phone, email=email, language=language
    )
    person.set_unusable_password()
    person.full_clean(exclude=["password"])
    person.save()
    return person


@transaction.atomic
def grant(
    *,
    user: User,
    organisation: Organisation,
    role: Role,
    since: date,
    until: date | None = None,
) -> Membership:
    """Give a person a role in an organisation; giving it again moves its last day."""
    _check_period(since, until)
    membership, _created = Membership.objects.update_or_create(
        user=user, organisation=organisation, role=role, since=since, defaults={"until": until}
    )
    return membership


@transaction.atomic
def appoint(
    *,
    user: User,
    organisation: Organisation,
    title: str,
    since: date,
    until: date | None = None,
    acting: Acting = Acting.NONE,
) -> Post:
    """Record that a person holds a post from a day to a day."""
    _check_period(since, until)
    post, _created = Post.objects.update_or_create(
        user=user,
        organisation=organisation,
        title=title,
        since=since,
        defaults={"until": until, "acting": acting},
    )
    return post


@transaction.atomic
def enrol_totp(*, user: User, secret: str) -> None:
    """Give a person an authenticator with a known Base32 secret, in place of any other."""
    Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": encrypt(secret)}}
    )


def key_id(public_key: bytes) -> str:
    """Return the 16 hexadecimal digits by which a public key is named."""
    return hashlib.sha256(public_key).hexdigest()[:16]


@transaction.atomic
def add_approver_key(
    *,
    user: User,
    organisation: Organisation,
    method: ApproverKey.Method,
    public_key: bytes,
    now: datetime,
    label: str = "",
    credential_id: bytes | None = None,
    party: Party | None = None,
    until: datetime | None = None,
    actor: User | str,
) -> ApproverKey:
    """Take in the public half of an approver's key, valid from now; goes into the log.

    Raises PeopleError for a key that is not one, that is known already, or for somebody
    who is no approver of the organisation today.
    """
    if method == ApproverKey.Method.ED25519 and len(public_key) != ED25519_BYTES:
        raise PeopleError(f"an ed25519 key has {ED25519_BYTES} bytes, this has {len(public_key)}")
    if method == ApproverKey.Method.WEBAUTHN and not (public_key and credential_id and party):
        raise PeopleError("a passkey needs its public key, its credential id and its site")
    name = key_id(public_key)
    known = ApproverKey.objects.filter(key_id=name)
    if known.filter(organisation=organisation).exists() or known.exclude(user=user).exists():
        raise PeopleError(f"key {name} is known already")
    if user not in queries.members(organisation, Role.APPROVER, timezone.localdate(now)):
        raise PeopleError(f"{user} is no approver of {organisation} today")
    key = ApproverKey.objects.create(
        user=user,
        organisation=organisation,
        method=method,
        public_key=public_key,
        credential_id=credential_id,
        rp_id=party.rp if party else "",
        origin=party.origin if party else "",
        key_id=name,
        label=label,
        since=now,
        until=until,
    )
    decisions.record(
        actor=actor,
        verb="key.add",
        reference=f"key:{name}",
        reason=f"{organisation.key}: {user.get_username()}",
        now=now,
    )
    return key


@transaction.atomic
def revoke_key(*, key: ApproverKey, now: datetime, actor: User | str, reason: str) -> None:
    """End a key: nothing that it ever approved counts any more. Goes into the log.

    A thief could have dated an approval back, so what it approved needs approving anew.
    """
    if key.revoked_at is not None:
        raise PeopleError(f"key {key.key_id} was revoked already")
    if not reason.strip():
        raise PeopleError("a revocation states its reason")
    key.revoked_at = now
    # One passkey may stand for several offices: stolen, it is stolen for all of them.
    ApproverKey.objects.filter(key_id=key.key_id, revoked_at=None).update(revoked_at=now)
    decisions.record(
        actor=actor, verb="key.revoke", reference=f"key:{key.key_id}", reason=reason, now=now
    )


def _check_period(since: date, until: date | None) -> None:
    if until is not None and until <= since:
        raise PeopleError(f"ends on {until}, not after it starts on {since}")

"""Whose signature an office can have now, before anybody speaks or writes in vain."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from loa.newsroom.queries import approvers_of
from loa.people.access import allowed
from loa.people.models import ApproverKey, Membership, Organisation, User
from loa.people.rules import Role


@dataclass(frozen=True, slots=True)
class Signers:
    """Who can sign what an author brings, and who could mend it where they are too few."""

    needed: int
    ready: tuple[User, ...]
    without_key: tuple[User, ...]  # approve here, and have no key that counts
    own_only: bool  # the author approves here, and the office's rule wants somebody else
    menders: tuple[User, ...]  # may give the role to somebody

    @property
    def enough(self) -> bool:
        return len(self.ready) >= self.needed


def signers(office: Organisation, author: User, *, now: datetime) -> Signers:
    """Return whose signatures count for what an author brings in an office now."""
    rule = office.approval_rule
    holders = _key_holders(office, now)
    approvers = [u for u in {*approvers_of(office), *holders} if _may(u, office, "item.approve")]
    counting = [u for u in sorted(approvers, key=str) if u != author or rule.author_may_approve]
    return Signers(
        needed=rule.needed,
        ready=tuple(u for u in counting if u in holders),
        without_key=tuple(u for u in counting if u not in holders),
        own_only=author in approvers and not rule.author_may_approve,
        menders=_menders(office),
    )


def _key_holders(office: Organisation, now: datetime) -> set[User]:
    """Return whose keys count: players look in the ring of the office's unit and nowhere else."""
    ring = Q(organisation=office)
    if office.unit_code:
        ring |= Q(organisation__unit_code=office.unit_code)
    rows = ApproverKey.objects.filter(ring, revoked_at=None, since__lte=now)
    return {
        key.user for key in rows.filter(Q(until=None) | Q(until__gt=now)).select_related("user")
    }


def _menders(office: Organisation) -> tuple[User, ...]:
    today = timezone.localdate()
    held = Membership.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today)
    people = User.objects.filter(
        is_active=True, pk__in=held.filter(role=Role.ADMINISTRATOR).values("user")
    )
    return tuple(u for u in people.order_by("pk") if _may(u, office, "people.edit"))


def _may(user: User, office: Organisation, permission: str) -> bool:
    return allowed(user, permission, organisation=office, unit_code=office.unit_code or None)

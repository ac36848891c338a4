"""Deputies: a leader lets somebody approve in their stead, from a day to a day.

Who signs says so: both posts stand under what is approved. The deputy signs with a key of
their own, so players know who it was; the leaders' keyring has to name that key.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loa.people import actions, decisions, passkeys, queries
from loa.people.actions import PeopleError
from loa.people.models import Deputy, Membership, Organisation, User
from loa.people.rules import Acting, Role


@transaction.atomic
def name_deputy(
    *,
    principal: User,
    deputy: User,
    organisation: Organisation,
    acting: Acting,
    since: date,
    until: date,
    now: datetime,
) -> Deputy:
    """Let a colleague approve in a leader's stead; their passkeys become approvers' keys.

    Raises PeopleError: "not-approver" when the leader approves nothing there,
    "not-a-colleague", "period" for days that are over or turned round, "oneself".
    """
    today = timezone.localdate(now)
    if principal not in queries.members(organisation, Role.APPROVER, today):
        raise PeopleError("not-approver")
    if deputy == principal:
        raise PeopleError("oneself")
    if deputy not in colleagues(principal, organisation, today):
        raise PeopleError("not-a-colleague")
    if until <= since or until <= today:
        raise PeopleError("period")
    row = Deputy.objects.create(
        principal=principal,
        deputy=deputy,
        organisation=organisation,
        acting=acting,
        since=since,
        until=until,
    )
    if deputy not in queries.members(organisation, Role.APPROVER, since):
        actions.grant(
            user=deputy, organisation=organisation, role=Role.APPROVER, since=since, until=until
        )
    passkeys.take_in_all(deputy, organisation, now=now)
    _decided(row, "deputy.name", by=principal, now=now)
    return row


@transaction.atomic
def end_deputy(row: Deputy, *, by: User, now: datetime) -> None:
    """Take a deputy's say away from now on; what they approved stays approved."""
    if row.ended_at is not None:
        return
    row.ended_at = now
    row.save(update_fields=["ended_at"])
    today = timezone.localdate(now)
    lent = Membership.objects.filter(
        user=row.deputy,
        organisation=row.organisation,
        role=Role.APPROVER,
        since=row.since,
        until=row.until,
    )
    lent.filter(since__gte=today).delete()
    lent.update(until=today)
    _decided(row, "deputy.end", by=by, now=now)


def colleagues(principal: User, organisation: Organisation, day: date) -> list[User]:
    """Return who works in an organisation on a day, besides the leader."""
    found = {
        user
        for role in (Role.EDITOR, Role.PLANNER, Role.APPROVER, Role.COMMUNE_OFFICER)
        for user in queries.members(organisation, role, day)
    }
    return sorted(found - {principal}, key=lambda user: user.get_full_name())


def _decided(row: Deputy, verb: str, *, by: User, now: datetime) -> None:
    decisions.record(
        actor=by,
        verb=verb,
        reference=f"organisation:{row.organisation.key}",
        reason=f"{row.deputy.get_username()}, {row.acting}, {row.since} – {row.until}",
        now=now,
        organisation=row.organisation,
    )

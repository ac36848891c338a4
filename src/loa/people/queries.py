"""Reads of people: roles, scopes, posts, keys."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Q, QuerySet

from loa.people.models import ApproverKey, Deputy, Membership, Organisation, Post, User
from loa.people.rules import Acting, Role, Scope
from loa.places import queries as places


def scope_of_unit(code: str, day: date, *, today: date | None = None) -> Scope:
    """Return the scope of what lies in the unit that a code names on a day.

    With `today`, those who cover what has become of the unit by then are in it too: the
    commune of 2025 keeps the papers of the units that it took in.
    """
    codes = {code} | {unit.code for unit in places.ancestors(code, day)}
    if today is not None and today > day:
        for unit in places.successors(code, day, today):
            codes |= {unit.code} | {above.code for above in places.ancestors(unit.code, today)}
    return Scope(units=frozenset(codes))


def scope_of_organisation(organisation: Organisation) -> Scope:
    """Return the scope of what belongs to an organisation, which may have no territory."""
    keys: list[str] = []
    above: Organisation | None = organisation
    while above is not None and above.key not in keys:
        keys.append(above.key)
        above = above.parent
    return Scope(organisations=frozenset(keys))


def post_on(user: User, day: date, organisation: Organisation | None = None) -> Post | None:
    """Return the post held on a day, the latest begun when there are several."""
    posts = user.posts.filter(_holds(day)).select_related("organisation")
    if organisation is not None:
        posts = posts.filter(organisation=organisation)
    return posts.order_by("-since", "-pk").first()


def title_on(user: User, day: date, organisation: Organisation | None = None) -> str:
    """Return the title held on a day, empty when there was none: quotations keep it."""
    post = post_on(user, day, organisation)
    return post.title if post else ""


def deputy_on(user: User, day: date, organisation: Organisation) -> Deputy | None:
    """Return in whose stead a person signs for an organisation on a day, if in anybody's."""
    rows = Deputy.objects.filter(
        deputy=user, organisation=organisation, ended_at=None, since__lte=day, until__gt=day
    )
    return rows.select_related("principal").first()


def signature_on(user: User, day: date, organisation: Organisation) -> str:
    """Return how a person signs on a day: their title, or "K/T" and "TUQ" with both titles."""
    own = title_on(user, day, organisation)
    row = deputy_on(user, day, organisation)
    if row is None:
        return own
    above = title_on(row.principal, day, organisation) or row.principal.get_full_name()
    mark = "K/T" if row.acting == Acting.DEPUTY else "TUQ"
    return f"{mark} {above}, {own}".strip(", ")


def deputies(principal: User, organisations: Collection[Organisation]) -> QuerySet[Deputy]:
    """Return whom a leader has named, the latest first."""
    rows = Deputy.objects.filter(principal=principal, organisation__in=organisations)
    return rows.select_related("deputy", "organisation")


def members(organisation: Organisation, role: Role, day: date) -> QuerySet[User]:
    """Return the active people who hold a role in an organisation on a day."""
    held = Membership.objects.filter(_holds(day), organisation=organisation, role=role)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def valid_keys(organisation: Organisation, now: datetime) -> QuerySet[ApproverKey]:
    """Return the approvers' keys of an organisation that count at an instant."""
    return ApproverKey.objects.filter(
        Q(until__isnull=True) | Q(until__gt=now),
        Q(revoked_at__isnull=True) | Q(revoked_at__gt=now),
        organisation=organisation,
        since__lte=now,
    ).select_related("user")


def _holds(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))

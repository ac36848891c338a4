"""What the database knows, as judging compares rows with it: a handful of queries."""

from collections import Counter
from datetime import date

from django.db.models import Q

from loa.channels.broadcast.models import Cluster, Station, StationUnit
from loa.control.first_day.judging import known
from loa.control.first_day.judging.known import Known, known_units
from loa.core.fold import fold
from loa.people.access import covered
from loa.people.choice import own_commune
from loa.people.models import Membership, Organisation, Post, User
from loa.places.models import Site
from loa.plans.queries import unit_register

PERMISSION = "setup.import"


def take(user: User, today: date) -> Known:
    """Return what is known today, and where this person may add to it.

    Whoever keeps the whole installation's records may add everywhere.
    """
    units, successors = known_units(unit_register(), today)
    return Known(
        today=today,
        units=units,
        offices=[
            known.Office(row.key, row.name, row.unit_code, row.kind)
            for row in Organisation.objects.all()
        ],
        people=_people(today),
        stations=_stations(today),
        clusters={
            (key, fold(name)) for key, name in Cluster.objects.values_list("station__key", "name")
        },
        sites={(code, fold(name)) for code, name in Site.objects.values_list("unit_code", "name")},
        successors=successors,
        scope=None if user.is_superuser else covered(user, PERMISSION, today=today),
        own_unit=own_commune(user, today),
        people_scope=None if user.is_superuser else covered(user, "people.edit", today=today),
    )


def _people(today: date) -> list[known.Person]:
    offices: dict[int, set[str]] = {}
    roles: dict[int, str] = {}
    holding = Q(until__isnull=True) | Q(until__gt=today)
    for pk, office in Post.objects.filter(holding).values_list("user", "organisation__key"):
        offices.setdefault(pk, set()).add(office)
    rows = Membership.objects.filter(holding).values_list("user", "organisation__key", "role")
    for pk, office, role in rows:
        offices.setdefault(pk, set()).add(office)
        roles[pk] = role
    return [
        known.Person(
            row.username,
            row.get_full_name(),
            frozenset(offices.get(row.pk, ())),
            row.phone,
            roles.get(row.pk, ""),
        )
        for row in User.objects.all()
    ]


def _stations(today: date) -> list[known.Station]:
    standing = StationUnit.objects.filter(Q(until__isnull=True) | Q(until__gt=today))
    homes = dict(standing.order_by("since").values_list("station", "unit_code"))
    clusters = Counter(Cluster.objects.values_list("station", flat=True))
    return [
        known.Station(row.key, row.name, homes.get(row.pk, ""), row.kind, clusters[row.pk])
        for row in Station.objects.all()
    ]

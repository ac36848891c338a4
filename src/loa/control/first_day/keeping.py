"""Taking in what was judged new: through the rooms' own verbs, all of it or nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from loa.channels.broadcast import establishing
from loa.channels.broadcast.models import Station
from loa.control.first_day.headings import Listed
from loa.control.first_day.rows import (
    ClusterDraft,
    Draft,
    Fate,
    JudgedTable,
    OfficeDraft,
    PersonDraft,
    SiteDraft,
    StationDraft,
    UnitDraft,
)
from loa.people import actions as people
from loa.people import decisions
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.places import actions as places
from loa.places.models import AdminUnit, Site
from loa.places.rules import Unit
from loa.plans.queries import unit_register

OLDEST_TIER = date(2004, 12, 31)  # for a unit of which nobody says when it began


@transaction.atomic
def keep(judged: Iterable[JudgedTable], *, by: User, now: datetime) -> Mapping[Listed, int]:
    """Take in every new row of judged lists; return how many of each list.

    One entry goes into the decision log. Raises what the rooms' verbs raise for a list that
    no longer fits what is known; nothing is kept then.
    """
    today = timezone.localdate(now)
    tables = sorted(judged, key=lambda table: list(Listed).index(table.kind))
    drafts: list[tuple[Listed, Draft]] = [
        (table.kind, verdict.draft)
        for table in tables
        for verdict in table.verdicts
        if verdict.fate is Fate.NEW and verdict.draft is not None
    ]
    if not drafts:
        return {}
    _units([draft for _kind, draft in drafts if isinstance(draft, UnitDraft)])
    named = {draft.station_key for _kind, draft in drafts if isinstance(draft, ClusterDraft)}
    for _kind, draft in drafts:
        _keep_one(draft, named, today)
    counts = Counter(kind for kind, _draft in drafts)
    decisions.record(
        actor=by,
        verb="setup.import",
        reference="first-day:lists",
        reason=", ".join(f"{kind}: {counts[kind]}" for kind in Listed if counts[kind]),
        now=now,
    )
    return dict(counts)


def _units(drafts: list[UnitDraft]) -> None:
    if not drafts:
        return
    if not AdminUnit.objects.exists():
        places.load_units()  # else those that come with loa would be known no more
    register = unit_register()
    fresh: dict[str, Unit] = {}
    for draft in drafts:
        states = register.states(draft.parent_code)
        above = states[-1] if states else fresh.get(draft.parent_code)
        begins = draft.since or (above.valid_from if above else OLDEST_TIER)
        fresh[draft.code] = Unit(
            code=draft.code,
            name=draft.name,
            form=draft.form,
            parent_code=draft.parent_code,
            valid_from=begins,
            valid_until=draft.until,
            known_from=draft.since is None,
        )
    places.add_units(list(fresh.values()))


def _keep_one(draft: Draft, named: set[str], today: date) -> None:
    """Keep one row; stations whose clusters are listed by name get none by number."""
    if isinstance(draft, OfficeDraft):
        people.ensure_organisation(
            key=draft.key,
            name=draft.name,
            kind=Organisation.Kind(draft.kind),
            unit_code=draft.unit_code,
            parent=Organisation.objects.filter(key=draft.parent_key or None).first(),
        )
    elif isinstance(draft, PersonDraft):
        _person(draft)
    elif isinstance(draft, StationDraft):
        _station(draft, numbered=draft.key not in named)
    elif isinstance(draft, ClusterDraft):
        establishing.keep_cluster(
            station=Station.objects.get(key=draft.station_key),
            name=draft.name,
            speakers=draft.speakers,
            faulty=draft.faulty,
        )
    elif isinstance(draft, SiteDraft):
        places.keep_site(
            name=draft.name,
            kind=Site.Kind(draft.kind),
            unit_code=draft.unit_code,
            recorded_on=today,
            position=draft.position,
        )


def _person(draft: PersonDraft) -> None:
    user = User.objects.filter(username=draft.username).first() or people.enter_person(
        username=draft.username,
        display_name=draft.name,
        phone=draft.phone,
        email=draft.email,
    )
    office = Organisation.objects.get(key=draft.office_key)
    if draft.title:
        people.appoint(
            user=user,
            organisation=office,
            title=draft.title,
            since=draft.since,
            until=draft.until,
        )
    if draft.role:
        people.grant(
            user=user,
            organisation=office,
            role=Role(draft.role),
            since=draft.since,
            until=draft.until,
        )


def _station(draft: StationDraft, *, numbered: bool) -> None:
    station = establishing.open_station(
        key=draft.key,
        name=draft.name,
        kind=Station.Kind(draft.kind),
        unit_code=draft.unit_code,
        since=draft.since,
        languages=draft.languages,
    )
    for number in range(1, draft.clusters + 1 if numbered else 1):
        establishing.keep_cluster(station=station, name=f"Cụm {number:02d}")

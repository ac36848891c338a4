"""Reads of documents that become plans: whose they are, what they may name, what is missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from loa.core.fold import fold
from loa.people.access import allowed, allowed_over
from loa.people.models import Organisation, User
from loa.people.rules import PERMISSIONS
from loa.places import queries as places
from loa.places.models import AdminUnit, Succession
from loa.places.rules import Unit
from loa.plans.drafting.matching import Match, Office, match, places_in, upper_plan
from loa.plans.drafting.models import PlanDocument
from loa.plans.drafting.values import Row
from loa.plans.drafting.words import language
from loa.plans.models import Plan
from loa.plans.terms import check_hidden, check_terms

EDIT = "plan.edit"


@dataclass(frozen=True, slots=True)
class Lack:
    """What a plan from a document still lacks: a code, and what it is about."""

    code: str
    about: tuple[str, ...] = ()


def documents() -> QuerySet[PlanDocument]:
    """Return documents without the weight of their files."""
    return PlanDocument.objects.defer("content", "text").select_related("office", "plan")


def offices_of(user: User, *, today: date) -> list[Organisation]:
    """Return the offices for which a person may take documents in."""
    keys = {
        held.organisation
        for held in user.holdings()
        if held.role in PERMISSIONS[EDIT] and held.holds(today)
    }
    return list(Organisation.objects.filter(key__in=keys))


def may_edit(user: User, document: PlanDocument, *, today: date) -> bool:
    """Whether a person may correct a document and make its plan."""
    office = document.office
    if allowed(user, EDIT, organisation=office, today=today):
        return True
    return bool(office.unit_code) and allowed(user, EDIT, unit_code=office.unit_code, today=today)


def waiting(user: User, *, today: date) -> list[PlanDocument]:
    """Return the documents that this person may go on with: no plan was made of them yet."""
    rows = documents().filter(plan=None)
    return [row for row in rows if may_edit(user, row, today=today)]


def rows_of(document: PlanDocument) -> list[Row]:
    """Return the findings as they stand."""
    return [found.as_row() for found in document.findings.all()]


def known_offices() -> list[Office]:
    """Return every organisation that a name in a document may stand for."""
    known = Organisation.objects.order_by("name", "key")
    return [Office(row.key, row.name, row.unit_code) for row in known]


def matched(name: str, *, issuer: str, offices: Iterable[Office] | None = None) -> Match:
    """Return what a name stands for among the organisations that are known here."""
    return match(name, known_offices() if offices is None else offices, issuer=issuer)


def channels_named(documents: Iterable[PlanDocument]) -> list[str]:
    """Return the channels that documents name, as they stand after people's corrections."""
    rows = (row for document in documents for row in rows_of(document))
    return [row.text() for row in rows if row.kind == "channels" and not row.dropped]


def may_speak_of(user: User, codes: Sequence[str], day: date, *, today: date) -> bool:
    """Whether a person may plan for every one of these units as they stood on a day."""
    return all(_covers(user, code, day, today) for code in codes)


def _covers(user: User, code: str, day: date, today: date) -> bool:
    if allowed_over(user, EDIT, codes=(code,), as_of=day, today=today):
        return True
    # A department without a territory of its own plans for that of the body above it.
    homes = {home for office in offices_of(user, today=today) if (home := _home(office))}
    above = {code, *(unit.code for unit in places.ancestors(code, day))}
    return bool(homes & above)


def _home(office: Organisation) -> str:
    """Return the unit of an office, or of the nearest office above that has one."""
    above: Organisation | None = office
    seen: set[str] = set()
    while above is not None and above.key not in seen:
        if above.unit_code:
            return above.unit_code
        seen.add(above.key)
        above = above.parent
    return ""


def areas(
    document: PlanDocument, user: User, *, issuer: str, issuer_unit: str, day: date, today: date
) -> list[Unit]:
    """Return the units to choose the plan's area from, what is most likely first.

    Those that the issuer's name ends with, the issuer's own, the office's, and what lies
    directly within each, as they stood on a day; only those for which the person may plan.
    """
    words = fold(issuer).split()
    endings = [" ".join(words[at:]) for at in range(len(words))]
    named = AdminUnit.objects.filter(_on(day), folded__in=endings)
    units = {row.code: row.as_unit() for row in named}
    likely = places_in(issuer, {code: unit.full_name for code, unit in units.items()})
    homes = _then(_home(document.office), day)
    wanted = [*likely, *([issuer_unit] if issuer_unit else []), *homes]
    found: dict[str, Unit] = {}
    for code in dict.fromkeys(wanted):
        unit = units.get(code) or places.unit_on(code, day)
        if unit and _covers(user, code, day, today):
            found[code] = unit
    for code in list(found):
        below = AdminUnit.objects.filter(_on(day), parent_code=code).order_by("code")
        found |= {row.code: row.as_unit() for row in below if row.code not in found}
    return list(found.values())


def _then(code: str, day: date) -> list[str]:
    """Return the unit of today as it stood on an earlier day: itself, or what it came from."""
    if not code or places.unit_on(code, day):
        return [code] if code else []
    before = Succession.objects.filter(
        successor__code=code, predecessor__valid_from__lte=day, predecessor__valid_until__gt=day
    )
    return sorted(set(before.values_list("predecessor__code", flat=True)))


def _on(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_until__isnull=True) | Q(valid_until__gt=day))


def same_number(issuer_key: str, number: str) -> Plan | None:
    """Return the plan that already bears an issuer's number."""
    if not number:
        return None
    return Plan.objects.filter(issuer_key=issuer_key, number=number).first()


def plan_numbers() -> dict[str, str]:
    """Return the numbers of the plans that are here, by key."""
    return dict(Plan.objects.exclude(number="").values_list("key", "number"))


def upper_plan_of(rows: Sequence[Row]) -> str:
    """Return the key of the plan that the document's bases name, if it is here."""
    bases = [row.text() for row in rows if row.kind == "bases" and not row.dropped]
    return upper_plan(bases, plan_numbers())


def documents_of(plan: Plan) -> list[PlanDocument]:
    """Return the documents that a plan came from, the latest first."""
    return list(documents().filter(plan=plan).order_by("-made_at", "-pk"))


def lacks(plan: Plan, named: Iterable[str]) -> list[Lack]:
    """Return what is still to be filled; `named` are the channels that its documents name."""
    found: list[Lack] = []
    found += [] if plan.number else [Lack("number")]
    found += [] if plan.issued_on else [Lack("issued-on")]
    found += [] if plan.phases.exists() else [Lack("phases")]
    found += [] if plan.topics.exists() else [Lack("topics")]
    promised = set(plan.targets.values_list("channel", flat=True))
    if bare := tuple(one for one in dict.fromkeys(named) if one not in promised):
        found.append(Lack("targets", bare))
    elif not promised:
        found.append(Lack("targets"))
    if plan.topics.exists() and not plan.topics.exclude(weights={}).exists():
        found.append(Lack("weights"))
    duties = list(plan.assignments.all())
    known = set(Organisation.objects.values_list("key", flat=True))
    strangers = {row.organisation_name for row in duties if row.organisation_key not in known}
    found += [] if duties else [Lack("assignments")]
    found += [Lack("organisations", tuple(sorted(strangers)))] if strangers else []
    if duties and not any(row.due for row in duties):
        found.append(Lack("due"))
    source = plan.source
    wrong = (*check_terms(source), *check_hidden(source))
    if sentences := tuple(dict.fromkeys(one.say(language()) for one in wrong)):
        found.append(Lack("wording", sentences))
    return found

"""What an installation knows of a plan's document: its layout, who stands over whom, places."""

from dataclasses import replace
from datetime import date, datetime

from loa.people.models import Organisation
from loa.places.queries import unit_on
from loa.plans import records
from loa.plans.exporting.carrying import export
from loa.plans.exporting.layouts import LAYOUTS, PARTY, STATE, Layout, by_number
from loa.plans.exporting.paper import Particulars, Signature
from loa.plans.models import Plan
from loa.plans.queries import local_day
from loa.plans.rules import PlanText
from loa.plans.text import parse, plan_from

_PARTY_KINDS = frozenset({Organisation.Kind.COMMITTEE, Organisation.Kind.PARTY_CELL})
_STATE_KINDS = frozenset(
    {
        Organisation.Kind.AUTHORITY,
        Organisation.Kind.AGENCY,
        Organisation.Kind.CENTRE,
        Organisation.Kind.COMMUNE_OFFICE,
        Organisation.Kind.STATION_CREW,
    }
)


def document(
    plan: Plan, *, now: datetime, layout: str = "", signature: Signature | None = None
) -> bytes:
    """Return a plan as a Word file that carries it; the layout is the issuer's unless given.

    The plan goes out as it stands now. Its last file goes with it where that still says the
    same; else one is written that says what the office has changed since.
    """
    text = records.plan_of(plan)
    known = particulars(plan, text, today=local_day(now))
    if signature:
        known = replace(known, signature=signature)
    laid_out = LAYOUTS[layout] if layout else layout_of(plan)
    source = plan.source
    stated = parse(source.encode())
    same = stated.problem is None and _alike(plan_from(stated.values), text)
    return export(text, laid_out, now=now, known=known, source=source if same else "")


def layout_of(plan: Plan) -> Layout:
    """Return the layout that the issuer's kind asks for.

    Departments and associations are of either side: there the number or the name says it.
    """
    issuer = Organisation.objects.filter(key=plan.issuer_key).first()
    if issuer is not None and issuer.kind in _PARTY_KINDS:
        return PARTY
    if issuer is not None and issuer.kind in _STATE_KINDS:
        return STATE
    return by_number(plan.number, plan.issuer_name)


def particulars(plan: Plan, text: PlanText, *, today: date) -> Particulars:
    """Return what a document shows besides the plan, as far as it is known here."""
    issuer = Organisation.objects.filter(key=plan.issuer_key).select_related("parent").first()
    first = [one for one in plan.phases.values_list("starts", flat=True) if one]
    day = plan.issued_on or min(first, default=today)
    seat = unit_on(issuer.unit_code, day) if issuer is not None and issuer.unit_code else None
    units = [unit_on(code, min(first, default=day)) for code in text.area]
    upper = Plan.objects.filter(key=plan.implements).first() if plan.implements else None
    if upper is not None and upper.number and any(upper.number in one for one in text.basis):
        upper = None  # a basis names it already
    keys = {one.organisation for one in text.assignments if not one.organisation_name}
    keys |= {other.key for one in text.assignments for other in one.coordinating if not other.name}
    named = Organisation.objects.filter(key__in=keys).values_list("key", "name")
    return Particulars(
        superior=issuer.parent.name if issuer is not None and issuer.parent else "",
        place=seat.name if seat else "",
        upper=_cited(upper) if upper else "",
        area=", ".join(unit.full_name for unit in units if unit),
        organisations=tuple(sorted(named)),
    )


def _cited(upper: Plan) -> str:
    """Return how a lower plan names the one that it implements."""
    number = f" số {upper.number}" if upper.number else ""
    day = f" ngày {upper.issued_on:%d/%m/%Y}" if upper.issued_on else ""
    return f"Kế hoạch{number}{day} của {upper.issuer_name}"


def _alike(file: PlanText, now: PlanText) -> bool:
    return _ordered(file) == _ordered(now)


def _ordered(plan: PlanText) -> PlanText:
    """Return the plan with each topic's weights in order: a database keeps none among them."""
    topics = tuple(replace(one, weights=tuple(sorted(one.weights))) for one in plan.topics)
    return replace(plan, topics=topics)

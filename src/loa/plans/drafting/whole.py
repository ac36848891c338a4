"""A document that this product wrote: it carries its plan, which is taken whole and not read.

Keys, targets and anchors come with it. It is believed only while the text is the one that was
written (`plans/exporting/carrying.py`); where somebody changed the text, the text is read.
"""

from datetime import datetime

from django.db import transaction

from loa.people.models import User
from loa.plans.actions import load_plan
from loa.plans.drafting import queries
from loa.plans.drafting.actions import bind, demand_plan, opened, record
from loa.plans.drafting.models import PlanDocument
from loa.plans.drafting.values import DraftingError
from loa.plans.exporting.carrying import Edited, PlanFile, carried
from loa.plans.models import Plan
from loa.plans.queries import local_day

WORD = "docx"


def carried_by(document: PlanDocument) -> PlanFile | Edited | None:
    """Return the plan that a document carries, and whether its text was changed since."""
    if document.form != WORD:
        return None
    return carried(bytes(document.content), document.name)


@transaction.atomic
def take_whole(document: PlanDocument, *, by: User, now: datetime) -> Plan:
    """Make the draft plan that a document carries, or the next revision of that draft.

    Raises DraftingError: "closed", "bad-answer" when the document carries none that is
    believed, "not-your-place" for an area beyond the person's, be it the document's or that of
    the draft which bears its key, "number-taken" (with `plan`)
    where the plan is no draft any more; and PlanRefusedError for what a plan's own rules
    refuse. Nothing is made then.
    """
    held = opened(document)
    file = carried_by(held)
    if not isinstance(file, PlanFile):
        raise DraftingError("bad-answer")
    today = local_day(now)
    day = file.plan.issued_on or today
    if not queries.may_speak_of(by, file.plan.area, day, today=today):
        raise DraftingError("not-your-place")
    before = Plan.objects.filter(key=file.plan.key).first()
    if before is not None and before.state != Plan.State.DRAFT:
        raise DraftingError("number-taken", plan=before)
    if before is not None:
        demand_plan(before, by, now)
    plan = load_plan(file.source, now=now, by=by)
    bind(held, plan, (), now)
    record(held, "plan.import", by, now, f"plan:{plan.key}, SHA-256 {held.digest}")
    return plan

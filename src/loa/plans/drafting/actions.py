"""Verbs on documents that become plans. Each is one transaction: whole, or nothing of it.

A document without a plan is open: its findings may be corrected. Once it has become a plan
it stays as it was then, with the passages that the plan's parts came from.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from loa.core.secrecy import is_secret
from loa.people import decisions
from loa.people.models import Organisation, User
from loa.plans.actions import load_plan
from loa.plans.drafting import composing, mending, passages, queries
from loa.plans.drafting.composing import Answers
from loa.plans.drafting.matching import normal
from loa.plans.drafting.models import Found, PlanDocument
from loa.plans.drafting.values import ADDED, DraftingError, as_found, checked, kept
from loa.plans.importing.extract import extract
from loa.plans.importing.findings import LISTS, SCALARS, Finding, Findings
from loa.plans.importing.reading import read
from loa.plans.models import Plan
from loa.plans.queries import local_day
from loa.plans.words import KINDS
from loa.plans.writing import plan_file

BY_HAND = "added-by-hand"
NOT_FOUND = "not-found"
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that is here now; `new` is false when the same file was here before."""

    document: PlanDocument
    new: bool


def take_in(content: bytes, name: str, *, office: Organisation, by: User, now: datetime) -> Taken:
    """Read a document and keep it with all that was found; the same file is kept once.

    Raises RefusedError for what cannot be read and DraftingError "secret" for material that
    bears a mark of secrecy; nothing is kept then.
    """
    digest = hashlib.sha256(content).hexdigest()
    if before := _known(office, digest):
        return Taken(before, new=False)
    document = read(content, name)
    if is_secret(document.text):
        raise DraftingError("secret")
    found = extract(document)
    try:
        with transaction.atomic():
            row = PlanDocument.objects.create(
                office=office,
                name=kept(name)[:_LONGEST_NAME],
                digest=digest,
                size=len(content),
                form=document.form,
                content=content,
                text=kept(document.text),
                taken_by=by,
                taken_at=now,
            )
            Found.objects.bulk_create(_findings(row, found))
            record(row, "plan.take-in", by, now, f"{row.name}, SHA-256 {digest}")
    except IntegrityError:
        # Two people dropped the same file at the same moment: the other one's is kept.
        if before := _known(office, digest):
            return Taken(before, new=False)
        raise
    return Taken(row, new=True)


def _known(office: Organisation, digest: str) -> PlanDocument | None:
    return queries.documents().filter(office=office, digest=digest).first()


def _findings(document: PlanDocument, found: Findings) -> list[Found]:
    offices = queries.known_offices()
    issuer = found.scalars.get("issuer")
    rows = []
    for kind in SCALARS:
        one = found.scalars.get(kind) or Finding({"value": ""}, (0, 0), 0.0, NOT_FOUND)
        rows.append(_row(document, kind, one))
    for kind in LISTS:
        rows += [_row(document, kind, one) for one in found.lists.get(kind, ())]
    for row in rows:
        if row.kind == "assignments":
            said = str(issuer.value or "") if issuer else ""
            match = queries.matched(row.values["unit"], issuer=said, offices=offices)
            row.values["organisation"] = match.sure.key if match.sure else ""
            row.values["alike"] = [asdict(office) for office in match.alike]
    return rows


def _row(document: PlanDocument, kind: str, one: Finding) -> Found:
    values = as_found(one.values)
    start, end = one.passage
    return Found(
        document=document,
        kind=kind,
        values=values,
        read=dict(values),
        start=start,
        end=end,
        confidence=one.confidence,
        why=one.why[:60],
    )


@transaction.atomic
def correct(
    document: PlanDocument, number: int, posted: Mapping[str, str], *, by: User, now: datetime
) -> Found:
    """Write a finding's values as a person gives them. Raises DraftingError."""
    row = _finding(opened(document), number)
    values = checked(row.kind, posted)
    if row.kind == "assignments":
        values["organisation"] = _named(posted.get("organisation", ""))
    row.values = {**row.values, **values}
    row.settled, row.dropped = True, False
    row.save()
    record(document, "plan.correct-finding", by, now, f"{row.kind} {row.pk}")
    return row


def _named(name: str) -> str:
    """Return the key of the organisation of a name; "" for no name."""
    if not (said := normal(name)):
        return ""
    keys = [office.key for office in queries.known_offices() if normal(office.name) == said]
    if not keys:
        raise DraftingError("unknown-organisation")
    if len(keys) > 1:
        raise DraftingError("several-organisations")
    return keys[0]


@transaction.atomic
def choose_office(
    document: PlanDocument, number: int, key: str, *, by: User, now: datetime
) -> Found:
    """Say which organisation an assignment, and all of the same name, are for.

    Raises DraftingError "unknown-organisation".
    """
    row = _finding(opened(document), number)
    if row.kind != "assignments" or not Organisation.objects.filter(key=key).exists():
        raise DraftingError("unknown-organisation")
    for other in document.findings.filter(kind="assignments"):
        # One answer for every duty of the same body that has not been answered yet.
        same = normal(other.values["unit"]) == normal(row.values["unit"]) and not other.settled
        if other.pk == row.pk or same:
            other.values = {**other.values, "organisation": key}
            other.settled = True
            other.save(update_fields=["values", "settled"])
    record(document, "plan.correct-finding", by, now, f"{row.kind} {row.pk}: {key}")
    return _finding(document, number)


@transaction.atomic
def settle(document: PlanDocument, number: int) -> Found:
    """Note that a person has looked at a finding and lets it stand."""
    return _set(document, number, settled=True, dropped=False)


@transaction.atomic
def drop(document: PlanDocument, number: int) -> Found:
    """Leave a finding out of the plan; it stays with the document."""
    return _set(document, number, settled=True, dropped=True)


@transaction.atomic
def restore(document: PlanDocument, number: int) -> Found:
    """Bring a finding back to what the rule read; one added by hand comes back as it was."""
    row = _finding(opened(document), number)
    if row.read:
        more = {name: row.values[name] for name in ("alike",) if name in row.values}
        row.values = {**row.read, **more, **_matching(row)}
    row.settled, row.dropped = False, False
    row.save()
    return row


def _matching(row: Found) -> dict[str, str]:
    return {"organisation": row.values.get("organisation", "")} if row.kind == "assignments" else {}


def _set(document: PlanDocument, number: int, *, settled: bool, dropped: bool) -> Found:
    row = _finding(opened(document), number)
    row.settled, row.dropped = settled, dropped
    row.save(update_fields=["settled", "dropped"])
    return row


@transaction.atomic
def add(
    document: PlanDocument,
    kind: str,
    posted: Mapping[str, str],
    *,
    passage: tuple[int, str],
    by: User,
    now: datetime,
) -> Found:
    """Add a finding of a person's own; `passage` says about where which words were marked.

    Raises DraftingError: "bad-kind", "not-in-text", and what `values.checked` raises.
    """
    held = opened(document)
    if kind not in ADDED:
        raise DraftingError("bad-kind")
    near, said = passage
    place = passages.located(held.text, kept(said), near) if said.strip() else (0, 0)
    if place is None:
        raise DraftingError("not-in-text")
    values: dict[str, object] = dict(checked(kind, posted))
    if kind == "assignments":
        match = queries.matched(str(values["unit"]), issuer=_issuer(held))
        values["organisation"] = match.sure.key if match.sure else ""
        values["alike"] = [asdict(office) for office in match.alike]
    row = held.findings.create(
        kind=kind,
        values=values,
        start=place[0],
        end=place[1],
        confidence=1.0,
        why=BY_HAND,
        settled=True,
    )
    record(held, "plan.add-finding", by, now, f"{kind} {row.pk}")
    return row


def _issuer(document: PlanDocument) -> str:
    return composing.text(queries.rows_of(document), "issuer")


@transaction.atomic
def take_mend(document: PlanDocument, number: int, *, by: User, now: datetime) -> int:
    """Change what a contradiction's mend changes; return how many findings were changed.

    Raises DraftingError "no-mend" where only a person can know what is right.
    """
    held = opened(document)
    contradiction = _finding(held, number)
    rows = queries.rows_of(held)
    changes = mending.mend(contradiction.as_row(), rows)
    if contradiction.kind != "contradictions" or not changes:
        raise DraftingError("no-mend")
    by_number = {row.pk: row for row in held.findings.all()}
    for change in changes:
        by_number[change.number].values[change.name] = change.after
    for number_changed in {change.number for change in changes}:
        by_number[number_changed].save(update_fields=["values"])
    contradiction.settled = True
    contradiction.save(update_fields=["settled"])
    told = ", ".join(f"{change.number}/{change.name}" for change in changes)
    record(held, "plan.take-mend", by, now, told)
    return len({change.number for change in changes})


@transaction.atomic
def answer(document: PlanDocument, answers: Mapping[str, object]) -> PlanDocument:
    """Keep what a person answered besides the findings."""
    held = opened(document)
    held.answers = {**held.answers, **answers}
    held.save(update_fields=["answers"])
    return held


@transaction.atomic
def make_plan(document: PlanDocument, answers: Answers, *, by: User, now: datetime) -> Plan:
    """Make the draft plan of a document.

    Raises DraftingError: "closed", "questions" while something has to be answered,
    "bad-answer", "not-your-place" for an area beyond the person's, "number-taken" (with
    `plan`), "not-a-draft"; and PlanRefusedError for what the plan's own rules refuse.
    Nothing is made then.
    """
    held = opened(document)
    rows, today = queries.rows_of(held), local_day(now)
    if answers.plan_kind not in KINDS:
        raise DraftingError("bad-answer")
    if any(composing.questions(rows, answers)):
        raise DraftingError("questions")
    day = composing.first_day(rows, today)
    if not queries.may_speak_of(by, answers.area, day, today=today):
        raise DraftingError("not-your-place")
    keys = set(Plan.objects.values_list("key", flat=True))
    implements = queries.upper_plan_of(rows)
    composed = composing.compose(rows, answers, keys=keys, implements=implements)
    _refuse_number(composed.plan.issuer_key, composed.plan.number, answers, by, now)
    plan = load_plan(plan_file(composed.plan), now=now, by=by)
    bind(held, plan, composed.parts, now)
    record(held, "plan.import", by, now, f"plan:{plan.key}, SHA-256 {held.digest}")
    return plan


def _refuse_number(issuer_key: str, number: str, answers: Answers, by: User, now: datetime) -> None:
    same = queries.same_number(issuer_key, number)
    if not answers.plan_key:
        if same is not None:
            raise DraftingError("number-taken", plan=same)
        return
    if same is None or same.key != answers.plan_key:
        raise DraftingError("bad-answer")
    if same.state != Plan.State.DRAFT:
        raise DraftingError("not-a-draft")
    demand_plan(same, by, now)


def demand_plan(plan: Plan, by: User, now: datetime) -> None:
    """Refuse somebody who could not have planned for the places of a plan that is here.

    Raises DraftingError "not-your-place".
    """
    today = local_day(now)
    days = [phase.starts for phase in plan.phases.all() if phase.starts]
    day = min(days, default=plan.issued_on or today)
    if not queries.may_speak_of(by, plan.area, day, today=today):
        raise DraftingError("not-your-place")


def bind(
    document: PlanDocument, plan: Plan, parts: Sequence[tuple[str, int]], now: datetime
) -> None:
    document.plan, document.made_at = plan, now
    document.save(update_fields=["plan", "made_at"])
    rows = {row.pk: row for row in document.findings.all()}
    for part, number in parts:
        rows[number].part = part
        rows[number].save(update_fields=["part"])


@transaction.atomic
def attach(document: PlanDocument, plan: Plan, *, by: User, now: datetime) -> Plan:
    """Keep a document as the one that an existing plan came from; the plan does not change.

    Raises DraftingError: "closed", "bad-answer" for a plan of another number, "not-your-place".
    """
    held = opened(document)
    if composing.text(queries.rows_of(held), "number") != plan.number:
        raise DraftingError("bad-answer")
    demand_plan(plan, by, now)
    bind(held, plan, (), now)
    record(held, "plan.attach-document", by, now, f"plan:{plan.key}")
    return plan


@transaction.atomic
def discard(document: PlanDocument, *, by: User, now: datetime) -> None:
    """Throw away a document of which no plan was made, with everything found in it."""
    held = opened(document)
    record(held, "plan.discard-document", by, now, f"{held.name}, SHA-256 {held.digest}")
    held.delete()


def opened(document: PlanDocument) -> PlanDocument:
    """Lock a document for this transaction. Raises DraftingError "closed" or "gone"."""
    rows = PlanDocument.objects.select_for_update().defer("content")
    held = rows.filter(pk=document.pk).first()
    if held is None:
        raise DraftingError("gone")
    if held.plan_id is not None:
        raise DraftingError("closed")
    return held


def _finding(document: PlanDocument, number: int) -> Found:
    row = document.findings.filter(pk=number).first()
    if row is None:
        raise DraftingError("gone")
    return row


def record(document: PlanDocument, verb: str, by: User, now: datetime, reason: str = "") -> None:
    reference = f"plan-document:{document.pk}"
    decisions.record(actor=by, verb=verb, reference=reference, now=now, reason=reason)

"""Who may complete a draft, who may approve it, and what still keeps it from that."""

from dataclasses import dataclass
from datetime import date

from loa.control.moving.queries import may_edit
from loa.people.access import allowed
from loa.people.models import Organisation, User
from loa.people.queries import members
from loa.people.rules import Role
from loa.plans.drafting.words import language
from loa.plans.lint import lint
from loa.plans.models import Plan
from loa.plans.queries import unit_register

APPROVE = "plan.approve"


@dataclass(frozen=True, slots=True)
class Gate:
    """What stands between a draft and being in force.

    `problems` are sentences; `approvers` the names of those who approve for its issuer.
    """

    may_approve: bool
    may_edit: bool
    problems: tuple[str, ...]
    approvers: tuple[str, ...]
    promises: int


def gate(plan: Plan, user: User, *, today: date) -> Gate | None:
    """Return what keeps a draft from being in force; None for a plan that is no draft.

    None also for one without a text, which an administrator can write into the records.
    """
    text = plan.revisions.filter(number=plan.revision).first()
    if plan.state != Plan.State.DRAFT or text is None:
        return None
    report = lint(text.source.encode(), unit_register())
    return Gate(
        may_approve=may_approve(plan, user, today=today),
        may_edit=may_edit(user, plan, today=today),
        problems=tuple(dict.fromkeys(one.say(language()) for one in report.problems)),
        approvers=_approvers(plan, today),
        promises=plan.targets.count(),
    )


def may_approve(plan: Plan, user: User, *, today: date) -> bool:
    """Whether a person approves for the office that issued a plan, or for all that it reaches."""
    issuer = Organisation.objects.filter(key=plan.issuer_key).first()
    if issuer is not None and allowed(user, APPROVE, organisation=issuer, today=today):
        return True
    return bool(plan.area) and all(
        allowed(user, APPROVE, unit_code=code, today=today) for code in plan.area
    )


def _approvers(plan: Plan, today: date) -> tuple[str, ...]:
    issuer = Organisation.objects.filter(key=plan.issuer_key).first()
    if issuer is None:
        return ()
    return tuple(user.get_full_name() for user in members(issuer, Role.APPROVER, today))

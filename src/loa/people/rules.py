"""Who may do what, where and on which day; who may approve what.

A role is held in an organisation, from a day to a day (half-open), and reaches as far as
the organisation: over the unit that it covers with everything below, and over the
organisations under it. A permission is a word, `thing.verb`; the table below is the whole
of what roles may do, and a word that is not in it is an error, never a yes.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    PLANNER = "planner"
    EDITOR = "editor"
    APPROVER = "approver"
    TECHNICIAN = "technician"
    COMMUNE_OFFICER = "commune_officer"
    HAMLET_HEAD = "hamlet_head"
    VIEWER = "viewer"
    ADMINISTRATOR = "administrator"


class Acting(StrEnum):
    """In whose stead a post signs: K/T (ký thay), TUQ (thừa uỷ quyền)."""

    NONE = "none"
    DEPUTY = "deputy"
    DELEGATED = "delegated"


EVERYONE = frozenset(Role)
OWN_ACCOUNT = "account.own"  # what concerns oneself alone: signing in suffices

PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "plan.view": EVERYONE,
    "plan.edit": frozenset({Role.PLANNER}),
    "plan.approve": frozenset({Role.APPROVER}),
    "pause.edit": frozenset({Role.PLANNER, Role.APPROVER}),
    "item.view": EVERYONE,
    "item.write": frozenset({Role.EDITOR, Role.COMMUNE_OFFICER}),
    "item.review": frozenset({Role.PLANNER, Role.EDITOR, Role.APPROVER, Role.COMMUNE_OFFICER}),
    "item.approve": frozenset({Role.APPROVER}),
    "item.retract": frozenset({Role.APPROVER, Role.EDITOR, Role.COMMUNE_OFFICER}),
    "item.announce": frozenset({Role.EDITOR, Role.COMMUNE_OFFICER}),
    "consent.view": frozenset({Role.EDITOR, Role.COMMUNE_OFFICER, Role.APPROVER}),
    "results.announce": frozenset({Role.EDITOR, Role.COMMUNE_OFFICER, Role.APPROVER}),
    "royalty.edit": frozenset({Role.EDITOR, Role.PLANNER}),
    "placement.edit": frozenset({Role.PLANNER, Role.EDITOR, Role.COMMUNE_OFFICER}),
    "station.view": EVERYONE,
    "station.operate": frozenset({Role.TECHNICIAN, Role.COMMUNE_OFFICER}),
    "device.enrol": frozenset({Role.TECHNICIAN, Role.ADMINISTRATOR}),
    "rundown.view": EVERYONE,
    "rundown.publish": frozenset({Role.EDITOR, Role.TECHNICIAN}),
    "policy.edit": frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
    "usb.export": frozenset({Role.EDITOR, Role.TECHNICIAN, Role.COMMUNE_OFFICER}),
    "evidence.view": EVERYONE,
    "evidence.report": frozenset({Role.TECHNICIAN, Role.COMMUNE_OFFICER}),
    "evidence.confirm": frozenset({Role.PLANNER}),
    "coverage.view": EVERYONE,
    "report.view": EVERYONE,
    "report.state": frozenset({Role.PLANNER, Role.EDITOR, Role.COMMUNE_OFFICER, Role.HAMLET_HEAD}),
    "report.freeze": frozenset({Role.PLANNER, Role.APPROVER, Role.COMMUNE_OFFICER}),
    "rehearsal.view": EVERYONE,
    "rehearsal.run": frozenset({Role.PLANNER, Role.TECHNICIAN, Role.ADMINISTRATOR}),
    "people.view": frozenset({Role.PLANNER, Role.APPROVER, Role.ADMINISTRATOR}),
    "people.edit": frozenset({Role.ADMINISTRATOR}),
    "setup.import": frozenset({Role.PLANNER, Role.ADMINISTRATOR}),
    "feedback.view": frozenset(
        {Role.PLANNER, Role.EDITOR, Role.APPROVER, Role.COMMUNE_OFFICER, Role.TECHNICIAN}
    ),
    "feedback.answer": frozenset({Role.EDITOR, Role.APPROVER, Role.COMMUNE_OFFICER}),
    "feedback.enter": frozenset(Role) - {Role.VIEWER, Role.ADMINISTRATOR},
    "survey.edit": frozenset({Role.PLANNER}),
    "survey.approve": frozenset({Role.APPROVER}),
    "event.report": frozenset({Role.EDITOR, Role.COMMUNE_OFFICER}),
    "site.edit": frozenset({Role.EDITOR, Role.ADMINISTRATOR}),
    "settings.view": frozenset({Role.TECHNICIAN, Role.ADMINISTRATOR}),
    "settings.edit": frozenset({Role.ADMINISTRATOR}),
    "decisions.view": frozenset({Role.APPROVER, Role.ADMINISTRATOR}),
}
SECOND_FACTOR_ROLES = frozenset({Role.APPROVER})


@dataclass(frozen=True, slots=True)
class Holding:
    """A role held in an organisation; `unit_code` is empty when that has no territory."""

    role: Role
    organisation: str
    unit_code: str
    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where something lies: its unit with all above it, its organisation with all above it."""

    units: frozenset[str] = field(default_factory=frozenset)
    organisations: frozenset[str] = field(default_factory=frozenset)

    def within(self, holding: Holding) -> bool:
        return holding.unit_code in self.units or holding.organisation in self.organisations


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """How many approve, and whether an office of one may approve its own: set by a document."""

    needed: int = 1
    author_may_approve: bool = False

    def objection(self, approver: str, *, author: str, approvers: Collection[str]) -> str | None:
        """Return why this person's approval would not count ("twice", "author"), or None."""
        if approver in approvers:
            return "twice"
        return "author" if approver == author and not self.author_may_approve else None

    def lacking(self, *, author: str, approvers: Collection[str]) -> int:
        """Return how many approvals are still needed; the author's count if the rule says so."""
        counting = {name for name in approvers if name != author or self.author_may_approve}
        return max(0, self.needed - len(counting))


def may(
    holdings: Iterable[Holding], permission: str, *, day: date, scope: Scope | None = None
) -> bool:
    """Return whether roles held on a day allow something in a scope; None: anywhere at all.

    Raises KeyError for a permission that the table does not state.
    """
    if permission == OWN_ACCOUNT:
        return True
    roles = PERMISSIONS[permission]
    return any(
        holding.role in roles and holding.holds(day) and (scope is None or scope.within(holding))
        for holding in holdings
    )


def permissions(holdings: Iterable[Holding], *, day: date) -> frozenset[str]:
    """Return every permission that is held somewhere on a day."""
    held = list(holdings)
    return frozenset(word for word in PERMISSIONS if may(held, word, day=day))


def needs_second_factor(holdings: Iterable[Holding], *, day: date) -> bool:
    return any(held.role in SECOND_FACTOR_ROLES and held.holds(day) for held in holdings)

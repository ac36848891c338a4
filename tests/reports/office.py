"""The people of `world`: a planner of the district, an officer of a commune, a viewer."""

from dataclasses import dataclass
from datetime import date

from tests.reports import world

from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.plans.models import Plan
from loa.reports import actions
from loa.reports.models import KeptReport
from loa.reports.rules.report import Kind

PASSWORD = "mot-cau-mat-khau-dai"
SINCE = date(2025, 1, 1)


@dataclass(frozen=True)
class Office:
    plan: Plan
    planner: User
    officer: User
    viewer: User
    stranger: User  # a planner of another district

    def draft(self, kind: Kind = Kind.MONTH) -> KeptReport:
        """Make June's draft: its talks are owed by the propaganda department."""
        return actions.draft(world.of_plan(world.JUNE, kind), now=world.NOW)


def build() -> Office:
    plan = world.build()
    world.two_months()
    district = ensure_organisation(
        key="huyen-uy", name="Huyện uỷ Chợ Đồn", kind=Organisation.Kind.COMMITTEE, unit_code="064"
    )
    other = ensure_organisation(
        key="huyen-uy-cho-moi", name="Huyện uỷ Chợ Mới", kind=Organisation.Kind.COMMITTEE,
        unit_code="065",
    )  # fmt: skip
    commune = Organisation.objects.get(key="ubnd-nghia-ta")
    people = {
        "planner": ("ke-hoach", district, Role.PLANNER),
        "officer": ("can-bo-xa", commune, Role.COMMUNE_OFFICER),
        "viewer": ("nguoi-xem", district, Role.VIEWER),
        "stranger": ("huyen-khac", other, Role.PLANNER),
    }
    made = {}
    for key, (name, organisation, role) in people.items():
        made[key] = create_user(username=name, password=PASSWORD, display_name=name)
        grant(user=made[key], organisation=organisation, role=role, since=SINCE)
    return Office(plan=plan, **made)

"""Whose unit a page shows before anybody has chosen one."""

from datetime import date

import pytest

from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.choice import own_commune
from loa.people.models import Organisation
from loa.people.rules import Role
from loa.places.models import AdminUnit
from loa.places.rules import LEVEL_OF, Form

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("offices", "found"),
    [
        pytest.param(["02071"], "02071", id="a-commune"),
        pytest.param(["02071", "02071"], "02071", id="two-roles-in-one"),
        pytest.param(["19"], "", id="a-province"),
        pytest.param(["02071", "19"], "", id="a-commune-and-the-province"),
        pytest.param(["02071", "02020"], "", id="two-communes"),
        pytest.param([""], "", id="no-territory"),
        pytest.param(["99999"], "", id="a-commune-that-is-gone"),
        pytest.param([], "", id="no-role"),
    ],
)
def test_own_commune(offices: list[str], found: str) -> None:
    for code, form, parent in (("19", Form.PROVINCE, ""), ("02071", Form.COMMUNE, "19")):
        _unit(code, form, parent, date(2025, 7, 1), None)
    _unit("02020", Form.COMMUNE, "19", date(2025, 7, 1), None)
    _unit("99999", Form.COMMUNE, "19", date(2020, 1, 1), date(2025, 7, 1))
    person = create_user(username="can-bo", password="dung-cau-mat-khau")
    for code, role in zip(offices, (Role.COMMUNE_OFFICER, Role.EDITOR), strict=False):
        office = ensure_organisation(
            key=f"xa-{code}",
            name="UBND xã",
            kind=Organisation.Kind.COMMUNE_OFFICE,
            unit_code=code,
        )
        grant(user=person, organisation=office, role=role, since=date(2026, 1, 1))
    assert own_commune(person, DAY) == found
    assert own_commune(person, date(2025, 12, 31)) == ""
    assert own_commune(None, DAY) == ""


def _unit(code: str, form: Form, parent: str, since: date, until: date | None) -> None:
    AdminUnit.objects.create(
        code=code,
        name=code,
        level=LEVEL_OF[form],
        parent_code=parent,
        form=form,
        valid_from=since,
        valid_until=until,
    )

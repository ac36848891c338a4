"""Whose documents they are, and for which area a plan may be made of them."""

from datetime import date

import pytest
from tests.plans.drafting import world
from tests.plans.drafting.world import NOW, World, taken

from loa.people.actions import ensure_organisation
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.plans.drafting import queries

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
THEN = date(2020, 4, 1)


def offered(world_: World, user: User, issuer: str, day: date, unit: str = "") -> list[str]:
    units = queries.areas(
        taken(world_), user, issuer=issuer, issuer_unit=unit, day=day, today=TODAY
    )
    return [unit.full_name for unit in units]


@pytest.mark.parametrize(
    ("issuer", "first"),
    [
        pytest.param("Huyện uỷ Chợ Đồn", "huyện Chợ Đồn", id="named-by-the-issuer"),
        pytest.param("Đảng uỷ xã Nghĩa Tá", "xã Nghĩa Tá", id="a-commune-within"),
        pytest.param("Huyện uỷ Nà Lộc", "huyện Chợ Đồn", id="unknown-so-the-offices-own"),
        pytest.param("Tỉnh uỷ Bắc Kạn", "huyện Chợ Đồn", id="above-so-the-offices-own"),
        pytest.param("Huyện uỷ Chợ Mới", "huyện Chợ Đồn", id="a-neighbours"),
        pytest.param("", "huyện Chợ Đồn", id="nobody"),
    ],
)
def test_the_likeliest_area_stands_first(district: World, issuer: str, first: str) -> None:
    names = offered(district, district.planner, issuer, THEN)
    assert names[0] == first
    assert {"huyện Chợ Đồn", "xã Nghĩa Tá", "thị trấn Bằng Lũng"} <= set(names)
    assert not {"tỉnh Bắc Kạn", "huyện Chợ Mới"} & set(names)


def planner_of(key: str, name: str, *, unit: str = "", under: Organisation | None = None) -> User:
    office = ensure_organisation(
        key=key, name=name, kind=Organisation.Kind.DEPARTMENT, unit_code=unit, parent=under
    )
    return world.person(key, Role.PLANNER, office)


def test_a_department_without_a_territory_plans_for_that_of_the_body_above(
    district: World,
) -> None:
    user = planner_of("ban-dan-van", "Ban Dân vận", under=district.office)
    assert queries.may_speak_of(user, ["064", "02071"], THEN, today=TODAY)
    assert not queries.may_speak_of(user, ["065"], THEN, today=TODAY)
    assert not queries.may_speak_of(user, ["06"], THEN, today=TODAY)


def test_who_plans_for_a_commune_of_today_plans_for_what_it_came_from(district: World) -> None:
    user = planner_of("xa-nghia-ta", "Xã Nghĩa Tá", unit="02071")
    assert not queries.may_speak_of(user, ["064"], THEN, today=TODAY)  # a district of many
    assert queries.may_speak_of(user, ["02062"], THEN, today=TODAY)  # Lương Bằng, now part of it
    assert not queries.may_speak_of(user, ["02032"], THEN, today=TODAY)  # Tân Lập is not


def test_a_document_of_another_times_is_offered_the_units_of_its_day(district: World) -> None:
    # The district of 2020 is gone: what the office covers today stands in its place.
    user = planner_of("xa-nghia-ta", "Xã Nghĩa Tá", unit="02071")
    district.office.unit_code = "02071"
    district.office.save()
    then = offered(district, user, "Đảng uỷ xã Lương Bằng", THEN)
    assert then[0] == "xã Lương Bằng"
    now = offered(district, user, "Đảng uỷ xã Nghĩa Tá", TODAY)
    assert now[0] == "xã Nghĩa Tá"


def test_an_office_is_a_planners_while_the_role_holds(district: World) -> None:
    assert queries.offices_of(district.planner, today=TODAY) == [district.office]
    assert queries.offices_of(district.planner, today=date(2019, 12, 31)) == []
    assert queries.offices_of(district.viewer, today=TODAY) == []


def test_only_who_may_go_on_with_a_document_sees_it_wait(district: World) -> None:
    document = taken(district)
    people = (district.planner, district.neighbour, district.viewer)
    assert [queries.waiting(one, today=TODAY) for one in people] == [[document], [], []]

from datetime import date

import pytest
from django.db import IntegrityError

from loa.places.actions import load_units
from loa.places.models import AdminUnit, Site, Succession
from loa.places.rules import Form, Level

pytestmark = pytest.mark.django_db

DAY = date(2020, 3, 1)
UNIT = {
    "code": "02059",
    "name": "Đồng Thắng",
    "form": Form.COMMUNE,
    "level": Level.COMMUNE,
    "valid_from": DAY,
}
SITE = {"name": "Chợ Bằng Lũng", "kind": Site.Kind.MARKET, "unit_code": "02020"}


def test_units_and_successions_read_as_people_write_them() -> None:
    load_units()
    step = Succession.objects.get(predecessor__code="02056")
    assert str(step) == "xã Rã Bản (02056) → xã Đồng Thắng (02059), 01/03/2020"


def test_names_are_folded_when_saved() -> None:
    unit = AdminUnit.objects.create(**UNIT)
    site = Site.objects.create(**SITE, recorded_on=DAY)
    assert (unit.folded, site.folded, str(site)) == (
        "dong thang",
        "cho bang lung",
        "Chợ Bằng Lũng (02020)",
    )


def test_a_code_has_one_state_for_each_first_day() -> None:
    AdminUnit.objects.create(**UNIT)
    with pytest.raises(IntegrityError):
        AdminUnit.objects.create(**UNIT)


def test_a_unit_ends_after_it_begins() -> None:
    with pytest.raises(IntegrityError):
        AdminUnit.objects.create(**UNIT, valid_until=DAY)


@pytest.mark.parametrize(
    "position",
    [
        pytest.param({"latitude": 22}, id="half-a-position"),
        pytest.param({"latitude": 91, "longitude": 105}, id="beyond-the-pole"),
        pytest.param({"latitude": 22, "longitude": -181}, id="beyond-the-date-line"),
    ],
)
def test_a_position_is_whole_and_on_earth(position: dict[str, int]) -> None:
    with pytest.raises(IntegrityError):
        Site.objects.create(**SITE, recorded_on=DAY, **position)

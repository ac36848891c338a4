from datetime import date
from decimal import Decimal

import pytest
from tests.places.test_unit_file import ABOVE, DONG_THANG, DONG_VIEN, MERGER, RA_BAN, data

from loa.places.actions import OWN_FILE, Loaded, add_units, keep_site, load_units
from loa.places.models import AdminUnit, Site, Succession
from loa.places.rules import Form, Unit
from loa.places.unit_file import UnitFileError, read

pytestmark = pytest.mark.django_db

MERGED = {"on": MERGER, "from": ["02056", "02059"], "to": "02059"}


def test_what_comes_with_loa_is_loaded_and_loading_again_changes_nothing() -> None:
    content = read(OWN_FILE)
    wanted = Loaded(len(content.units), len(content.lineage))
    assert [load_units(), load_units()] == [wanted, wanted]
    assert (AdminUnit.objects.count(), Succession.objects.count()) == (60, 44)
    assert [row.as_unit() for row in AdminUnit.objects.all()] == sorted(
        content.units, key=lambda unit: (unit.code, unit.valid_from)
    )


def test_a_correction_in_the_file_arrives() -> None:
    load_units(data([*ABOVE, RA_BAN]))
    load_units(data([*ABOVE, RA_BAN | {"name": "Rã Bàn"}]))
    assert [(u.name, u.folded) for u in AdminUnit.objects.filter(code="02056")] == [
        ("Rã Bàn", "ra ban")
    ]


def test_a_file_that_is_refused_leaves_nothing() -> None:
    with pytest.raises(UnitFileError):
        load_units(data([*ABOVE, RA_BAN], MERGED))
    assert not AdminUnit.objects.exists()


def test_a_file_that_contradicts_what_is_kept_is_refused_whole() -> None:
    load_units(data([*ABOVE, RA_BAN, DONG_VIEN, DONG_THANG], MERGED))
    clash = DONG_THANG | {"since": date(2021, 1, 1)}
    with pytest.raises(UnitFileError, match="02059: two units hold on 2021-01-01, one from"):
        load_units(data([*ABOVE, clash]))
    assert AdminUnit.objects.filter(code="02059").count() == 2


def hamlet(code: str = "02071/na-khao", parent: str = "02071", **more: object) -> Unit:
    given: dict[str, object] = {"valid_from": date(2025, 7, 1), "known_from": True, **more}
    return Unit(code, "Nà Khảo", Form.HAMLET, parent, **given)  # type: ignore[arg-type]


def test_units_are_added_to_those_that_are_known() -> None:
    load_units()
    assert add_units([hamlet()]) == 1
    row = AdminUnit.objects.get(code="02071/na-khao")
    assert (row.folded, row.level, row.as_unit()) == ("na khao", "hamlet", hamlet())


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        ([hamlet(), hamlet()], "two units hold"),
        ([hamlet("na-khao")], "is no code of a hamlet"),
        ([hamlet("02071/x", "99999")], "does not hold"),
        ([hamlet(valid_from=date(1990, 1, 1))], "does not hold"),
    ],
)
def test_units_that_do_not_fit_are_refused_all_together(units: list[Unit], sentence: str) -> None:
    load_units()
    before = AdminUnit.objects.count()
    with pytest.raises(UnitFileError, match=sentence):
        add_units([hamlet("02071/khac"), *units])
    assert AdminUnit.objects.count() == before


def test_a_site_is_kept_once() -> None:
    facts = {"name": "Cổng chợ", "kind": Site.Kind.MARKET, "unit_code": "02071"}
    for position in ((Decimal("22.1"), Decimal("105.5")), None):
        keep_site(**facts, recorded_on=date(2026, 11, 23), position=position)  # type: ignore[arg-type]
    assert list(Site.objects.values_list("name", "latitude")) == [("Cổng chợ", Decimal("22.1"))]

from datetime import date

import pytest
from tests.places.test_unit_file import ABOVE, DONG_THANG, DONG_VIEN, MERGER, RA_BAN, data

from loa.places.actions import OWN_FILE, Loaded, load_units
from loa.places.models import AdminUnit, Succession
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

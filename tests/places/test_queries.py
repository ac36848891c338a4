from datetime import date

import pytest

from loa.places import queries, rules
from loa.places.actions import OWN_FILE, load_units
from loa.places.rules import Level, Register
from loa.places.unit_file import read

pytestmark = pytest.mark.django_db

CONTENT = read(OWN_FILE)
REGISTER = Register(CONTENT.units, CONTENT.lineage)
DAYS = (date(2000, 1, 1), date(2020, 2, 29), date(2020, 3, 1), date(2025, 7, 1))
CODES = [*sorted({unit.code for unit in CONTENT.units}), "2020", "99999", ""]


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_units()


@pytest.mark.parametrize("day", DAYS)
def test_the_database_answers_as_the_rules_do(day: date) -> None:
    for code in CODES:
        assert queries.unit_on(code, day) == REGISTER.unit_on(code, day)
        assert queries.ancestors(code, day) == REGISTER.ancestors(code, day)
        assert queries.explain(code, day) == rules.explain(REGISTER, code, day)
        assert queries.successors(code, day, DAYS[-1]) == REGISTER.successors(code, day, DAYS[-1])


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("level", [None, Level.COMMUNE, Level.DISTRICT])
def test_what_lies_within_is_the_same_too(day: date, level: Level | None) -> None:
    for code in ("VN", "06", "19", "064", "065", "02020"):
        assert queries.units_within(code, day, level) == REGISTER.within(code, day, level)


def test_one_register_answers_for_many_codes() -> None:
    register = queries.register(CODES)
    assert register.successors("02056", DAYS[1], DAYS[3]) == REGISTER.successors(
        "02056", DAYS[1], DAYS[3]
    )

from typing import Any

import pytest
from django.db.models import CharField

from loa.plans import models
from loa.plans.shape import PLAN, ROW_TABLES, Kind, Number, Table

HEAD = {name: spec for name, spec in PLAN.fields.items() if name not in ROW_TABLES}
OTHER_NAMES = {"organisation": "organisation_key", "code": "key"}


def limits(fields: dict[str, Any], model: Any) -> list[tuple[str, int, int]]:
    """Pair what a file may hold with what the column holds, both in characters."""
    columns = {column.name: column for column in model._meta.get_fields()}
    found = []
    for name, spec in fields.items():
        column = columns.get(OTHER_NAMES.get(name, name))
        if isinstance(spec, Kind) and isinstance(column, CharField):
            found.append((name, spec.most, column.max_length or 0))
    return found


@pytest.mark.parametrize(
    ("fields", "model"),
    [
        pytest.param(HEAD, models.Plan, id="plan"),
        *(
            pytest.param(dict(table.fields), getattr(models, name.title()), id=name)
            for name, table in ROW_TABLES.items()
        ),
    ],
)
def test_what_a_file_may_hold_fits_into_its_column(fields: dict[str, Any], model: Any) -> None:
    compared = limits(fields, model)
    assert compared
    assert [row for row in compared if row[1] > row[2]] == []


def test_what_stands_in_tables_of_the_head_fits_too() -> None:
    issuer, rule = PLAN.fields["issuer"], PLAN.fields["consecutive"]
    assert isinstance(issuer, Table)
    assert isinstance(rule, Table)
    for spec, column in [
        (issuer.fields["key"], "issuer_key"),
        (issuer.fields["name"], "issuer_name"),
        (rule.fields["source"], "consecutive_source"),
        (ROW_TABLES["assignment"].fields["name"], "organisation_name"),
    ]:
        model = models.Assignment if column == "organisation_name" else models.Plan
        assert isinstance(spec, Kind)
        assert spec.most <= (model._meta.get_field(column).max_length or 0)


def test_every_number_fits_into_a_small_column() -> None:
    numbers = {
        name: spec.most
        for name, spec in ROW_TABLES["target"].fields.items()
        if isinstance(spec, Number)
    }
    small = {"times_a_day", "days", "every_days"}
    assert all(most < 2 ** (15 if name in small else 31) for name, most in numbers.items())

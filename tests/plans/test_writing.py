from pathlib import Path

import pytest
from hypothesis import given, settings
from tests.plans.builders import SHIPPED
from tests.plans.exporting.generated import any_plan

from loa.places.rules import Register
from loa.plans.lint import lint
from loa.plans.rules import PlanText
from loa.plans.text import parse, plan_from
from loa.plans.writing import plan_file


@settings(deadline=None)
@given(any_plan())
def test_what_is_written_says_the_plan_again(plan: PlanText) -> None:
    parsed = parse(plan_file(plan).encode())
    assert parsed.problem is None
    assert plan_from(parsed.values) == plan


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_the_plans_that_come_with_loa_are_written_without_a_problem(
    path: Path, register: Register
) -> None:
    stated = lint(path.read_bytes(), register).plan
    assert stated is not None
    again = lint(plan_file(stated).encode(), register)
    assert (again.problems, again.plan) == ((), stated)

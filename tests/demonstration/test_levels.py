"""An upper and a lower plan in the demonstration: taken over, added, missed, and one that owes."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import Client

from loa.control.levels.queries import beside, held_by, without_plan
from loa.control.work import queries as work
from loa.demonstration import cast, levels
from loa.people.models import User
from loa.places.actions import load_units
from loa.plans.comparing import Sort
from loa.plans.reach import reach

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


def test_one_commune_has_made_its_plan_and_another_owes_it(tmp_path: Path, client: Client) -> None:
    load_units()
    cast.raise_curtain(tmp_path)
    upper, lower = levels.hand_down(today=TODAY, now=NOW)
    assert levels.hand_down(today=TODAY, now=NOW) == (upper, lower)  # once
    found = beside(upper, lower)
    assert found.comparison is not None
    topics = [
        [one.key for one in parts if one.sort is Sort.TOPIC]
        for parts in (found.comparison.missed, found.comparison.added)
    ]
    assert topics == [["4"], ["5"]]
    assert [one.lower.name for one in found.comparison.clashes] == ["Cả mùa khô"]
    assert found.comparison.late == ()
    missing = without_plan(upper, [found], today=TODAY)
    assert levels.YEN_THINH in {row.key for row in missing}
    assert levels.NGHIA_TA not in {row.key for row in missing}

    planner = User.objects.get(username="ke-hoach")
    states = {
        one.standing.organisation: (one.standing.open, one.standing.late, one.standing.done)
        for one in held_by(upper, planner, today=TODAY)
    }
    assert states[levels.NGHIA_TA] == (0, 0, 1)
    assert states[levels.YEN_THINH] == (1, 1, 0)
    owing = work.owing(reach(planner, today=TODAY), today=TODAY)
    assert levels.YEN_THINH in {one.organisation for one in owing}

    client.force_login(planner)
    for plan in (upper, lower):
        assert client.get(f"/plans/{plan.key}/levels/").status_code == 200

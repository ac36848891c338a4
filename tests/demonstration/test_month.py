"""The month of the demonstration: something late, something due, a change ahead."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from loa.control.queries import turning
from loa.control.work.queries import Asked, tasks
from loa.control.work.rules import Standing
from loa.demonstration import cast, month
from loa.places.actions import load_units

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
TODAY = date(2026, 11, 23)

pytestmark = pytest.mark.django_db


def test_there_is_something_late_something_under_way_and_a_change_ahead(tmp_path: Path) -> None:
    load_units()
    cast.raise_curtain(tmp_path)
    plan = month.orient(today=TODAY, now=NOW)
    assert month.orient(today=TODAY, now=NOW) == plan  # once
    found = {one.row.key: one.standing for one in tasks(Asked(), today=TODAY)}
    assert found == {
        "anh-co-so": Standing.LATE,
        "so-lieu": Standing.DOING,
        "noi-dung-y-te": Standing.OPEN,
        "tong-hop": Standing.TAKEN,
    }
    (coming,) = turning.coming(TODAY)
    whole = turning.whole(plan, coming.turn.day, now=NOW)
    assert whole is not None
    assert coming.turn.day == TODAY + timedelta(days=5)
    assert [one.name for one in whole.change.bare] == ["Bài về dịch vụ công trực tuyến"]
    month.settle_past(plan.key, now=NOW)
    assert tasks(Asked(), today=TODAY) == []

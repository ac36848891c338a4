from datetime import UTC, date, datetime

import pytest
from tests.plans.builders import SHIPPED, SOUND

from loa.core.periods import Days
from loa.places.actions import load_units
from loa.plans import queries
from loa.plans.actions import approve_plan, load_plan
from loa.plans.models import Plan
from loa.plans.register import shipped_register

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 2, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def plans() -> None:
    load_units()
    for name in ("cho-don-2020", "cho-moi-2020", "thuong-xuyen"):
        load_plan((SHIPPED / f"{name}.toml").read_bytes(), now=NOW)
        approve_plan(plan_key=name, now=NOW, by="tester")
    load_plan(SOUND, now=NOW)  # a draft: nothing of it counts yet


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    ("day", "keys"),
    [
        (date(2020, 2, 29), ["cho-don-2020"]),
        (date(2020, 3, 2), ["cho-don-2020", "cho-moi-2020", "thuong-xuyen"]),
        (date(2020, 1, 31), []),
    ],
)
def test_active_plans_are_approved_and_the_heaviest_come_first(day: date, keys: list[str]) -> None:
    assert [plan.key for plan in queries.active_plans(day)] == keys


@pytest.mark.usefixtures("plans")
def test_active_targets_come_from_every_phase_that_holds() -> None:
    found = queries.active_targets(date(2020, 7, 10), channel="loudspeaker")
    phases = {(target.plan.key, target.phase.key) for target in found}
    assert phases == {
        ("cho-don-2020", "dot-1"),
        ("cho-don-2020", "dot-2"),
        ("cho-moi-2020", "dot-2"),
        ("thuong-xuyen", "quanh-nam"),
    }


@pytest.mark.usefixtures("plans")
@pytest.mark.parametrize(
    ("unit", "day", "channel", "pauses"),
    [
        ("02020", date(2020, 8, 14), "loudspeaker", [("cho-don-2020", "quoc-tang-8-2020")]),
        ("02086", date(2020, 8, 15), "loudspeaker", [("cho-moi-2020", "quoc-tang-8-2020")]),
        ("02020", date(2020, 8, 16), "loudspeaker", []),
        ("02020", date(2020, 4, 10), "talk", [("cho-don-2020", "phong-dich-4-2020")]),
        ("02020", date(2020, 4, 10), "loudspeaker", []),
    ],
)
def test_pauses_for(unit: str, day: date, channel: str, pauses: list[tuple[str, str]]) -> None:
    found = queries.pauses_for(unit, day, channel=channel)
    assert [(plan, pause.key) for plan, pause in found] == pauses


@pytest.mark.usefixtures("plans")
def test_promised_counts_the_units_of_the_days_asked_for() -> None:
    target = Plan.objects.get(key="cho-don-2020").targets.get(key="loa-2.1")
    register = queries.unit_register()
    spring = Days(date(2020, 3, 2), date(2020, 7, 1))
    assert queries.promised(target, spring, register) == 3 * 20 * 2 * 3
    february = Days(date(2020, 2, 1), date(2020, 2, 15))
    assert queries.promised(target, february, register) == 3 * 22 * 2 * 3
    assert queries.promised(target, Days(date(2020, 9, 1), date(2020, 9, 2)), register) == 0


def test_units_come_from_the_installation_or_else_from_what_is_shipped() -> None:
    shipped = queries.unit_register().units
    assert shipped == shipped_register().units
    load_units()
    assert queries.unit_register().units == shipped


@pytest.mark.usefixtures("plans")
def test_summary_has_inclusive_days() -> None:
    summaries = {one.key: queries.summary(one) for one in queries.plans()}
    assert summaries["cho-don-2020"] == {
        "key": "cho-don-2020",
        "number": "146-KH/HU",
        "kind": "campaign",
        "title": Plan.objects.get(key="cho-don-2020").title,
        "issuer": "Huyện uỷ Chợ Đồn",
        "state": "approved",
        "revision": 1,
        "starts": "2020-02-01",
        "last_day": None,
    }

"""The ticker makes the drafts that are due, once, and makes them anew until they are due."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.reports import world

from loa.delivery.actions import take_evidence
from loa.people.models import User
from loa.reports import actions, tasks
from loa.reports.models import KeptReport
from loa.reports.queries import due
from loa.reports.rules.report import Kind

pytestmark = pytest.mark.django_db
TODAY = date(2025, 7, 16)
NOW = datetime(2025, 7, 16, 1, tzinfo=UTC)


def begin(now: datetime = NOW) -> None:
    """Let a new process begin, a minute ago: its first minute is for what is heard."""
    tasks._found = tasks._Found()
    assert tasks.draft_due(now - timedelta(minutes=1)) == 0


@pytest.fixture(autouse=True)
def _fresh(db: None) -> Iterator[None]:
    begin()
    yield
    tasks._found = tasks._Found()


def kept() -> list[tuple[str, str, str]]:
    rows = KeptReport.objects.order_by("plan_key", "unit_code", "kind")
    return [(row.kind, row.plan_key, row.unit_code) for row in rows]


def rounds(count: int, now: datetime = NOW) -> int:
    return sum(tasks.draft_due(now + timedelta(seconds=5 * n)) for n in range(count))


def test_what_is_due_of_plans_and_of_offices() -> None:
    world.build()
    found = {(one.ask.kind, one.ask.plan, one.ask.unit): one.due_on for one in due.due(today=TODAY)}
    assert found == {
        (Kind.MONTH, "thu", ""): date(2025, 7, 17),
        (Kind.PHASE, "thu", ""): date(2025, 7, 17),
        (Kind.MONTH, "", "02071"): date(2025, 7, 17),
        (Kind.QUARTER, "", "02071"): date(2025, 6, 17),  # late, and still wanted
        (Kind.HALF_YEAR, "", "02071"): date(2025, 6, 17),
    }


def test_a_plan_that_is_over_is_due_whole() -> None:
    world.build()
    found = {
        (one.ask.kind, one.ask.plan, one.ask.phase) for one in due.due(today=date(2025, 8, 16))
    }
    assert (Kind.FINAL, "thu", "") in found
    assert (Kind.PHASE, "thu", "dot-2") in found


def test_a_draft_plan_makes_nothing_due() -> None:
    world.build(approved=False)
    assert due.due(today=TODAY) == []


def test_every_draft_is_there_and_is_made_once() -> None:
    world.build()
    world.two_months()
    assert rounds(8) == 5
    made = list(KeptReport.objects.order_by("pk").values_list("pk", "digest"))
    assert kept() == [
        ("half-year", "", "02071"),
        ("month", "", "02071"),
        ("quarter", "", "02071"),
        ("month", "thu", ""),
        ("phase", "thu", ""),
    ]
    assert rounds(3, NOW + timedelta(minutes=11)) == 0
    assert list(KeptReport.objects.order_by("pk").values_list("pk", "digest")) == made


def test_the_first_minute_of_a_process_makes_no_draft() -> None:
    world.build()
    tasks._found = tasks._Found()
    assert rounds(11) == 0
    assert rounds(1, NOW + timedelta(minutes=1)) == 1


def test_another_process_makes_nothing_twice() -> None:
    world.build()
    rounds(6)
    begin()
    rounds(6, NOW + timedelta(minutes=1))
    assert KeptReport.objects.count() == 5


def test_until_it_is_due_a_draft_follows_what_comes() -> None:
    world.build()
    rounds(6)
    before = dict(KeptReport.objects.values_list("kind", "digest"))
    take_evidence([world.heard("02044", date(2025, 7, 2), 7)])
    rounds(6, NOW + timedelta(hours=4))
    after = dict(KeptReport.objects.values_list("kind", "digest"))
    assert after["phase"] != before["phase"]


def test_what_is_frozen_is_left_alone() -> None:
    world.build()
    rounds(6)
    by = User.objects.create(username="lanh-dao")
    row = KeptReport.objects.get(kind="phase")
    actions.freeze(row, digest=row.digest, by=by, now=NOW)
    take_evidence([world.heard("02044", date(2025, 7, 2), 7)])
    rounds(6, NOW + timedelta(hours=4))
    assert KeptReport.objects.filter(kind="phase").count() == 1


def test_a_campaign_that_nobody_closed_is_asked_for_a_year() -> None:
    plan = world.build()
    plan.phases.filter(key="dot-2").update(ends=None)
    within = {one.ask.plan for one in due.due(today=date(2026, 7, 16))}
    after = due.due(today=date(2026, 11, 16))
    assert ("thu" in within, after) == (True, [])


def test_a_standing_plan_goes_on() -> None:
    plan = world.build()
    plan.phases.filter(key="dot-2").update(ends=None)
    type(plan).objects.update(kind="standing")
    found = {one.ask.unit for one in due.due(today=date(2028, 9, 16))}
    assert found == {"02071"}

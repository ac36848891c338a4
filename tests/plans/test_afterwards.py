"""An event is settled, a pause ends sooner; each stands in the decision log."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.plans.builders import SOUND

from loa.core.periods import Days
from loa.people.models import Decision
from loa.plans.actions import PlanError, add_pause, load_plan, move_event
from loa.plans.afterwards import end_pause, settle_event
from loa.plans.models import Event, EventMove, Pause, Plan

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 8, 14, 3, tzinfo=UTC)
TODAY = date(2020, 8, 14)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def plan() -> Plan:
    return load_plan(SOUND, now=NOW)


def event(plan: Plan) -> Event:
    found = plan.events.exclude(starts=None).order_by("position").first()
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("state", "reason"), [("confirmed", ""), ("held", ""), ("cancelled", "Dịch bệnh")]
)
def test_an_event_is_settled_and_who_did_it_is_known(plan: Plan, state: str, reason: str) -> None:
    one = event(plan)
    days = one.days
    settle_event(plan_key=plan.key, event_key=one.key, state=state, now=NOW, by="ha", reason=reason)
    one.refresh_from_db()
    assert (one.state, one.days) == (state, days)
    last = Decision.objects.order_by("number").last()
    assert last is not None
    assert (last.verb, last.actor) == (f"plan.event-{state}", "ha")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"event_key": "khac"}, id="unknown-event"),
        pytest.param({"state": "moved"}, id="a-move-is-made-otherwise"),
        pytest.param({"state": "cancelled"}, id="cancelled-without-a-reason"),
    ],
)
def test_what_cannot_be_settled_changes_nothing(plan: Plan, change: dict[str, Any]) -> None:
    one = event(plan)
    asked = {"plan_key": plan.key, "event_key": one.key, "state": "confirmed"} | change
    with pytest.raises(PlanError):
        settle_event(**asked, now=NOW, by="ha")
    assert event(plan).state == one.state


def test_a_move_keeps_its_document(plan: Plan) -> None:
    one = event(plan)
    move_event(
        plan_key=plan.key,
        event_key=one.key,
        days=Days(date(2020, 9, 1), date(2020, 9, 3)),
        reason="Chờ hội trường",
        document="15-CV/HU",
        now=NOW,
        by="ha",
    )
    assert EventMove.objects.filter(in_file=False).get().document == "15-CV/HU"


def pause(plan: Plan, first: int, days: int) -> Pause:
    starts = TODAY + first * ONE_DAY
    return add_pause(
        plan_key=plan.key,
        key="tam-dung",
        days=Days(starts, starts + days * ONE_DAY),
        stops="festive",
        reason="Quốc tang",
        now=NOW,
        by="ha",
    )


@pytest.mark.parametrize(
    ("first", "days", "asked", "left"),
    [
        pytest.param(3, 2, None, None, id="one-that-never-held-is-gone"),
        pytest.param(-1, 4, None, (-1, 1), id="one-that-holds-is-over-with-today"),
        pytest.param(-1, 4, 2, (-1, 2), id="shortened"),
        pytest.param(3, 4, 5, (3, 5), id="shortened-before-it-begins"),
    ],
)
def test_a_pause_ends_sooner(
    plan: Plan, first: int, days: int, asked: int | None, left: tuple[int, int] | None
) -> None:
    pause(plan, first, days)
    ends = None if asked is None else TODAY + asked * ONE_DAY
    row = end_pause(plan_key=plan.key, key="tam-dung", now=NOW, by="ha", ends=ends)
    found = row and ((row.starts - TODAY).days, (row.ends - TODAY).days)
    assert found == left
    assert Pause.objects.filter(key="tam-dung").exists() is (left is not None)


@pytest.mark.parametrize("ends", [-1, 0, 9])
def test_an_end_that_is_no_sooner_is_refused(plan: Plan, ends: int) -> None:
    row = pause(plan, -1, 4)
    with pytest.raises(PlanError):
        end_pause(plan_key=plan.key, key="tam-dung", now=NOW, by="ha", ends=TODAY + ends * ONE_DAY)
    assert Pause.objects.get(pk=row.pk).ends == row.ends


def test_what_the_file_states_is_changed_in_the_file(plan: Plan) -> None:
    row = pause(plan, -1, 4)
    Pause.objects.filter(pk=row.pk).update(in_file=True)
    with pytest.raises(PlanError, match="file"):
        end_pause(plan_key=plan.key, key="tam-dung", now=NOW, by="ha")
    with pytest.raises(PlanError, match="no such"):
        end_pause(plan_key=plan.key, key="khac", now=NOW, by="ha")

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from tests.plans.builders import DATA, SHIPPED, SOUND, line_of, spoilt

from loa.core.periods import Days
from loa.delivery.models import SealedMessage
from loa.people.models import Decision
from loa.plans import queries
from loa.plans.actions import (
    PlanError,
    PlanRefusedError,
    acknowledge_assignment,
    add_pause,
    advance_assignment,
    approve_plan,
    close_plan,
    load_plan,
    move_event,
    return_assignment,
)
from loa.plans.lint import lint
from loa.plans.models import Plan
from loa.plans.records import plan_of
from loa.plans.register import shipped_register
from loa.plans.rules import Consequences, Coordinating, Shift

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 2, 20, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
AUGUST = Days(date(2020, 8, 20), date(2020, 8, 22))


def everything() -> dict[str, list[dict[str, Any]]]:
    """Give every row of the room, and the decisions that were logged."""
    models = [*apps.get_app_config("plans").get_models(), Decision]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_a_loaded_plan_says_what_its_file_says(path: Any) -> None:
    source = path.read_bytes()
    load_plan(source, now=NOW)
    assert queries.plan_text(path.stem) == lint(source, shipped_register()).plan
    assert queries.plan(path.stem).source == path.read_text()


def test_loading_again_changes_nothing() -> None:
    load_plan(SOUND, now=NOW)
    before = everything()
    load_plan(SOUND, now=LATER)
    assert everything() == before


def test_a_changed_file_makes_a_new_revision_and_keeps_what_stayed() -> None:
    plan = load_plan(SOUND, now=NOW)
    approve_plan(plan_key="mau", now=NOW, by="tester")
    target = plan.targets.get()
    changed = spoilt("items = 2", "items = 5").replace('key = "quoc-tang"', 'key = "tang-le"')
    again = load_plan(changed, now=LATER)
    assert (again.pk, again.revision, again.state) == (plan.pk, 2, Plan.State.DRAFT)
    assert (again.targets.get().pk, again.targets.get().items) == (target.pk, 5)
    assert [pause.key for pause in again.pauses.all()] == ["tang-le"]
    assert [one.source for one in again.revisions.all()] == [SOUND, changed]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(spoilt("items = 2", "items = 0"), id="a-changed-file-with-a-problem"),
        pytest.param(spoilt('key = "mau"', 'key = "khac"'), id="a-number-that-is-taken"),
        pytest.param("", id="empty"),
    ],
)
def test_a_refused_file_leaves_nothing(text: str) -> None:
    load_plan(SOUND, now=NOW)
    before = everything()
    with pytest.raises(PlanRefusedError):
        load_plan(text, now=LATER)
    assert everything() == before


def test_a_number_is_taken_once_by_each_issuer() -> None:
    load_plan(SOUND, now=NOW)
    other = spoilt('key = "mau"', 'key = "khac"')
    with pytest.raises(PlanRefusedError) as refused:
        load_plan(other, now=NOW)
    told = [(one.line, one.code) for one in refused.value.problems]
    assert told == [(line_of(other, "number"), "duplicate-number")]
    assert load_plan(other.replace('"huyen-uy"', '"tinh-uy"'), now=NOW).revision == 1


def test_a_file_that_only_fails_when_its_rows_are_written_leaves_nothing() -> None:
    text = spoilt("ends = 2020-07-31", 'ends = { before = "dai-hoi", days = 1 }')
    load_plan(text, now=NOW)
    june = Days(date(2020, 6, 1), date(2020, 6, 3))
    move_event(
        plan_key="mau", event_key="dai-hoi", days=june, reason="Sớm hơn", now=NOW, by="tester"
    )
    before = everything()
    changed = text.replace("starts = 2020-03-02", "starts = 2020-06-15")
    with pytest.raises(PlanRefusedError) as refused:
        load_plan(changed, now=LATER)
    told = [(one.line, one.code) for one in refused.value.problems]
    assert told == [(line_of(changed, "[[phase]]"), "phase-ends-before-start")]
    assert everything() == before


def test_a_target_that_results_hang_on_cannot_leave_the_file() -> None:
    plan = load_plan(SOUND, now=NOW)
    message = SealedMessage.objects.create(
        digest="0" * 64,
        key="tin",
        revision=1,
        headline="Tin",
        valid_from=NOW,
        valid_until=LATER,
        sealed_at=NOW,
    )
    plan.targets.get().placements.create(
        key="lich", message=message, channel="loudspeaker", starts=NOW.date(), placed_at=NOW
    )
    before = everything()
    with pytest.raises(PlanRefusedError) as refused:
        load_plan(spoilt('key = "loa-1"', 'key = "loa-2"'), now=LATER)
    assert [one.code for one in refused.value.problems] == ["in-use"]
    assert "“loa-1”" in str(refused.value)
    assert everything() == before


def test_a_plan_with_a_wrong_term_is_kept_as_a_draft_and_cannot_be_approved() -> None:
    source = (DATA / "cho-don-2020-nham-nhiem-ky.toml").read_bytes()
    plan = load_plan(source, now=NOW)
    assert (plan.state, plan.targets.count()) == (Plan.State.DRAFT, 46)
    with pytest.raises(PlanRefusedError, match="2020-2025"):
        approve_plan(plan_key=plan.key, now=NOW, by="tester")
    load_plan((SHIPPED / "cho-don-2020.toml").read_bytes(), now=LATER)
    assert approve_plan(plan_key=plan.key, now=LATER, by="tester").state == Plan.State.APPROVED


def test_moving_an_event_moves_the_phases_that_count_from_it() -> None:
    load_plan(SOUND, now=NOW)
    told = move_event(
        plan_key="mau", event_key="dai-hoi", days=AUGUST, reason="Dịch", now=LATER, by="tester"
    )
    assert told == Consequences((Shift("sau", Days(date(2020, 8, 7)), Days(date(2020, 8, 22))),))
    plan = queries.plan_text("mau")
    (event,) = plan.events
    assert (event.days, event.state, event.moves[0].on) == (AUGUST, "moved", date(2020, 2, 21))
    assert queries.resolved_phases(queries.plan("mau"))["sau"].days == Days(date(2020, 8, 22))
    assert queries.plan("mau").phases.get(key="sau").days == Days(date(2020, 8, 22))


def test_an_offices_move_and_pause_outlive_a_new_revision_of_the_file() -> None:
    load_plan(SOUND, now=NOW)
    move_event(
        plan_key="mau", event_key="dai-hoi", days=AUGUST, reason="Dịch", now=NOW, by="tester"
    )
    add_pause(
        plan_key="mau",
        key="lu",
        days=AUGUST,
        stops="all but notices",
        reason="Lũ",
        area=["02020"],
        now=NOW,
        by="tester",
    )
    acknowledge_assignment(plan_key="mau", key="viec", now=NOW, by="tester")
    load_plan(spoilt("items = 2", "items = 3"), now=LATER)
    plan = queries.plan("mau")
    assert plan.events.get().days == AUGUST
    assert plan.phases.get(key="sau").days == Days(date(2020, 8, 22))
    assert {pause.key for pause in plan.pauses.all()} == {"quoc-tang", "lu"}
    assert plan.assignments.get().state == "acknowledged"


def test_a_file_with_new_days_overrules_an_offices_move() -> None:
    load_plan(SOUND, now=NOW)
    move_event(
        plan_key="mau", event_key="dai-hoi", days=AUGUST, reason="Dịch", now=NOW, by="tester"
    )
    load_plan(spoilt("ends = 2020-08-06", "ends = 2020-08-05"), now=LATER)
    assert queries.plan("mau").events.get().days == Days(date(2020, 8, 4), date(2020, 8, 6))


def test_a_move_that_turns_a_phase_round_is_refused_whole() -> None:
    text = spoilt("ends = 2020-07-31", 'ends = { before = "dai-hoi", days = 1 }')
    load_plan(text, now=NOW)
    before = everything()
    with pytest.raises(PlanError, match="truoc"):
        move_event(
            plan_key="mau",
            event_key="dai-hoi",
            days=Days(date(2020, 3, 1), date(2020, 3, 2)),
            reason="x",
            now=LATER,
            by="tester",
        )
    assert everything() == before


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"plan_key": "khac"}, "no such plan"),
        ({"event_key": "khac"}, "no such event"),
        ({"reason": " "}, "a reason"),
        ({"days": Days(date(2020, 8, 20))}, "last day"),
    ],
)
def test_a_move_needs_a_plan_an_event_days_and_a_reason(
    change: dict[str, Any], sentence: str
) -> None:
    load_plan(SOUND, now=NOW)
    asked = {"plan_key": "mau", "event_key": "dai-hoi", "days": AUGUST, "reason": "x"}
    with pytest.raises(PlanError, match=sentence):
        move_event(**(asked | change), now=NOW, by="tester")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"key": "quoc-tang"}, "already"),
        ({"stops": "everything"}, "unknown word"),
        ({"channels": ["radio"]}, "unknown word"),
        ({"area": ["02056"]}, "no such unit"),
        ({"days": Days(date(2020, 8, 20))}, "last day"),
    ],
)
def test_a_pause_that_cannot_be_is_refused(change: dict[str, Any], sentence: str) -> None:
    load_plan(SOUND, now=NOW)
    asked = {"plan_key": "mau", "key": "lu", "days": AUGUST, "stops": "festive", "reason": "Lũ"}
    with pytest.raises(PlanError, match=sentence):
        add_pause(**(asked | change), now=NOW, by="tester")
    assert queries.plan("mau").pauses.count() == 1


def test_a_duty_only_moves_forward() -> None:
    load_plan(SOUND, now=NOW)
    advance_assignment(plan_key="mau", key="viec", state="done", now=NOW, by="tester")
    row = acknowledge_assignment(plan_key="mau", key="viec", now=LATER, by="tester")
    assert (row.state, row.acknowledged_at, row.started_at, row.done_at) == ("done", NOW, NOW, NOW)


def test_a_duty_can_be_taken_back_to_an_earlier_state() -> None:
    load_plan(SOUND, now=NOW)
    advance_assignment(plan_key="mau", key="viec", state="done", now=NOW, by="tester")
    row = return_assignment(plan_key="mau", key="viec", state="acknowledged", now=LATER, by="x")
    assert (row.state, row.acknowledged_at, row.started_at, row.done_at) == (
        "acknowledged", NOW, None, None,
    )  # fmt: skip
    row = return_assignment(plan_key="mau", key="viec", state="doing", now=LATER, by="x")
    assert row.state == "acknowledged"  # going back never goes on
    with pytest.raises(PlanError, match="no such state"):
        return_assignment(plan_key="mau", key="viec", state="gone", now=LATER, by="x")


def test_who_helps_and_what_is_handed_over_come_from_the_file() -> None:
    helping = 'coordinating = [{ key = "doan-xa", name = "Đoàn xã" }, { key = "hoi-phu-nu" }]'
    text = spoilt(
        'duty = "Sản xuất bản tin"',
        f'duty = "Sản xuất bản tin"\nproduct = "12 bản tin"\n{helping}',
    )
    (assignment,) = plan_of(load_plan(text, now=NOW)).assignments
    assert assignment.product == "12 bản tin"
    assert assignment.coordinating == (
        Coordinating("doan-xa", "Đoàn xã"),
        Coordinating("hoi-phu-nu"),
    )


def test_what_was_decided_is_in_the_log() -> None:
    load_plan(SOUND, now=NOW)
    approve_plan(plan_key="mau", now=NOW, by="tester")
    approve_plan(plan_key="mau", now=NOW, by="tester")
    close_plan(plan_key="mau", now=NOW, by="tester")
    assert list(Decision.objects.values_list("actor", "verb", "reference")) == [
        ("loa plan load", "plan.load", "plan:mau"),
        ("tester", "plan.approve", "plan:mau"),
        ("tester", "plan.close", "plan:mau"),
    ]
    with pytest.raises(PlanError, match="closed"):
        approve_plan(plan_key="mau", now=NOW, by="tester")

"""Trying changes from the page: the form over a copy, the comparison, keeping, discarding."""

import re
from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.channels.broadcast.builders import grid, policy
from tests.control import world
from tests.control.world import NOW, TODAY, World

from loa.channels.broadcast.models import GridFrame, PolicyRevision
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.periods import DAY, Days
from loa.core.policy import Hours
from loa.delivery.models import Placement
from loa.people.rules import Role
from loa.plans.models import Phase, Plan, Target
from loa.rehearsal import runs, trial
from loa.rehearsal.changes import Changes, Often, read_changes
from loa.rehearsal.models import Run

pytestmark = pytest.mark.django_db
ADDRESS = "/plans/phong-dich/trials/"


@pytest.fixture
def placed(morning: World) -> World:
    GridFrame.objects.update(document=canonical(grid().document()).decode())
    Placement.objects.filter(key="rua-tay").update(starts=TODAY + DAY, ends=TODAY + 8 * DAY)
    return morning


def form(**changes: Any) -> dict[str, Any]:
    """Return what the form says as it stands, with some of it changed."""
    phases = {p.key: p.pk for p in Phase.objects.filter(plan__key="phong-dich")}
    target = Target.objects.get(plan__key="phong-dich", key="loa").pk
    return {
        "first_day": f"{TODAY + DAY}",
        "last_day": f"{TODAY + 10 * DAY}",
        "opens_0": "05:00",
        "closes_0": "06:00",
        "opens_1": "17:00",
        "closes_1": "18:00",
        "session_min": 25,
        "day_min": 45,
        "weight": 1,
        f"phase_{phases['dot-1']}_first": "2026-11-01",
        f"phase_{phases['dot-1']}_last": "2026-11-29",
        f"phase_{phases['dot-2']}_first": "2026-11-27",
        f"phase_{phases['dot-2']}_last": "",
        f"target_{target}_times": 2,
        f"target_{target}_days": 3,
    } | {name.replace("TARGET", str(target)): value for name, value in changes.items()}


def text(page: bytes) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.decode()).split())


def worked_out(run: Run) -> Run:
    """Work a trial out as its child does."""
    days = Days(run.starts, run.ends)
    run.result = trial.run(run.plan_key, days, read_changes(run.changes), lambda *_: None)
    run.state = Run.State.DONE
    run.save()
    return run


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        pytest.param({}, Changes(), id="nothing"),
        pytest.param({"day_min": 2}, Changes(day_s=120), id="minutes"),
        pytest.param({"weight": 3}, Changes(weight=3), id="weight"),
        pytest.param(
            {"target_TARGET_times": 4}, Changes(targets={"loa": Often(4, 3)}), id="more-often"
        ),
    ],
)
def test_what_differs_is_what_is_tried(
    planner: Client, placed: World, said: dict[str, Any], changes: Changes
) -> None:
    answer = planner.post(f"{ADDRESS}ask/", form(**said))
    run = Run.objects.get(kind="trial")
    assert answer["Location"] == f"{ADDRESS}{run.pk}/"
    assert read_changes(run.changes) == changes
    assert (run.starts, run.ends, run.asked_by) == (TODAY + DAY, TODAY + 11 * DAY, "ke-hoach")


def test_the_form_begins_with_how_things_stand(planner: Client, placed: World) -> None:
    page = planner.get(ADDRESS)
    initial = page.context["form"].initial
    stands = {key: str(value) for key, value in initial.items() if value is not None}
    expected = {key: str(value) for key, value in form().items() if value != ""}
    for name in ("first_day", "last_day"):
        stands.pop(name), expected.pop(name)
    assert {k: v.removesuffix(":00") if v.count(":") == 2 else v for k, v in stands.items()} == (
        expected
    )
    assert 'data-frame="rehearsal"' in page.content.decode()
    assert 'data-frame="rehearsal"' not in planner.get("/plans/phong-dich/").content.decode()


def test_both_sides_are_compared_kept_and_discarded(planner: Client, placed: World) -> None:
    planner.post(f"{ADDRESS}ask/", form(target_TARGET_times=12, day_min=5))
    run = Run.objects.get(kind="trial")
    waiting = planner.get(f"{ADDRESS}{run.pk}/").content.decode()
    assert "hx-get" in waiting
    worked_out(run)
    page = planner.get(f"{ADDRESS}{run.pk}/")
    assert page.context["found"].now.planned == 8  # of the run its first day is heard
    assert page.context["found"].now.whole == 2
    assert page.context["found"].changed.short == 2
    assert "xã Nghĩa Tá" in text(page.content)
    assert "hx-trigger" not in page.content.decode().split('id="trial"')[1][:200]

    planner.post(f"{ADDRESS}{run.pk}/keep/")
    run.refresh_from_db()
    assert run.kept
    other = Client()
    other.force_login(world.person("khac", Role.PLANNER))
    assert other.post(f"{ADDRESS}{run.pk}/discard/").status_code == 403
    planner.post(f"{ADDRESS}{run.pk}/discard/")
    assert not Run.objects.filter(kind="trial").exists()
    assert Plan.objects.get(key="phong-dich").weight == 1


@pytest.fixture
def apart(placed: World) -> World:
    """The second of two stations opens an hour later."""
    row = PolicyRevision.objects.order_by("station__key").last()
    assert row is not None
    hours = tuple(Hours(Daypart(time(h), time(h + 1), "Quy chế")) for h in (6, 18))
    changed = canonical(policy(row.station.key, hours=hours).document()).decode()
    PolicyRevision.objects.filter(pk=row.pk).update(document=changed)
    return placed


def test_where_stations_differ_each_keeps_its_own_hours_unless_all_are_to_have_the_same(
    planner: Client, apart: World
) -> None:
    page = text(planner.get(ADDRESS).content)
    assert "05:00–06:00, 17:00–18:00: 1 trạm" in page
    assert "06:00–07:00, 18:00–19:00: 1 trạm" in page
    planner.post(f"{ADDRESS}ask/", form(day_min=5))
    run = worked_out(Run.objects.get(kind="trial"))
    assert read_changes(run.changes).hours == ()
    shown = text(planner.get(f"{ADDRESS}{run.pk}/").content)
    assert "Khung giờ đã đem so" in shown
    assert "06:00–07:00, 18:00–19:00" in shown

    planner.post(f"{ADDRESS}ask/", form(same_hours="on"))
    other = worked_out(Run.objects.filter(kind="trial").latest("pk"))
    assert read_changes(other.changes).hours == ((time(5), time(6)), (time(17), time(18)))
    told = text(planner.get(f"{ADDRESS}{other.pk}/").content)
    assert "06:00–07:00, 18:00–19:00 → 05:00–06:00, 17:00–18:00" in told


def test_where_all_stations_have_the_same_hours_nothing_more_is_asked(
    planner: Client, placed: World
) -> None:
    assert "same_hours" not in planner.get(ADDRESS).context["form"].fields


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"first_day": f"{TODAY}"}, "first_day", id="today-is-on-air"),
        pytest.param({"last_day": f"{TODAY}"}, "last_day", id="turned-round"),
        pytest.param({"last_day": f"{TODAY + 300 * DAY}"}, "last_day", id="too-long"),
        pytest.param({"closes_0": "04:00"}, "closes_0", id="closes-before-it-opens"),
        pytest.param({"closes_1": ""}, "closes_1", id="half-a-session"),
        pytest.param({"opens_1": "05:30"}, "opens_1", id="sessions-overlap"),
        pytest.param({"day_min": 0}, "day_min", id="no-minutes"),
        pytest.param({"target_TARGET_times": "nhiều"}, None, id="no-number"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    planner: Client, placed: World, said: dict[str, Any], field: str | None
) -> None:
    answer = planner.post(f"{ADDRESS}ask/", form(**said))
    errors = answer.context["form"].errors
    assert errors
    assert field is None or field in errors
    assert not Run.objects.filter(kind="trial").exists()


def test_a_trial_that_failed_says_so(planner: Client, placed: World) -> None:
    run = runs.ask_for_trial(
        plan_key="phong-dich", starts=TODAY, ends=TODAY + DAY, changes=Changes(), by="ha", now=NOW
    )
    Run.objects.filter(pk=run.pk).update(state="failed", error="hết đĩa")
    assert "hết đĩa" in planner.get(f"{ADDRESS}{run.pk}/").content.decode()
    assert planner.get(f"/plans/khac/trials/{run.pk}/").status_code == 404


def test_who_may_try(client: Client, placed: World) -> None:
    client.force_login(world.person("xem", Role.VIEWER))
    assert client.get(ADDRESS).context["form"] is None
    assert client.post(f"{ADDRESS}ask/", form()).status_code == 403


def test_a_plan_that_no_station_serves_has_nothing_to_try(planner: Client, placed: World) -> None:
    Plan.objects.filter(key="phong-dich").update(area=["02053"])
    assert planner.get(ADDRESS).context["form"] is None
    assert planner.post(f"{ADDRESS}ask/", form()).status_code == 200
    assert TODAY + timedelta(days=1) == TODAY + DAY

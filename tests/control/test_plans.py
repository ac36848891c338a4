"""The pages of plans, as a planner gets them; who may answer for an assignment."""

import pytest
from django.test import Client
from tests.control import world
from tests.control.world import NOW, TODAY, World

from loa.control.queries.plans import branches, duties, listed, promises
from loa.core.periods import DAY
from loa.people.rules import Role
from loa.plans.models import Assignment, Plan
from loa.rehearsal.models import Run

pytestmark = pytest.mark.django_db


def test_plans_that_hold_today_come_first(morning: World) -> None:
    Plan.objects.create(key="a-nhap", kind="monthly", title="Nháp", issuer_key="x", digest="0" * 64)
    assert [(one.plan.key, one.now, one.ends) for one in listed(today=TODAY)] == [
        ("phong-dich", ("Trước mùa dịch",), None),
        ("a-nhap", (), None),
    ]


def test_topics_stand_as_a_tree_with_weights_by_phase(morning: World) -> None:
    phases = list(morning.plan.phases.order_by("position"))
    found = branches(morning.plan, phases)
    assert [(b.topic.key, b.depth, b.weights, b.children) for b in found] == [
        ("1", 0, (2, 1), 1),
        ("1.1", 1, (1, None), 0),
    ]


def test_targets_say_what_they_promise(morning: World) -> None:
    found = promises(morning.plan, until=TODAY + DAY)
    assert [(p.target.key, p.counted.promised, p.counted.installed) for p in found] == [
        ("loa", 2 * 2 * 3, True),
        ("bai", 18, True),
    ]


@pytest.mark.parametrize(
    ("role", "organisation", "may"),
    [
        pytest.param(Role.EDITOR, "trung-tam", True, id="its-own-people"),
        pytest.param(Role.VIEWER, "trung-tam", False, id="who-only-looks"),
        pytest.param(Role.EDITOR, "co-quan-khac", False, id="another-office"),
    ],
)
def test_only_its_own_people_answer_for_an_organisation(
    client: Client, morning: World, role: Role, organisation: str, *, may: bool
) -> None:
    user = world.person("ai-do", role, organisation)
    client.force_login(user)
    assert [bool(d.next_state) for d in duties(morning.plan, user, today=TODAY)] == [may]
    answer = client.post(
        "/plans/phong-dich/assignments/san-xuat/", {"state": "acknowledged"}, follow=True
    )
    assert answer.status_code == (200 if may else 403)
    expected = Assignment.State.ACKNOWLEDGED if may else Assignment.State.OPEN
    assert Assignment.objects.get(key="san-xuat").state == expected


def test_an_assignment_goes_on_step_by_step(planner: Client) -> None:
    address = "/plans/phong-dich/assignments/san-xuat/"
    for state in ("done", "acknowledged", "acknowledged", "doing"):  # neither skipped nor repeated
        planner.post(address, {"state": state})
    assert Assignment.objects.get(key="san-xuat").state == Assignment.State.DOING
    assert planner.post("/plans/phong-dich/assignments/nope/").status_code == 404


def test_a_roadmap_says_the_old_day_struck_through(planner: Client) -> None:
    page = planner.get("/plans/phong-dich/").content.decode()
    for part in ("<s", "27/11/2026</s>", "4/12/2026", "dự kiến", "Chờ hội trường", "Quốc tang"):
        assert part in page
    assert "Nhờ kỹ thuật viên chạy giúp" in page


@pytest.mark.parametrize(
    ("run", "sentence", "polls"),
    [
        pytest.param(
            {"state": "running", "progress": 42, "step": "Tháng 5"}, "42 %", True, id="on"
        ),
        pytest.param({"state": "failed", "error": "hết đĩa"}, "hết đĩa", False, id="failed"),
        pytest.param(
            {
                "state": "done",
                "result": {"planned": 40120, "aired": 39000, "missed": {"off": 1120}},
            },
            "1.120: đầu phát mất điện",
            False,
            id="done",
        ),
    ],
)
def test_a_rehearsal_shows_how_far_it_is(
    planner: Client, run: dict[str, object], sentence: str, *, polls: bool
) -> None:
    Run.objects.create(plan_key="phong-dich", starts=TODAY, ends=TODAY + DAY, asked_at=NOW, **run)
    card = planner.get("/plans/phong-dich/rehearsal/").content.decode()
    assert sentence in card
    assert ("hx-get" in card) is polls


@pytest.mark.parametrize("tab", ["", "topics/", "targets/", "assignments/", "coverage/"])
def test_a_plan_without_parts_says_what_will_be_here(planner: Client, tab: str) -> None:
    Plan.objects.create(key="trong", kind="monthly", title="Trống", issuer_key="x", digest="0" * 64)
    assert 'class="empty"' in planner.get(f"/plans/trong/{tab}").content.decode()

"""A draft is completed on its pages and put in force by whoever approves for its issuer."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests.plans.builders import SOUND
from tests.plans.drafting import world
from tests.plans.drafting.world import World

from loa.people import totp
from loa.people.actions import enrol_totp
from loa.people.models import Decision, Organisation, User
from loa.people.rules import Role
from loa.plans.actions import approve_plan, load_plan
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db
BARE = SOUND.replace('key = "huyen-uy"', 'key = "huyen-uy-cho-don"')
HEARD = {
    "heard-items": "4",
    "heard-times_a_day": "2",
    "heard-days": "3",
    "heard-phase": "sau",
    "heard-topic": "1",
}
BANNERS = {
    "counted-what": "banner|banners-up",
    "counted-quantity": "6",
    "counted-spread": "all",
    "counted-phase": "truoc",
    "counted-topic": "",
}


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def district(db: None) -> World:
    return world.build()


@pytest.fixture
def draft(district: World) -> Plan:
    return load_plan(BARE, now=world.NOW, by="test")


@pytest.fixture
def planner(district: World, client: Client) -> Client:
    client.force_login(district.planner)
    return client


def leader(office: Organisation) -> User:
    user = world.person("lanh-dao", Role.APPROVER, office)
    enrol_totp(user=user, secret=totp.new_secret())
    return user


def promised(plan: Plan) -> list[tuple[str, str, str, int, int, int]]:
    return [
        (row.channel, row.unit, row.phase.key, row.items, row.days, row.quantity)
        for row in plan.targets.order_by("position")
    ]


FIRST = ("loudspeaker", "plays", "truoc", 2, 3, 0)


def test_what_is_heard_and_counted_is_added_and_taken_away(planner: Client, draft: Plan) -> None:
    planner.post("/plans/mau/targets/heard/", HEARD)
    planner.post("/plans/mau/targets/counted/", BANNERS)
    draft.refresh_from_db()
    assert promised(draft) == [
        FIRST,
        ("loudspeaker", "plays", "sau", 4, 3, 0),
        ("banner", "banners-up", "truoc", 0, 0, 6),
    ]
    assert (draft.revision, draft.state) == (3, Plan.State.DRAFT)
    (added,) = draft.targets.filter(channel="banner")
    planner.post(f"/plans/mau/targets/{added.key}/take-away/")
    assert [row[0] for row in promised(draft)] == ["loudspeaker", "loudspeaker"]


def test_a_topic_that_the_phase_has_not_weighed_gets_one_share(
    planner: Client, district: World
) -> None:
    bare = BARE.replace("weights = { truoc = 2, sau = 1 }", "weights = { truoc = 2 }")
    plan = load_plan(bare, now=world.NOW, by="test")
    planner.post("/plans/mau/targets/heard/", HEARD)
    assert plan.topics.get().weights == {"truoc": 2, "sau": 1}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"heard-days": "2"}, "Luật", id="fewer-days-than-the-law-says"),
        pytest.param({"heard-phase": "truoc"}, "Chỉ tiêu này đã có", id="twice-the-same"),
        pytest.param({"heard-items": "0"}, "1", id="nothing"),
    ],
)
def test_what_cannot_be_promised_is_said_beside_the_form(
    planner: Client, draft: Plan, changes: dict[str, str], told: str
) -> None:
    page = planner.post("/plans/mau/targets/heard/", HEARD | changes)
    assert (page.status_code, told in page.content.decode()) == (422, True)
    assert promised(draft) == [FIRST]


@pytest.mark.parametrize(
    ("posted", "due"),
    [
        pytest.param("2020-07-15", date(2020, 7, 15), id="a-day"),
        pytest.param("", None, id="none"),
        pytest.param("31/6", None, id="no-day-of-the-calendar"),
    ],
)
def test_a_duty_of_a_draft_gets_its_last_day(
    planner: Client, draft: Plan, posted: str, due: date | None
) -> None:
    assert "Lưu ngày" in planner.get("/plans/mau/assignments/").content.decode()
    planner.post("/plans/mau/assignments/viec/due/", {"due": posted})
    assert draft.assignments.get().due == due
    approve_plan(plan_key="mau", now=world.NOW, by="test")
    planner.post("/plans/mau/assignments/viec/due/", {"due": "2020-07-01"})
    assert draft.assignments.get().due == due
    assert "Lưu ngày" not in planner.get("/plans/mau/assignments/").content.decode()


def test_what_is_approved_is_not_changed_on_the_page(planner: Client, draft: Plan) -> None:
    approve_plan(plan_key="mau", now=world.NOW, by="test")
    page = planner.post("/plans/mau/targets/heard/", HEARD, follow=True).content.decode()
    assert "Kế hoạch đã duyệt không sửa ở đây" in page
    assert 'id="add"' not in page
    planner.post("/plans/mau/targets/loa-1/take-away/")
    assert promised(draft) == [FIRST]


def test_only_planners_of_the_office_complete_a_draft(
    client: Client, district: World, draft: Plan
) -> None:
    for user in (district.neighbour, district.viewer):
        client.force_login(user)
        assert client.post("/plans/mau/targets/heard/", HEARD).status_code == 403
        assert 'id="add"' not in client.get("/plans/mau/targets/").content.decode()
    assert promised(draft) == [FIRST]


def test_whoever_approves_for_the_issuer_puts_it_in_force(
    client: Client, planner: Client, district: World, draft: Plan
) -> None:
    boss = leader(district.office)
    told = planner.get("/plans/mau/").content.decode()
    assert "Kế hoạch này còn là bản nháp" in told
    assert "lanh-dao duyệt" in told
    assert planner.post("/plans/mau/approve/", {"revision": "1"}).status_code == 403

    client.force_login(boss)
    assert "Duyệt kế hoạch" in client.get("/plans/mau/").content.decode()
    client.post("/plans/mau/approve/", {"revision": "1"})
    draft.refresh_from_db()
    assert (draft.state, draft.approved_at) == (Plan.State.APPROVED, world.NOW)
    assert Decision.objects.filter(verb="plan.approve", reference="plan:mau").count() == 1
    assert "còn là bản nháp" not in client.get("/plans/mau/").content.decode()


def test_a_draft_that_was_changed_meanwhile_is_looked_through_again(
    client: Client, district: World, draft: Plan
) -> None:
    client.force_login(leader(district.office))
    load_plan(BARE.replace("Kế hoạch mẫu", "Kế hoạch khác"), now=world.NOW, by="test")
    page = client.post("/plans/mau/approve/", {"revision": "1"}, follow=True).content.decode()
    assert "vừa được sửa" in page
    draft.refresh_from_db()
    assert draft.state == Plan.State.DRAFT


def test_an_approver_of_another_place_is_refused(
    client: Client, district: World, draft: Plan
) -> None:
    (held,) = district.neighbour.holdings()
    elsewhere = Organisation.objects.get(key=held.organisation)
    client.force_login(leader(elsewhere))
    assert client.post("/plans/mau/approve/", {"revision": "1"}).status_code == 403
    draft.refresh_from_db()
    assert draft.state == Plan.State.DRAFT


def test_wording_that_keeps_it_from_being_approved_is_said(client: Client, district: World) -> None:
    wrong = BARE.replace("Kế hoạch mẫu", "Kế hoạch nhiệm kỳ 2020 - 2015")
    plan = load_plan(wrong, now=world.NOW, by="test")
    client.force_login(leader(district.office))
    page = client.get("/plans/mau/").content.decode()
    assert "Chưa duyệt được khi chưa sửa" in page
    assert "Duyệt kế hoạch" not in page
    client.post("/plans/mau/approve/", {"revision": "1"})
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT

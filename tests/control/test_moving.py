"""Moving an event: what it touches is seen before, what can be mended is, the rest is listed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.control import world
from tests.control.world import NOW, TODAY, World

from loa.control.moving import queries
from loa.core.periods import DAY, Days
from loa.delivery.models import Placement
from loa.feedback.surveys import actions as surveys
from loa.feedback.surveys.actions import Sketch
from loa.feedback.surveys.models import Survey
from loa.feedback.surveys.rules import Kind, Mode, Question, Which
from loa.newsroom.models import Item, Variant
from loa.people.models import Decision, Organisation
from loa.people.rules import Role
from loa.plans.actions import approve_plan, load_plan
from loa.plans.models import Event, Plan, Topic

pytestmark = pytest.mark.django_db
FILE = """
format = "loa.plan"
version = "1.0"
key = "he"
number = "15/KH-UBND"
kind = "campaign"
title = "Hè vui, an toàn"
issuer = { key = "trung-tam", name = "Trung tâm thông tin cơ sở" }
area = ["02020", "02071"]
phase = [
  { key = "truoc", name = "Trước ngày hội", event = "ngay-hoi", stage = "before", starts = 2026-12-01, ends = { before = "ngay-hoi", days = 1 } },
  { key = "sau", name = "Sau ngày hội", starts = { after = "ngay-hoi", days = 1 } },
]
topic = [{ code = "1", name = "Ngày hội", weights = { truoc = 1, sau = 1 } }]

[[event]]
key = "ngay-hoi"
name = "Ngày hội an toàn"
level = "commune"
starts = 2026-12-20
ends = 2026-12-21

[[target]]
key = "loa"
topic = "1"
phase = "truoc"
channel = "loudspeaker"
items = 1
times_a_day = 2
days = 3

[[assignment]]
key = "bien-tap"
organisation = "trung-tam"
duty = "Biên tập tin"
due = 2026-12-10
"""  # noqa: E501 - a line of a table in a plan's file
MOVE = {
    "first_day": "2026-12-27",
    "last_day": "2026-12-28",
    "reason": "Chờ hội trường",
    "document": "33/CV-UBND",
}
ADDRESS = "/plans/he/events/ngay-hoi/"


@pytest.fixture
def plan(morning: World) -> Plan:
    made = load_plan(FILE, now=NOW)
    return approve_plan(plan_key=made.key, now=NOW, by="test")


def item(key: str, text: str, state: str = Item.State.DRAFT) -> Item:
    made = Item.objects.create(
        key=key,
        topic=Topic.objects.get(plan__key="he"),
        headline=f"Tin {key}",
        issuer=Organisation.objects.get(key="trung-tam"),
        state=state,
        valid_from=NOW,
        valid_until=NOW + timedelta(days=90),
        written_at=NOW,
    )
    Variant.objects.create(item=made, language="vi", text=text, sound="ab" * 32, voice="recorded")
    return made


def event() -> Event:
    return Event.objects.select_related("plan").get(key="ngay-hoi")


def test_what_a_move_touches_is_seen_before_it_is_made(planner: Client, plan: Plan) -> None:
    item("moi", "Mời bà con dự Ngày hội an toàn ngày 20/12/2026.")
    item("khac", "Rửa tay với xà phòng.")
    Placement.objects.create(
        key="xa", message=world.festive(), channel="loudspeaker", areas=["02020"],
        target=plan.targets.get(), starts=date(2026, 11, 25), ends=date(2026, 12, 5),
        placed_at=NOW,
    )  # fmt: skip
    days = Days(date(2026, 12, 27), date(2026, 12, 29))
    ahead = queries.foreseen(event(), days, world.person("bien", Role.EDITOR), now=NOW)
    assert [
        (one.name, one.before, one.after, one.targets, one.duties) for one in ahead.shifted
    ] == [
        (
            "Trước ngày hội",
            Days(date(2026, 12, 1), date(2026, 12, 20)),
            Days(date(2026, 12, 1), date(2026, 12, 27)),
            1,
            1,
        ),
        (
            "Sau ngày hội",
            Days(date(2026, 12, 22), None),
            Days(date(2026, 12, 29), None),
            0,
            0,
        ),
    ]
    assert [(n.item.key, n.draft, n.sounding, n.may_mend) for n in ahead.named] == [
        ("moi", True, True, True)
    ]
    assert [one.key for one in ahead.misplaced] == ["xa"]

    page = planner.post(f"{ADDRESS}move/", MOVE).content.decode()
    assert "Tin moi" in page
    assert event().starts == date(2026, 12, 20)


def test_moving_mends_what_it_can_and_lists_what_is_left(planner: Client, plan: Plan) -> None:
    moved = item("moi", "Mời bà con dự Ngày hội an toàn ngày 20/12/2026.")
    sent = item("da-duyet", "Ngày hội an toàn ngày 20/12.", Item.State.APPROVED)
    page = planner.post(f"{ADDRESS}move/", MOVE | {"act": "1"}, follow=True).content.decode()
    one = event()
    assert (one.state, one.starts, one.ends) == ("moved", date(2026, 12, 27), date(2026, 12, 29))
    assert one.moves.get(in_file=False).document == "33/CV-UBND"
    assert plan.phases.get(key="truoc").ends == date(2026, 12, 27)
    assert plan.phases.get(key="sau").starts == date(2026, 12, 29)
    assert Decision.objects.filter(verb="plan.move-event").exists()
    for part in ("Tin moi", "Tin da-duyet", f"/items/{sent.key}/retract/", "33/CV-UBND"):
        assert part in page
    # Who only plans does not write into others' drafts.
    assert planner.post(f"{ADDRESS}mend/").status_code == 403
    client = Client()
    client.force_login(world.person("bien", Role.EDITOR))
    client.post(f"{ADDRESS}mend/")
    words = moved.variants.get()
    assert (words.text, words.sound) == ("Mời bà con dự Ngày hội an toàn ngày 27/12/2026.", "")
    assert sent.variants.get().text == "Ngày hội an toàn ngày 20/12."
    left = queries.left_over(event(), world.person("bien-2", Role.EDITOR), now=NOW)
    assert [one.item.key for one in left.named] == ["da-duyet"]


def sketch(phase: str, title: str) -> Sketch:
    return Sketch(
        title=title, plan_key="he", phase_key=phase, area=("02071",),
        before=(date(2026, 11, 20), date(2026, 11, 30)),
        after=(date(2026, 12, 22), date(2026, 12, 29)),
        questions=tuple(Question(Kind.YES_NO, f"Bà con biết việc {n} không?") for n in range(3)),
    )  # fmt: skip


def test_surveys_move_with_their_phase_unless_they_were_answered(
    planner: Client, plan: Plan
) -> None:
    office, by = Organisation.objects.get(key="trung-tam"), world.person("ve", Role.PLANNER)
    rows = [
        surveys.draft(sketch("truoc", title), organisation=office, by=by, now=NOW)
        for title in ("Chưa ai trả lời", "Đã có người trả lời")
    ]
    for row in rows:
        surveys.approve(row, by=world.person(f"duyet-{row.key}", Role.APPROVER), now=NOW)
    said = [["yes"]] * 3
    assert surveys.take(rows[1], said, mode=Mode.INTERVIEW, form="x", now=NOW)
    ahead = planner.post(f"{ADDRESS}move/", MOVE).content.decode()
    assert "Chưa ai trả lời" in ahead
    assert "Không dời theo được" in ahead
    page = planner.post(f"{ADDRESS}move/", MOVE | {"act": "1"}, follow=True).content.decode()
    moved, stays = (Survey.objects.get(pk=row.pk).periods for row in rows)
    assert moved == {
        Which.BEFORE: (date(2026, 11, 20), date(2026, 11, 30)),  # the phase begins as before
        Which.AFTER: (date(2026, 12, 29), date(2027, 1, 5)),
    }
    assert stays[Which.AFTER] == (date(2026, 12, 22), date(2026, 12, 29))
    assert "Đã có người trả lời" in page
    assert "Chưa ai trả lời" not in page
    assert "Không dời theo được" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        pytest.param({"last_day": "2026-12-26"}, "last_day", id="turned-round"),
        pytest.param(
            {"first_day": "2026-12-20", "last_day": "2026-12-21"}, "first_day", id="as-it-stands"
        ),
        pytest.param({"reason": " "}, "reason", id="no-reason"),
        pytest.param(
            {"first_day": "2026-11-25", "last_day": "2026-11-26"}, "first_day", id="phase-turns"
        ),
    ],
)
@pytest.mark.parametrize("act", [{}, {"act": "1"}])
def test_a_move_that_cannot_be_is_said_and_changes_nothing(
    planner: Client, plan: Plan, change: dict[str, Any], field: str, act: dict[str, str]
) -> None:
    answer = planner.post(f"{ADDRESS}move/", MOVE | change | act)
    assert field in answer.context["form"].errors
    assert event().days == Days(date(2026, 12, 20), date(2026, 12, 22))


@pytest.mark.parametrize("state", ["confirmed", "held"])
def test_a_day_is_certain_or_over(planner: Client, plan: Plan, state: str) -> None:
    planner.post(f"{ADDRESS}settle/", {"state": state})
    assert event().state == state


def test_cancelling_needs_a_reason(planner: Client, plan: Plan) -> None:
    planner.post(f"{ADDRESS}settle/", {"state": "cancelled"})
    assert event().state == "tentative"
    planner.post(f"{ADDRESS}settle/", {"state": "cancelled", "reason": "Bão số 5"})
    assert event().state == "cancelled"


def test_only_planners_of_its_office_move_it(client: Client, plan: Plan) -> None:
    Organisation.objects.create(key="khac", name="Cơ quan khác", kind="agency", unit_code="")
    client.force_login(world.person("ngoai", Role.PLANNER, "khac"))
    assert client.get(ADDRESS).status_code == 200
    assert client.post(f"{ADDRESS}move/", MOVE | {"act": "1"}).status_code == 403
    client.force_login(world.person("bien", Role.EDITOR))
    assert client.post(f"{ADDRESS}settle/", {"state": "held"}).status_code == 403
    assert TODAY + DAY < date(2026, 12, 20) == event().starts


def test_the_same_event_in_another_plan_is_named(planner: Client, plan: Plan) -> None:
    other = FILE.replace('key = "he"', 'key = "dong"', 1).replace("15/KH", "16/KH")
    approve_plan(plan_key=load_plan(other, now=NOW).key, now=NOW, by="test")
    days = Days(date(2026, 12, 27), date(2026, 12, 29))
    first = Event.objects.select_related("plan").get(plan__key="he")
    ahead = queries.foreseen(first, days, world.person("bien", Role.EDITOR), now=NOW)
    assert [one.plan.key for one in ahead.elsewhere] == ["dong"]

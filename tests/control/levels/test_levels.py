"""Upper and lower plans, who has taken on what, and the plan as a Word file, over the pages."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.control import world
from tests.control.world import PLAN, TODAY, World

from loa.control.levels.queries import held_by, lowers_of, without_plan
from loa.control.levels.rules import Duty, Side, Standing, side_of, standings
from loa.control.levels.words import groups
from loa.control.models import Reminder
from loa.people.actions import ensure_organisation
from loa.people.models import Organisation
from loa.people.rules import Role
from loa.plans.actions import load_plan
from loa.plans.comparing import Comparison, Part, Sort
from loa.plans.exporting.carrying import PlanFile, carried
from loa.plans.models import Assignment, Plan

pytestmark = pytest.mark.django_db
Kind = Organisation.Kind
MaxQueries = Callable[[int], Any]
LOWER = (
    PLAN.replace('key = "phong-dich"', 'key = "duoi"\nimplements = "phong-dich"', 1)
    .replace("12/KH-UBND", "5/KH-UBND", 1)
    .replace('"so-y-te", name = "Sở Y tế"', '"xa-02071", name = "UBND xã Nghĩa Tá"')
    .replace('["02020", "02071"]', '["02071"]')
    .replace("starts = 2026-11-01, ends = 2026-11-29", "starts = 2026-10-01, ends = 2026-11-29")
    .replace('{ code = "1.1", name = "Rửa tay với xà phòng"', '{ code = "1.1", name = "Tiêm chủng"')
)  # fmt: skip


def organisation(key: str, name: str, kind: str, unit: str = "", parent: str = "") -> Organisation:
    made = ensure_organisation(key=key, name=name, kind=kind, unit_code=unit)
    if parent:
        made.parent = Organisation.objects.get(key=parent)
        made.save()
    return made


@pytest.fixture
def offices(morning: World) -> None:
    organisation("so-y-te", "Sở Y tế", Kind.AGENCY, "19")
    organisation("xa-02071", "UBND xã Nghĩa Tá", Kind.AUTHORITY, "02071")
    organisation("dang-uy-02071", "Đảng uỷ xã Nghĩa Tá", Kind.COMMITTEE, "02071")
    organisation("xa-02020", "UBND xã Chợ Đồn", Kind.AUTHORITY, "02020")
    organisation("chi-bo", "Chi bộ Sở Y tế", Kind.PARTY_CELL, parent="so-y-te")
    organisation("xa-02083", "UBND xã Yên Phong", Kind.AUTHORITY, "02083")  # not in the area


@pytest.mark.parametrize(
    ("key", "side"),
    [
        pytest.param("so", Side.OWN, id="the-issuer"),
        pytest.param("chi-cuc", Side.DOWN, id="under-it"),
        pytest.param("tram", Side.DOWN, id="under-what-is-under-it"),
        pytest.param("xa", Side.DOWN, id="in-its-territory"),
        pytest.param("so-khac", Side.SIDEWAYS, id="beside-it"),
        pytest.param("vong", Side.SIDEWAYS, id="a-circle"),
    ],
)
def test_where_an_organisation_stands(key: str, side: Side) -> None:
    above = {"chi-cuc": "so", "tram": "chi-cuc", "so-khac": "tinh", "vong": "tron", "tron": "vong"}
    assert side_of(key, issuer="so", above=above, within={"xa"}) is side


def test_duties_are_counted_by_organisation_the_late_first() -> None:
    past, soon = date(2026, 11, 20), date(2026, 11, 30)
    duties = [
        Duty("a", "A", "open", soon),
        Duty("a", "A", "done", past),
        Duty("b", "B", "acknowledged", past),
        Duty("b", "", "doing", None),
        Duty("c", "C", "open", TODAY),
    ]
    sides = {"a": Side.SIDEWAYS, "b": Side.SIDEWAYS, "c": Side.DOWN}
    assert standings(duties, sides, today=TODAY) == [
        Standing("c", "C", Side.DOWN, 1, 0, 0, 0, 0, TODAY),
        Standing("b", "B", Side.SIDEWAYS, 0, 1, 1, 0, 1, past),
        Standing("a", "A", Side.SIDEWAYS, 1, 0, 0, 1, 0, soon),
    ]


@pytest.mark.usefixtures("offices")
def test_those_below_without_a_plan_are_named_one_plan_for_each_unit(morning: World) -> None:
    def names() -> list[str]:
        rows = without_plan(morning.plan, lowers_of(morning.plan), today=TODAY)
        return sorted(row.name for row in rows)

    everybody = ["Chi bộ Sở Y tế", "UBND xã Chợ Đồn", "UBND xã Nghĩa Tá", "Đảng uỷ xã Nghĩa Tá"]
    assert names() == everybody
    load_plan(LOWER, now=world.NOW)
    assert names() == ["Chi bộ Sở Y tế", "UBND xã Chợ Đồn"]


@pytest.mark.usefixtures("offices")
def test_a_lower_plans_page_says_what_it_makes_of_the_upper_one(planner: Client) -> None:
    load_plan(LOWER, now=world.NOW)
    page = planner.get("/plans/duoi/levels/").content.decode()
    for part in (
        "Rửa tay với xà phòng",
        "Tiêm chủng",
        "1/10–29/11/2026",
        "/plans/phong-dich/levels/",
    ):
        assert part in page
    above = planner.get("/plans/phong-dich/levels/").content.decode()
    for part in ("UBND xã Nghĩa Tá", "5/KH-UBND", "/plans/duoi/levels/", "Chi bộ Sở Y tế"):
        assert part in above


def test_a_heading_stands_for_what_is_missed_under_it() -> None:
    def part(key: str) -> Part:
        return Part(Sort.TOPIC, key, f"Nội dung {key}")

    event = Part(Sort.EVENT, "1.1", "Hội")
    (topics, events) = groups(
        Comparison(missed=tuple(map(part, ("1", "1.1", "1.2.1", "10", "3.1"))), added=(event,))
    )
    assert [(one.key, below) for one, below in topics.missed_tops] == [
        ("1", 2),
        ("10", 0),
        ("3.1", 0),
    ]
    assert (events.whole, events.added_tops) == (0, [(event, 0)])


@pytest.mark.usefixtures("offices")
def test_one_reminder_names_all_who_owe_a_plan_and_is_noted(planner: Client) -> None:
    assert planner.post("/plans/phong-dich/levels/remind/").status_code == 302
    row = Reminder.objects.get()
    assert row.organisations == ["chi-bo", "dang-uy-02071", "xa-02020", "xa-02071"]
    assert "12/KH-UBND" in row.text
    assert "UBND xã Chợ Đồn" in row.text


@pytest.mark.usefixtures("offices")
def test_a_planner_of_one_commune_reminds_no_other(client: Client) -> None:
    client.force_login(world.person("ke-hoach-xa", Role.PLANNER, "xa-02083"))
    assert "/levels/remind/" not in client.get("/plans/phong-dich/levels/").content.decode()
    client.post("/plans/phong-dich/levels/remind/")
    assert not Reminder.objects.exists()
    client.force_login(world.person("ke-hoach-nghia-ta", Role.PLANNER, "xa-02071"))
    client.post("/plans/phong-dich/levels/remind/")
    assert Reminder.objects.get().organisations == ["dang-uy-02071", "xa-02071"]


def test_a_plan_without_an_upper_or_with_an_unknown_one_says_so(planner: Client) -> None:
    assert planner.get("/plans/phong-dich/levels/").status_code == 200
    Plan.objects.filter(key="phong-dich").update(implements="nowhere")
    page = planner.get("/plans/phong-dich/levels/").content.decode()
    assert "nowhere" not in page
    assert planner.get("/plans/none/levels/").status_code == 404


@pytest.mark.parametrize(
    ("organisation_key", "status", "state"),
    [("trung-tam", 302, "acknowledged"), ("co-quan-khac", 403, "open")],
)
def test_only_its_own_people_take_duties_on(
    client: Client, morning: World, organisation_key: str, status: int, state: str
) -> None:
    user = world.person("ai-do", Role.EDITOR, organisation_key)
    client.force_login(user)
    may = [one.may_take for one in held_by(morning.plan, user, today=TODAY)]
    assert may == [status == 302]
    answer = client.post("/plans/phong-dich/assignments-taken/", {"organisation": "trung-tam"})
    assert answer.status_code == status
    assert Assignment.objects.get(key="san-xuat").state == state


def test_the_table_of_organisations_stands_over_the_duties(planner: Client) -> None:
    page = planner.get("/plans/phong-dich/assignments/").content.decode()
    assert "25/11/2026" in page
    assert "/plans/phong-dich/assignments-taken/" in page
    nobody = planner.post("/plans/phong-dich/assignments-taken/", {"organisation": "x"})
    assert nobody.status_code == 302


@pytest.mark.parametrize(
    ("query", "layout"), [("", "state"), ("?layout=party", "party"), ("?layout=state", "state")]
)
def test_a_plan_is_handed_over_as_a_word_file(planner: Client, query: str, layout: str) -> None:
    answer = planner.get(f"/plans/phong-dich/word/{query}")
    assert answer["Content-Disposition"] == 'attachment; filename="12-KH-UBND.docx"'
    found = carried(answer.content, "a.docx")
    assert isinstance(found, PlanFile)
    assert (found.source, found.layout) == (PLAN, layout)
    assert Document(BytesIO(answer.content)).core_properties.author == "SỞ Y TẾ"
    assert (
        f"/plans/phong-dich/word/?layout={layout}"
        in planner.get("/plans/phong-dich/").content.decode()
    )


def test_an_unknown_layout_and_a_stranger_get_nothing(planner: Client, client: Client) -> None:
    assert planner.get("/plans/phong-dich/word/?layout=poem").status_code == 404
    client.logout()
    assert client.get("/plans/phong-dich/word/").status_code == 302


@pytest.mark.usefixtures("offices")
def test_the_page_of_duties_asks_as_often_for_many_as_for_one(
    planner: Client, morning: World, django_assert_max_num_queries: MaxQueries
) -> None:
    with CaptureQueriesContext(connection) as one:
        planner.get("/plans/phong-dich/assignments/")
    Assignment.objects.bulk_create(
        Assignment(
            plan=morning.plan, key=f"them-{n}", position=10 + n, organisation_key="xa-02071",
            organisation_name="UBND xã Nghĩa Tá", duty="Treo băng rôn",
        )
        for n in range(20)
    )  # fmt: skip
    with django_assert_max_num_queries(len(one)):
        page = planner.get("/plans/phong-dich/assignments/")
    assert len(page.context["duties"]) == 21

"""The roadmap over all plans: what a unit sees of it, filtered, from few queries."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.control.world import NOW, PLAN, World

from loa.plans.actions import approve_plan, load_plan
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db
FILE = Path("src/loa/demonstration/plans/cho-don-2020.toml")


def another(key: str, *, area: str = '["02020"]') -> Plan:
    text = PLAN.replace('key = "phong-dich"', f'key = "{key}"', 1)
    text = text.replace("12/KH-UBND", f"{key}/KH-UBND")
    text = text.replace('area = ["02020", "02071"]', f"area = {area}", 1)
    return approve_plan(plan_key=load_plan(text, now=NOW).key, now=NOW, by="test")


def names(client: Client, query: str = "") -> list[str]:
    lanes = client.get(f"/roadmap/?{query}").context["lanes"]
    return sorted(
        one["entry"].name for lane in lanes for _label, bars in lane["kinds"] for one in bars
    )


EVERYTHING = [
    "Lễ phát động",
    "Quốc tang",
    "Sản xuất và phát bản tin",
    "Trong mùa dịch",
    "Trước mùa dịch",
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("", EVERYTHING, id="everything"),
        pytest.param("kind=phase", ["Trong mùa dịch", "Trước mùa dịch"], id="kind"),
        pytest.param("kind=task", ["Sản xuất và phát bản tin"], id="tasks"),
        pytest.param("level=province", ["Lễ phát động"], id="level"),
        pytest.param("plan=khong-co", [], id="another-plan"),
        pytest.param("zoom=month&at=2026-12-05", ["Lễ phát động", "Trong mùa dịch"], id="a-month"),
        pytest.param("zoom=month&at=2019-01-05", [], id="a-month-without-any"),
        pytest.param("zoom=tuan&at=hom-nay&kind=gi-do", EVERYTHING, id="what-nobody-knows"),
    ],
)
def test_what_was_asked_for_is_shown(planner: Client, query: str, found: list[str]) -> None:
    assert names(planner, query) == found


def test_a_bar_is_a_link_that_says_its_days_in_words(planner: Client) -> None:
    page = planner.get("/roadmap/").content.decode()
    for part in (
        'href="/plans/phong-dich/coverage/?phase=dot-1"',
        'href="/plans/phong-dich/events/mit-tinh/"',
        "1–29/11/2026",
        "từ 27/11/2026",
        "Trung tâm thông tin cơ sở",
    ):
        assert part in page


def test_a_unit_sees_the_plans_that_concern_it(planner: Client, morning: World) -> None:
    another("rieng-cho-don")
    assert len(planner.get("/roadmap/").context["lanes"]) == 2
    planner.post("/unit/", {"unit": "02071"})
    lanes = planner.get("/roadmap/").context["lanes"]
    assert [lane["plan"].key for lane in lanes] == ["phong-dich"]


def test_a_district_of_2020_concerns_the_communes_that_were_made_of_it(
    planner: Client, morning: World
) -> None:
    load_plan(FILE.read_bytes(), now=NOW)
    planner.post("/unit/", {"unit": "02071"})
    lanes = planner.get("/roadmap/").context["lanes"]
    assert {lane["plan"].key for lane in lanes} == {"phong-dich", "cho-don-2020"}


def test_more_plans_cost_no_more_queries(planner: Client, morning: World) -> None:
    planner.get("/roadmap/")
    with CaptureQueriesContext(connection) as few:
        planner.get("/roadmap/")
    for number in range(4):
        another(f"them-{number}")
    with CaptureQueriesContext(connection) as more:
        planner.get("/roadmap/")
    assert len(more) == len(few)

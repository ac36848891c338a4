"""A plan moves: what still names its old days is told while writing, and listed."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from tests.newsroom.desk import PLAN, Desk, text_of

from loa.core.periods import Days
from loa.newsroom import actions, outdated, queries
from loa.newsroom.models import Item
from loa.plans.actions import approve_plan, load_plan, move_event
from loa.plans.models import Plan, Topic

pytestmark = pytest.mark.django_db
PLANNED = """
[[event]]
key = "hoi-nghi"
name = "Hội nghị tổng kết tiêm phòng"
level = "commune"
state = "confirmed"
starts = 2027-07-28
ends = 2027-07-29

[[phase]]
key = "dot-cuoi"
name = "Đợt cao điểm"
starts = { before = "hoi-nghi", days = 10 }
ends = { after = "hoi-nghi", days = 0 }
"""
NAMES = {
    "hop": "Sáng 28/7/2027 mời bà con ra xã.",
    "dot": "Đợt cao điểm bắt đầu từ ngày 18/7/2027.",
    "trong-dot": "Đợt cao điểm: ngày 20/7/2027 phun khử trùng.",
    "khac": "Ngày 1/7/2027 tiêm phòng.",
}


@pytest.fixture
def moved(desk: Desk) -> Plan:
    """A plan under which four items were written before its event moved by two weeks."""
    text = (
        PLAN.format(starts=date(2027, 1, 1)).replace('"mua-thu"', '"he"').replace("12-KH", "9-KH")
    )
    load_plan(text.replace("[[topic]]", PLANNED + "\n[[topic]]", 1), now=timezone.now(), by="test")
    approve_plan(plan_key="he", now=timezone.now(), by="test")
    for key, said in NAMES.items():
        topic = Topic.objects.get(plan__key="he", key="1")
        item = desk.item(key=key, headline=f"Tin {key}", topic=topic)
        actions.write(item, {"vi": said}, now=timezone.now())
    move_event(
        plan_key="he",
        event_key="hoi-nghi",
        days=Days(date(2027, 8, 11), date(2027, 8, 12)),
        reason="Mưa lũ",
        now=timezone.now(),
        by="test",
    )
    return Plan.objects.get(key="he")


def test_what_names_an_old_day_is_listed_with_the_mend(desk: Desk, moved: Plan) -> None:
    found = outdated.of_plan(moved, desk.editor, now=timezone.now())
    told = {(one.item.key, f.code, f.found, f.mend) for one in found for f in one.findings}
    assert told == {
        ("hop", "day-moved", "28/7/2027", "11/8/2027"),
        ("dot", "phase-moved", "18/7/2027", "1/8/2027"),
    }


def test_it_is_told_while_writing(desk: Desk, moved: Plan) -> None:
    told = {key: {one.code for one in queries.findings(Item.objects.get(key=key))} for key in NAMES}
    assert {key: codes & outdated.MOVED for key, codes in told.items()} == {
        "hop": {"day-moved"},
        "dot": {"phase-moved"},
        "trong-dot": set(),
        "khac": set(),
    }


def test_the_page_of_the_plan_lists_it_until_it_is_mended(
    editor: Client, desk: Desk, moved: Plan
) -> None:
    page = text_of(editor.get("/plans/he/"))
    assert "2 tin còn nói ngày cũ" in page
    assert "/items/dot/" in page
    for key, mended in (("hop", "Sáng 11/8/2027 mời bà con."), ("dot", "Đợt cao điểm.")):
        actions.write(Item.objects.get(key=key), {"vi": mended}, now=timezone.now())
    assert 'id="outdated"' not in text_of(editor.get("/plans/he/"))


def test_what_is_over_is_not_listed(desk: Desk, moved: Plan) -> None:
    Item.objects.update(valid_until=timezone.now())
    assert outdated.of_plan(moved, desk.editor, now=timezone.now()) == []

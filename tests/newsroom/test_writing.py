"""Whose turn an item is, and what its form and its saving say of the next step."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.newsroom.desk import PLAN, Desk, form, text_of

from loa.devices.objects import ObjectStore
from loa.newsroom.models import Item
from loa.plans.actions import approve_plan, load_plan

pytestmark = pytest.mark.django_db


def test_who_reads_that_it_waits_for_them_is_not_named_to_themselves(
    editor: Client, approver: Client, desk: Desk, objects: ObjectStore
) -> None:
    draft = desk.item(key="nhap", headline="Bản nháp")
    assert "đang ở anh/chị" in text_of(editor.get("/items/?state=draft"))
    item = desk.waiting(objects)
    for page in ("/items/", f"/items/{item.key}/"):
        shown = text_of(approver.get(page))
        assert "chờ anh/chị duyệt" in shown
        assert "chờ Binh" not in shown
    assert "đang ở anh/chị" not in text_of(approver.get(f"/items/{draft.key}/"))


def test_what_waits_for_a_hand_stands_before_what_is_approved(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    now = timezone.now()
    desk.item(key="nhap", headline="Bản nháp", now=now - timedelta(days=2))
    desk.item(key="xong", headline="Đã xong", now=now)
    Item.objects.filter(key="xong").update(state=Item.State.APPROVED)
    desk.item(key="moi", headline="Mới", now=now - timedelta(days=1))
    lines = editor.get("/items/").context["lines"]
    assert [one["item"].key for one in lines] == ["moi", "nhap", "xong"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"source": "UBND xã"}, "Âm thanh giữ nguyên; có thể gửi duyệt", id="source"),
        pytest.param({"source": ""}, "Âm thanh giữ nguyên; còn chỗ phải sửa", id="no-source"),
        pytest.param({"text_vi": "Lời khác."}, "Bây giờ làm âm thanh", id="other-words"),
    ],
)
def test_the_next_step_follows_from_what_was_changed(
    editor: Client, desk: Desk, objects: ObjectStore, changes: dict[str, str], sentence: str
) -> None:
    item = desk.voiced(objects)
    saved = editor.post(f"/items/{item.key}/edit/", form(desk, **changes), follow=True)
    assert sentence in text_of(saved)


def test_without_a_sound_the_sound_comes_next(editor: Client, desk: Desk) -> None:
    item = desk.item()
    saved = editor.post(f"/items/{item.key}/edit/", form(desk, source="UBND xã"), follow=True)
    assert "Bây giờ làm âm thanh" in text_of(saved)


def test_a_draft_that_lacks_its_voice_heard_says_so(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.voiced(objects)
    item.variants.update(voice="synthetic:thử 1", listened_at=None)
    saved = editor.post(f"/items/{item.key}/edit/", form(desk, source="UBND xã"), follow=True)
    assert "còn phải nghe lại hết giọng máy" in text_of(saved)


def test_what_approval_needs_is_not_said_to_be_left_empty(editor: Client, desk: Desk) -> None:
    page = text_of(editor.get("/items/new/"))
    assert "Nguồn (cần có trước khi gửi duyệt)" in page
    assert "Người viết, chức vụ (cần có trước khi gửi duyệt)" in page
    names = ("source", "byline")
    fields = [re.search(rf'<input[^>]*name="{name}"[^>]*>', page) for name in names]
    assert [bool(found and "required" in found[0]) for found in fields] == [False, False]
    before = page.split('name="source"')[0]
    assert "có thể để trống" not in before.rsplit("<label", 1)[1]
    assert editor.post("/items/new/", form(desk, source="", byline="")).status_code == 302


def test_topics_stand_under_their_plans_the_one_that_runs_first(editor: Client, desk: Desk) -> None:
    over = (
        PLAN.format(starts=date(2020, 1, 1)).replace('"mua-thu"', '"cu"').replace("12-KH", "1-KH")
    )
    over = over.replace("starts = 2020-01-01", "starts = 2020-01-01\nends = 2020-02-01")
    load_plan(over, now=timezone.now())
    approve_plan(plan_key="cu", now=timezone.now(), by="test")
    topics = editor.get("/items/new/").context["form"].fields["topic"].choices
    plans = [name for name, _topics in topics[1:]]
    assert plans == [
        "12-KH/UBND – Kế hoạch thông tin mùa thu",
        "1-KH/UBND – Kế hoạch thông tin mùa thu",
    ]

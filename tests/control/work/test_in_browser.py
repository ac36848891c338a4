"""Journeys: a planner copies a reminder, an officer finishes a duty with a file; every page."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.control import world
from tests.control.world import NOW, TODAY, World

from loa.control.models import Reminder, TaskFile
from loa.control.work.actions import open_calendar
from loa.people.rules import Role
from loa.plans.models import Assignment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TASK = "/work/of/phong-dich/san-xuat/"
PAGES = (
    "/today/?wall",
    "/work/",
    "/work/?whose=mine",
    "/work/?state=done",
    TASK,
    "/work/owing/",
    "/work/calendar/",
    f"/plans/phong-dich/turn/{TODAY + timedelta(days=4)}/",
)


@pytest.fixture
def morning(transactional_db: None) -> World:
    built = world.build()
    Assignment.objects.update(
        product="12 bản tin và một báo cáo", coordinating=[{"key": "doan", "name": "Đoàn xã"}]
    )
    return built


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, morning: World, width: int, scheme: str
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, morning.planner)
    open_calendar(by=morning.planner, now=NOW)
    found = {}
    for path in PAGES:
        answer = page.goto(f"{live_server.url}{path}")
        assert answer is not None
        wide = sideways(page)
        found[path] = (answer.status, violations(page), wide)
    assert found == dict.fromkeys(PAGES, (200, [], 0))


def test_a_planner_copies_the_reminder_and_it_is_noted(
    live_server: Any, page: Page, morning: World
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/today/")
    page.get_by_role("link", name="Nhắc").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ai chưa gửi?")
    page.get_by_role("button", name="Chép lời nhắc").click()
    expect(page.get_by_text("Đã ghi lại lần nhắc")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r", "") == Reminder.objects.get().text
    assert copied.startswith("Kính gửi: Trung tâm thông tin cơ sở")
    expect(page.get_by_text("đã nhắc")).to_be_visible()


def test_without_scripts_the_words_stand_there_and_the_button_notes_it(
    live_server: Any, new_page: NewPage, morning: World
) -> None:
    page = new_page(java_script_enabled=False)
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/work/owing/")
    expect(page.get_by_label("Lời nhắc để dán vào Zalo")).to_contain_text("25/11/2026")
    page.get_by_role("button", name="Chép lời nhắc").click()
    assert Reminder.objects.get().organisations == ["trung-tam"]


def test_an_officer_finishes_a_duty_with_a_file_on_the_phone(
    live_server: Any, new_page: NewPage, morning: World
) -> None:
    page = new_page(width=390)
    signed_in(page, live_server, world.person("can-bo", Role.EDITOR))
    page.goto(f"{live_server.url}/work/")
    page.get_by_role("link", name="Sản xuất và phát bản tin").click()
    page.get_by_role("button", name="Nhận việc").click()
    page.get_by_role("button", name="Đang làm").click()
    page.get_by_label("Ảnh, tệp PDF").set_input_files(
        {"name": "bao-cao.exe", "mimeType": "application/pdf", "buffer": b"MZ"}
    )
    page.get_by_role("button", name="Lưu tệp").click()
    expect(page.get_by_role("alert")).to_contain_text("không nhận loại tệp này")
    page.get_by_label("Ảnh, tệp PDF").set_input_files(
        {"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 x"}
    )
    page.get_by_role("button", name="Lưu tệp").click()
    expect(page.get_by_role("link", name="bao-cao.pdf")).to_be_visible()
    page.get_by_role("button", name="Đã hoàn thành").click()
    expect(page.locator(".facts .chip")).to_have_text("hoàn thành")
    duty = Assignment.objects.get(key="san-xuat")
    assert (duty.state, TaskFile.objects.get().assignment) == ("done", duty)
    # Too early: the toast's way back brings it to where it was.
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_role("button", name="Đã hoàn thành")).to_be_visible()
    assert Assignment.objects.get(key="san-xuat").state == "doing"

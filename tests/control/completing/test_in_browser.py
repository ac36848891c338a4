"""In a real browser: a draft's promises and its approval, on a phone and on a desk."""

import os
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import NewPage, signed_in, violations
from tests.control.completing.test_completing import BARE, leader
from tests.plans.drafting import world
from tests.plans.drafting.world import World

from loa.plans.actions import load_plan
from loa.plans.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def district(transactional_db: None) -> World:
    made = world.build()
    load_plan(BARE, now=world.NOW, by="test")
    return made


def held_against(page: Page, name: str) -> list[Any]:
    page.wait_for_load_state("networkidle")
    if where := os.environ.get("COMPLETING_PNG"):
        page.screenshot(path=f"{where}-{name}.png", full_page=True)
    return [violations(page), page.evaluate("document.documentElement.scrollWidth - innerWidth")]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_a_draft_is_completed_and_approved(
    live_server: Any, new_page: NewPage, district: World, width: int, scheme: str
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, district.planner)
    page.goto(f"{live_server.url}/plans/mau/targets/")
    heard = page.locator("form", has=page.get_by_label("Số tin"))
    heard.get_by_label("Số tin").fill("2")
    heard.get_by_label("Nội dung").select_option(label="1. Nội dung")
    heard.get_by_role("button", name="Thêm vào kế hoạch").click()
    expect(page.get_by_role("alert")).to_contain_text("Chỉ tiêu này đã có")
    assert held_against(page, f"refused-{width}") == [[], 0]
    heard.get_by_label("Đợt", exact=True).select_option(label="Sau")
    heard.get_by_role("button", name="Thêm vào kế hoạch").click()
    expect(page.locator("table.targets tbody tr:not(.phase-row)")).to_have_count(2)
    assert held_against(page, f"targets-{width}") == [[], 0]

    page.context.clear_cookies()
    signed_in(page, live_server, leader(district.office))
    page.goto(f"{live_server.url}/plans/mau/")
    assert held_against(page, f"gate-{width}") == [[], 0]
    page.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(page.get_by_text("Đã duyệt. Kế hoạch có hiệu lực")).to_be_visible()
    assert Plan.objects.get().state == Plan.State.APPROVED

"""The control room in a real browser: every page wide and narrow, and one whole journey."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.control import world
from tests.control.world import TODAY, World

from loa.delivery.models import Evidence

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CELL = "topic=1.1&phase=dot-1&channel=loudspeaker&measure=plays&simulated=1"
PAGES = (
    "/today/",
    "/today/unplaced/",
    "/day/bang-lung/{day}/{item}/",
    "/plans/",
    "/plans/phong-dich/",
    "/plans/phong-dich/topics/",
    "/plans/phong-dich/targets/",
    "/plans/phong-dich/assignments/",
    "/plans/phong-dich/coverage/",
    f"/plans/phong-dich/coverage/cell/?{CELL}",
    f"/plans/phong-dich/coverage/evidence/?{CELL}&unit=02020",
    "/evidence/{evidence}/",
    "/search/?q=xa+phong",
)


@pytest.fixture
def morning(transactional_db: None) -> World:
    return world.build()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, morning: World, width: int, scheme: str
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, morning.planner)
    found = {}
    for pattern in PAGES:
        path = pattern.format(day=TODAY, item=morning.heard.id, evidence=Evidence.objects.get().pk)
        answer = page.goto(f"{live_server.url}{path}")
        assert answer is not None
        found[pattern] = (answer.status, violations(page), sideways(page))
    assert found == dict.fromkeys(PAGES, (200, [], 0))


def test_a_planner_follows_a_figure_down_to_the_ledger(
    live_server: Any, page: Page, morning: World
) -> None:
    page.goto(f"{live_server.url}/today/")
    page.get_by_label("Tên đăng nhập").fill("ke-hoach")
    page.get_by_label("Mật khẩu").fill(world.PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Thứ Hai 23/11/2026")
    expect(page.locator("#station-nghia-ta")).to_contain_text("im từ")
    square = page.locator("#station-bang-lung").get_by_role(
        "link", name="05:01 Rửa tay với xà phòng: đã phát"
    )
    square.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rửa tay với xà phòng")
    expect(page.get_by_text("Ngày thứ 2 trong 3 ngày liền")).to_be_visible()

    page.get_by_role("link", name="12/KH-UBND").click()
    page.get_by_role("link", name="Kết quả", exact=True).click()
    page.get_by_role("row", name=re.compile("Rửa tay")).get_by_role("link").first.click()
    page.get_by_role("row", name=re.compile("Chợ Đồn")).get_by_role("link").click()
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Nhật ký làm căn cứ")).to_be_visible()
    page.get_by_text("Dòng thứ 5 trong chuỗi nhật ký").click()
    expect(page.locator(".ledger details[open] code.digest").first).to_be_visible()
    expect(page.locator(".page-head")).to_contain_text("Có nhật ký, đã kiểm")


def test_the_unit_switcher_asks_for_its_list_and_narrows_the_page(
    live_server: Any, page: Page, morning: World
) -> None:
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/today/")
    page.locator(".unit-switcher > summary").click()
    page.get_by_role("button", name="xã Nghĩa Tá").click()
    expect(page.locator(".unit-switcher > summary")).to_contain_text("xã Nghĩa Tá")
    expect(page.locator(".station-line")).to_have_count(1)


def test_the_day_is_asked_for_again_by_itself(live_server: Any, page: Page, morning: World) -> None:
    signed_in(page, live_server, morning.planner)
    page.clock.install()
    page.goto(f"{live_server.url}/today/")
    with page.expect_response("**/today/live/") as asked:
        page.clock.run_for(11_000)
    assert asked.value.status == 200
    expect(page.locator("#live .station-line")).to_have_count(2)


def test_a_long_table_shows_that_it_goes_on_until_its_end_is_reached(
    live_server: Any, new_page: NewPage, morning: World
) -> None:
    page = new_page(width=360)
    signed_in(page, live_server, morning.planner)
    page.goto(f"{live_server.url}/plans/phong-dich/coverage/?phase=")
    table = page.get_by_role("region", name="Kết quả so với kế hoạch")
    fade = "box => parseFloat(getComputedStyle(box).getPropertyValue('--more'))"
    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    box = table.element_handle()
    page.wait_for_function(f"box => ({fade})(box) > 0", arg=box)  # drawn a frame later
    table.focus()
    page.keyboard.press("End")
    for _step in range(30):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "box => box.scrollLeft >= box.scrollWidth - box.clientWidth - 1",
        arg=box,
    )
    page.wait_for_function(f"box => ({fade})(box) === 0", arg=box)
    page.set_viewport_size({"width": 1600, "height": 900})
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.wait_for_function(f"box => ({fade})(box) === 0", arg=box)

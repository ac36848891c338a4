"""An administrator's first day in a real browser: an Excel list becomes stations on Today."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, violations
from tests.control.first_day.books import Rows, book
from tests.control.first_day.conftest import MakeUser

from loa.channels.broadcast.models import Station
from loa.places.actions import load_units

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS: dict[str, Rows] = {
    "Đài truyền thanh": [
        ["DANH SÁCH ĐÀI TRUYỀN THANH XÃ NGHĨA TÁ"],
        ["STT", "Tên đài", "Loại hình", "Xã", "Số cụm loa", "Công suất"],
        [1, "Đài Nghĩa Tá", "IP", "Nghĩa Tá", 7, 150],
        [2, "Đài Bình Trung", "FM không dây", "Nghĩa Tá", 5, 50],
        [3, "Đài Bằng Lũng", "FM", "Bằng Lũng", 5, 50],
        ["Tổng cộng", None, None, None, 17, None],
    ],
    "Cán bộ": [
        ["Họ và tên", "Chức vụ", "Đơn vị", "Vai trò", "Điện thoại"],
        ["Cán bộ văn hoá", "Công chức", "UBND xã Nghĩa Tá", "Cán bộ xã", "0912 345 678"],
    ],
    "Cơ quan": [["Tên cơ quan", "Địa bàn"], ["UBND xã Nghĩa Tá", "Nghĩa Tá"]],
}


@pytest.fixture
def administrator(transactional_db: None, make_user: MakeUser) -> None:
    load_units()
    make_user("quan-tri", "19", records=True)


def seen(page: Page, name: str) -> None:
    """Judge a page: nothing for axe to say, nothing to scroll to the side."""
    page.wait_for_load_state()
    if where := os.environ.get("FD_PNG"):
        page.screenshot(path=f"{where}-{name}.png", full_page=True)
    assert (violations(page), sideways(page)) == ([], 0), name


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_from_nothing_to_stations_on_today(
    live_server: Any,
    new_page: NewPage,
    tmp_path: Path,
    width: int,
    scheme: str,
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    page.goto(f"{live_server.url}/start/")
    page.get_by_label("Tên đăng nhập").fill("quan-tri")
    page.get_by_label("Mật khẩu").fill("mot-mat-khau-dai")
    page.get_by_label("Mật khẩu").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anh/chị có gì?")
    page.wait_for_load_state()  # its script sends what is chosen
    seen(page, f"start-{width}")

    excel = tmp_path / "Danh sách đài.xlsx"
    excel.write_bytes(book(**LISTS))
    page.locator("#files").set_input_files(excel)
    expect(page.get_by_role("heading", level=1)).to_have_text("Đúng chưa?")
    expect(page.get_by_text("không còn là đơn vị hành chính; nay là xã Chợ Đồn")).to_be_visible()
    assert Station.objects.count() == 0
    seen(page, f"table-{width}")

    page.get_by_role("button", name="Đúng rồi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhận")
    seen(page, f"taken-{width}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tệp có lý do màu đỏ").first.click()
    assert download.value.suggested_filename == "Danh sách đài.xlsx"

    page.get_by_role("link", name="Làm tiếp").click()
    expect(page.get_by_text("2 trạm chưa có giờ phát nên còn im lặng.")).to_be_visible()
    page.locator("#hours").get_by_role("button", name="Đúng rồi").click()
    expect(page.get_by_text("Giờ phát của 2 trạm đang chờ lãnh đạo ký.")).to_be_visible()
    seen(page, f"hours-{width}")

    page.get_by_role("link", name="Lấy đường dẫn gửi họ").click()
    link = page.locator(".first-day-link input").input_value()
    seen(page, f"people-{width}")
    page.goto(f"{live_server.url}/today/")
    expect(page.locator(".station-line")).to_have_count(2)
    expect(page.locator("#station-dai-nghia-ta")).to_contain_text("Đài Nghĩa Tá")

    stranger = new_page(width=width, color_scheme=scheme)
    stranger.goto(link)
    seen(stranger, f"invited-{width}")
    stranger.get_by_label("Mật khẩu", exact=True).fill("mat-khau-cua-rieng-toi")
    stranger.get_by_label("Gõ lại mật khẩu").fill("mat-khau-cua-rieng-toi")
    stranger.get_by_role("button", name="Đặt mật khẩu").click()
    stranger.get_by_label("Tên đăng nhập").fill("hoacbv")
    stranger.get_by_label("Mật khẩu").fill("mat-khau-cua-rieng-toi")
    stranger.get_by_label("Mật khẩu").press("Enter")
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()
    expect(stranger).to_have_url(f"{live_server.url}/officer/")

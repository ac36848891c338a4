"""In a real browser: a document is dropped, looked through beside its original, made a draft."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.plans.drafting import world
from tests.plans.drafting.world import CORPUS, PLAN, World, taken

from loa.plans.drafting.models import PlanDocument
from loa.plans.models import Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROPPED = CORPUS / "seen" / "d01.docx"


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def district(transactional_db: None) -> World:
    return world.build()


def test_a_planner_brings_a_plan_in(live_server: Any, page: Page, district: World) -> None:
    signed_in(page, live_server, district.planner)
    page.goto(f"{live_server.url}/plans/")
    page.get_by_role("link", name="Đưa kế hoạch vào").click()
    page.wait_for_url("**/plan-documents/")  # with its script, that sends what is chosen
    page.get_by_label("Thả tệp vào đây hoặc chọn tệp").set_input_files(DROPPED)
    expect(page.get_by_role("heading", level=1)).to_have_text("d01.docx", timeout=30_000)
    expect(page.get_by_text("Không có đoạn nào máy không hiểu.")).to_be_visible()
    looks_at_what_is_unsure(page)
    goes_between_original_and_findings(page)
    corrects_leaves_out_and_adds(page)

    page.get_by_label("Cơ quan nào ban hành?").select_option(label="Huyện uỷ Chợ Đồn")
    page.get_by_role("button", name="Đúng rồi, tạo kế hoạch nháp").click()
    expect(page.get_by_text("Đã tạo kế hoạch nháp.")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nhiệm kỳ 2020 - 2025")
    expect(page.locator("#origin")).to_contain_text("Còn phải điền")
    page.locator("#origin").get_by_role("link", name="Chỉ tiêu").click()
    expect(page.get_by_role("heading", name="Chưa có chỉ tiêu")).to_be_visible()
    plan = Plan.objects.get()
    assert (plan.key, plan.state, plan.area, plan.phases.count(), plan.topics.count()) == (
        "52-kh-hu-2020",
        "draft",
        ["064"],
        3,
        12,
    )
    assert PlanDocument.objects.get().plan == plan


def looks_at_what_is_unsure(page: Page) -> None:
    """Take the mend of a contradiction, and say once who a body is, whatever its duties."""
    first = page.locator(".finding").first
    expect(first).to_contain_text("Nhiệm kỳ kết thúc trước khi bắt đầu")
    expect(first).to_contain_text("Kết quả thực hiện nghị quyết đại hội nhiệm kỳ 2020 - 2025")
    first.get_by_role("button", name="Sửa như vậy").click()
    asked = page.locator(".finding[data-unsure]", has_text="Ban Tuyên giáo Huyện uỷ")
    expect(asked).to_have_count(2)
    asked.first.get_by_role("button", name="Là Ban Tuyên giáo Huyện uỷ Chợ Đồn").click()
    expect(page.get_by_text("Không còn chỗ nào cần xem trước")).to_be_visible()


def goes_between_original_and_findings(page: Page) -> None:
    """Touch a finding and see its passage lit, touch a passage and see its finding lit."""
    number = page.locator(".finding", has_text="52-KH/HU")
    number.get_by_role("link", name="Xem trong bản gốc").click()
    lit = page.locator(".original-text [data-lit]")
    expect(lit).to_have_text("Số 52-KH/HU")
    expect(lit).to_be_focused()
    page.get_by_role("link", name="Theo thứ tự văn bản").click()
    original = page.locator(".original-text")
    original.get_by_role("link", name="Diễn biến các phiên làm việc").press("Enter")
    lit = page.locator(".finding[data-lit]")
    expect(lit).to_contain_text("Diễn biến các phiên làm việc")
    expect(lit).to_be_focused()


def corrects_leaves_out_and_adds(page: Page) -> None:
    """Correct a value in place, leave another out, add words that are marked in the original."""
    lit = page.locator(".finding[data-lit]")
    lit.get_by_text("Sửa", exact=True).click()
    lit.get_by_label("Nội dung").fill("Diễn biến các phiên làm việc của đại hội")
    lit.get_by_role("button", name="Lưu").click()
    corrected = page.locator(".finding", has_text="Diễn biến các phiên làm việc của đại hội")
    expect(corrected.get_by_text("đã xem")).to_be_visible()
    expect(corrected).to_be_focused()
    last = page.locator(".finding", has_text="Các ban Huyện uỷ")
    last.get_by_role("button", name="Bỏ").click()
    expect(last.get_by_text("đã bỏ")).to_be_visible()

    mark(page, "không hình thức")
    page.get_by_role("button", name="Thêm đoạn đang chọn").click()
    adding = page.locator("#adding")
    expect(adding.get_by_label("Đoạn trong văn bản")).to_have_value("không hình thức")
    adding.get_by_label("Nguyên văn").fill("Không hình thức")
    adding.get_by_role("button", name="Thêm").click()
    added = page.locator(".finding", has_text="người dùng thêm vào")
    expect(added).to_contain_text("Không hình thức")


MARK = """words => {
  const text = document.querySelector("#original-text");
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    document.getSelection().setBaseAndExtent(
      walker.currentNode, at, walker.currentNode, at + words.length);
    return;
  }
}"""


def mark(page: Page, words: str) -> None:
    """Mark words of the original as a person does with a mouse."""
    page.evaluate(MARK, words)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_every_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, district: World, width: int, scheme: str
) -> None:
    document = taken(district)
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, district.planner)
    for path in ("/plan-documents/", f"/plan-documents/{document.pk}/"):
        page.goto(f"{live_server.url}{path}")
        assert violations(page) == []
        assert sideways(page) == 0
    page.locator(".correcting > summary").first.click()
    page.locator(".adding > summary").click()
    assert violations(page) == []


def test_on_a_phone_original_and_findings_are_two_tabs(
    live_server: Any, new_page: NewPage, district: World
) -> None:
    document = taken(district)
    page = new_page(width=390, reduced_motion="reduce")
    signed_in(page, live_server, district.planner)
    page.goto(f"{live_server.url}/plan-documents/{document.pk}/")
    original, findings = page.locator("#original"), page.locator("#findings")
    expect(findings).to_be_visible()
    expect(original).to_be_hidden()
    page.get_by_role("link", name="Xem trong bản gốc").first.click()
    expect(original).to_be_visible()
    expect(findings).to_be_hidden()
    expect(page.locator(".original-text [data-lit]").first).to_have_text("2020-2015")
    page.get_by_role("button", name="Kết quả đọc").click()
    expect(findings).to_be_visible()


def test_without_scripts_every_act_is_a_form(
    live_server: Any, new_page: NewPage, district: World
) -> None:
    page = new_page(java_script_enabled=False)
    signed_in(page, live_server, district.planner)
    page.goto(f"{live_server.url}/plan-documents/")
    page.get_by_label("Thả tệp vào đây hoặc chọn tệp").set_input_files(
        {"name": "kế hoạch.txt", "mimeType": "text/plain", "buffer": PLAN.encode()}
    )
    page.get_by_role("button", name="Đọc văn bản").click()
    page.get_by_role("button", name="Sửa như vậy").first.click()
    expect(page.get_by_text("3 chỗ cần xem trước")).to_be_visible()
    page.locator(".adding > summary").click()
    page.get_by_label("Đây là gì?").select_option(label="Đợt")
    adding = page.locator("#adding")
    adding.get_by_label("Tên đợt").fill("Đợt 3")
    adding.get_by_label("Ngày đầu").fill("2020-12-01")
    adding.get_by_role("button", name="Thêm").click()
    expect(page.locator(".finding", has_text="Đợt 3: 01/12/2020 – …")).to_be_visible()
    page.get_by_role("button", name="Đúng rồi, tạo kế hoạch nháp").click()
    expect(page.get_by_text("Đã tạo kế hoạch nháp.")).to_be_visible()
    assert Plan.objects.get().phases.count() == 3


def test_a_file_is_dropped_from_the_desktop(live_server: Any, page: Page, district: World) -> None:
    signed_in(page, live_server, district.planner)
    page.goto(f"{live_server.url}/plan-documents/")
    transfer = page.evaluate_handle(
        """text => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([text], "kế hoạch.txt", { type: "text/plain" }));
          return transfer;
        }""",
        PLAN,
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})
    expect(page.get_by_role("heading", level=1)).to_have_text("kế hoạch.txt")
    assert PlanDocument.objects.get().text == PLAN

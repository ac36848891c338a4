"""Reports in a real browser: each page wide and narrow, and a planner's way to the Word file."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from docx import Document
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.reports import office as people
from tests.reports import world
from tests.reports.office import Office

from loa.reports import actions, publishing
from loa.reports.models import KeptReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/reports/",
    "/reports/new/?plan=thu",
    "/reports/{draft}/",
    "/reports/{draft}/owing/",
    "/reports/{draft}/figure/?channel=loudspeaker&measure=plays",
    "/reports/{draft}/compare/",
    "/reports/{frozen}/",
    "/reports/sheet/?unit=02071&day=2025-08-01",
    "/reports/templates/",
    "/bao-cao/",
    "/bao-cao/{frozen}/",
)


@pytest.fixture
def office(transactional_db: None) -> Office:
    return people.build()


def two_reports(office: Office) -> dict[str, int]:
    """Make a draft, and a frozen report of the same plan that residents read."""
    row = office.draft()
    frozen = actions.freeze(row, digest=row.digest, by=office.planner, now=timezone.now())
    publishing.publish(frozen, by=office.planner, now=timezone.now())
    july = actions.draft(world.of_plan(world.JULY, row.report().kind), now=world.NOW)
    return {"draft": july.pk, "frozen": frozen.pk}


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, office: Office, width: int, scheme: str
) -> None:
    numbers = two_reports(office)
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, office.planner)
    found = {}
    for pattern in PAGES:
        answer = page.goto(f"{live_server.url}{pattern.format(**numbers)}")
        page.wait_for_load_state("load")
        assert answer is not None
        found[pattern] = (answer.status, violations(page), sideways(page))
    expected = {pattern: (200, [], 0) for pattern in PAGES}
    expected["/reports/sheet/?unit=02071&day=2025-08-01"] = (403, [], 0)  # the officer's
    assert found == expected


def test_a_planner_comes_from_the_list_to_the_finished_word_file(
    live_server: Any, page: Page, office: Office, tmp_path: Path
) -> None:
    row = office.draft()
    signed_in(page, live_server, office.planner)
    page.goto(f"{live_server.url}/reports/")
    page.get_by_role("link", name="Thiếu 1 số liệu").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text("Ban Tuyên giáo")
    page.get_by_label("Buổi nói chuyện").fill("12")
    page.get_by_role("button", name="Ghi số đã điền").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(row.title)
    page.get_by_role("link", name="12 buổi nói chuyện").first.click()
    expect(page.locator(".figure-number")).to_contain_text("12")
    page.get_by_role("link", name=row.title).click()
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_text("Chốt lúc 09:00 01/09/2025")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tệp Word").click()
    path = tmp_path / "bao-cao.docx"
    waiting.value.save_as(path)

    assert KeptReport.objects.get().frozen
    words = "\n".join(p.text for p in Document(io.BytesIO(path.read_bytes())).paragraphs)
    assert "Trong kỳ đã tổ chức 12 buổi nói chuyện (tự báo cáo); luỹ kế 12 buổi" in words
    assert "chưa có số liệu" not in words


def test_the_reminder_is_copied_by_one_touch(live_server: Any, page: Page, office: Office) -> None:
    row = office.draft()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    signed_in(page, live_server, office.planner)
    page.goto(f"{live_server.url}/reports/{row.pk}/owing/")
    page.get_by_role("button", name="Chép lời nhắc").click()
    expect(page.get_by_text("Đã chép: dán vào tin nhắn.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Kính gửi: Ban Tuyên giáo\n")

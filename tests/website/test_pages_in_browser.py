"""Residents' pages in Chromium: accessible, whole without a script, nothing of a third party."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser import violations
from tests.channels.portal.builders import page, site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADDRESSES = ("/", "/tin/", "/tin/tiem-phong/", "/su-kien/")


@pytest.fixture
def here(live_server: LiveServer) -> str:
    site()
    page(text="Sáng thứ Hai tiêm ở nhà văn hoá thôn.")
    return str(live_server.url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible_at_320_pixels(here: str, browser: Browser, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": 320, "height": 640},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of the two above
    )
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for address in ADDRESSES:
        tab.goto(here + address)
        assert violations(tab) == [], address
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [url for url in asked if not url.startswith((here, "data:"))] == []
    assert context.cookies() == []
    context.close()


def test_text_size_and_contrast_are_kept_for_the_next_page(here: str, browser: Browser) -> None:
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(here + "/")
    before = tab.evaluate("getComputedStyle(document.body).fontSize")
    tab.get_by_role("button", name="Chữ rất lớn").click()
    tab.get_by_role("button", name="Tương phản cao").click()
    tab.goto(here + "/tin/")
    assert tab.evaluate("getComputedStyle(document.body).fontSize") != before
    assert tab.evaluate("document.documentElement.dataset.contrast") == "more"
    context.close()


def test_an_article_reads_without_a_script(here: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(f"{here}/tin/tiem-phong/")
    assert tab.locator(".prose").get_by_text("Sáng thứ Hai").is_visible()
    expect(tab.locator("audio").first).to_be_visible()
    context.close()

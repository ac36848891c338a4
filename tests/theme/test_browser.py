"""The gallery and the login as a person meets them: wide and narrow, light and dark."""

from typing import Any, Literal

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCHEMES = ("light", "dark")
WIDTHS = (320, 1280)
Scheme = Literal["light", "dark"]


def sign_in(page: Page, live_server: Any) -> None:
    user = get_user_model().objects.create_user("admin", password="x", is_staff=True)
    signed_in(page, live_server, user)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_login_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, width: int, scheme: Scheme
) -> None:
    page = new_page(width=width, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/accounts/login/")
    assert [violations(page), sideways(page)] == [[], 0]
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_component_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, width: int, scheme: Scheme
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/theme/")
    assert [violations(page), sideways(page)] == [[], 0]


@pytest.mark.parametrize("frame", ["drill", "rehearsal"])
def test_a_drill_and_a_rehearsal_are_usable_and_say_their_word(
    live_server: Any, new_page: NewPage, frame: str
) -> None:
    page = new_page(width=1280)
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/theme/?frame={frame}")
    word = {"drill": "Diễn tập", "rehearsal": "Chạy thử"}[frame]
    expect(page.locator(".frame-word strong")).to_have_text(word)
    assert violations(page) == []


def test_the_scheme_is_switched_and_kept(live_server: Any, new_page: NewPage) -> None:
    page = new_page(color_scheme="light")
    page.goto(f"{live_server.url}/accounts/login/")
    page.get_by_role("button", name="Màn hình tối").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")


def test_dialog_and_menu_obey_the_keyboard(live_server: Any, page: Page) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/theme/")
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()
    page.locator(".person > summary").click()
    expect(page.locator(".person .menu-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".person .menu-panel")).to_be_hidden()
    expect(page.locator(".person > summary")).to_be_focused()


def test_an_htmx_trigger_becomes_a_toast_with_undo(live_server: Any, page: Page) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/theme/")
    page.evaluate(
        "htmx.trigger(document.body, 'toast',"
        " {text: 'Đã đẩy 2 tin', undo: '/x', undoLabel: 'Hoàn tác'})"
    )
    shown = page.locator(".toasts .toast")
    expect(shown.locator("p")).to_have_text("Đã đẩy 2 tin")
    expect(shown.get_by_role("button", name="Hoàn tác")).to_be_visible()
    shown.get_by_role("button", name="Đóng").click()
    expect(shown).to_have_count(0)


def test_a_listener_joins_where_the_station_is(live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    offset = page.evaluate("""async () => {
        const audio = await import('/static/theme/audio-bar.js');
        return audio.offsetSeconds('2026-11-23T05:00:00+07:00', '2026-11-22T22:00:40Z', 2500);
    }""")
    assert offset == 42.5


def test_a_station_that_speaks_wakes_the_page_and_silence_is_said(
    live_server: Any, page: Page
) -> None:
    sign_in(page, live_server)
    page.route(
        "**/stream/",
        lambda route: route.fulfill(content_type="text/event-stream", body="data: stations\n\n"),
    )
    page.goto(f"{live_server.url}/theme/")
    page.evaluate("""() => {
        window.woken = 0;
        document.body.addEventListener("live:stations", () => { window.woken += 1; });
        document.body.dataset.live = "/stream/";
        document.body.dataset.liveSilence = "200";
        return import("/static/theme/live.js");
    }""")
    page.wait_for_function("window.woken >= 1")
    expect(page.locator("[data-stale]")).to_be_visible()  # the line was cut after one word
    page.wait_for_function("window.woken >= 2")  # and it was tried again


@pytest.mark.parametrize(("attempt", "wait_ms"), [(0, 1000), (3, 8000), (40, 60000)])
def test_a_lost_line_is_tried_ever_more_slowly(
    live_server: Any, page: Page, attempt: int, wait_ms: int
) -> None:
    page.goto(f"{live_server.url}/accounts/login/")
    longest = page.evaluate(
        "async (n) => (await import('/static/theme/live.js')).waitMs(n, 1)", attempt
    )
    assert longest == wait_ms


def test_a_sound_that_cannot_be_opened_says_so(live_server: Any, page: Page) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/theme/")
    page.evaluate("() => import('/static/theme/audio-bar.js')")
    page.get_by_role("button", name="Nghe: Thông báo tiêm phòng trâu bò").click()
    expect(page.locator(".audio-error").first).to_contain_text("Không mở được âm thanh")


def test_paper_is_light_and_a_drill_still_says_so_on_it(
    live_server: Any, new_page: NewPage
) -> None:
    page = new_page(color_scheme="dark")
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/theme/?frame=drill")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 27, 38)"
    expect(page.locator(".frame-word strong")).to_be_visible()
    expect(page.locator(".shell-side")).to_be_hidden()

"""The real server and a real browser: a line is written, a phone shows it, a crowd is served,
and what is kept for the crowd is never old."""

import asyncio
import os
import signal
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, expect
from tests.browser import violations
from tests.served import Served, served

FILL = """
from tests.website.world import event, person
event(); event(key="dong-nguoi", name="Đông người", position=2); person("bien-tap")
from loa.channels.portal.sites import open_site
open_site(key="main", name="Bản tin", unit_code="VN", hostname="127.0.0.1")
from tests.channels.portal.builders import page
page(text="Sáng thứ Hai.")
"""
CORRECT = """
import django; django.setup()
from tests.channels.portal.builders import placement, sealed
placement(sealed("tiem-phong", text="Lùi sang thứ Ba.", revision=2))
"""
PAGE = "/su-kien/ke-hoach/ngay-hoi/"
CROWDED = "/su-kien/ke-hoach/dong-nguoi/dien-bien/"
WRITE = """
import django; django.setup()
from django.utils import timezone
from loa.channels.portal.live.actions import report
from loa.people.models import User
from loa.plans.models import Event
report(Event.objects.get(key="dong-nguoi"), text="Dòng cho mọi người.",
       by=User.objects.get(username="bien-tap"), now=timezone.now())
"""
DESK, PASSWORD = "/events/ke-hoach/ngay-hoi/", "mot-mat-khau-dai"
CROWD = 500

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("served"), fill=FILL, asks="/su-kien/") as running:
        yield running


async def listen(port: int, few: asyncio.Semaphore) -> str:
    """Return the first entry that comes over a bare connection, as a phone's would."""
    async with few:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"GET {CROWDED} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await reader.readuntil(b"retry: 3000")
    try:
        await reader.readuntil(b"event: entry")
        return (await reader.readuntil(b"</li>")).decode()
    finally:
        writer.close()


def test_a_kept_article_is_right_at_once_after_a_correction_by_another_process(
    server: Served,
) -> None:
    def read() -> tuple[str, str]:
        with urllib.request.urlopen(f"{server.url}/tin/tiem-phong/") as answer:  # noqa: S310 - ours
            return answer.headers["Cache-Control"], answer.read().decode()

    (_, made), (kept, again) = read(), read()
    assert (kept, again) == ("no-cache", made)
    assert "Sáng thứ Hai." in made
    server.run(CORRECT)
    assert "Lùi sang thứ Ba." in read()[1]


def test_an_editor_writes_and_a_residents_phone_shows_it_without_a_touch(
    server: Served, browser: Browser
) -> None:
    url = server.url
    desk = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    phone = browser.new_context(viewport={"width": 320, "height": 640}).new_page()
    plain = browser.new_context(java_script_enabled=False).new_page()
    phone.goto(url + PAGE)
    expect(phone.get_by_text("Trực tiếp: dòng mới tự hiện")).to_be_visible()

    desk.goto(url + PAGE)
    desk.goto(f"{url}/accounts/login/?next={DESK}")
    desk.get_by_label("Tên đăng nhập").fill("bien-tap")
    desk.locator("input[type=password]").fill(PASSWORD)
    desk.locator("input[type=password]").press("Enter")
    desk.get_by_label("Một hai câu").fill("Khai mạc, 31 người dự.")
    desk.get_by_role("button", name="Đăng ngay").click()
    entry = phone.locator("#dong-1")
    expect(entry).to_contain_text("Khai mạc, 31 người dự.")
    assert violations(phone) == []
    assert violations(desk) == []

    desk.get_by_text("Đính chính hoặc thu hồi").click()
    desk.get_by_label("Nội dung đúng").fill("Khai mạc, 30 người dự.")
    desk.get_by_role("button", name="Đính chính", exact=True).click()
    expect(entry).to_contain_text("Khai mạc, 30 người dự.")
    expect(entry).to_contain_text("Đính chính lúc")
    assert phone.locator(".live-entry").count() == 1
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")

    plain.goto(url + PAGE)
    expect(plain.get_by_text("Khai mạc, 30 người dự.")).to_be_visible()
    for tab in (desk, phone, plain):
        tab.context.close()


def test_five_hundred_phones_hold_no_thread_each_and_hear_within_seconds(server: Served) -> None:
    before, held, took = server.threads(), 0, 0.0

    async def crowd() -> list[str]:
        nonlocal held, took
        few = asyncio.Semaphore(50)  # come in together; the kernel queues no more
        phones = [asyncio.create_task(listen(server.port, few)) for _ in range(CROWD)]
        await asyncio.sleep(3)
        held = server.threads()
        await asyncio.to_thread(server.run, WRITE)
        began = time.monotonic()
        heard = await asyncio.wait_for(asyncio.gather(*phones), 30)
        took = time.monotonic() - began
        return list(heard)

    with ThreadPoolExecutor(1) as apart:  # the browser's own loop runs in this thread
        heard = apart.submit(asyncio.run, crowd()).result()
    assert [one for one in heard if "Dòng cho mọi người." not in one] == []
    assert len(heard) == CROWD
    assert held - before < 20
    assert took < 10


def test_the_server_stops_though_somebody_listens(server: Served) -> None:
    with urllib.request.urlopen(f"{server.url}{CROWDED}", timeout=5) as line:  # noqa: S310 - ours
        assert line.readline().startswith(b"retry")
        os.kill(server.pid, signal.SIGTERM)
        rest = line.read()  # the log ends, so that the server can
    assert b"entry" in rest or rest.strip() == b""
    assert os.waitpid(server.pid, 0)[0] == server.pid

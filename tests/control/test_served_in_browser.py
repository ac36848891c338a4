"""The real server and a display on a wall: it goes red by itself, and many cost no thread each."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest
from playwright.sync_api import Browser, Page, Request, expect
from tests.browser import violations
from tests.served import Served, served

FILL = """
from datetime import timedelta
from django.utils import timezone
from loa.channels.broadcast.models import GridFrame, Station
from loa.devices.models import Device
from tests.website.world import event, person
from loa.people.rules import Role
event(); person("ke-hoach", Role.PLANNER)
grid = GridFrame.objects.create(key="g", name="Khung", document="{}")
day = timezone.localdate() - timedelta(days=30)
for key, name in (("bang-lung", "Trạm Bằng Lũng"), ("nghia-ta", "Trạm Nghĩa Tá")):
    Station.objects.create(key=key, name=name, kind="player", since=day, grid=grid, languages=[])
    Device.objects.create(station=key, keyid=key, public="00" * 32, enrolled_at=timezone.now(),
                          seen_at=timezone.now() + timedelta(hours=1))
"""
SESSION = """
import django; django.setup()
from django.test import Client
from loa.people.models import User
client = Client()
client.force_login(User.objects.get(username="ke-hoach"))
print(client.cookies["sessionid"].value)
"""
SILENT_IN = """
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from loa.devices.models import Device
heard = timezone.now() - timedelta(minutes=10) + timedelta(seconds=%s)
Device.objects.filter(station="%s").update(seen_at=heard)
"""
DISPLAYS = 200
STREAM = "/today/stream/"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    with served(folder, fill=FILL, asks="/accounts/login/") as running:
        yield running


@pytest.fixture(scope="module")
def session(server: Served) -> str:
    return server.run(SESSION).strip()


@pytest.fixture
def display(browser: Browser, server: Served, session: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")
    context.add_cookies([{"name": "sessionid", "value": session, "url": server.url}])
    yield context.new_page()
    context.close()


def red(page: Page, station: str, *, within_s: float) -> None:
    expect(page.locator(f"#station-{station} [data-state=late]")).to_be_visible(
        timeout=within_s * 1000
    )


def test_a_display_goes_red_within_seconds_and_without_asking_all_the_time(
    server: Served, display: Page
) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/today/live/" in request.url:
            asked.append(request.url)

    server.run(SILENT_IN % (3600, "nghia-ta"))
    display.on("request", note)
    display.goto(f"{server.url}/today/?wall")
    expect(display.locator("body[data-live-open]")).to_be_attached()
    expect(display.get_by_text("0 im")).to_be_visible()
    # By the clock alone: nothing more is written when its ten minutes are over.
    server.run(SILENT_IN % (4, "nghia-ta"))
    red(display, "nghia-ta", within_s=20)
    expect(display.get_by_text("1 im")).to_be_visible()
    expect(display.locator(".todo")).to_contain_text("Trạm Nghĩa Tá im từ")
    assert len(asked) < 5
    assert violations(display) == []


def test_without_a_stream_the_page_asks_by_itself(server: Served, display: Page) -> None:
    server.run(SILENT_IN % (3600, "nghia-ta"))
    display.route(f"**{STREAM}*", lambda route: route.abort())
    display.goto(f"{server.url}/today/")
    expect(display.get_by_text("0 im")).to_be_visible()
    server.run(SILENT_IN % (-1, "nghia-ta"))
    red(display, "nghia-ta", within_s=20)


def test_a_stranger_is_sent_to_sign_in(server: Served) -> None:
    line = HTTPConnection("127.0.0.1", server.port, timeout=10)
    line.request("GET", STREAM)
    answer = line.getresponse()
    answer.read()
    line.close()
    assert answer.status == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


async def listen(server: Served, session: str, few: asyncio.Semaphore) -> str:
    """Return the first word that comes over a bare connection."""
    async with few:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        head = f"GET {STREAM} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: sessionid={session}\r\n\r\n"
        writer.write(head.encode())
        await reader.readuntil(b"retry: 3000")
        await reader.readuntil(b"data: today")  # it named no page that it has
    try:
        await reader.readuntil(b"data: today")
        return "today"
    finally:
        writer.close()


def test_many_displays_hold_no_thread_each_and_hear_within_seconds(
    server: Served, session: str
) -> None:
    server.run(SILENT_IN % (3600, "bang-lung"))
    before, held, took = server.threads(), 0, 0.0

    async def wall() -> list[str]:
        nonlocal held, took
        few = asyncio.Semaphore(20)
        displays = [asyncio.create_task(listen(server, session, few)) for _ in range(DISPLAYS)]
        await asyncio.sleep(8)
        held = server.threads()
        await asyncio.to_thread(server.run, SILENT_IN % (-1, "bang-lung"))
        began = time.monotonic()
        heard = await asyncio.wait_for(asyncio.gather(*displays), 30)
        took = time.monotonic() - began
        return list(heard)

    with ThreadPoolExecutor(1) as apart:  # the browser's own loop runs in this thread
        heard = apart.submit(asyncio.run, wall()).result()
    assert len(heard) == DISPLAYS
    assert held - before < 20
    assert took < 15

"""An officer's "A lô" in a real browser: the microphone, the signature, the proof; four doors."""

import wave
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, expect
from tests.browser import chromium, sideways, signed_in, violations
from tests.channels.broadcast.builders import Agreeing, Ledger
from tests.control.test_hail import (
    desk,
    here,
    objects,
    said,
)
from tests.newsroom.desk import Desk
from tests.newsroom.test_journey import give_key

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.channels.broadcast import amendments
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import RundownDay, Station, UsbStick
from loa.delivery.models import Placement
from loa.devices.objects import ObjectStore
from loa.newsroom import retracting
from loa.newsroom.models import Item
from loa.theme import shell

__all__ = ["desk", "here", "objects"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(autouse=True)
def _own_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rooms put into the shell is judged by their own tests."""
    monkeypatch.setattr(shell, "_fillings", {slot: [] for slot in shell._fillings})


@pytest.fixture
def speaking(browser: Browser, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose microphone hears a file."""
    heard = tmp_path / "microphone.wav"
    with wave.open(str(heard), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", 10, "mic").samples.tobytes())
    flags = [
        "--no-sandbox",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={heard}",
    ]
    running = browser.browser_type.launch(executable_path=chromium(), args=flags)
    yield running
    running.close()


@pytest.mark.slow
def test_from_the_microphone_to_the_proof_and_back(
    live_server: Any, speaking: Browser, desk: Desk, objects: ObjectStore, here: Station
) -> None:
    context = speaking.new_context(locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", **PHONE)
    page = signed_in(context.new_page(), live_server, desk.editor)
    page.goto(f"{live_server.url}/start/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chợ Đồn")
    page.get_by_role("link", name="Phát thanh").click()
    button = page.locator("[data-hold]")
    button.click()
    expect(button).to_contain_text("Đang thu")
    page.wait_for_timeout(4000)
    button.click()
    expect(page.get_by_text("Nghe lại: loa sẽ phát đúng thế này")).to_be_visible(timeout=30_000)
    page.get_by_label("Ghi lại bằng chữ").fill("Mời bà con họp thôn tối nay. Họp ở nhà văn hoá.")
    page.get_by_role("radio", name="Ngay").check()
    page.get_by_role("button", name="Ký và phát").click()
    give_key(page, desk.key_file(desk.approver))
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đang ký")).to_be_visible(timeout=15_000)

    item = Item.objects.get()
    ledger = Ledger(here)
    amendments.amend_due(publisher=Agreeing(), objects=objects, now=timezone.now())
    rows = RundownDay.objects.filter(document__contains=item.message)
    (planned,) = [i for row in rows for i in row.rundown().items]
    ledger.plays(planned)
    settle(planned.ends + timedelta(minutes=1))
    expect(page.get_by_text("1 lượt phát có nhật ký")).to_be_visible(timeout=15_000)

    page.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã thu hồi")
    assert not Placement.objects.filter(state="active").exists()
    context.close()


def test_what_the_server_refuses_is_still_on_the_phone(
    live_server: Any, browser: Browser, desk: Desk, here: Station, tmp_path: Path
) -> None:
    spoken = tmp_path / "noi.mp3"
    spoken.write_bytes(b"no sound at all")
    context = browser.new_context(locale="vi-VN", **PHONE)
    page = signed_in(context.new_page(), live_server, desk.editor)
    page.goto(f"{live_server.url}/alo/")
    expect(page.locator("[data-listen]")).to_be_hidden()
    page.locator("#recording").set_input_files(spoken)
    expect(page.locator("[data-say]")).to_contain_text("đây không phải tệp âm thanh")
    expect(page.get_by_role("button", name="Gửi lại")).to_be_visible()
    heard = page.evaluate("fetch(document.querySelector('[data-listen]').src).then(a => a.text())")
    assert heard == "no sound at all"
    context.close()


@pytest.mark.parametrize("look", [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_every_page_is_usable_by_everyone(
    live_server: Any,
    browser: Browser,
    desk: Desk,
    objects: ObjectStore,
    here: Station,
    *,
    look: tuple[int, str],
) -> None:
    width, scheme = look
    context = browser.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        locale="vi-VN",
    )
    client = Client()
    client.force_login(desk.editor)
    waiting = said(client)
    approved = Item.objects.get(pk=waiting.item.pk)
    desk.approve(approved, desk.approver)
    approved.refresh_from_db()
    UsbStick.objects.create(
        station=here,
        first_day=timezone.localdate(),
        last_day=timezone.localdate(),
        made_at=timezone.now(),
        files=[{"message": approved.message, "path": "a", "kind": "message", "item": "x", "ms": 9}],
    )
    retracting.retract(approved, reason="Sai ngày", by=desk.editor, now=timezone.now())
    page = signed_in(context.new_page(), live_server, desk.editor)
    paths = (
        "/officer/",
        "/officer/mine/",
        "/officer/photo/",
        "/officer/report/",
        "/alo/",
        f"/alo/{approved.key}/",
        f"/items/{approved.key}/retract/",
    )
    found = {}
    for path in paths:
        page.goto(live_server.url + path)
        wide = sideways(page)
        found[path] = [violations(page), wide]
    context.close()
    assert found == {path: [[], 0] for path in paths}

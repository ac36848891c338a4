"""Stations, a day and a stick as people meet them: phone and desk, light and dark."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.channels.broadcast.builders import (
    UNIT,
    Ledger,
    at,
    day_of,
    ident_in,
    item,
    relay,
    station,
    voiced,
)
from tests.channels.broadcast.test_stick_pages import run_worker

from loa.audio import standin
from loa.audio.render import render
from loa.channels.broadcast import sticks
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import Station, UsbStick
from loa.core.rundown import Item
from loa.delivery.models import Evidence
from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation
from loa.people.rules import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Scheme = Literal["light", "dark"]
SignIn = Callable[[Page], None]


@pytest.fixture
def officer(live_server: Any) -> SignIn:
    """Sign a page's visitor in as the officer of the commune."""
    kind = Organisation.Kind.COMMUNE_OFFICE
    office = ensure_organisation(key="xa", name="UBND xã Nghĩa Tá", kind=kind, unit_code=UNIT)
    person = create_user(username="can-bo-xa", password="dung-cau-mat-khau")
    grant(user=person, organisation=office, role=Role.COMMUNE_OFFICER, since=timezone.localdate())

    def sign_in(page: Page) -> None:
        signed_in(page, live_server, person)

    return sign_in


@pytest.fixture
def full_day(tmp_path: Path) -> list[Item]:
    """A day with one item of each fate, a relay and something without a place; and a stick."""
    here = station()
    today = timezone.localdate()
    row = voiced("tin", ident_in(sticks.cache().objects, tmp_path))
    items = [item(row, at(0, n, day=today), n=n) for n in range(5)]
    unplaced = {
        "headline": "Tin chưa xếp được",
        "placement": "x",
        "reason": "airtime",
        "sentence": "The sessions of the day are full.",
        "later": False,
    }
    day_of(here, [*items, relay(at(5, 28, day=today))], day=today, unplaced=[unplaced])
    ledger = Ledger(here)
    ledger.plays(items[0])
    ledger.plays(items[1], late_s=20)
    ledger.plays(items[2], ms=1000)
    ledger.say("missed", items[3].starts, item=items[3].id, data={"reason": "output"})
    settle(timezone.now())
    sticks.make(here, first=today, days=1, by=None, now=timezone.now())
    return items


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
@pytest.mark.parametrize(
    "address", ["/stations/", "/stations/nghia-ta/", "/stations/nghia-ta/usb/", "/usb/"]
)
def test_pages_are_usable_by_everyone(
    live_server: Any,
    new_page: NewPage,
    officer: SignIn,
    full_day: list[Item],
    *,
    address: str,
    width: int,
    scheme: Scheme,
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    officer(page)
    number = f"{UsbStick.objects.get().pk}/" if address == "/usb/" else ""
    page.goto(f"{live_server.url}{address}{number}")
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    assert violations(page) == []
    assert sideways(page) == 0


def test_a_block_of_the_strip_opens_its_line(
    live_server: Any, page: Page, officer: SignIn, full_day: list[Item]
) -> None:
    officer(page)
    page.goto(f"{live_server.url}/stations/nghia-ta/")
    line = page.locator(f"#item-{full_day[3].id}")
    expect(line.locator(".air-more")).to_be_hidden()
    page.locator(f".strip-session [data-opens-line='{full_day[3].id}']").first.click()
    expect(line).to_contain_text("Tăng âm hoặc thiết bị âm thanh bị lỗi.")
    expect(line.locator(".sealed")).to_have_text("Có nhật ký, đã kiểm")


def test_an_officer_takes_a_stick_and_ticks_it_off_on_a_phone(
    live_server: Any, new_page: NewPage, officer: SignIn, tmp_path: Path
) -> None:
    here = station("fm", kind=Station.Kind.WIRED)
    today = timezone.localdate()
    row = voiced("tin", ident_in(sticks.cache().objects, tmp_path))
    day_of(here, [item(row, at(0, n, day=today), n=n) for n in range(2)], day=today)
    shutil.rmtree(sticks.cache().folder, ignore_errors=True)  # other tests have the same sound
    page = new_page(width=360, height=740, has_touch=True, is_mobile=True)
    officer(page)
    page.goto(f"{live_server.url}/stations/fm/usb/")
    page.get_by_role("button", name="Chuẩn bị tuần này").tap()
    expect(page.locator("#ready")).to_contain_text("0/2 tệp")
    run_worker()
    with page.expect_download() as started:
        page.get_by_role("link", name="Tải về cho USB").tap()
    with zipfile.ZipFile(started.value.path()) as archive:
        names = archive.namelist()
    assert names[0] == f"loa-fm-{today}/PHIEU_PHAT_THANH.pdf"
    assert [name.rpartition("_")[2] for name in names[1:]] == ["tin-tin.mp3"] * 2 + [
        f"loa-fm-{today}/manifest.json"
    ]
    page.get_by_role("checkbox").first.tap()
    page.get_by_role("button", name="Báo đã phát").tap()
    expect(page.locator(".toasts")).to_contain_text("Đã báo 1 tin đã phát. Cảm ơn anh/chị.")
    boxes = page.locator("input[name=item]")
    expect(boxes.nth(0)).to_be_disabled()
    expect(page.locator(".usb-done")).to_contain_text("1")
    proof = Evidence.objects.get()
    assert (proof.grade, proof.quantity, proof.unit) == ("reported", 1, "plays")
    page.get_by_role("button", name="Cả buổi này").first.tap()
    page.get_by_role("button", name="Báo đã phát").tap()
    expect(boxes.nth(1)).to_be_disabled()
    assert Evidence.objects.filter(grade="reported").count() == 2


LISTENED = """
    window.heard = [];
    window.Audio = class extends Audio {
        constructor(source) { super(source); heard.push(this); }
    };
"""


def test_a_listener_joins_what_is_on_air_and_follows_to_the_next(
    live_server: Any, page: Page, officer: SignIn, tmp_path: Path
) -> None:
    here, store, now = station(), sticks.cache().objects, timezone.now()
    playing = []
    for n, key in enumerate(("mot", "hai")):
        render(standin.stand_in("tyz", 40, key), tmp_path / key)
        row = voiced(key, store.put(tmp_path / key), 40_000)
        playing.append(item(row, now - timedelta(seconds=10), n=n))
    day = playing[0].starts.astimezone().date()
    day_of(here, playing[:1], day=day)
    officer(page)
    page.add_init_script(LISTENED)
    page.goto(f"{live_server.url}/stations/nghia-ta/{day}/")
    page.locator("#on-air").get_by_role("button").click()
    expect(page.locator("#on-air [data-playing]")).to_have_count(1)
    assert 10 <= page.evaluate("heard[0].currentTime") <= 30
    day_of(here, playing[1:], day=day)
    page.evaluate("htmx.trigger('#on-air', 'audio:next')")
    expect(page.locator("#on-air")).to_contain_text("Tin hai")
    expect(page.locator("#on-air [data-playing]")).to_have_count(1)
    assert page.evaluate("heard.map((sound) => sound.paused)") == [True, False]

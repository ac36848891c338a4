"""One bulletin all the way: technician, leader's phone, player, portal, podcast, and back."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import NewPage, signed_in
from tests.channels.broadcast.builders import Agreeing, Ledger
from tests.journeys.conftest import OFFICE
from tests.newsroom.approving.test_journey import register, with_passkeys
from tests.newsroom.bulletins.making import wav
from tests.newsroom.desk import Desk
from tests.newsroom.test_journey import PHONE
from tests.simulators.programme import Programme
from tests.simulators.station import SimulatedStation

from loa.channels.broadcast import actions as broadcast
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import PolicyRevision, RundownDay, Station
from loa.channels.portal import tasks as portal
from loa.core.rundown import Item as Planned
from loa.delivery.models import Placement, SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins import tasks as bulletins
from loa.newsroom.models import Bulletin
from loa.people.keyrings import keyring

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SLOW = 60_000  # milliseconds: sounds on a busy machine
TITLE = "Tiêm phòng trâu bò"


class Programmed(Programme):
    """What the server would publish, as a player gets it."""

    def __init__(self, here: Station, *units: str) -> None:
        super().__init__(
            policy=PolicyRevision.objects.get(station=here).policy(),
            rings=[keyring(unit) for unit in units],
        )
        self.days = [row.rundown() for row in RundownDay.objects.order_by("day")]
        self.items = [item for day in self.days for item in day.items]
        self.messages = {row.digest: row.sealed() for row in SealedMessage.objects.all()}

    def rundowns(self, _serial: int = 1) -> list[Any]:
        return self.days


def test_from_the_technicians_folder_to_the_residents_ear_and_back(
    live_server: Any,
    new_page: NewPage,
    desk: Desk,
    here: Station,
    *,
    objects: ObjectStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    editor = signed_in(new_page(height=1600), live_server, desk.editor)
    _make(editor, live_server, tmp_path)
    _approve(new_page(**PHONE), editor, live_server, desk)
    _place_on_the_portal(editor, live_server)
    _duties(objects)

    spoken = _heard_by_a_player(here)
    assert [one.title for one in spoken] == [TITLE, "Họp thôn"]
    assert _heard_by_a_player(here, keyrings=()) == []  # nobody's signature counts there

    ledger = Ledger(here)
    for one in spoken:
        ledger.plays(one)
    later = spoken[-1].ends + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    settle(later)
    portal.settle(later)

    resident = new_page(width=390, height=844)
    _finds_and_hears(resident, live_server)
    episode = _episode()
    assert episode is not None
    assert Client().get(episode).status_code == 200
    shown = resident.url

    editor = signed_in(new_page(height=1600), live_server, desk.editor)
    _take_back(editor, live_server, later, objects)
    assert resident.goto(shown).status in {404, 410}  # type: ignore[union-attr]  # it answered
    resident.goto(f"{live_server.url}/tren-loa/{OFFICE}/")
    expect(resident.get_by_text(TITLE, exact=True)).to_have_count(0)
    resident.goto(f"{live_server.url}/tim-kiem/?q=tiem+phong+trau+bo")
    expect(resident.get_by_role("link", name=TITLE)).to_have_count(0)
    assert _episode() is None
    assert Client().get(episode).status_code == 404
    ahead = RundownDay.objects.filter(day__gt=timezone.localdate(later))
    assert TITLE not in {item.title for row in ahead for item in row.rundown().items}


def _make(page: Page, live_server: Any, folder: Path) -> None:
    """Drop two sounds into tomorrow's first session and send them for approval."""
    page.goto(f"{live_server.url}/bulletins/")
    page.get_by_role("button", name="Mai 5:00").click()
    sounds = folder / "tin"
    sounds.mkdir()
    (sounds / f"1 {TITLE}.wav").write_bytes(wav(seed="a"))
    (sounds / "2 Họp thôn.wav").write_bytes(wav(seed="b"))
    page.locator("#folder").set_input_files(sounds)
    expect(page.locator(".entry")).to_have_count(2, timeout=SLOW)
    page.locator(".entry").get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Sửa").click()
    page.get_by_label("Lời tin", exact=True).fill("Mời bà con đưa trâu, bò ra nhà văn hoá thôn.")
    page.get_by_role("button", name="Lưu").first.click()
    page.goto(f"{live_server.url}/bulletins/{Bulletin.objects.get().key}/")
    page.get_by_role("button", name="Gửi duyệt để phát mai 5:00").click()
    expect(page.get_by_text("Đang chờ Binh.")).to_be_visible(timeout=SLOW)


def _approve(phone: Page, editor: Page, live_server: Any, desk: Desk) -> None:
    """Make a passkey on the leader's phone, open the link there, touch once."""
    with_passkeys(phone)
    register(phone, live_server, desk)
    editor.get_by_role("link", name="Gửi lãnh đạo đường dẫn duyệt").click()
    editor.get_by_role("button", name="Tạo đường dẫn Binh").click()
    phone.goto(editor.locator("[data-link]").input_value())
    phone.get_by_role("button", name="Duyệt cả bản tin").click()
    expect(phone.get_by_text("Đã duyệt lúc")).to_be_visible()
    approvals = [row.sealed().approvals for row in SealedMessage.objects.all()]
    assert [[one.method for one in some] for some in approvals] == [["webauthn"]] * 2


def _place_on_the_portal(page: Page, live_server: Any) -> None:
    bulletin = Bulletin.objects.get()
    (entry,) = bulletin.entries.filter(item__headline=TITLE)
    page.goto(f"{live_server.url}/items/{entry.item.key}/")
    page.get_by_label("Chỉ tiêu").select_option(label="Cổng thông tin · Đợt 1")
    page.get_by_label("Số ngày liền").fill("0")
    page.get_by_role("button", name="Đặt lịch").click()
    expect(page.get_by_role("button", name="Thôi phát").last).to_be_visible()
    assert Placement.objects.filter(channel="portal").count() == 1  # before the loudspeakers


def _duties(objects: ObjectStore) -> None:
    """Do what the ticker and the worker do."""
    now = timezone.now()
    assert bulletins.place_approved(now) == 1
    assert bulletins.make_whole.call(Bulletin.objects.get().pk)
    broadcast.publish_due(publisher=Agreeing(), objects=objects, horizon_days=7, now=now)
    portal.settle(now)


def _heard_by_a_player(here: Station, keyrings: tuple[str, ...] = (OFFICE,)) -> list[Planned]:
    """Let a player check every signature, play the day in virtual time, and say what was heard."""
    programme = Programmed(here, *keyrings)
    messages = [item for item in programme.items if item.message]
    player = SimulatedStation(messages[0].starts - timedelta(hours=1))
    player.know(programme)
    player.give(*(item.sound for item in messages))
    player.go(messages[-1].ends + timedelta(hours=1))
    played = {one.item for one in player.heard}
    return [item for item in messages if item.id in played]


def _finds_and_hears(page: Page, live_server: Any) -> None:
    """Find the article without diacritics, play it; play what the loudspeaker said again."""
    page.goto(f"{live_server.url}/tren-loa/{OFFICE}/")
    said = page.locator("article, li", has_text=TITLE).first
    expect(said.locator("audio")).to_be_visible()
    _plays(page, said)
    page.goto(f"{live_server.url}/")
    page.get_by_role("searchbox", name="Tìm").fill("tiem phong trau bo")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    _plays(page, page.locator("main"))


def _plays(page: Page, within: Any) -> None:
    """Hear a sound move on."""
    within.locator("audio").first.evaluate("a => { a.muted = true; return a.play() }")
    page.wait_for_function("[...document.querySelectorAll('audio')].some(a => a.currentTime > .3)")


def _episode() -> str | None:
    """Return the address of the one episode in the feed, if there is any."""
    answer = Client(headers={"host": "localhost"}).get("/chuong-trinh.xml")
    found = ET.fromstring(answer.content).findall("./channel/item/enclosure")  # noqa: S314 our own
    return str(found[0].get("url")).partition("localhost")[2] if found else None


def _take_back(page: Page, live_server: Any, now: datetime, objects: ObjectStore) -> None:
    key = Bulletin.objects.get().entries.get(item__headline=TITLE).item.key
    page.goto(f"{live_server.url}/items/{key}/retract/")
    page.get_by_label("Lý do").fill("Sai ngày tiêm.")
    page.get_by_role("button", name="Thu hồi ở mọi nơi").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã thu hồi")
    portal.settle(now)
    broadcast.publish_due(publisher=Agreeing(), objects=objects, horizon_days=7, now=now)

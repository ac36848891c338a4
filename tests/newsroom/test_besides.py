"""What stands beside an item's words, in a real browser: for everyone, and sent on by a phone."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.newsroom.desk import TEXT, Desk
from wagtail.models import Collection

from loa.channels.portal import pictures, sites
from loa.channels.portal.models import ArticlePage, ArticlePicture
from loa.core.words import Form
from loa.delivery.actions import Frequency, place
from loa.devices.objects import ObjectStore
from loa.newsroom import kinds, queries, royalties, unfolding
from loa.newsroom.kinds import Counted
from loa.newsroom.models import Item, Share

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/items/thanh-tuu/",
    "/items/phong-van/",
    "/items/thanh-tuu/forms/short/",
    "/items/tiem-phong/",
    "/items/royalties/",
    "/items/week/",
)
# What the share sheet was given outlives the page, which loads anew after each.
PHONE = """
navigator.canShare = () => true;
navigator.share = async ({ text = "", url = "", files = [] }) => {
  const sent = JSON.parse(sessionStorage.sent ?? "[]");
  sent.push({ text, url, files: files.map((file) => [file.name, file.type, file.size > 1000]) });
  sessionStorage.sent = JSON.stringify(sent);
};
"""


@pytest.fixture
def written(transactional_db: None, desk: Desk, objects: ObjectStore) -> Desk:
    now = timezone.now()
    item = desk.item(key="thanh-tuu", headline="Hộ nghèo giảm một nửa", kind="achievement")
    kinds.keep_figures(item, [Counted("Hộ nghèo", "%", "24,1", "2015", "11,7", "2020")], now=now)
    unfolding.write_edition(item, Form.BANNER, "vi", "Chung sức xây dựng", now=now)
    unfolding.add_recording(item, "tyz", now=now)
    spoken = desk.item(key="phong-van", headline="Phỏng vấn", kind="interview", results=True)
    kinds.keep_consent(
        spoken, b"%PDF-1.7", person="Bà Nhình", given_on=now.date(), by=desk.editor, now=now
    )
    approved = desk.waiting(objects)
    desk.approve(approved, desk.approver)
    royalties.keep_rates(desk.office, {"bulletin": 60_000}, document="15/QĐ-UBND")
    return desk


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, written: Desk, width: int, scheme: str
) -> None:
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, written.editor)
    found = {}
    for path in PAGES:
        answer = page.goto(f"{live_server.url}{path}")
        assert answer is not None
        folded = page.locator("main details")
        for number in range(folded.count()):
            folded.nth(number).evaluate("one => one.open = true")
        found[path] = (answer.status, violations(page), sideways(page))
    assert found == dict.fromkeys(PAGES, (200, [], 0))


def test_a_phone_hands_text_and_sound_on_and_says_so(
    live_server: Any, new_page: NewPage, written: Desk
) -> None:
    page = new_page(width=390)
    page.add_init_script(PHONE)
    signed_in(page, live_server, written.editor)
    page.goto(f"{live_server.url}/items/tiem-phong/")
    page.get_by_role("button", name="MP3").click()
    expect(page.get_by_text("Đã ghi: anh/chị tự báo đã gửi")).to_be_visible()
    assert Share.objects.get().what == "sound"
    page.get_by_role("button", name="Lời văn").click()
    expect(page.locator("[data-sharing] li")).to_have_count(2)
    sound, words = page.evaluate("JSON.parse(sessionStorage.sent)")
    assert sound == {"text": "", "url": "", "files": [["tiem-phong-vi.mp3", "audio/mpeg", True]]}
    assert TEXT in words["text"]
    assert words["url"] == ""
    assert [share.what for share in Share.objects.order_by("at")] == ["sound", "text"]


def on_the_portal(desk: Desk) -> ArticlePage:
    """Put the approved item on the portal."""
    item = Item.objects.select_related("topic__plan", "issuer").get(key="tiem-phong")
    message = queries.sealed(item)
    assert message is not None
    sites.open_site(key="main", name="Cổng xã", unit_code="VN", hostname="localhost")
    place(
        key="cong/tiem-phong",
        message=message,
        channel="portal",
        areas=["02020"],
        starts=timezone.localdate(),
        ends=None,
        frequency=Frequency(every_days=1),
        now=timezone.now(),
    )
    return ArticlePage.objects.get(key="tiem-phong")


def with_a_picture(page: ArticlePage) -> None:
    if not Collection.objects.exists():
        Collection.add_root(name="Root")  # emptied between tests like every table
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), "red").save(drawn, "JPEG")
    picture = pictures.keep("anh.jpg", drawn.getvalue(), "Ảnh")
    ArticlePicture.objects.create(article=page, image=picture, caption="Tiêm phòng")


# Wagtail leaves the file in which it draws a smaller picture to the collector of garbage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_link_and_the_picture_go_along_with_the_text(
    live_server: Any, new_page: NewPage, written: Desk, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    with_a_picture(on_the_portal(written))
    page = new_page(width=390)
    page.add_init_script(PHONE)
    signed_in(page, live_server, written.editor)
    page.goto(f"{live_server.url}/items/tiem-phong/")
    page.get_by_role("button", name="Lời văn kèm đường dẫn và ảnh").click()
    expect(page.get_by_text("Đã ghi: anh/chị tự báo đã gửi")).to_be_visible()
    (sent,) = page.evaluate("JSON.parse(sessionStorage.sent)")
    assert sent["url"].endswith("/tin/tiem-phong/")
    assert page.goto(sent["url"]).status == 200
    assert TEXT in sent["text"]
    assert [kind for _name, kind, _large in sent["files"]] == ["image/jpeg"]
    assert Share.objects.get().what == "link"


def test_without_a_share_sheet_the_text_is_copied_with_its_link(
    live_server: Any, new_page: NewPage, written: Desk
) -> None:
    on_the_portal(written)
    page = new_page(width=1280, permissions=["clipboard-read", "clipboard-write"])
    page.add_init_script("delete Navigator.prototype.share; delete Navigator.prototype.canShare;")
    signed_in(page, live_server, written.editor)
    page.goto(f"{live_server.url}/items/tiem-phong/")
    page.get_by_role("button", name="Lời văn kèm đường dẫn").click()
    expect(page.get_by_text("Lời văn đã chép sẵn")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert TEXT in copied
    assert copied.endswith("/tin/tiem-phong/")
    assert not Share.objects.exists()

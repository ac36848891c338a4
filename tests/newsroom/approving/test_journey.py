"""From the editor's screen to the leader's phone: registered once, touched once, believed."""

import wave
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser import NewPage, chromium, signed_in
from tests.channels.broadcast.builders import station
from tests.newsroom.approving.conftest import link
from tests.newsroom.desk import PASSWORD, Desk
from tests.newsroom.test_journey import PHONE, held_against, shoot, sign_in_with_code

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.core.keyring import approvers
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom import actions
from loa.newsroom.bulletins import actions as bulletins
from loa.newsroom.bulletins import queries
from loa.newsroom.models import ApprovalLink, Bulletin, Item, Review
from loa.people.keyrings import keyring
from loa.people.models import ApproverKey
from loa.player.crypto import verify
from loa.theme import shell
from loa.theme.figures import clock

REGISTERING = "/accounts/login/?next=/accounts/2fa/webauthn/add/"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _own_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rooms put into the shell is judged by their own tests."""
    monkeypatch.setattr(shell, "_fillings", {slot: [] for slot in shell._fillings})


def with_passkeys(page: Page, *, verified: bool = True) -> Any:
    """Give a page's device a fingerprint reader; return what can be asked of it."""
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": verified,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return device, made["authenticatorId"]


def register(page: Page, live_server: Any, desk: Desk) -> None:
    """Sign in once with a code, and let the phone make a passkey."""
    sign_in_with_code(page, live_server, desk.approver, REGISTERING)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Xác nhận").click()
    page.wait_for_url("**/webauthn/add/**")
    page.get_by_role("button", name="Thêm").click()
    page.wait_for_url("**/2fa/**")
    expect(page.get_by_text("Có thể duyệt bằng khoá này cho")).to_be_visible()
    page.context.clear_cookies()


@pytest.fixture
def bulletin(desk: Desk, objects: ObjectStore) -> Iterator[Bulletin]:
    """A programme of two items that waits for approval."""
    station("cho-don", unit="02020")
    session = queries.sessions_ahead(desk.office, timezone.now())[0]
    one = bulletins.open_for(desk.office, session, by=desk.editor, now=timezone.now())
    for key, headline in (("mot", "Tiêm phòng trâu bò"), ("hai", "Họp thôn Bản Lác")):
        item = desk.voiced(objects, key=key, headline=headline)
        bulletins.add_item(one, item.variants.get())
    bulletins.send(one, by=desk.editor, now=timezone.now())
    return one


@pytest.mark.slow
def test_the_whole_bulletin_with_one_touch(
    live_server: Any, new_page: NewPage, desk: Desk, bulletin: Bulletin
) -> None:
    phone = new_page(**PHONE)
    with_passkeys(phone)
    register(phone, live_server, desk)
    (key,) = ApproverKey.objects.filter(method="webauthn")

    editor = signed_in(new_page(), live_server, desk.editor)
    editor.goto(f"{live_server.url}/bulletins/{bulletin.key}/")
    editor.get_by_role("link", name="Gửi lãnh đạo đường dẫn duyệt").click()
    editor.get_by_role("button", name="Tạo đường dẫn Binh").click()
    address = editor.locator("[data-link]").input_value()

    phone.goto(address)
    expect(phone.get_by_role("heading", name="Tiêm phòng trâu bò")).to_be_visible()
    phone.get_by_role("button", name="Nghe cả chương trình").click()
    expect(phone.locator("[data-whole] [data-now]")).to_contain_text("Tiêm phòng")
    expect(phone.locator("[data-whole] [data-now]")).to_contain_text("Họp thôn", timeout=20_000)
    shoot(phone, "duyet-ban-tin")
    phone.get_by_role("button", name="Duyệt cả bản tin").click()
    expect(phone.get_by_text("Đã duyệt lúc")).to_be_visible()
    expect(phone.get_by_text("Loa sẽ phát lúc")).to_be_visible()
    shoot(phone, "duyet-ban-tin-xong")

    sealed = [row.sealed() for row in SealedMessage.objects.all()]
    assert [approvers(one, [keyring("02020")], verify) for one in sealed] == [{key.key_id}] * 2
    assert {item.state for item in Item.objects.all()} == {"approved"}

    phone.get_by_role("button", name="Hoàn tác").click()
    expect(phone.get_by_role("button", name="Duyệt cả bản tin")).to_be_visible()
    assert {item.state for item in Item.objects.all()} == {"review"}
    phone.get_by_role("button", name="Duyệt cả bản tin").click()
    expect(phone.get_by_text("Đã duyệt lúc")).to_be_visible()
    assert {item.state for item in Item.objects.all()} == {"approved"}


def test_a_device_that_does_not_know_who_touches_it_approves_nothing(
    live_server: Any, new_page: NewPage, desk: Desk, bulletin: Bulletin
) -> None:
    phone = new_page(**PHONE)
    device, authenticator = with_passkeys(phone)
    register(phone, live_server, desk)
    device.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    items = [entry.item for entry in bulletin.entries.all()]
    phone.goto(f"{live_server.url}/approvals/p/{link(desk, items, bulletin)}/")
    phone.get_by_role("button", name="Duyệt cả bản tin").click()
    said = phone.locator("form[data-touching=approve] [data-say]")
    expect(said).to_contain_text("Chưa quyết định gì", timeout=20_000)
    assert {item.state for item in Item.objects.all()} == {"review"}


def test_a_leader_sends_back_by_voice_and_the_author_hears_it_at_the_item(
    live_server: Any, browser: Any, desk: Desk, bulletin: Bulletin, tmp_path: Path
) -> None:
    heard = tmp_path / "microphone.wav"
    with wave.open(str(heard), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", 10, "mic").samples.tobytes())
    flags = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    flags.append(f"--use-file-for-fake-audio-capture={heard}")
    listening = browser.browser_type.launch(executable_path=chromium(), args=flags)
    phone = listening.new_context(locale="vi-VN").new_page()
    with_passkeys(phone)
    register(phone, live_server, desk)
    items = [entry.item for entry in bulletin.entries.all()]
    phone.goto(f"{live_server.url}/approvals/p/{link(desk, items, bulletin)}/")
    phone.locator("summary", has_text="Trả lại").click()
    phone.get_by_label("Cần sửa tin nào").select_option(label="2. Họp thôn Bản Lác")
    phone.get_by_role("button", name="Hoặc nói bằng lời").click()
    expect(phone.locator("[data-voice-say]")).to_have_text("0:02", timeout=10_000)
    phone.get_by_role("button", name="Dừng và giữ").click()
    expect(phone.locator("[data-voice] audio")).to_be_visible()
    phone.get_by_role("button", name="Trả lại với lý do này").click()
    expect(phone.get_by_text("Đã trả lại lúc")).to_be_visible(timeout=20_000)
    review = Review.objects.get()
    assert (review.item.key, review.method) == ("hai", "webauthn")
    assert review.recording_ms > 1_000

    page = signed_in(listening.new_context(locale="vi-VN").new_page(), live_server, desk.editor)
    page.goto(f"{live_server.url}/bulletins/{bulletin.key}/")
    told = page.locator(".entry", has_text="Họp thôn Bản Lác").locator(".entry-returned")
    expect(told).to_contain_text("Binh")
    reason = told.get_by_role("button", name="Nghe lý do")
    expect(reason).to_contain_text(clock(review.recording_seconds))
    with page.expect_response("**/reasons/*.opus") as heard_by_author:
        reason.click()
    assert heard_by_author.value.status in {200, 206}
    expect(told.get_by_role("button", name="Dừng")).to_be_visible()
    page.goto(f"{live_server.url}/items/hai/")
    expect(page.get_by_role("button", name="Nghe: Lý do bằng lời")).to_be_visible()
    listening.close()


def test_a_link_used_twice_and_a_forged_one_are_refused_in_words(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    token = link(desk, [item])
    phone = signed_in(new_page(**PHONE), live_server, desk.approver)
    phone.goto(f"{live_server.url}/approvals/p/{token}/")
    phone.locator("summary", has_text="Trả lại").click()
    phone.get_by_label("Cần sửa gì").fill("Ghi rõ thôn nào")
    phone.get_by_role("button", name="Trả lại với lý do này").click()
    expect(phone.get_by_text("Đã trả lại lúc")).to_be_visible()
    expect(phone.get_by_role("button", name="Trả lại với lý do này")).to_have_count(0)
    phone.goto(f"{live_server.url}/approvals/p/{token[:-3]}abc/")
    expect(phone.get_by_text("Đường dẫn này không đúng")).to_be_visible()
    assert ApprovalLink.objects.get().decision == "return"


@pytest.mark.parametrize("look", [(390, "light"), (1280, "dark")])
def test_every_page_is_usable_by_everyone(
    live_server: Any,
    new_page: NewPage,
    desk: Desk,
    bulletin: Bulletin,
    look: tuple[int, str],
) -> None:
    width, scheme = look
    objects = ObjectStore(desk.folder.parent / "objects")
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    items = [entry.item for entry in bulletin.entries.all()]
    back = desk.waiting(objects, key="tra", headline="Tin bị trả lại")
    actions.send_back(back, by=desk.approver, comment="Ghi rõ thôn nào", now=timezone.now())
    back.refresh_from_db()
    actions.write(back, {"vi": "Mời bà con thôn Bản Lác ra họp."}, now=timezone.now())
    pages = {
        "ky-thay": (desk.approver, "/approvals/deputies/"),
        "soat": (desk.editor, f"/approvals/review/{back.key}/"),
        "xin-duyet": (desk.editor, f"/approvals/ask/bulletin/{bulletin.key}/"),
        "duyet": (desk.approver, f"/approvals/p/{link(desk, items, bulletin)}/"),
        "sai": (desk.approver, "/approvals/p/x/"),
    }
    found = {}
    for name, (user, path) in pages.items():
        signed_in(page, live_server, user).goto(live_server.url + path)
        found[name] = held_against(page)
        shoot(page, f"{name}-{width}-{scheme}")
    assert found == {name: [[], 0] for name in pages}

"""An item's way in a real browser: written, read out, listened to, sent, approved on a phone."""

import os
import wave
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.utils import timezone
from playwright.sync_api import Page, Request, expect
from tests.browser import NewPage, chromium, sideways, signed_in, violations
from tests.newsroom.desk import PASSWORD, Desk

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.delivery.models import SealedMessage
from loa.devices.keys import make_key
from loa.devices.objects import ObjectStore
from loa.newsroom import actions
from loa.newsroom.models import Item
from loa.people import totp
from loa.people.models import ApproverKey, User
from loa.theme import shell

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture(autouse=True)
def _own_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rooms put into the shell is judged by their own tests."""
    monkeypatch.setattr(shell, "_fillings", {slot: [] for slot in shell._fillings})


PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}


def held_against(page: Page) -> list[Any]:
    page.wait_for_load_state()
    return [violations(page), sideways(page)]


def give_key(page: Page, file: Path) -> None:
    """Choose a key's file once the page asks for it."""
    expect(page.locator("[data-choose]")).to_be_visible()
    page.locator("#key-file").set_input_files(file)


def write_and_send(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/items/")
    page.get_by_role("link", name="Soạn tin mới").click()
    page.get_by_label("Tiêu đề").fill("Họp thôn")
    page.get_by_label("Lời tin", exact=True).fill(
        "Mời họp ngày 31/6 bàn về đường. Nhiệm kỳ 2020-2015."
    )
    notes = page.locator("#lint")
    expect(notes.get_by_text("Ngày “31/6” không có trong lịch.")).to_be_visible()
    notes.get_by_role("button", name="Sửa thành “30/6”").click()
    notes.get_by_role("button", name="Sửa thành “2020-2025”").click()
    page.get_by_label("Nguồn").fill("Trưởng thôn Bản Lác")
    expect(notes.get_by_text("Không có gì phải sửa")).to_be_visible()
    page.get_by_label("Kế hoạch, nội dung").select_option(label="1 Nông nghiệp")
    page.get_by_role("button", name="Lưu, rồi làm âm thanh").click()
    expect(page.get_by_role("button", name="Gửi duyệt")).to_be_disabled()
    page.get_by_role("button", name="Cho máy đọc").click()
    expect(page.get_by_text("Đã kiểm tra âm lượng")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("giọng tổng hợp", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Gửi duyệt")).to_be_disabled()
    page.get_by_role("button", name="Nghe", exact=True).click()
    expect(page.get_by_text("đã nghe", exact=True)).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Gửi duyệt").click()
    expect(page.get_by_text("Đang chờ Binh.")).to_be_visible()


def sign_in_with_code(page: Page, live_server: Any, user: User, path: str) -> None:
    page.goto(f"{live_server.url}{path}")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    secret = second_factor(user)
    page.locator("input[name=code]").fill(totp.code(secret, timezone.now()))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def second_factor(user: User) -> str:
    return str(decrypt(Authenticator.objects.get(user=user).data["secret"]))


@pytest.mark.slow
def test_an_item_becomes_a_message(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore
) -> None:
    write_and_send(signed_in(new_page(), live_server, desk.editor), live_server)
    item = Item.objects.get()
    assert item.variants.get().text == "Mời họp ngày 30/6 bàn về đường. Nhiệm kỳ 2020-2025."

    phone = new_page(**PHONE)
    sent: list[Request] = []
    # Playwright takes no built-in for a handler.
    phone.on("request", lambda request: sent.append(request))  # noqa: PLW0108 see above
    sign_in_with_code(phone, live_server, desk.approver, f"/items/{item.key}/approve/")
    expect(phone.get_by_role("heading", name="Họp thôn")).to_be_visible()
    duyet = phone.get_by_role("button", name="Duyệt", exact=True)
    expect(duyet).to_be_disabled()
    give_key(phone, desk.key_file(desk.approver))
    expect(duyet).to_be_enabled(timeout=20_000)  # a busy machine derives the key slowly
    duyet.click()
    expect(phone.get_by_text("Đã duyệt lúc")).to_be_visible()

    sealed = SealedMessage.objects.get()
    assert (sealed.key, sealed.headline) == (item.key, "Họp thôn")
    (approval,) = sealed.sealed().approvals
    key = ApproverKey.objects.get()
    assert approval.keyid == key.key_id

    # The server never got anything of the key but its id.
    (post,) = [r for r in sent if r.method == "POST" and "/approve/" in r.url]
    fields = parse_qs(post.post_data or "")
    assert set(fields) == {"csrfmiddlewaretoken", "keyid", "at", "signature"}
    pem = desk.key_file(desk.approver).read_text()
    secret = "".join(pem.splitlines()[1:-1])
    carried = "".join(r.url + (r.post_data or "") for r in sent)
    assert secret not in carried
    assert desk.key(desk.approver).private_bytes_raw().hex() not in carried


def test_a_key_is_kept_for_the_next_time_and_cannot_be_read_out(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore
) -> None:
    one, other = desk.waiting(objects), desk.waiting(objects, key="khac", headline="Tin khác")
    phone = signed_in(new_page(**PHONE), live_server, desk.approver)
    phone.goto(f"{live_server.url}/items/{one.key}/approve/")
    give_key(phone, desk.key_file(desk.approver))
    phone.get_by_role("button", name="Duyệt", exact=True).click()
    expect(phone.get_by_text("Đã duyệt lúc")).to_be_visible()
    phone.goto(f"{live_server.url}/items/{other.key}/approve/")
    expect(phone.get_by_text("Khoá của anh/chị đã có trên máy này.")).to_be_visible()
    kept = phone.evaluate("""async () => {
        const opened = await new Promise((done) => {
            const asking = indexedDB.open("loa", 1);
            asking.onsuccess = () => done(asking.result);
        });
        const [held] = await new Promise((done) => {
            const asking = opened.transaction("keys").objectStore("keys").get("binh");
            asking.onsuccess = () => done(asking.result);
        });
        opened.close();
        const way = await crypto.subtle.exportKey("pkcs8", held.key).catch((e) => e.name);
        return [held.key.extractable, way];
    }""")
    assert kept == [False, "InvalidAccessError"]
    phone.get_by_role("button", name="Duyệt", exact=True).click()
    expect(phone.get_by_text("Đã duyệt lúc")).to_be_visible()
    phone.goto(f"{live_server.url}/items/{one.key}/approve/")
    assert SealedMessage.objects.count() == 2


def test_what_changed_under_the_approvers_eyes_is_not_signed(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    phone = signed_in(new_page(**PHONE), live_server, desk.approver)
    phone.goto(f"{live_server.url}/items/{item.key}/approve/")
    give_key(phone, desk.key_file(desk.approver))
    expect(phone.get_by_role("button", name="Duyệt", exact=True)).to_be_enabled()
    Item.objects.filter(pk=item.pk).update(headline="Khác hẳn")
    phone.get_by_role("button", name="Duyệt", exact=True).click()
    expect(phone.get_by_text("Tin đã thay đổi. Tải lại trang và xem lại.")).to_be_visible()
    assert not SealedMessage.objects.exists()


@pytest.mark.parametrize("kind", ["another", "no-key", "locked"])
def test_a_wrong_key_file_is_told_apart(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore, kind: str
) -> None:
    item = desk.waiting(objects)
    phone = signed_in(new_page(**PHONE), live_server, desk.approver)
    phone.goto(f"{live_server.url}/items/{item.key}/approve/")
    file, sentence = wrong_key(desk.folder, kind)
    give_key(phone, file)
    expect(phone.locator("[data-say]")).to_contain_text(sentence)
    expect(phone.get_by_role("button", name="Duyệt", exact=True)).to_be_disabled()


def wrong_key(folder: Path, kind: str) -> tuple[Path, str]:
    path = folder / "wrong.pem"
    if kind == "another":
        make_key(path)
        return path, "Khoá này chưa được đăng ký"
    if kind == "locked":
        make_key(path, b"mat-khau")
        return path, "có mật khẩu"
    path.write_text("xin chào")
    return path, "không có khoá Ed25519"


def test_a_browser_that_cannot_sign_names_the_other_way(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    phone = signed_in(new_page(**PHONE), live_server, desk.approver)
    phone.add_init_script("SubtleCrypto.prototype.generateKey = async () => { throw new Error(); }")
    phone.goto(f"{live_server.url}/items/{item.key}/approve/")
    expect(phone.get_by_text(f"loa item approve {item.key} --key FILE")).to_be_visible()
    expect(phone.get_by_role("button", name="Duyệt", exact=True)).to_be_disabled()


def test_an_approver_sends_back_with_a_reason_and_sees_what_changed(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    phone = signed_in(new_page(**PHONE), live_server, desk.approver)
    phone.goto(f"{live_server.url}/items/{item.key}/approve/")
    phone.locator("summary", has_text="Trả lại").click()
    phone.get_by_label("Cần sửa gì").fill("Ghi rõ thôn nào")
    phone.get_by_role("button", name="Trả lại với lý do này").click()
    expect(phone.get_by_text("Tin này không chờ duyệt.")).to_be_visible()
    desktop = signed_in(new_page(), live_server, desk.editor)
    desktop.goto(f"{live_server.url}/items/")
    expect(desktop.get_by_text("Ghi rõ thôn nào")).to_be_visible()


def test_a_microphones_recording_is_kept(
    live_server: Any, browser: Any, desk: Desk, tmp_path: Path
) -> None:
    item = desk.item()
    flags = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    heard = tmp_path / "microphone.wav"
    with wave.open(str(heard), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", 10, "mic").samples.tobytes())
    flags.append(f"--use-file-for-fake-audio-capture={heard}")
    listening = browser.browser_type.launch(executable_path=chromium(), args=flags)
    page = signed_in(listening.new_context(locale="vi-VN").new_page(), live_server, desk.editor)
    page.goto(f"{live_server.url}/items/{item.key}/")
    page.get_by_role("button", name="Thu âm").click()
    expect(page.get_by_text("0:02")).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="Dừng và giữ").click()
    expect(page.get_by_text("Đã kiểm tra âm lượng")).to_be_visible(timeout=30_000)
    listening.close()
    variant = item.variants.get()
    assert (variant.voice, 1000 < variant.sound_ms < 6000) == ("recorded", True)


@pytest.mark.parametrize("look", [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")])
def test_every_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore, look: tuple[int, str]
) -> None:
    width, scheme = look
    waiting = desk.waiting(objects)
    draft = desk.item(key="nhap", headline="Họp ngày 31/6")
    approved = desk.waiting(objects, key="duyet", headline="Vệ sinh nguồn nước")
    desk.approve(approved, desk.approver)
    back = desk.waiting(objects, key="tra", headline="Tin bị trả lại")
    actions.send_back(back, by=desk.approver, comment="Ghi rõ thôn nào", now=timezone.now())
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    pages = {
        "danh-sach": (desk.editor, "/items/"),
        "trong": (desk.editor, "/items/?q=khong-co"),
        "moi": (desk.editor, "/items/new/"),
        "sua": (desk.editor, f"/items/{draft.key}/edit/"),
        "nhap": (desk.editor, f"/items/{draft.key}/"),
        "tra": (desk.editor, f"/items/{back.key}/"),
        "da-duyet": (desk.editor, f"/items/{approved.key}/"),
        "duyet": (desk.approver, f"/items/{waiting.key}/approve/"),
        "duyet-xong": (desk.approver, f"/items/{approved.key}/approve/"),
    }
    found = {}
    for name, (user, path) in pages.items():
        signed_in(page, live_server, user).goto(live_server.url + path)
        found[name] = held_against(page)
        shoot(page, f"{name}-{width}-{scheme}")
    assert found == {name: [[], 0] for name in pages}


def shoot(page: Page, name: str) -> None:
    """Keep a picture for people to look at, where LOA_SHOTS names a folder."""
    if folder := os.environ.get("LOA_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)

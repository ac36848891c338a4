"""A bulletin in a real browser: recorded, dropped, ordered, cut, heard, sent."""

import wave
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from tests.browser import NewPage, chromium, sideways, signed_in, violations
from tests.newsroom.bulletins.making import recorded, wav
from tests.newsroom.desk import Desk

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.devices.objects import ObjectStore
from loa.newsroom.models import Bulletin, Item
from loa.theme import shell

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLOW = 60_000  # milliseconds: decoding on a busy machine


@pytest.fixture(autouse=True)
def _own_pages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other rooms put into the shell is judged by their own tests."""
    monkeypatch.setattr(shell, "_fillings", {slot: [] for slot in shell._fillings})


def microphone(folder: Path) -> list[str]:
    """Return Chromium's flags for a microphone that hears a stand-in."""
    heard = folder / "microphone.wav"
    with wave.open(str(heard), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", 10, "mic").samples.tobytes())
    return [
        "--no-sandbox",
        "--mute-audio",
        "--autoplay-policy=no-user-gesture-required",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={heard}",
    ]


def order_of(page: Page) -> list[str]:
    return page.locator(".entry h3").all_inner_texts()


def raise_by_keyboard(page: Any, name: str) -> None:
    """Move an entry up by one, and find the keyboard where it was."""
    page.get_by_role("button", name=f"Đưa lên trước: {name}").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".entry h3").nth(1)).to_have_text(name, timeout=SLOW)
    expect(page.get_by_role("button", name=f"Đưa lên trước: {name}")).to_be_focused()


def drag_to_the_front(page: Any) -> None:
    """Drag the third entry before the first."""
    handle = page.locator(".entry").nth(2).locator("[data-handle]").bounding_box()
    first = page.locator(".entry").nth(0).bounding_box()
    assert handle
    assert first
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(first["x"] + 40, first["y"] + 4, steps=8)
    page.mouse.up()
    expect(page.locator(".entry .entry-number").nth(0)).to_have_text("1")


@pytest.mark.slow
def test_a_technician_makes_the_mornings_bulletin(
    live_server: Any, browser: Any, desk: Desk, objects: ObjectStore, tmp_path: Path
) -> None:
    running = browser.browser_type.launch(executable_path=chromium(), args=microphone(tmp_path))
    context = running.new_context(locale="vi-VN", viewport={"width": 1280, "height": 1600})
    page = signed_in(context.new_page(), live_server, desk.editor)
    page.goto(f"{live_server.url}/bulletins/")
    page.get_by_role("button", name="Mai 5:00").click()

    page.get_by_role("button", name="Thu âm", exact=True).click()
    expect(page.get_by_role("button", name="Dừng và giữ · 0:02")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Dừng và giữ").click()
    expect(page.locator(".entry")).to_have_count(1, timeout=SLOW)

    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "2 Họp thôn.wav").write_bytes(wav(seed="b"))
    (folder / "1 Tiêm phòng.wav").write_bytes(wav(seed="c"))
    (folder / "đọc trước.txt").write_text("không phải âm thanh")
    page.locator("#folder").set_input_files(folder)
    refused = page.locator("[data-refused]")
    expect(refused).to_contain_text("đọc trước.txt", timeout=SLOW)
    expect(refused).to_contain_text("MP3")
    names = order_of(page)
    assert names[1:] == ["Tiêm phòng", "Họp thôn"]

    raise_by_keyboard(page, "Họp thôn")
    drag_to_the_front(page)
    expect(page.locator(".entry h3").nth(0)).to_have_text("Tiêm phòng", timeout=SLOW)

    cutting = page.locator(".entry").nth(0).locator("details", has_text="Cắt như vậy")
    cutting.locator("summary").click()
    cutting.get_by_label("Đến").fill("1200")
    cutting.get_by_role("button", name="Cắt như vậy").click()
    expect(page.locator(".entry").nth(0).locator(".entry-length")).to_have_text(
        "0:01", timeout=SLOW
    )

    with page.expect_event("console", lambda m: m.text == "heard it all", timeout=SLOW):
        page.evaluate(
            "addEventListener('programme:ended', () => console.log('heard it all'), {once: true})"
        )
        page.get_by_role("button", name="Nghe cả bản tin").click()
    page.get_by_role("button", name="Gửi duyệt để phát mai 5:00").click()
    expect(page.get_by_text("Đang chờ Binh.")).to_be_visible(timeout=SLOW)
    one = Bulletin.objects.get()
    found = [entry.item.headline for entry in one.entries.select_related("item")]
    assert (found[0], found[2], Item.objects.filter(state="review").count()) == (
        "Tiêm phòng",
        "Họp thôn",
        3,
    )
    running.close()


def test_files_chosen_before_the_script_has_come_are_taken_too(
    live_server: Any, new_page: NewPage, desk: Desk, objects: ObjectStore, tmp_path: Path
) -> None:
    page = signed_in(new_page(), live_server, desk.editor)
    page.goto(f"{live_server.url}/bulletins/")
    held: list[Route] = []
    page.route("**/bulletin*.js", lambda route: held.append(route))  # noqa: PLW0108 Playwright takes no built-in
    page.get_by_role("button", name="Mai 5:00").click(no_wait_after=True)
    (tmp_path / "Họp thôn.wav").write_bytes(wav(seed="b"))
    page.locator("#files").set_input_files(tmp_path / "Họp thôn.wav")
    held[0].continue_()
    expect(page.locator(".entry h3")).to_have_text("Họp thôn", timeout=SLOW)


@pytest.fixture
def filled(desk: Desk, bulletin: Bulletin, objects: ObjectStore) -> Bulletin:
    for seed in "ab":
        recorded(desk, bulletin, objects, f"{seed} tin tiếng Tày.wav", seed=seed)
    return bulletin


@pytest.mark.parametrize("look", [(390, "light"), (1280, "dark")])
def test_its_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, desk: Desk, filled: Bulletin, look: tuple[int, str]
) -> None:
    width, scheme = look
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, desk.editor)
    found = {}
    for path in ("/bulletins/?all", f"/bulletins/{filled.key}/"):
        page.goto(live_server.url + path)
        for summary in page.locator("main summary").all():
            summary.click()
        page.wait_for_load_state()
        found[path] = [violations(page), sideways(page)]
    assert found == {path: [[], 0] for path in found}

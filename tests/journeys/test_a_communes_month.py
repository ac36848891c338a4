"""A commune's whole month: an Excel list, a plan on paper, a bulletin, a photo, a Word report."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from tests.browser import NewPage
from tests.journeys import commune
from tests.journeys.commune import Clock, Commune
from tests.journeys.tower import Player, Tower
from tests.newsroom.approving.test_journey import REGISTERING, with_passkeys
from tests.newsroom.bulletins.making import wav
from tests.newsroom.desk import PASSWORD
from tests.newsroom.test_journey import PHONE, second_factor

from loa.channels.broadcast import actions as broadcast
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import Cluster, Station
from loa.core.words import Grade
from loa.delivery.models import Evidence
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins import tasks as bulletins
from loa.newsroom.models import Item
from loa.people import totp
from loa.plans.models import Plan
from loa.reports import tasks as reports

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MONDAY = datetime(2026, 10, 19, 8, 0, tzinfo=ZONE)
FRIDAY = datetime(2026, 10, 23, 8, 0, tzinfo=ZONE)
DUE = datetime(2026, 11, 16, 8, 0, tzinfo=ZONE)  # the month ended on the 14th
SLOW = 60_000  # milliseconds: sounds and documents on a busy machine
STATION = "dai-nghia-ta"
TITLE = "Lịch tiêm phòng trâu bò"
DUTY = "Treo 02 băng rôn tại trung tâm xã và chợ, gửi ảnh"
REPORT = "Kết quả thực hiện công tác thông tin cơ sở của xã Nghĩa Tá tháng 11 năm 2026"
# The bulletin's own session, and twice a day on three days in a row as the plan promises.
PLAYS = 1 + 2 * 3
PROMISED = 2 * PLAYS - 2  # the other station has no player and nobody ticked its slip


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(MONDAY)
    monkeypatch.setattr(timezone, "now", made)
    return made


@pytest.fixture
def here(transactional_db: None, objects: ObjectStore, clock: Clock) -> Commune:
    return commune.opened()


@pytest.fixture
def tower(tmp_path: Path, objects: ObjectStore, clock: Clock) -> Tower:
    return Tower(tmp_path, objects, now=clock())


@pytest.fixture(autouse=True)
def _fresh_ticker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a process of the ticker remembers is none of the next one's."""
    monkeypatch.setattr(reports, "_found", reports._Found())
    monkeypatch.setattr(bulletins, "_asked", {})
    return


def test_from_an_excel_list_to_the_finished_word_report(
    live_server: Any,
    new_page: NewPage,
    here: Commune,
    *,
    tower: Tower,
    clock: Clock,
    tmp_path: Path,
) -> None:
    officer = new_page(height=1600, reduced_motion="reduce")
    sign_in(officer, live_server)
    _brings_in_what_the_office_has(officer, tmp_path)
    plan = _makes_the_plan_that_was_on_paper(officer, tmp_path)
    chairman = new_page(**PHONE)
    _puts_it_in_force(chairman, live_server, here, plan)
    _has_the_hours_signed(officer, live_server, tower, clock)
    _makes_a_bulletin(officer, live_server, tmp_path)
    _approves_it(chairman, officer)
    _places_it_as_the_plan_promises(officer, live_server)
    _is_heard(tower, clock)

    phone = new_page(width=390, height=844)
    sign_in(phone, live_server)
    _proves_the_banner(phone, tmp_path)

    clock.set(DUE)
    reports.draft_due(clock())  # a process that begins waits a minute
    while reports.draft_due(clock() + timedelta(minutes=2)):
        pass  # the ticker makes one draft a round
    officer = new_page(height=1600, reduced_motion="reduce")
    sign_in(officer, live_server)
    _finds_the_draft_and_fills_what_is_yellow(officer)
    written = _freezes_and_downloads(officer, tmp_path)
    _says_what_happened(written)
    _residents_read_the_same(officer, new_page(width=390, height=844))


def sign_in(page: Page, live_server: Any, name: str = "can-bo") -> None:
    """Sign in as people do, and land where their day begins."""
    page.goto(f"{live_server.url}/start/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=password]").press("Enter")


def titled(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def _brings_in_what_the_office_has(page: Page, folder: Path) -> None:
    """Drop the list; get a wrong row back in red, mend it, drop it again; choose the hours."""
    expect(titled(page)).to_have_text("Anh/chị có gì?")
    page.locator("#files").set_input_files(commune.lists(folder))
    expect(titled(page)).to_have_text("Đúng chưa?")
    expect(page.get_by_text("không còn là đơn vị hành chính; nay là xã Chợ Đồn")).to_be_visible()
    assert Station.objects.count() == 0
    page.get_by_role("button", name="Đúng rồi").click()
    expect(titled(page)).to_have_text("Đã nhận")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tệp có lý do màu đỏ").first.click()
    given_back = folder / "trả lại.xlsx"
    download.value.save_as(given_back)
    _mend_what_is_red(given_back)

    page.get_by_role("link", name="Làm tiếp").click()
    page.locator("#files").set_input_files(given_back)
    expect(titled(page)).to_have_text("Đúng chưa?")
    page.get_by_role("button", name="Đúng rồi").click()
    expect(titled(page)).to_have_text("Đã nhận")
    stations = Station.objects.order_by("key").values_list("name", flat=True)
    assert list(stations) == ["Đài Bản Lạp", "Đài Nghĩa Tá"]
    clusters = Cluster.objects.filter(station__key=STATION).order_by("name")
    assert [row.name for row in clusters] == ["Cụm Bản Bẳng", "Cụm Nà Đẩy"]

    page.get_by_role("link", name="Làm tiếp").click()
    page.locator("#hours").get_by_role("button", name="Đúng rồi").click()
    expect(page.get_by_text("Giờ phát của 2 trạm đang chờ lãnh đạo ký.")).to_be_visible()


def _mend_what_is_red(path: Path) -> None:
    """Write the right commune into the row that came back with a reason."""
    book = load_workbook(path)
    sheet = book["Đài truyền thanh"]
    told = [[cell.value for cell in row] for row in sheet.iter_rows() if row[1].value]
    (row,) = (row for row in told if row[1] == "Đài Bản Lạp")
    assert "không còn là đơn vị hành chính" in row[-1]
    (cell,) = (cell for cells in sheet.iter_rows() for cell in cells if cell.value == commune.WRONG)
    cell.value = commune.RIGHT
    book.save(path)


def _makes_the_plan_that_was_on_paper(page: Page, folder: Path) -> str:
    """Drop the Word file, look it through, state what it promises; return its address."""
    page.locator("#files").set_input_files(commune.paper(folder))
    expect(titled(page)).to_have_text("Đúng chưa?")
    page.get_by_role("button", name="Đúng rồi").click()
    page.get_by_role("link", name="Đọc và đối chiếu").click()
    expect(titled(page)).to_have_text("KH 12 tiem phong.docx", timeout=SLOW)
    original = page.locator(".original-text")
    expect(original).to_contain_text("Số: 12/KH-UBND")
    duty = page.locator(".finding", has_text=DUTY)
    expect(duty.get_by_text("trong hệ thống: UBND xã Nghĩa Tá")).to_be_visible()
    page.get_by_role("button", name="Đúng rồi, tạo kế hoạch nháp").click()
    expect(page.get_by_role("heading", name="Kế hoạch này còn là bản nháp")).to_be_visible()

    page.get_by_role("link", name="Điền chỉ tiêu").click()
    heard = page.locator("form", has=page.get_by_label("Số tin"))
    heard.get_by_label("Số tin").fill("1")
    heard.get_by_label("Nội dung").select_option(
        label="1. Lịch tiêm phòng trâu, bò, lợn vụ thu đông"
    )
    heard.get_by_role("button", name="Thêm vào kế hoạch").click()
    promised = page.locator("table.targets")
    expect(promised).to_contain_text("1 tin × 2 lượt/ngày × 3 ngày liền")
    counted = page.locator("form", has=page.get_by_label("Đếm gì"))
    counted.get_by_label("Đếm gì").select_option(label="Băng rôn, cờ: băng rôn treo")
    counted.get_by_label("Số lượng").fill("2")
    counted.get_by_role("button", name="Thêm vào kế hoạch").click()
    expect(promised).to_contain_text("băng rôn treo")
    expect(page.get_by_text("Triệu Thị Chủ duyệt, ngay trên trang này.")).to_be_visible()
    address = page.url.replace("/targets/", "/")
    page.get_by_role("link", name="Phân công", exact=True).click()
    page.get_by_label("Ngày cuối").fill("2026-10-24")
    page.get_by_role("button", name="Lưu ngày").click()
    expect(page.locator(".duties")).to_contain_text("hạn 24/10/2026")
    return address


def _puts_it_in_force(phone: Page, live_server: Any, here: Commune, plan: str) -> None:
    """Make a passkey on the chairman's phone, open the plan that was sent, approve it."""
    with_passkeys(phone)
    phone.goto(f"{live_server.url}{REGISTERING}")
    phone.get_by_label("Tên đăng nhập").fill("chu-tich")
    phone.locator("input[type=password]").fill(PASSWORD)
    phone.locator("input[type=password]").press("Enter")
    # Codes go by the machine's clock, whatever the installation's says.
    phone.locator("input[name=code]").fill(
        totp.code(second_factor(here.chairman), datetime.now(UTC))
    )
    phone.locator("input[name=code]").press("Enter")
    phone.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    phone.get_by_role("button", name="Xác nhận").click()
    phone.wait_for_url("**/webauthn/add/**")
    phone.get_by_role("button", name="Thêm").click()
    expect(phone.get_by_text("Có thể duyệt bằng khoá này cho")).to_be_visible()

    phone.goto(plan)
    phone.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(phone.get_by_text("Đã duyệt. Kế hoạch có hiệu lực")).to_be_visible()
    assert Plan.objects.get().state == Plan.State.APPROVED


def _has_the_hours_signed(page: Page, live_server: Any, tower: Tower, clock: Clock) -> None:
    """Bring the file to whoever keeps the leaders' keys, and see that it is signed."""
    page.goto(f"{live_server.url}/first-day/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tệp để lãnh đạo ký").click()
    tower.sign(Path(download.value.path()).read_bytes(), now=clock())
    page.reload()
    expect(page.get_by_role("link", name="Tệp để lãnh đạo ký")).to_have_count(0)


def _makes_a_bulletin(page: Page, live_server: Any, folder: Path) -> None:
    """Drop a recording into tomorrow's first session, write its words, send it."""
    page.goto(f"{live_server.url}/bulletins/")
    page.get_by_role("button", name="Mai 5:00").click()
    sounds = folder / "tin"
    sounds.mkdir()
    (sounds / f"1 {TITLE}.wav").write_bytes(wav(seed="a"))
    page.locator("#folder").set_input_files(sounds)
    expect(page.locator(".entry")).to_have_count(1, timeout=SLOW)
    bulletin = page.url
    page.locator(".entry").get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Sửa").click()
    page.get_by_label("Lời tin", exact=True).fill("Mời bà con đưa trâu, bò ra nhà văn hoá thôn.")
    page.get_by_role("button", name="Lưu thay đổi").click()
    expect(page.get_by_role("heading", name="Việc tiếp theo")).to_be_visible()
    page.goto(bulletin)
    page.get_by_role("button", name="Gửi duyệt để phát mai 5:00").click()
    expect(page.get_by_text("Đang chờ Triệu Thị Chủ.")).to_be_visible(timeout=SLOW)


def _approves_it(phone: Page, officer: Page) -> None:
    officer.get_by_role("link", name="Gửi lãnh đạo đường dẫn duyệt").click()
    officer.get_by_role("button", name="Tạo đường dẫn Triệu Thị Chủ").click()
    phone.goto(officer.locator("[data-link]").input_value())
    phone.get_by_role("button", name="Duyệt cả bản tin").click()
    expect(phone.get_by_text("Đã duyệt lúc")).to_be_visible()


def _places_it_as_the_plan_promises(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/items/{Item.objects.get().key}/")
    expect(page.get_by_label("Cho chỉ tiêu")).to_contain_text("2 lượt mỗi ngày, 3 ngày liền")
    page.get_by_role("button", name="Đặt lịch").click()
    expect(page.get_by_role("button", name="Thôi phát")).to_be_visible()


def _is_heard(tower: Tower, clock: Clock) -> None:
    """Do what ticker and signer do, let a real player play until Friday and send its ledger."""
    now = clock()
    assert bulletins.place_approved(now) == 1
    player = Player(now, station=STATION)
    player.claim(now=now)
    done = broadcast.publish_due(
        publisher=tower.signer, objects=tower.objects, horizon_days=7, now=now
    )
    assert (done.stations, done.unplaced, done.refused) == (("dai-ban-lap", STATION), 0, {})
    player.refresh(tower, [commune.UNIT])
    clock.set(FRIDAY)
    player.go(clock())
    assert len(player.heard) == PLAYS
    player.report()
    settle(clock())
    heard = Evidence.objects.values_list("unit", "grade", "simulated", "placement__target__channel")
    assert list(heard) == [("plays", Grade.RECORDED, False, "loudspeaker")] * PLAYS


def _proves_the_banner(phone: Page, folder: Path) -> None:
    """Photograph what hangs, from the four buttons on; bring the duty to its end."""
    photo = folder / "băng rôn chợ.jpg"
    Image.new("RGB", (640, 480), "firebrick").save(photo)
    phone.get_by_role("link", name="Chụp ảnh").click()
    phone.get_by_role("link", name=f"Chụp cho tin: {DUTY}").click()
    expect(phone.locator(".facts")).to_contain_text("24/10/2026")
    phone.get_by_role("button", name="Nhận việc").click()
    phone.get_by_label("Ảnh, tệp PDF, Word, Excel hoặc MP3").set_input_files(photo)
    phone.get_by_role("button", name="Lưu tệp").click()
    expect(phone.get_by_role("link", name="băng rôn chợ.jpg")).to_be_visible()
    phone.get_by_role("button", name="Đang làm").click()
    phone.get_by_role("button", name="Đã hoàn thành").click()
    expect(phone.get_by_text("Đã xong. Nếu báo nhầm, hãy rút lại:")).to_be_visible()


def _finds_the_draft_and_fills_what_is_yellow(page: Page) -> None:
    page.get_by_role("link", name="Việc của tôi").click()
    waiting = page.locator("li", has_text=f"1 số liệu của “{REPORT}”")
    expect(waiting).to_contain_text("Cờ, băng rôn, cổ động trực quan: băng rôn, khẩu hiệu treo")
    page.get_by_role("link", name="Trang của tôi").click()
    page.locator("main").get_by_role("link", name="Báo cáo").click()
    page.get_by_role("link", name="Mở các báo cáo").click()
    page.get_by_role("link", name=REPORT, exact=True).click()
    expect(page.get_by_text("DỰ THẢO, SỐ LIỆU CHƯA CHỐT")).to_be_visible()
    expect(page.get_by_text("do Uỷ ban nhân dân xã Nghĩa Tá chưa gửi.")).to_be_visible()
    page.get_by_role("link", name="Nhắc, hoặc điền số").click()
    page.get_by_label("Băng rôn, khẩu hiệu treo").fill("2")
    page.get_by_role("button", name="Ghi số đã điền").click()
    expect(page.get_by_text("chưa có số liệu")).to_have_count(0)


def _freezes_and_downloads(page: Page, folder: Path) -> Path:
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_text("DỰ THẢO, SỐ LIỆU CHƯA CHỐT")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tệp Word").click()
    path = folder / "bao cao.docx"
    download.value.save_as(path)
    return path


def _says_what_happened(path: Path) -> None:
    """Open the Word file: its figures are those of what was aired, hung and approved."""
    document = Document(str(path))
    text = "\n".join(one.text for one in document.paragraphs)
    rows = {tuple(cell.text for cell in row.cells) for t in document.tables for row in t.rows}
    share = f"{PLAYS * 1000 // PROMISED / 10}".replace(".", ",")
    assert REPORT in text
    assert "12/KH-UBND ngày 12/10/2026" in text
    assert f"đã phát {PLAYS} lượt (có nhật ký, ảnh)" in text
    assert "đã treo 2 băng rôn, khẩu hiệu (tự báo cáo)" in text
    assert {row for row in rows if len(row) > 2 and row[0] != "Nội dung"} >= {
        ("Lượt phát", f"{PLAYS}", f"{PLAYS}", f"{PROMISED}", share, "Có nhật ký, ảnh"),
        ("Băng rôn, khẩu hiệu treo", "2", "2", "2", "100", "Tự báo cáo"),
        ("Tin, bài được duyệt", "1", "1", "–", "–", "Có nhật ký, ảnh"),
    }


def _residents_read_the_same(officer: Page, resident: Page) -> None:
    officer.get_by_role("button", name="Công bố cho người dân").click()
    address = officer.get_by_role("link", name="Trang người dân đọc").get_attribute("href")
    resident.goto(officer.url.split("/reports/")[0] + str(address))
    expect(titled(resident)).to_have_text(REPORT)
    page = resident.locator("main")
    expect(page).to_contain_text(f"đã phát {PLAYS} lượt (có nhật ký, ảnh)")
    expect(page).to_contain_text(f"chỉ tiêu {PROMISED} lượt")
    expect(page).to_contain_text("đã treo 2 băng rôn, khẩu hiệu (tự báo cáo)")

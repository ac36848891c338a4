"""Surveys in a real browser: a resident's phone, an interviewer, a planner who reads."""

from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page, expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.feedback.surveys.asked import (
    IN_AFTER,
    IN_BEFORE,
    OVER,
    PLAN,
    QUESTIONS,
    answer,
    approved,
    plan,
    survey,
)
from tests.feedback.village import build, person

from loa.feedback import rules
from loa.feedback.surveys import actions
from loa.feedback.surveys.models import Survey, Tally
from loa.feedback.surveys.rules import Mode
from loa.feedback.voice import Voice
from loa.people import totp
from loa.people.actions import enrol_totp
from loa.people.models import User
from loa.people.rules import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPEN = (
    "/khao-sat/",
    "/khao-sat/{open}/",
    "/khao-sat/{open}/?done=1",
    "/khao-sat/{open}/ket-qua/",
    "/khao-sat/{gone}/",
    "/surveys/",
    "/surveys/new/",
    f"/surveys/new/?plan={PLAN}",
    "/surveys/{draft}/",
    "/surveys/{draft}/edit/",
    "/surveys/{draft}/preview/",
    "/surveys/{open}/",
    "/surveys/{open}/interview/?done=2",
    "/surveys/{open}/poster/",
)
CLOSED = ("/khao-sat/", "/khao-sat/{open}/", "/khao-sat/{open}/ket-qua/", "/surveys/{open}/")


@pytest.fixture
def planner(transactional_db: None) -> User:
    build()
    plan()
    return person("ke-hoach", Role.PLANNER)


@pytest.fixture
def leader(planner: User) -> User:
    user = person("lanh-dao", Role.APPROVER)
    enrol_totp(user=user, secret=totp.new_secret())
    return user


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still here, so a person would always be as fast as a machine."""
    monkeypatch.setattr(rules, "TOO_FAST", rules.FORM_HOLDS * 0)


def fill(row: Survey) -> None:
    """Let people answer before and after, so that every kind of line is on the page."""
    for now, well in ((IN_BEFORE, 19), (IN_AFTER, 47)):
        answer(row, ["well"], ["often"], ["loudspeaker", "phone"], ["1"], now=now, times=well)
        answer(row, ["partly"], ["once"], ["meeting"], ["2"], now=now, times=22)
        answer(row, ["no"], ["no"], [], ["unsure"], now=now, times=60 - well)
        answer(row, ["unsure"], ["no"], ["board"], ["2"], now=now, times=3)
        answer(row, mode=Mode.OPEN, now=now, times=8 if now is IN_AFTER else 2)


def judged(
    page: Page, live_server: Any, patterns: tuple[str, ...], **keys: str
) -> dict[str, tuple[int, list[str], int]]:
    found = {}
    for pattern in patterns:
        reply = page.goto(f"{live_server.url}{pattern.format(**keys)}")
        assert reply is not None
        wide = sideways(page)
        found[pattern] = (reply.status, violations(page), wide)
    return found


@pytest.mark.parametrize("look", [(320, "dark"), (1280, "light")], ids=["phone", "desk"])
def test_every_page_is_usable_by_everyone(
    live_server: Any,
    new_page: NewPage,
    leader: User,
    monkeypatch: pytest.MonkeyPatch,
    look: tuple[int, str],
) -> None:
    width, scheme = look
    planner = User.objects.get(username="ke-hoach")
    row, gone, draft = approved(planner, leader), approved(planner, leader), survey(planner)
    actions.withdraw(gone, reason="Hỏi nhầm ngày.", by=leader, now=IN_BEFORE)
    actions.say(draft, 1, "tyz", Voice("a" * 64, 4000))
    fill(row)
    keys = {"open": row.key, "gone": gone.key, "draft": draft.key}
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, planner)
    assert judged(page, live_server, OPEN, **keys) == dict.fromkeys(OPEN, (200, [], 0))
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    signed_in(page, live_server, planner)
    assert judged(page, live_server, CLOSED, **keys) == dict.fromkeys(CLOSED, (200, [], 0))


def test_a_resident_answers_on_a_phone_without_scripts(
    live_server: Any, new_page: NewPage, planner: User, leader: User
) -> None:
    row = approved(planner, leader)
    page = new_page(width=360, height=740, java_script_enabled=False)
    page.goto(f"{live_server.url}/khao-sat/")
    page.get_by_role("link", name=row.title).click()
    page.get_by_label("Biết sơ qua").check()
    page.get_by_label("Loa truyền thanh").check()
    page.get_by_label("Họp thôn").check()
    page.get_by_label("Mỗi tuần").check()
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("alert")).to_contain_text("câu 2")
    expect(page.get_by_label("Biết sơ qua")).to_be_checked()
    page.get_by_label("Đã nghe một lần").check()
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi nhận")
    assert page.context.cookies() == []
    assert Tally.objects.filter(mode="open", n=1).count() == 6


def decoded(picture: NDArray[np.uint8]) -> str:
    """Read a QR code as a telephone does; empty where there is none that can be read."""
    text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(picture)
    return text


@pytest.mark.parametrize("look", [(390, "dark"), (1280, "light")], ids=["phone", "desk"])
def test_the_code_on_the_sheet_leads_where_the_sheet_says(
    live_server: Any,
    new_page: NewPage,
    leader: User,
    look: tuple[int, str],
) -> None:
    width, scheme = look
    row = approved(User.objects.get(username="ke-hoach"), leader)
    page = signed_in(new_page(width=width, color_scheme=scheme), live_server, leader)
    page.goto(f"{live_server.url}/surveys/{row.key}/poster/")
    page.locator(".qr").evaluate("code => code.scrollIntoView({block: 'center'})")
    shot = np.frombuffer(page.screenshot(), np.uint8)
    address = decoded(cv2.imdecode(shot, cv2.IMREAD_GRAYSCALE))
    assert address == f"{live_server.url}/khao-sat/{row.key}/"
    assert address.split("://")[1].rstrip("/") == page.locator(".poster-address").inner_text()

    (sheet,) = pypdfium2.PdfDocument(page.pdf(format="A4"))
    assert decoded(sheet.render(scale=2, grayscale=True).to_numpy()) == address

    resident = new_page(width=390)
    resident.goto(address)
    expect(resident.get_by_role("heading", name=row.title)).to_be_visible()


def test_a_survey_from_the_plan_to_what_people_know(
    live_server: Any,
    new_page: NewPage,
    planner: User,
    leader: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = new_page()
    signed_in(page, live_server, planner)
    page.goto(f"{live_server.url}/surveys/")
    page.locator("main").get_by_role("link", name="Tạo khảo sát").click()
    page.get_by_role("link", name="Phòng chống sốt xuất huyết").click()
    page.get_by_label("Tên khảo sát").fill("Bà con biết gì về lịch phun?")
    for number, question in enumerate(QUESTIONS[:3], start=1):
        asked = page.get_by_role("group", name=f"Câu {number}")
        asked.get_by_label("Câu hỏi").fill(question.text)
        asked.get_by_label("Trả lời theo kiểu nào?").select_option(question.kind.value)
    page.get_by_role("checkbox", name="xã Nghĩa Tá").check()
    page.get_by_label("Lần hỏi trước đợt: từ ngày").fill("2026-11-20")
    page.get_by_role("button", name="Lưu thành bản nháp").click()
    row = Survey.objects.get()

    leading = new_page()
    signed_in(leading, live_server, leader)
    leading.goto(f"{live_server.url}/surveys/{row.key}/")
    leading.get_by_role("button", name="Duyệt").click()
    expect(leading.locator("main")).to_contain_text("Đang mở")

    asking = new_page(width=390)
    signed_in(asking, live_server, person("truong-thon", Role.HAMLET_HEAD))
    asking.goto(f"{live_server.url}/surveys/{row.key}/")
    asking.get_by_role("link", name="Phỏng vấn").click()
    for number in range(1, 4):
        asking.get_by_label("Biết rõ").check()
        asking.get_by_label("Chưa nghe").check()
        asking.get_by_role("button", name="Ghi lại, sang người tiếp theo").click()
        expect(asking.get_by_text(f"Đã ghi {number} người")).to_be_visible()
    row.refresh_from_db()
    answer(row, ["no"], ["no"], [], times=17)
    answer(row, ["well"], ["once"], ["loudspeaker"], times=20, now=IN_AFTER)

    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    signed_in(page, live_server, planner)
    page.goto(f"{live_server.url}/surveys/{row.key}/")
    line = page.locator(".survey-lines > li", has_text="Loa truyền thanh")
    expect(line).to_contain_text("nhiều hơn trước")
    expect(page.locator("main")).not_to_contain_text("3/20")

"""Residents' and offices' pages of feedback in a real browser, and one whole journey."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser import NewPage, sideways, signed_in, violations
from tests.feedback.village import NOW, TODAY, build, noise, person, question

from loa.delivery import loudness
from loa.feedback import actions, rules
from loa.people.models import User
from loa.people.rules import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/hoi-dap/",
    "/hoi-dap/gui/",
    "/hoi-dap/giam-loa/",
    "/hoi-dap/giam-loa/?commune=02071",
    "/hoi-dap/phieu/",
    "/hoi-dap/phieu/{open}/?done=lowered",
    "/hoi-dap/phieu/{closed}/",
    "/feedback/inbox/",
    "/feedback/{open}/",
    "/feedback/{closed}/",
    "/feedback/new/",
    "/minh-bach/",
    "/minh-bach/02071/",
    "/tren-loa/",
    "/tren-loa/02071/",
)


@pytest.fixture
def officer(transactional_db: None) -> User:
    build()
    return person("can-bo", Role.COMMUNE_OFFICER)


@pytest.fixture(autouse=True)
def _nobody_is_too_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still here, so a person would always be as fast as a machine."""
    monkeypatch.setattr(rules, "TOO_FAST", rules.FORM_HOLDS * 0)


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_every_page_is_usable_by_everyone(
    live_server: Any, new_page: NewPage, officer: User, width: int, scheme: str
) -> None:
    waiting, closed = noise(), question()
    actions.answer(
        closed, text="Tháng ba.", public=True, question="Khi nào có nước?", by=officer, now=NOW
    )
    page = new_page(width=width, color_scheme=scheme, reduced_motion="reduce")
    signed_in(page, live_server, officer)
    found = {}
    for pattern in PAGES:
        answer = page.goto(
            f"{live_server.url}{pattern.format(open=waiting.number, closed=closed.number)}"
        )
        assert answer is not None
        wide = sideways(page)
        found[pattern] = (answer.status, violations(page), wide)
    assert found == dict.fromkeys(PAGES, (200, [], 0))


def test_a_resident_without_scripts_has_a_loudspeaker_turned_down_and_is_answered(
    live_server: Any, new_page: NewPage, officer: User
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{live_server.url}/tren-loa/")
    page.get_by_label("Tên xã").fill("nghia ta")
    page.locator("main").get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="xã Nghĩa Tá").click()
    page.get_by_role("link", name="Giảm loa này").click()
    page.get_by_label("Quá to").check()
    page.get_by_role("button", name="Giảm loa").click()
    expect(page.get_by_text("Loa đang được giảm.")).to_be_visible()
    number = page.locator(".receipt-number").inner_text()
    assert re.fullmatch(r"GY-\w{4}-\w{5}", number)
    assert loudness.places("02071", TODAY)[0].lowered

    office = new_page()
    signed_in(office, live_server, officer)
    office.goto(f"{live_server.url}/feedback/")
    office.get_by_role("link", name=number).click()
    office.get_by_label("Trả lời riêng").check()
    office.get_by_label("Trả lời", exact=True).fill("Đã xoay loa ra phía đường.")
    office.get_by_role("button", name="Trả lời và cho loa to lại").click()
    expect(office.get_by_text("Đã trả lời riêng")).to_be_visible()
    assert not loudness.places("02071", TODAY)[0].lowered

    page.goto(f"{live_server.url}/hoi-dap/phieu/")
    page.get_by_label("Số phiếu tiếp nhận").fill(number.lower().replace("-", ""))
    page.get_by_role("button", name="Tra", exact=True).click()
    expect(page.locator(".receipt")).to_contain_text("Đã trả lời")
    expect(page.locator("main")).not_to_contain_text("xoay loa")

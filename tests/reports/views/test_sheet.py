"""A commune's sheet: what it asks, what it keeps, whom it asks."""

import re
from datetime import date

import pytest
from django.test import Client
from tests.reports import world
from tests.reports.office import Office

from loa.plans.models import Plan
from loa.reports.models import Statement
from loa.reports.queries import sheets

pytestmark = pytest.mark.django_db
AUGUST = "/reports/sheet/?unit=02071&day=2025-08-01"
BOOKLETS = "figure-thu|so-tay|publication|copies"


@pytest.fixture
def officer(office: Office, client: Client) -> Client:
    client.force_login(office.officer)
    return client


def send(client: Client, **fields: str) -> None:
    given = {"unit": "02071", "day": "2025-08-01", **fields}
    assert client.post("/reports/sheet/send/", given).status_code == 302


def test_the_sheet_asks_for_what_no_system_counts(office: Office) -> None:
    term = sheets.term_of("02071", today=date(2025, 9, 1), day=date(2025, 8, 1))
    sheet = sheets.sheet_of("02071", term, now=world.NOW)
    assert [(row.target, row.measure, row.owed) for row in sheet.rows] == [
        ("so-tay", "copies", True)
    ]


def test_a_total_for_the_units_whole_area_is_asked_for_once(
    office: Office, officer: Client
) -> None:
    plan = Plan.objects.get()
    plan.targets.create(
        key="bang-ron",
        position=9,
        phase=plan.phases.get(key="dot-2"),
        channel="banner",
        unit="banners-up",
        quantity=2,
        area=["02071"],
    )
    term = sheets.term_of("02071", today=date(2025, 9, 1), day=date(2025, 8, 1))

    def asked() -> list[tuple[str, str, bool]]:
        sheet = sheets.sheet_of("02071", term, now=world.NOW)
        return [(row.target, row.measure, row.owed) for row in sheet.rows]

    assert sorted(asked()) == [("bang-ron", "banners-up", True), ("so-tay", "copies", True)]
    send(officer, **{"figure-thu|bang-ron|banner|banners-up": "2"})
    assert sorted(asked()) == [("bang-ron", "banners-up", False), ("so-tay", "copies", True)]
    elsewhere = sheets.sheet_of("02044", term, now=world.NOW)
    assert "bang-ron" not in {row.target for row in elsewhere.rows}


def test_the_latest_month_that_is_over_comes_first() -> None:
    assert sheets.term_of("02071", today=date(2025, 9, 1)).last_day == date(2025, 8, 14)


def test_an_officer_is_led_to_the_own_sheet(officer: Client) -> None:
    page = officer.get("/reports/").content.decode()
    assert "Điền biểu số liệu" in page
    assert "Số liệu của xã Nghĩa Tá" in officer.get("/reports/sheet/").content.decode()


def test_what_is_sent_stands_on_the_sheet(officer: Client) -> None:
    assert "chưa gửi" in officer.get(AUGUST).content.decode()
    send(officer, **{BOOKLETS: "30"})
    page = officer.get(AUGUST).content.decode()
    assert "Đã gửi đủ" in page
    assert 'value="30"' in page
    kept = Statement.objects.get()
    assert (kept.unit_code, kept.quantity, kept.said_as) == ("02071", 30, "can-bo-xa")


def test_a_corrected_figure_replaces_the_one_before(officer: Client) -> None:
    send(officer, **{BOOKLETS: "30"})
    send(officer, **{BOOKLETS: "28"})
    standing = Statement.objects.get(ended_at=None)
    assert (standing.quantity, Statement.objects.count()) == (28, 2)


def test_a_figure_is_taken_back_by_emptying_the_field_that_showed_it(officer: Client) -> None:
    send(officer, **{BOOKLETS: "30"})
    shown = re.search(r'name="(seen-[^"]+)" value="([0-9]+)"', officer.get(AUGUST).content.decode())
    assert shown is not None
    send(officer, **{BOOKLETS: ""})  # a page from before the figure came
    send(officer, **{shown[1]: shown[2]})  # a page on which this field does not stand
    assert Statement.objects.get().ended_at is None
    send(officer, **{BOOKLETS: "", shown[1]: shown[2]})
    assert "Đã rút lại 1 số" in officer.get(AUGUST).content.decode()
    assert Statement.objects.get().ended_at == world.NOW
    send(officer, **{BOOKLETS: "", shown[1]: shown[2]})
    assert Statement.objects.count() == 1


def test_none_is_a_figure_and_an_empty_field_is_not(officer: Client) -> None:
    send(officer, **{BOOKLETS: ""})
    assert not Statement.objects.exists()
    send(officer, **{BOOKLETS: "0"})
    assert Statement.objects.get().quantity == 0


def test_what_is_no_number_is_told_and_not_kept(officer: Client) -> None:
    send(officer, **{BOOKLETS: "ba mươi"})
    page = officer.get(AUGUST).content.decode()
    assert "“ba mươi” không phải số nguyên" in page
    assert not Statement.objects.exists()


def test_one_figure_that_is_none_keeps_the_others_back(office: Office, officer: Client) -> None:
    plan = Plan.objects.get()
    plan.targets.create(
        key="bang-ron", position=9, phase=plan.phases.get(key="dot-2"), channel="banner",
        unit="banners-up", quantity=2, area=["02071"],
    )  # fmt: skip
    banners = "figure-thu|bang-ron|banner|banners-up"
    for given in ({BOOKLETS: "30", banners: "hai"}, {BOOKLETS: "hai", banners: "2"}):
        send(officer, **given)
        assert "Chưa ghi số nào" in officer.get(AUGUST).content.decode()
        assert not Statement.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "viewer"])
def test_a_sheet_is_the_units_own(office: Office, client: Client, who: str) -> None:
    client.force_login(getattr(office, who))
    given = {"unit": "02071", "day": "2025-08-01", BOOKLETS: "30"}
    assert client.post("/reports/sheet/send/", given).status_code == 403
    assert not Statement.objects.exists()


def test_a_unit_that_is_none_has_no_sheet(office: Office, planner: Client) -> None:
    page = planner.get("/reports/sheet/?unit=99999").content.decode()
    assert "Chọn đơn vị trước" in page

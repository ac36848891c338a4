"""A commune officer's home: one sentence with facts, four doors, what waits, the month."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.channels.broadcast.builders import placement, sealed, station
from tests.newsroom.desk import Desk, opened

from loa.channels.broadcast.models import Cluster, UsbStick
from loa.control import words
from loa.control.queries import officer as officers
from loa.control.rules.officer import Facts, Lost, facts
from loa.control.rules.today import Known, Line, Mark, Square, Status
from loa.core.canonical import digest
from loa.core.rundown import Item
from loa.core.words import Grade, Kind, Outcome
from loa.delivery.actions import take_evidence
from loa.delivery.contract import Fact
from loa.newsroom import retracting
from loa.people.rules import Role
from loa.plans import owed
from loa.plans.models import Plan
from loa.plans.owed import Owed

NOW = datetime(2026, 11, 26, 1, tzinfo=UTC)  # Thursday, 08:00


def square(name: str, mark: Mark, *, kind: Kind = Kind.MESSAGE) -> Square:
    item = Item(name, NOW, 90_000, kind, name, message=digest(name.encode()))
    return Square(item, mark, Known(Outcome.AIRED))


def line(name: str, *squares: Square, silent: datetime | None = None) -> Line:
    status = Status.SILENT if silent else Status.ON_TIME
    return Line(name, name, "02044", status, squares, silent)


def test_the_day_in_facts() -> None:
    one, two = square("a", Mark.AIRED), square("b", Mark.MISSED)
    ident = square("nhac-hieu", Mark.AIRED, kind=Kind.IDENT)
    found = facts([line("Bản Thi", one, two, ident), line("Yên Thịnh", one, silent=NOW)])
    assert found == Facts(
        stations=2,
        messages=2,
        minutes=3,
        heard=2,
        missed=1,
        lost=(Lost("Yên Thịnh", NOW),),
        speaking=1,
    )


@pytest.mark.parametrize(
    ("found", "faulty", "sentence"),
    [
        pytest.param(Facts(0, 0, 0, 0, 0, ()), [], "Xã này chưa có trạm loa nào.", id="none"),
        pytest.param(
            Facts(1, 3, 12, 0, 0, (), speaking=1),
            [],
            "Hôm nay: 3 tin, 12 phút. Loa nào cũng có liên lạc.",
            id="well",
        ),
        pytest.param(
            Facts(2, 3, 12, 0, 0, (), speaking=1),
            [],
            "Hôm nay: 3 tin, 12 phút. Không loa nào mất liên lạc.",
            id="one-of-two-speaks",
        ),
        pytest.param(
            Facts(1, 3, 12, 0, 0, ()), [], "Hôm nay: 3 tin, 12 phút.", id="nobody-is-heard-from"
        ),
        pytest.param(
            Facts(1, 3, 12, 0, 0, (Lost("cụm loa 07", NOW - timedelta(days=2)),)),
            [],
            "Hôm nay: 3 tin, 12 phút. Cụm loa 07 mất liên lạc từ thứ Ba.",
            id="since-tuesday",
        ),
        pytest.param(
            Facts(4, 0, 0, 0, 0, tuple(Lost(n, NOW - timedelta(hours=1)) for n in "abc")),
            ["cụm chợ"],
            "Hôm nay: chưa có tin nào trong lịch. A mất liên lạc từ 07:00; "
            "b mất liên lạc từ 07:00; 1 trạm nữa mất liên lạc; cụm chợ bị hỏng.",
            id="many",
        ),
    ],
)
def test_one_sentence_on_today(found: Facts, faulty: list[str], sentence: str) -> None:
    with translation.override("vi"):
        assert words.day_sentence(found, faulty, now=NOW) == sentence


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    settings.DATA_DIR = tmp_path
    return opened(tmp_path / "keys")


@pytest.fixture
def officer(client: Client, desk: Desk) -> Client:
    client.force_login(desk.person("mai", Role.COMMUNE_OFFICER))
    return client


def test_officers_land_at_home_and_others_at_today(officer: Client, desk: Desk) -> None:
    assert officer.get("/start/").headers["Location"] == "/officer/"
    planner = Client()
    planner.force_login(desk.person("an", Role.PLANNER))
    assert planner.get("/start/").headers["Location"] == "/today/"
    assert planner.get("/officer/").status_code == 403
    head = Client()
    head.force_login(desk.person("pao", Role.HAMLET_HEAD))
    assert head.get("/start/").headers["Location"] == "/feedback/new/"
    assert head.get("/feedback/new/").status_code == 200


def test_home_names_what_is_broken(officer: Client) -> None:
    here = station("cho-don", unit="02020")
    Cluster.objects.create(station=here, name="cụm chợ", state=Cluster.State.FAULTY)
    page = officer.get("/officer/").content.decode()
    assert "cụm chợ bị hỏng." in page
    for door in ("Phát thanh", "Việc của tôi", "Chụp ảnh", "Báo cáo"):
        assert door in page


def test_what_was_taken_back_waits_where_it_still_is(officer: Client, desk: Desk) -> None:
    here = station("cho-don", unit="02020")
    item, row = desk.item(), sealed("tiem-phong")
    placement(row, areas=("02020",))
    today = timezone.localdate()
    UsbStick.objects.create(
        station=here,
        first_day=today,
        last_day=today,
        made_at=timezone.now(),
        files=[{"message": row.digest, "path": "", "kind": "message", "item": "x", "ms": 1}],
    )
    retracting.retract(item, reason="Sai", by=desk.editor, now=timezone.now())
    assert "đã thu hồi, ở đây còn 1 nơi phải rút" in officer.get("/officer/mine/").content.decode()


def test_before_dawn_the_day_is_the_one_that_people_here_have(db: None) -> None:
    here = station("cho-don", unit="02020")
    stick = UsbStick.objects.create(
        station=here,
        first_day=date(2026, 11, 27),
        last_day=date(2026, 11, 27),
        made_at=NOW,
        files=[{"message": "a", "path": "1.mp3", "kind": "message", "item": "x", "ms": 1}],
    )
    dawn = datetime(2026, 11, 25, 21, 45, tzinfo=UTC)  # Thursday, 04:45
    assert [one.stick for one in officers.slips("02020", now=dawn)] == [stick]


def test_the_month_tells_how_its_figures_are_known(officer: Client) -> None:
    station("cho-don", unit="02020")
    placed = placement(sealed(), areas=("02020",))
    take_evidence(
        Fact(placed.key, "02020", "x", timezone.now(), n, "plays", grade, name, simulated=trial)
        for n, grade, name, trial in (
            (3, Grade.RECORDED, "a", False),
            (2, Grade.REPORTED, "b", False),
            (9, Grade.RECORDED, "c", True),
        )
    )
    page = officer.get("/officer/report/").content.decode()
    figures = [
        '<strong class="number">3<',
        '<strong class="number">2<',
        '<strong class="number">9<',
    ]
    assert [figure in page for figure in figures] == [True, True, True]
    assert "lượt phát của trạm mô phỏng, tính riêng" in page
    assert officer.get("/officer/report/?month=khong").status_code == 200


def test_a_photo_of_what_was_done_leads_to_its_duty(officer: Client, desk: Desk) -> None:
    duty = Plan.objects.get().assignments.create(
        key="bang-ron",
        position=1,
        organisation_key=desk.office.key,
        organisation_name=desk.office.name,
        duty="Treo 02 băng rôn",
    )
    address = "/work/of/mua-thu/bang-ron/"
    page = officer.get("/officer/photo/").content.decode()
    assert ("Treo 02 băng rôn" in page, f'href="{address}#files-title"' in page) == (True, True)
    assert 'id="files-title"' in officer.get(address).content.decode()
    duty.state = duty.State.DONE
    duty.save()
    assert "Treo 02 băng rôn" not in officer.get("/officer/photo/").content.decode()


def test_figures_that_a_report_waits_for_wait_for_the_officer_too(
    officer: Client, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def one_figure_each(today: date) -> list[Owed]:
        return [
            Owed(key, key, f"1 số liệu của {key}", today, f"/reports/{key}/owing/")
            for key in (desk.office.key, "xa-khac")
        ]

    monkeypatch.setitem(owed._providers, "thu", one_figure_each)
    page = officer.get("/officer/mine/").content.decode()
    assert f'href="/reports/{desk.office.key}/owing/"' in page
    assert "xa-khac" not in page
    assert "1 việc đang chờ" in officer.get("/officer/").content.decode()

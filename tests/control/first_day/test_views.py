"""From an empty installation to stations, clusters and people, by what was dropped."""

import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook
from tests.control.first_day.books import book, opened
from tests.control.first_day.conftest import MakeUser
from tests.control.world import NOW

from loa.channels.broadcast.models import Cluster, PolicyRevision, Station, StationUnit
from loa.control.first_day import dropping, sheets, tasks
from loa.control.models import Dropped
from loa.newsroom.models import Item
from loa.people.models import Decision, Membership, Organisation, User
from loa.places.actions import load_units
from loa.places.models import AdminUnit, Site
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db

RED = "FFB3261E"
LISTS = {
    "DS đài": [
        ["DANH SÁCH ĐÀI TRUYỀN THANH"],
        ["STT", "Tên đài", "Loại", "Xã", "Số cụm loa"],
        [1, "Đài Nghĩa Tá", "IP", "Nghĩa Tá", 3],
        [2, "Đài Yên Phong", "FM", "Yên Phong", 2],
        [3, "Đài Bằng Lũng", "FM", "Bằng Lũng", 2],
        ["Tổng cộng", None, None, None, 7],
    ],
    "Cụm": [["Cụm loa", "Đài", "Số loa", "Tình trạng"], ["Cụm chợ", "Đài Nghĩa Tá", 4, "Hỏng"]],
    "Cơ quan": [["Tên cơ quan", "Địa bàn"], ["UBND xã Nghĩa Tá", "Nghĩa Tá"]],
    "Cán bộ": [
        ["Họ và tên", "Chức vụ", "Đơn vị", "Vai trò"],
        ["Người Thứ Nhất", "Công chức", "UBND xã Nghĩa Tá", "Cán bộ xã"],
    ],
    "Thôn": [["Tên thôn", "Xã"], ["Thôn Nà Khảo", "Nghĩa Tá"]],
    "Điểm treo": [["Điểm treo băng rôn", "Xã"], ["Cổng chợ", "Nghĩa Tá"]],
}


def upload(content: bytes, name: str = "danh-sach.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def dropped(client: Client, *files: SimpleUploadedFile, text: str = "") -> Dropped:
    answer = client.post("/first-day/drop/", {"files": list(files), "text": text})
    assert answer.status_code == 302, answer.content.decode()
    return Dropped.objects.get(key=answer.headers["Location"].split("/")[-2])


def said(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def everything() -> dict[str, int]:
    kinds = (
        AdminUnit,
        Organisation,
        User,
        Membership,
        Station,
        StationUnit,
        Cluster,
        Site,
        Item,
        Plan,
    )
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_an_empty_installation_asks_what_there_is(administrator: Client) -> None:
    assert administrator.get("/start/").headers["Location"] == "/first-day/"
    page = said(administrator.get("/first-day/"))
    assert "Anh/chị có gì?" in page
    dropped(administrator, upload(book(**LISTS)))
    administrator.post(f"/first-day/{Dropped.objects.get().key}/confirm/")
    assert administrator.get("/start/").headers["Location"] == "/today/"


def test_nothing_is_kept_before_somebody_says_that_it_is_right(administrator: Client) -> None:
    before = everything()
    drop = dropped(administrator, upload(book(**LISTS)))
    page = said(administrator.get(f"/first-day/{drop.key}/"))
    assert everything() == before
    assert "Đài Bằng Lũng" in page
    assert "xã Chợ Đồn" in page  # what has become of the town
    administrator.post(f"/first-day/{drop.key}/confirm/")
    grown = {name: count - before[name] for name, count in everything().items()}
    assert grown == {
        "AdminUnit": 1, "Organisation": 1, "User": 1, "Membership": 1, "Station": 2,
        "StationUnit": 2, "Cluster": 3, "Site": 1, "Item": 0, "Plan": 0,
    }  # fmt: skip
    assert list(Cluster.objects.values_list("station__key", "name", "speakers", "state")) == [
        ("dai-nghia-ta", "Cụm chợ", 4, "faulty"),
        ("dai-yen-phong", "Cụm 01", 2, "working"),
        ("dai-yen-phong", "Cụm 02", 2, "working"),
    ]
    assert Decision.objects.filter(verb="setup.import").count() == 1


def test_the_refused_row_comes_back_in_red_and_mended_imports_without_doubling(
    administrator: Client,
) -> None:
    drop = dropped(administrator, upload(book(**LISTS), "Danh sách.xlsx"))
    administrator.post(f"/first-day/{drop.key}/confirm/")
    after = everything()
    answer = administrator.get(f"/first-day/{drop.key}/red/0/")
    assert "Danh%20s%C3%A1ch.xlsx" in answer.headers["Content-Disposition"]
    red = opened(b"".join(answer.streaming_content))
    sheet = red["DS đài"]
    assert [cell.value for cell in sheet[2]] == [
        "STT",
        "Tên đài",
        "Loại",
        "Xã",
        "Số cụm loa",
        "Lý do",
    ]
    assert [row[5].value for row in sheet.iter_rows(min_row=3)] == [
        None,
        None,
        "“Bằng Lũng” không còn là đơn vị hành chính; nay là xã Chợ Đồn.",
        None,
    ]
    assert sheet["F5"].font.color.rgb == RED
    assert red["Cụm"]["E2"].value is None

    sheet["D5"] = "Chợ Đồn"
    out = io.BytesIO()
    red.save(out)
    again = dropped(administrator, upload(out.getvalue()))
    administrator.post(f"/first-day/{again.key}/confirm/")
    grown = {name: count - after[name] for name, count in everything().items()}
    assert {name: more for name, more in grown.items() if more} == {
        "Station": 1,
        "StationUnit": 1,
        "Cluster": 2,
    }
    assert not dropping.red_path(again, 0).exists()


def test_confirming_twice_takes_in_once(administrator: Client) -> None:
    drop = dropped(administrator, upload(book(**LISTS)))
    administrator.post(f"/first-day/{drop.key}/confirm/")
    after = everything()
    administrator.post(f"/first-day/{drop.key}/confirm/")
    assert everything() == after


def test_a_csv_in_an_old_font_becomes_stations(administrator: Client) -> None:
    from loa.plans.importing.reading import legacy  # noqa: PLC0415 - a table to turn round

    back = {letter: byte for byte, letter in legacy._TCVN3.items()}
    communes = ("Nghĩa Tá", "Yên Phong", "Quảng Bạch")
    rows = [f"Đài {name};{name};2" for name in communes]
    text = "\n".join(["Tên đài;Xã;Số cụm loa", *rows])
    old = "".join(back.get(letter, letter) for letter in text).encode("latin-1")
    drop = dropped(administrator, upload(old, "dai.csv"))
    assert "chuyển từ TCVN3" in said(administrator.get(f"/first-day/{drop.key}/"))
    administrator.post(f"/first-day/{drop.key}/confirm/")
    assert sorted(Station.objects.values_list("name", flat=True)) == [
        "Đài Nghĩa Tá",
        "Đài Quảng Bạch",
        "Đài Yên Phong",
    ]


def macro_book() -> bytes:
    return _with_part(book(A=[["Tên đài", "Xã"], ["x", "y"]]), "xl/vbaProject.bin", b"\0")


def _with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return out.getvalue()


def entity_book() -> bytes:
    """A workbook whose strings are one entity inside another, a thousand millions in all."""
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    )
    return _with_part(book(A=[["Tên đài", "Xã"]]), "xl/other.xml", bomb)


def many_rows(count: int) -> bytes:
    made = Workbook(write_only=True)
    sheet = made.create_sheet("DS")
    sheet.append(["Tên đài", "Xã", "Loại", "Số cụm", "Năm"])
    for number in range(count):
        sheet.append([f"Đài {number}", "Nghĩa Tá", "FM", 2, 2020])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "cu.xls", "đời cũ"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "khoa.xlsx",
            "mật khẩu",
        ),
        (macro_book(), "macro.xlsm", "macro"),
        (entity_book(), "thuc-the.xlsx", "hỏng"),
        (b"PK\x03\x04 hong", "hong.xlsx", "hỏng"),
        (many_rows(60), "dai.xlsx", "50 dòng"),
        (_with_part(book(A=[["x"]]), "xl/media/0.bin", b"\0" * 1_500_000), "bom.xlsx", "quá lớn"),
    ],
    ids=["xls", "encrypted", "macros", "entities", "broken", "rows", "bomb"],
)
def test_bad_workbooks_are_refused_in_words_and_leave_nothing(
    administrator: Client, monkeypatch: pytest.MonkeyPatch, content: bytes, name: str, sentence: str
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 50)
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 1_000_000)
    before = everything()
    drop = dropped(administrator, upload(content, name))
    page = said(administrator.get(f"/first-day/{drop.key}/"))
    assert name in page
    assert sentence in page
    administrator.post(f"/first-day/{drop.key}/confirm/")
    assert everything() == before


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"../../x.mp3": b"ID3"}, "đường dẫn"),
        ({"/etc/x.mp3": b"ID3"}, "đường dẫn"),
        ({"C:\\x.mp3": b"ID3"}, "đường dẫn"),
        ({"a/../../x.mp3": b"ID3", "b.mp3": b"ID3"}, "đường dẫn"),
        ({f"{n}.mp3": b"ID3" for n in range(301)}, "300"),
    ],
)
def test_a_zip_that_leads_elsewhere_leaves_nothing(
    administrator: Client, drops: Path, files: dict[str, bytes], sentence: str
) -> None:
    answer = administrator.post("/first-day/drop/", {"files": [upload(zipped(**files), "x.zip")]})
    assert answer.status_code == 422
    assert sentence in said(answer)
    assert Dropped.objects.count() == 0
    assert list(drops.iterdir()) == []


def test_what_is_secret_is_not_even_kept_as_a_drop(administrator: Client, drops: Path) -> None:
    answer = administrator.post("/first-day/drop/", {"text": "MẬT\nNội dung"})
    assert (answer.status_code, Dropped.objects.count()) == (422, 0)
    assert "mật" in said(answer).lower()
    assert list(drops.iterdir()) == []


def test_pasted_words_become_a_draft_under_the_standing_plan(administrator: Client) -> None:
    text = "Thông báo tiêm phòng trâu bò\nSáng 25/11, bà con đưa gia súc đếnđiểm tiêm./."
    drop = dropped(administrator, text=text)
    administrator.post(f"/first-day/{drop.key}/confirm/")
    item = Item.objects.get()
    assert (item.headline, item.state, item.variants.get().text) == (
        "Thông báo tiêm phòng trâu bò",
        Item.State.DRAFT,
        "Sáng 25/11, bà con đưa gia súc đến điểm tiêm.",
    )
    assert (item.topic.plan.kind, item.topic.plan.state) == (Plan.Kind.STANDING, Plan.State.DRAFT)
    again = dropped(administrator, text=text)
    administrator.post(f"/first-day/{again.key}/confirm/")
    assert Item.objects.count() == 1


def test_what_is_abandoned_is_deleted_after_a_day(administrator: Client) -> None:
    drop = dropped(administrator, upload(book(**LISTS)))
    folder = dropping.folder(drop)
    assert tasks.tidy_first_day(NOW + timedelta(hours=23)) == 0
    assert folder.exists()
    assert tasks.tidy_first_day(NOW + timedelta(hours=25)) == 1
    assert (folder.exists(), Dropped.objects.count()) == (False, 0)


def test_the_first_day_is_for_planners_and_administrators(
    client: Client, make_user: MakeUser
) -> None:
    load_units()
    for role, status in (
        ("viewer", 403),
        ("editor", 403),
        ("planner", 200),
        ("administrator", 200),
    ):
        client.force_login(make_user(f"la-{role}", "02071", role))
        assert client.get("/first-day/").status_code == status
    client.logout()
    assert client.get("/first-day/").status_code == 302


def test_nobody_sees_what_another_has_dropped(administrator: Client, make_user: MakeUser) -> None:
    drop = dropped(administrator, upload(book(**LISTS)))
    administrator.force_login(make_user("khac", "02071"))
    for path in ("", "sounds/", "red/0/"):
        assert administrator.get(f"/first-day/{drop.key}/{path}").status_code == 404
    for path in ("confirm/", "discard/"):
        assert administrator.post(f"/first-day/{drop.key}/{path}").status_code == 404
    assert administrator.post("/first-day/drop/", {"key": drop.key}).status_code == 404


def test_a_planner_of_one_commune_adds_there_and_enters_nobody(
    client: Client, make_user: MakeUser
) -> None:
    load_units()
    client.force_login(make_user("ke-hoach", "02071", "planner"))
    drop = dropped(client, upload(book(**LISTS)))
    client.post(f"/first-day/{drop.key}/confirm/")
    assert list(Station.objects.values_list("key", flat=True)) == ["dai-nghia-ta"]
    assert User.objects.count() == 1
    assert client.get("/first-day/people/").status_code == 403


def test_one_answer_gives_the_stations_their_hours_to_be_signed(administrator: Client) -> None:
    drop = dropped(administrator, upload(book(**LISTS)))
    administrator.post(f"/first-day/{drop.key}/confirm/")
    page = said(administrator.get("/first-day/"))
    assert "2 trạm chưa có giờ phát" in page
    hours = {
        "sessions": "2",
        "opens-0": "05:00",
        "closes-0": "06:00",
        "opens-1": "17:00",
        "closes-1": "18:00",
    }
    administrator.post("/first-day/hours/", hours)
    policies = [row.policy() for row in PolicyRevision.objects.all()]
    assert [
        [(f"{h.daypart.opens:%H:%M}", f"{h.daypart.closes:%H:%M}") for h in p.hours]
        for p in policies
    ] == [[("05:00", "06:00"), ("17:00", "18:00")]] * 2
    assert {p.station: p.keyrings for p in policies} == {
        "dai-nghia-ta": ("02071", "19"),
        "dai-yen-phong": ("02083", "19"),
    }
    with zipfile.ZipFile(
        io.BytesIO(administrator.get("/first-day/hours/papers/").content)
    ) as bundle:
        assert bundle.namelist() == ["policy-dai-nghia-ta.json", "policy-dai-yen-phong.json"]
    administrator.post("/first-day/hours/", hours)
    assert PolicyRevision.objects.count() == 2
    at_night = administrator.post("/first-day/hours/", hours | {"opens-0": "04:15"})
    assert (at_night.status_code, PolicyRevision.objects.count()) == (422, 2)
    assert "21:00" in said(at_night)


def test_a_person_from_a_list_sets_their_password_once(
    administrator: Client, client: Client
) -> None:
    drop = dropped(administrator, upload(book(**LISTS)))
    administrator.post(f"/first-day/{drop.key}/confirm/")
    person = User.objects.get(display_name="Người Thứ Nhất")
    assert not person.has_usable_password()
    page = administrator.get("/first-day/people/").content.decode()
    (link,) = re.findall(r"http://testserver(/first-day/password/[^\"]+)", page)
    stranger = Client()
    assert person.username in stranger.get(link).content.decode()
    different = {"password": "mot-mat-khau-rieng", "again": "khac"}
    assert stranger.post(link, different).status_code == 422
    assert stranger.post(link, {"password": "ngan", "again": "ngan"}).status_code == 422
    right = {"password": "mot-mat-khau-rieng", "again": "mot-mat-khau-rieng"}
    assert stranger.post(link, right).headers["Location"] == "/accounts/login/"
    assert stranger.login(username=person.username, password="mot-mat-khau-rieng")
    assert Client().post(link, right).status_code == 404
    assert Client().get(link[:-3] + "abc/").status_code == 404


def test_a_link_is_handed_out_only_by_who_administers_all_that_it_opens(
    administrator: Client, make_user: MakeUser
) -> None:
    drop = dropped(administrator, upload(book(**LISTS)))
    administrator.post(f"/first-day/{drop.key}/confirm/")
    person = User.objects.get(display_name="Người Thứ Nhất")
    for unit, sees in (("02083", False), ("02071", True), ("19", True)):
        administrator.force_login(make_user(f"quan-tri-{unit}", unit))
        page = administrator.get("/first-day/people/").content.decode()
        assert (person.username in page) is sees

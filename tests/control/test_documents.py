"""The pages on which a document becomes a draft plan: who may, what is refused, what is shown."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.plans.drafting import world
from tests.plans.drafting.world import PLAN, World, finding, taken
from tests.plans.importing.corpus.docx_writer import write
from tests.plans.importing.reading.test_refusals import DOCUMENT, OLE, pdf, zipped

from loa.people.models import Decision
from loa.plans.drafting import actions, queries
from loa.plans.drafting.models import Found, PlanDocument
from loa.plans.importing.reading import package
from loa.plans.models import Plan

pytestmark = pytest.mark.django_db
ANSWERS = {"issuer": "huyen-uy-cho-don", "plan_kind": "campaign", "area": ["064"]}


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def district(db: None) -> World:
    return world.build()


@pytest.fixture
def planner(district: World, client: Client) -> Client:
    client.force_login(district.planner)
    return client


def dropped(content: bytes, name: str = "kế hoạch.txt") -> dict[str, SimpleUploadedFile]:
    return {"document": SimpleUploadedFile(name, content)}


def test_a_dropped_document_is_read_corrected_and_made_a_draft(
    planner: Client, district: World
) -> None:
    page = planner.post("/plan-documents/new/", dropped(PLAN.encode()))
    document = PlanDocument.objects.get()
    assert page.headers["Location"] == f"/plan-documents/{document.pk}/"
    read = planner.get(page.headers["Location"]).content.decode()
    assert "77-KH/HU" in read
    assert "Máy không hiểu 1 đoạn:" in read
    assert "vì đứng sau chữ “Số:”" in read
    row = finding(document, "topics")
    planner.post(
        f"/plan-documents/{document.pk}/findings/{row.pk}/",
        {"act": "correct", "value": "Chủ trương của huyện"},
    )
    made = planner.post(f"/plan-documents/{document.pk}/plan/", {"act": "make", **ANSWERS})
    assert made.headers["Location"] == "/plans/77-kh-hu-2020/#origin"
    plan = Plan.objects.get()
    assert (plan.state, plan.topics.get(key="1").name) == ("draft", "Chủ trương của huyện")
    shown = planner.get("/plans/77-kh-hu-2020/").content.decode()
    assert "Văn bản gốc của kế hoạch" in shown
    assert "Chỉ tiêu: bao nhiêu, bằng hình thức nào" in shown
    assert '"/plans/77-kh-hu-2020/targets/"' in shown


def test_the_same_file_again_opens_the_first(planner: Client, district: World) -> None:
    first = taken(district)
    page = planner.post("/plan-documents/new/", dropped(PLAN.encode(), "khác.txt"), follow=True)
    assert page.redirect_chain == [(f"/plan-documents/{first.pk}/", 302)]
    assert "Văn bản này đã được đưa vào ngày 23/11/2026." in page.content.decode()
    assert PlanDocument.objects.count() == 1


def test_the_file_is_given_back_as_it_was_and_runs_nothing(
    planner: Client, district: World
) -> None:
    document = taken(district, PLAN.encode(), "<b>kế hoạch.txt")
    given = planner.get(f"/plan-documents/{document.pk}/original/")
    assert given.content == PLAN.encode()
    assert given.headers["ETag"] == f'"{document.digest}"'
    assert given.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert given.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"


def everything() -> tuple[int, int, int, int, set[Path]]:
    """Count what a file could have left behind."""
    kept = {p for p in Path(settings.DATA_DIR).rglob("*") if "sqlite" not in p.name}
    rows = (PlanDocument, Found, Plan, Decision)
    return (*(model.objects.count() for model in rows), kept)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        pytest.param(
            "a.docx",
            zipped(**{DOCUMENT: b"<a/>", "word/vbaProject.bin": b"x"}),
            "a.docx: tệp có macro",
            id="macros",
        ),
        pytest.param("a.docx", b"PK\x03\x04 torn", "a.docx: tệp hỏng ở gói nén", id="broken-zip"),
        pytest.param(
            "a.docx",
            zipped(**{DOCUMENT: b"<a>" + b" " * 20_000 + b"</a>"}),
            "bung ra quá lớn",
            id="bomb",
        ),
        pytest.param("a.pdf", pdf(500), "a.pdf: có 500 trang", id="too-many-pages"),
        pytest.param("a.pdf", pdf(2), "2 trang là ảnh quét", id="scanned"),
        pytest.param(
            "a.docx",
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "tệp đặt mật khẩu",
            id="encrypted",
        ),
        pytest.param("a.docx", OLE + b"\0" * 600, "tệp Word đời cũ", id="word-97"),
        pytest.param(
            "a.docx", zipped(**{"xl/workbook.xml": b"<a/>"}), "đây là bảng tính Excel", id="excel"
        ),
        pytest.param("a.docx", b"\x89PNG\r\n\x1a\n....", "đây là ảnh", id="wrong-extension"),
        pytest.param("a.txt", b" \n ", "tệp rỗng", id="empty"),
        pytest.param("a.txt", f"TUYỆT MẬT\n{PLAN}".encode(), "Văn bản có dấu mật", id="secret"),
        pytest.param(
            "<script>.txt", b"\x89PNG", "&lt;script&gt;.txt: đây là ảnh", id="hostile-name"
        ),
    ],
)
def test_what_is_refused_is_told_in_a_sentence_and_leaves_nothing(
    planner: Client,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes,
    sentence: str,
) -> None:
    monkeypatch.setattr(package, "MOST_PART", 10_000)
    before = everything()
    page = planner.post("/plan-documents/new/", dropped(content, name))
    assert (page.status_code, everything()) == (422, before)
    assert sentence in page.content.decode()
    assert "Máy không giữ lại gì của tệp này." in page.content.decode()


def test_a_form_without_a_file_is_told(planner: Client) -> None:
    page = planner.post("/plan-documents/new/")
    assert page.status_code == 422
    assert "Chưa nhận được tệp." in page.content.decode()


HOSTILE = '<script>alert("1")</script>'


def test_hostile_words_are_shown_as_words(planner: Client, district: World, tmp_path: Path) -> None:
    text = PLAN.replace("Chủ trương của huyện", f"Chủ trương {HOSTILE} {{{{ 7 }}}}")
    write(tmp_path / "a.docx", text.split("\n"))
    for content in (text.encode(), (tmp_path / "a.docx").read_bytes()):
        page = planner.post("/plan-documents/new/", dropped(content, f"{HOSTILE}.txt"), follow=True)
        html = page.content.decode()
        assert "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; {{ 7 }}" in html
        assert HOSTILE not in html


@pytest.mark.parametrize("letter", ["\0", "\u202e", "\u200b"])
def test_letters_that_nobody_sees_are_kept_out_of_values(
    planner: Client, district: World, letter: str
) -> None:
    text = PLAN.replace("Gương điển hình", f"Gương{letter} điển hình")
    document = taken(district, text.encode())
    made = planner.post(f"/plan-documents/{document.pk}/plan/", {"act": "make", **ANSWERS})
    assert made.status_code == 302
    plan = Plan.objects.get()
    assert "Gương điển hình trong các thôn, bản" in [
        t.name.replace("\ufffd", "") for t in plan.topics.all()
    ]


ACTS = [
    pytest.param("findings/{row}/", {"act": "drop"}, id="drop"),
    pytest.param("findings/{row}/", {"act": "correct", "value": "x"}, id="correct"),
    pytest.param("findings/", {"kind": "topics", "value": "x"}, id="add"),
    pytest.param("plan/", {"act": "make", **ANSWERS}, id="make"),
    pytest.param("discard/", {}, id="discard"),
]


@pytest.mark.parametrize(("address", "posted"), ACTS)
@pytest.mark.parametrize("who", ["neighbour", "viewer"])
def test_another_office_and_who_only_looks_change_nothing(
    client: Client, district: World, who: str, address: str, posted: dict[str, str]
) -> None:
    document = taken(district)
    client.force_login(getattr(district, who))
    row = finding(document, "topics")
    path = address.format(row=row.pk)
    before = everything()
    page = client.post(f"/plan-documents/{document.pk}/{path}", posted)
    assert (page.status_code, everything()) == (403, before)
    assert finding(document, "topics").values == row.values


@pytest.mark.parametrize(
    ("who", "open_one", "may_drop"),
    [("planner", 200, 200), ("neighbour", 403, 200), ("viewer", 403, 403)],
)
def test_who_sees_a_document(
    client: Client, district: World, who: str, open_one: int, may_drop: int
) -> None:
    document = taken(district)
    client.force_login(getattr(district, who))
    pages = [f"/plan-documents/{document.pk}/{more}" for more in ("", "original/")]
    assert [client.get(page).status_code for page in pages] == [open_one, open_one]
    assert client.get("/plan-documents/").status_code == may_drop
    answers = actions.Answers(issuer_key="huyen-uy-cho-don", area=("064",))
    actions.make_plan(document, answers, by=district.planner, now=world.NOW)
    assert [client.get(page).status_code for page in pages] == [200, 200]


def test_a_neighbour_does_not_see_what_waits_here(client: Client, district: World) -> None:
    taken(district)
    client.force_login(district.neighbour)
    assert queries.waiting(district.neighbour, today=world.NOW.date()) == []
    assert "kế hoạch.txt" not in client.get("/plan-documents/").content.decode()


def test_an_area_beyond_ones_own_is_refused(planner: Client, district: World) -> None:
    document = taken(district)
    posted = {"act": "make", **ANSWERS, "area": ["065"]}
    page = planner.post(f"/plan-documents/{document.pk}/plan/", posted)
    assert (page.status_code, Plan.objects.count()) == (422, 0)
    assert "không lập kế hoạch cho địa bàn này được" in page.content.decode()


def test_a_taken_number_offers_what_can_be_done(planner: Client, district: World) -> None:
    first = taken(district)
    planner.post(f"/plan-documents/{first.pk}/plan/", {"act": "make", **ANSWERS})
    second = taken(district, f"{PLAN}\nPhụ lục\n".encode(), "bản hai.txt")
    html = planner.get(f"/plan-documents/{second.pk}/").content.decode()
    assert "Số 77-KH/HU đã có trong hệ thống" in html
    assert "Thay bản nháp ấy bằng văn bản này" in html
    refused = planner.post(f"/plan-documents/{second.pk}/plan/", {"act": "make", **ANSWERS})
    assert (refused.status_code, Plan.objects.count()) == (422, 1)
    kept = {"act": "attach", "plan": "77-kh-hu-2020", **ANSWERS}
    planner.post(f"/plan-documents/{second.pk}/plan/", kept)
    assert [one.name for one in queries.documents_of(Plan.objects.get())] == [
        "bản hai.txt",
        "kế hoạch.txt",
    ]


def test_a_finding_that_is_refused_says_why_beside_it(planner: Client, district: World) -> None:
    document = taken(district)
    row = finding(document, "phases")
    page = planner.post(
        f"/plan-documents/{document.pk}/findings/{row.pk}/",
        {"act": "correct", "name": "Đợt 1", "starts": "2020-04-02", "ends": "2020-04-01"},
    )
    assert page.status_code == 422
    assert "Ngày cuối ở trước ngày đầu." in page.content.decode()


def test_whoever_comes_after_the_plan_was_made_sees_it(planner: Client, district: World) -> None:
    document = taken(district)
    address = f"/plan-documents/{document.pk}/plan/"
    planner.post(address, {"act": "make", **ANSWERS})
    late = planner.post(address, {"act": "make", **ANSWERS}, follow=True)
    assert late.redirect_chain == [(f"/plan-documents/{document.pk}/", 302)]
    assert Plan.objects.count() == 1

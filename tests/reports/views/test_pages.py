"""From the list to a frozen report: what each page shows, and to whom."""

import io
import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document
from tests.reports import world
from tests.reports.office import Office

from loa.core.words import Grade
from loa.delivery.actions import take_evidence
from loa.delivery.models import Placement, SealedMessage
from loa.people.actions import ensure_organisation, grant
from loa.people.models import Organisation
from loa.people.rules import Role
from loa.reports import actions, publishing
from loa.reports.models import KeptReport, Statement
from loa.reports.queries import evidence
from loa.reports.rules.report import Kind

pytestmark = pytest.mark.django_db
JUNE_DAY = date(2025, 6, 1)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_empty_list_says_how_to_begin(planner: Client) -> None:
    assert "Chưa có báo cáo nào" in words(planner, "/reports/")


def test_the_list_tells_how_complete_a_report_is(office: Office, planner: Client) -> None:
    row = office.draft()
    page = words(planner, "/reports/")
    assert (row.title in page, "Thiếu 1 số liệu" in page) == (True, True)


def test_what_can_be_made_is_one_touch_away(office: Office, planner: Client) -> None:
    page = planner.get("/reports/new/?plan=thu").content.decode()
    assert "06/2025" in page
    asked = {"kind": "month", "plan": "thu", "starts": "2025-05-15", "last": "2025-06-14"}
    answer = planner.post("/reports/make/", asked)
    row = KeptReport.objects.get()
    assert (answer.headers["Location"], str(row.starts)) == (f"/reports/{row.pk}/", "2025-05-15")


def test_days_that_are_none_make_no_report(office: Office, planner: Client) -> None:
    planner.post("/reports/make/", {"plan": "thu", "starts": "2025-06-14", "last": "2025-05-15"})
    assert not KeptReport.objects.exists()


def test_the_document_marks_what_is_missing_and_leads_on(office: Office, planner: Client) -> None:
    row = office.draft()
    page = planner.get(f"/reports/{row.pk}/").content.decode()
    assert 'class="figure-missing"' in page
    assert "DỰ THẢO" in page
    assert f"/reports/{row.pk}/figure/?channel=loudspeaker&amp;measure=plays" in page


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param({"measure": "plays"}, "5", id="in-the-period"),
        pytest.param({"measure": "plays", "plan": "thu"}, "5", id="of-a-plan"),
        pytest.param({"measure": "plays", "cumulative": "1"}, "5", id="so-far"),
    ],
)
def test_a_figure_leads_to_its_rows(
    office: Office, planner: Client, asked: dict[str, str], told: str
) -> None:
    row = office.draft()
    address = f"/reports/{row.pk}/figure/?" + urlencode({"channel": "loudspeaker", **asked})
    answer = planner.get(address)
    assert str(answer.context["amount"].total) == told
    source = answer.context["sources"][0][0]
    rows = planner.get(f"{address}&{urlencode({'source': source.key})}").context["evidence"]
    assert sum(one.quantity for one in rows) == source.quantity


def test_a_sum_leads_to_its_own_rows_alone(
    office: Office, planner: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many rows to be told one by one: a trial's and another topic's lie between them."""
    monkeypatch.setattr(evidence, "LISTED", 0)
    other = SealedMessage.objects.create(
        digest="cd" * 32, key="khac", revision=1, plan_key="thu", topic_code="",
        scope="public", priority="routine", headline="Khác", document="{}",
        valid_from=world.at(JUNE_DAY), valid_until=world.NOW, sealed_at=world.at(JUNE_DAY),
    )  # fmt: skip
    Placement.objects.create(
        key="khac", message=other, areas=["064"], channel="loudspeaker",
        starts=JUNE_DAY, placed_at=world.NOW,
    )  # fmt: skip
    take_evidence([
        world.heard("02071", JUNE_DAY, 20, quantity=7, grade=Grade.REPORTED, simulated=True),
        world.heard("02062", JUNE_DAY, 21, quantity=9, placement="khac"),
        world.heard("02071", JUNE_DAY, 22, grade=Grade.REPORTED),
        world.heard("02062", JUNE_DAY, 23, placement="khong-chi-tieu"),
    ])  # fmt: skip
    row = office.draft()
    address = f"/reports/{row.pk}/figure/?channel=loudspeaker&measure=plays"
    for source, _place in planner.get(address).context["sources"]:
        rows = planner.get(f"{address}&{urlencode({'source': source.key})}").context["evidence"]
        found = (sum(one.quantity for one in rows), len(rows))
        assert found == (source.quantity, source.rows), source.key


def test_a_figure_that_is_none_is_not_found(office: Office, planner: Client) -> None:
    row = office.draft()
    assert planner.get(f"/reports/{row.pk}/figure/?channel=x&measure=y").status_code == 404


def test_the_reminder_names_body_figure_and_day(office: Office, planner: Client) -> None:
    row = office.draft()
    page = words(planner, f"/reports/{row.pk}/owing/")
    assert "Kính gửi: Ban Tuyên giáo" in page
    assert "buổi nói chuyện" in page
    assert f"1 số liệu của “{row.title}” – hạn" in page


def test_an_office_is_reminded_of_everything_in_one_message(
    office: Office, planner: Client, client: Client
) -> None:
    row = office.draft()
    Organisation.objects.create(
        key="ban-tuyen-giao", name="Ban Tuyên giáo", kind="agency",
        parent=Organisation.objects.get(key="huyen-uy"),
    )  # fmt: skip
    (body,) = planner.get(f"/reports/{row.pk}/owing/").context["bodies"]
    assert "số liệu của “" in body.text
    assert body.text.count("\n- ") == 2  # the figure, and the word that the duty is taken on
    assert planner.get("/work/owing/").context["everybody"] == body.text
    client.force_login(office.viewer)  # sees the report, and follows no duties
    (body,) = client.get(f"/reports/{row.pk}/owing/").context["bodies"]
    assert "số liệu của “" in body.text
    assert body.text.count("\n- ") == 1


def test_who_may_fill_in_is_not_asked_anew_for_each_commune(office: Office, client: Client) -> None:
    province = ensure_organisation(
        key="tinh", name="UBND tỉnh", kind=Organisation.Kind.AUTHORITY, unit_code="19"
    )
    grant(user=office.viewer, organisation=province, role=Role.PLANNER, since=JUNE_DAY)
    client.force_login(office.viewer)
    row = actions.draft(world.of_plan(world.AUGUST, Kind.MONTH), now=world.NOW)

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/reports/{row.pk}/owing/")
        places = [one["sql"] for one in queries if "places_adminunit" in one["sql"]]
        return sum(line["may"] for body in page.context["bodies"] for line in body.lines), len(
            places
        )

    lines, places = asked()
    assert lines > 3
    assert places < lines


def test_a_missing_figure_is_filled_where_it_is_missed(office: Office, planner: Client) -> None:
    row = office.draft()
    given = {"seen": row.digest, "figure-0": "1.2"}
    planner.post(f"/reports/{row.pk}/owing/fill/", given)
    row = KeptReport.objects.get()
    assert (Statement.objects.get().quantity, row.missing) == (12, 0)


@pytest.mark.parametrize("text", ["", "  ", "muoi hai", "-3", "1,5"])
def test_what_is_no_count_is_not_kept(office: Office, planner: Client, text: str) -> None:
    row = office.draft()
    planner.post(f"/reports/{row.pk}/owing/fill/", {"seen": row.digest, "figure-0": text})
    assert not Statement.objects.exists()


def test_a_figure_for_a_report_that_changed_is_not_kept(office: Office, planner: Client) -> None:
    row = office.draft()
    planner.post(f"/reports/{row.pk}/owing/fill/", {"seen": "0" * 64, "figure-0": "12"})
    assert not Statement.objects.exists()


def test_freezing_says_who_and_when(office: Office, planner: Client) -> None:
    row = office.draft()
    planner.post(f"/reports/{row.pk}/freeze/", {"seen": row.digest})
    assert "Chốt lúc 09:00 01/09/2025, người chốt: ke-hoach" in words(
        planner, f"/reports/{row.pk}/"
    )


def test_what_somebody_has_not_seen_is_not_frozen(office: Office, planner: Client) -> None:
    row = office.draft()
    planner.post(f"/reports/{row.pk}/freeze/", {"seen": "0" * 64})
    assert not KeptReport.objects.get().frozen


@pytest.mark.parametrize("act", ["freeze", "renew", "publish", "take-off"])
@pytest.mark.parametrize("who", ["stranger", "officer", "viewer"])
def test_others_change_nothing(office: Office, client: Client, act: str, who: str) -> None:
    row = office.draft()
    client.force_login(getattr(office, who))
    answer = client.post(f"/reports/{row.pk}/{act}/", {"seen": row.digest})
    assert (answer.status_code, KeptReport.objects.get().frozen) == (403, False)


def test_others_fill_no_figure(office: Office, client: Client) -> None:
    row = office.draft()
    client.force_login(office.stranger)
    given = {"seen": row.digest, "figure-0": "12"}
    assert client.post(f"/reports/{row.pk}/owing/fill/", given).status_code == 403
    assert not Statement.objects.exists()


def test_residents_read_what_is_frozen_and_published(office: Office, planner: Client) -> None:
    row, visitor = office.draft(), Client()
    planner.post(f"/reports/{row.pk}/publish/")
    before = visitor.get(f"/bao-cao/{row.pk}/").status_code
    planner.post(f"/reports/{row.pk}/freeze/", {"seen": row.digest})
    frozen = visitor.get(f"/bao-cao/{row.pk}/").status_code
    planner.post(f"/reports/{row.pk}/publish/")
    shown = words(visitor, f"/bao-cao/{row.pk}/")
    assert (before, frozen) == (404, 404)
    assert row.title in shown
    assert row.title in words(visitor, "/bao-cao/")
    planner.post(f"/reports/{row.pk}/take-off/")
    assert visitor.get(f"/bao-cao/{row.pk}/").status_code == 404


def test_residents_see_no_unit_by_itself(office: Office, planner: Client) -> None:
    row = office.draft()
    planner.post(f"/reports/{row.pk}/freeze/", {"seen": row.digest})
    planner.post(f"/reports/{row.pk}/publish/")
    page = words(Client(), f"/bao-cao/{row.pk}/")
    inner = words(planner, f"/reports/{row.pk}/")
    assert "xã Nghĩa Tá" in inner
    assert "xã Nghĩa Tá" not in page


def test_a_draft_of_later_does_not_show(office: Office, planner: Client) -> None:
    row = office.draft()
    planner.post(f"/reports/{row.pk}/freeze/", {"seen": row.digest})
    planner.post(f"/reports/{row.pk}/publish/")
    later = office.draft()
    assert [one.report_id for one in publishing.published()] == [row.pk]
    assert later.pk != row.pk


@pytest.mark.parametrize("layout", ["state", "party"])
def test_the_word_file_is_made_in_either_layout(
    office: Office, planner: Client, layout: str
) -> None:
    row = office.draft()
    answer = planner.get(f"/reports/{row.pk}/file/docx/?layout={layout}")
    name = {"state": "CỘNG HÒA XÃ HỘI", "party": "ĐẢNG CỘNG SẢN VIỆT NAM"}[layout]
    document = Document(io.BytesIO(answer.content))
    head = " ".join(cell.text for cell in document.tables[0].rows[0].cells)
    assert name in head


@pytest.mark.parametrize(("kind", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")])
def test_files_are_what_their_names_say(
    office: Office, planner: Client, kind: str, begins: bytes
) -> None:
    row = office.draft()
    answer = planner.get(f"/reports/{row.pk}/file/{kind}/")
    assert answer.content.startswith(begins)
    assert f".{kind}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("address", ["file/exe/", "file/docx/?layout=church"])
def test_other_files_are_not_found(office: Office, planner: Client, address: str) -> None:
    row = office.draft()
    assert planner.get(f"/reports/{row.pk}/{address}").status_code == 404


def test_two_reports_stand_side_by_side(office: Office, planner: Client) -> None:
    june = office.draft()
    asked = {"kind": "month", "plan": "thu", "starts": "2025-06-15", "last": "2025-07-14"}
    planner.post("/reports/make/", asked)
    july = KeptReport.objects.exclude(pk=june.pk).get()
    lines = planner.get(f"/reports/{july.pk}/compare/?with={june.pk}").context["lines"]
    told = {(line["measure"], line["period"], line["cumulative"]) for line in lines}
    assert ("Lượt phát", 0, 5) in told


def test_what_has_not_come_is_no_zero_beside_another_report(
    office: Office, planner: Client
) -> None:
    june = office.draft()
    asked = {"kind": "month", "plan": "thu", "starts": "2025-06-15", "last": "2025-07-14"}
    planner.post("/reports/make/", asked)
    july = KeptReport.objects.exclude(pk=june.pk).get()
    page = planner.get(f"/reports/{july.pk}/compare/?with={june.pk}")
    unknown = [line for line in page.context["lines"] if not line["mine"].whole]
    assert unknown
    assert {(line["period"], line["cumulative"]) for line in unknown} == {(None, None)}
    assert "<mark>chưa có số liệu</mark>" in page.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/reports/sheet/?unit=02071&day=2025-13-45",
        "/reports/sheet/?unit=02071&day=0001-01-01",
        "/reports/sheet/?unit=%F0%9F%93%A2&day=x",
        "/reports/new/?plan=khong-co",
        "/reports/?plan=khong-co",
        "/reports/{n}/compare/?with=%C2%B2",
        "/reports/{n}/compare/?with=99999999999999999999999",
        "/reports/{n}/figure/?channel=portal&measure=articles&page=x&source=khong-co",
        "/reports/{n}/?layout=church",
        "/reports/99999999999999999999/",
    ],
)
def test_whatever_stands_in_an_address_is_answered(
    office: Office, client: Client, address: str
) -> None:
    row = office.draft()
    client.force_login(office.officer if "sheet" in address else office.planner)
    assert client.get(address.format(n=row.pk)).status_code in {200, 403, 404}


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "century", "starts": "2025-05-15", "last": "2025-06-14"},
        {"kind": "month", "starts": "0001-01-01", "last": "0001-02-01"},
        {"kind": "span", "starts": "2025-02-30", "last": "2025-06-14"},
        {"kind": "phase", "starts": "2025-05-15", "last": "2025-06-14"},
        {},
    ],
)
def test_what_no_report_can_be_made_of_makes_none(
    office: Office, planner: Client, asked: dict[str, str]
) -> None:
    answer = planner.post("/reports/make/", {"plan": "thu", **asked})
    assert answer.status_code in {302, 404}
    assert not KeptReport.objects.exists()


def test_days_that_still_run_are_not_frozen(office: Office, planner: Client) -> None:
    asked = {"kind": "span", "plan": "thu", "starts": "2025-08-15", "last": "2025-09-14"}
    planner.post("/reports/make/", asked)
    row = KeptReport.objects.get()
    planner.post(f"/reports/{row.pk}/freeze/", {"seen": row.digest})
    assert not KeptReport.objects.get().frozen
    assert "Chốt được sau ngày 14/09/2025" in words(planner, f"/reports/{row.pk}/")

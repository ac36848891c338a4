"""Work as those see it who do it, and those who ask for it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.control.world import NOW, TODAY, World
from tests.simulators import telephone_photo
from wagtail.images import get_image_model

from loa.control.models import Reminder, TaskFile, TaskNote
from loa.people.models import Decision
from loa.plans.models import Assignment

pytestmark = pytest.mark.django_db
TASK = "/work/of/phong-dich/san-xuat/"
DUTY = "Sản xuất và phát bản tin"


def pdf(name: str = "báo cáo.pdf", content: bytes = b"%PDF-1.7 x") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def duty() -> Assignment:
    return Assignment.objects.get(key="san-xuat")


def text(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_an_officer_sees_what_their_office_is_asked_and_a_stranger_nothing(
    officer: Client, stranger: Client
) -> None:
    page = text(officer, "/work/")
    assert DUTY in page
    assert "25/11/2026" in page
    assert DUTY not in text(stranger, "/work/")


def test_who_helps_sees_the_duty_as_one_to_help_with(stranger: Client, morning: World) -> None:
    Assignment.objects.update(coordinating=[{"key": "noi-khac", "name": "Xã khác"}])
    (found,) = stranger.get("/work/").context["tasks"]
    assert found[0].helps


def test_an_officer_of_a_commune_finds_it_among_what_waits(stranger: Client) -> None:
    Assignment.objects.update(organisation_key="noi-khac")
    page = text(stranger, "/officer/mine/")
    assert DUTY in page
    assert TASK in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 1),
        ("?state=open", 1),
        ("?state=doing", 0),
        ("?due=week", 1),
        ("?due=past", 0),
        ("?plan=phong-dich", 1),
        ("?plan=khac", 0),
        ("?state=chuyen-la&due=la", 0),
        ("?whose=mine", 1),
    ],
)
def test_a_planner_narrows_the_list(planner: Client, query: str, count: int) -> None:
    page = planner.get(f"/work/{query}")
    assert len(page.context["tasks"]) == count


def test_the_list_asks_as_often_for_many_duties_as_for_one(planner: Client, morning: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            planner.get("/work/")
        return len(queries)

    few = asked()
    Assignment.objects.bulk_create(
        Assignment(plan=morning.plan, key=f"v-{n}", position=n, organisation_key=f"o-{n}", duty="x")
        for n in range(60)
    )
    assert asked() == few


def test_a_duty_is_taken_on_begun_and_done_and_can_be_taken_back(officer: Client) -> None:
    for state in ("acknowledged", "doing", "done"):
        page = officer.post(f"{TASK}step/", {"state": state}, follow=True)
        assert duty().state == state
    assert f"{TASK}to/doing/" in page.content.decode()  # the toast's way back
    officer.post(f"{TASK}to/doing/")
    assert (duty().state, duty().done_at) == ("doing", None)
    officer.post(f"{TASK}step/", {"state": "acknowledged"})  # a stale page changes nothing
    assert duty().state == "doing"
    assert officer.post(f"{TASK}to/lost/").status_code == 404


@pytest.mark.parametrize("path", ["step/", "to/open/", "file/", "note/"])
def test_nobody_else_answers_for_an_office(stranger: Client, path: str) -> None:
    assert stranger.post(f"{TASK}{path}").status_code == 403
    assert duty().state == "open"


def test_a_photo_that_proves_something_keeps_its_place_and_stays_with_staff(
    officer: Client, stranger: Client
) -> None:
    sent = telephone_photo.photo()
    officer.post(f"{TASK}file/", {"file": SimpleUploadedFile("bang-ron.jpg", sent)})
    address = f"/work/file/{TaskFile.objects.get().pk}/"
    given = officer.get(address)
    assert (given.content, given["Content-Type"]) == (sent, "image/jpeg")
    assert "gps-2" in telephone_photo.told(given.content)
    assert stranger.get(address).status_code == 403
    assert Client().get(address).status_code == 302  # whoever is not signed in is asked to be
    assert not get_image_model().objects.exists()  # nothing of it is on the portal


def test_a_file_is_kept_handed_over_taken_away_and_put_back(officer: Client) -> None:
    officer.post(f"{TASK}file/", {"file": pdf()})
    row = TaskFile.objects.get()
    given = officer.get(f"/work/file/{row.pk}/")
    assert (given.content, given["Content-Type"]) == (b"%PDF-1.7 x", "application/pdf")
    assert given["Content-Disposition"].startswith("attachment; filename*=utf-8''b%C3%A1o")
    assert (given["X-Content-Type-Options"], given["Cache-Control"]) == (
        "nosniff", "private, no-store",
    )  # fmt: skip
    assert "báo cáo.pdf" in text(officer, TASK)
    officer.post(f"/work/file/{row.pk}/take/")
    assert officer.get(f"/work/file/{row.pk}/").status_code == 404
    assert f"/work/file/{row.pk}/take/" not in text(officer, TASK)
    officer.post(f"/work/file/{row.pk}/back/")
    assert officer.get(f"/work/file/{row.pk}/").status_code == 200
    verbs = Decision.objects.filter(verb__contains="file").values_list("verb", flat=True)
    assert [verb.removeprefix("plan.assignment-") for verb in verbs.order_by("number")] == [
        "keep-file", "remove-file", "put-back-file",
    ]  # fmt: skip


def test_a_stranger_neither_reads_nor_takes_a_file(officer: Client, stranger: Client) -> None:
    officer.post(f"{TASK}file/", {"file": pdf()})
    row = TaskFile.objects.get()
    assert stranger.get(f"/work/file/{row.pk}/").status_code == 403
    assert stranger.post(f"/work/file/{row.pk}/take/").status_code == 403
    assert row.name not in text(stranger, TASK)


def test_a_file_that_is_not_taken_leaves_nothing_and_says_why(officer: Client) -> None:
    page = officer.post(f"{TASK}file/", {"file": pdf("x.exe", b"MZ")})
    assert (page.status_code, TaskFile.objects.count()) == (422, 0)
    assert "không nhận loại tệp này" in page.content.decode()


def test_a_note_is_written_and_spaces_are_none(officer: Client) -> None:
    officer.post(f"{TASK}note/", {"text": "  Đã hẹn xã thứ Tư.  "})
    officer.post(f"{TASK}note/", {"text": "   "})
    assert list(TaskNote.objects.values_list("text", flat=True)) == ["Đã hẹn xã thứ Tư."]
    assert "Đã hẹn xã thứ Tư." in text(officer, TASK)


# ---- who has not sent


def test_a_planner_sees_who_has_not_sent_and_notes_a_reminder(
    planner: Client, morning: World
) -> None:
    Assignment.objects.update(due=TODAY - timedelta(days=3), product="12 bản tin")
    page = text(planner, "/work/owing/")
    assert "Trung tâm thông tin cơ sở" in page
    assert "quá hạn 3 ngày" in page
    planner.post("/work/owing/", {"organisation": ["trung-tam", "khong-co"]})
    reminder = Reminder.objects.get()
    assert (reminder.organisations, reminder.by) == (["trung-tam"], morning.planner)
    assert "20/11/2026" in reminder.text
    assert reminder.at == NOW
    (debtor, *_rest) = planner.get("/work/owing/").context["debtors"][0]
    assert debtor.reminded == NOW


def test_nobody_but_planners_reminds(officer: Client) -> None:
    assert officer.get("/work/owing/").status_code == 403


def test_the_home_leads_to_whoever_has_not_sent(planner: Client) -> None:
    assert "/work/owing/" in text(planner, "/today/")

"""What offices see and do, and what they may not."""

import pytest
from django.test import Client
from tests.feedback.village import NOW, OTHER, PLACE, TODAY, noise, person, question

from loa.delivery import loudness
from loa.feedback.door import seal_form
from loa.feedback.models import Matter
from loa.feedback.rules import TOO_FAST, State
from loa.people.models import User
from loa.people.rules import Role

ACTS = ("answer", "forward", "decline", "broadcast")


def sealed(**fields: str) -> dict[str, str]:
    return {"seal": seal_form(NOW - 2 * TOO_FAST), **fields}


def test_what_waits_is_listed_by_its_due_day(office: Client) -> None:
    late, loud = question(), noise()
    Matter.objects.filter(pk=late.pk).update(
        received_on=TODAY.replace(day=1), due_on=TODAY.replace(day=11)
    )
    page = office.get("/feedback/inbox/").content.decode()
    assert page.index(late.number) < page.index(loud.number)
    assert "Quá hạn" in page


def test_an_office_sees_its_own_commune_and_no_other(office: Client) -> None:
    here, there = question(), question(unit_code=OTHER)
    page = office.get("/feedback/inbox/").content.decode()
    assert (here.number in page, there.number in page) == (True, False)
    assert office.get(f"/feedback/{there.number}/").status_code == 403
    for act in ACTS:
        assert office.post(f"/feedback/{there.number}/{act}/", {"text": "x"}).status_code == 403
    assert Matter.objects.get(pk=there.pk).state == State.RECEIVED


def test_an_answer_closes_and_gives_the_loudness_back(office: Client) -> None:
    matter = noise()
    page = office.get(f"/feedback/{matter.number}/").content.decode()
    assert "nhỏ đi một nấc" in page
    office.post(f"/feedback/{matter.number}/answer/", {"public": "no", "text": "Đã chỉnh loa."})
    assert Matter.objects.get().state == State.ANSWERED
    assert not loudness.places("02071", TODAY)[0].lowered
    assert "Đã chỉnh loa." in office.get(f"/feedback/{matter.number}/").content.decode()


def test_what_cannot_be_done_is_said_and_what_was_written_stays(office: Client) -> None:
    matter = question()
    said = {"public": "yes", "text": "Tháng ba sẽ có nước."}
    answer = office.post(f"/feedback/{matter.number}/answer/", said)
    assert answer.status_code == 422
    assert "Tháng ba sẽ có nước." in answer.content.decode()
    assert "bằng lời của cơ quan" in answer.content.decode()


def test_a_station_without_a_player_is_turned_down_by_hand(office: Client) -> None:
    from loa.channels.broadcast.models import Station  # noqa: PLC0415 - one look

    Station.objects.update(kind=Station.Kind.WIRED)
    matter = noise()
    assert "bằng tay" in office.get(f"/feedback/{matter.number}/").content.decode()


@pytest.fixture
def head(village: None) -> User:
    return person("truong-thon", Role.HAMLET_HEAD)


def test_the_head_of_a_hamlet_enters_for_others_and_brings_the_answer(
    client: Client, head: User, officer: User
) -> None:
    client.force_login(head)
    assert client.get("/feedback/").headers["Location"] == "/feedback/new/"
    fields = sealed(kind="question", unit_code="02071", text="Bà Lý hỏi bao giờ tiêm phòng")
    assert client.post("/feedback/new/", fields).status_code == 302
    matter = Matter.objects.get()
    assert (matter.entered_by, matter.kind) == (head, "question")
    client.force_login(officer)
    client.post(f"/feedback/{matter.number}/answer/", {"public": "no", "text": "Sáng thứ Bảy."})
    client.force_login(head)
    page = client.get("/feedback/new/").content.decode()
    assert matter.number in page
    assert "Sáng thứ Bảy." in page


def test_the_head_of_a_hamlet_has_a_loudspeaker_turned_down(client: Client, head: User) -> None:
    client.force_login(head)
    client.post("/feedback/new/", sealed(what="loudness", place=PLACE, trouble="early"))
    assert Matter.objects.get().trouble == "early"
    assert loudness.places("02071", TODAY)[0].lowered


def test_the_head_of_a_hamlet_sees_no_others_matters(client: Client, head: User) -> None:
    matter = question(name="Nông Văn A")
    client.force_login(head)
    assert client.get("/feedback/inbox/").status_code == 403
    assert client.get(f"/feedback/{matter.number}/").status_code == 403
    assert matter.number not in client.get("/feedback/new/").content.decode()


def test_nobody_enters_for_a_commune_that_is_not_theirs(client: Client, head: User) -> None:
    client.force_login(head)
    fields = sealed(kind="question", unit_code=OTHER, text="Câu hỏi")
    assert client.post("/feedback/new/", fields).status_code == 200
    assert not Matter.objects.exists()


def test_who_may_only_look_cannot_answer(client: Client, village: None) -> None:
    technician, matter = person("ky-thuat", Role.TECHNICIAN), question()
    client.force_login(technician)
    assert client.get(f"/feedback/{matter.number}/").status_code == 200
    for act in ACTS:
        assert client.post(f"/feedback/{matter.number}/{act}/", {}).status_code == 403


def test_foreign_forms_do_not_act_for_staff(officer: User) -> None:
    matter, strict = question(), Client(enforce_csrf_checks=True)
    strict.force_login(officer)
    for address in (f"/feedback/{matter.number}/answer/", "/feedback/new/"):
        assert strict.post(address, sealed(text="x", public="no")).status_code == 403
    assert Matter.objects.get().state == State.RECEIVED

"""What residents send and see, and what those meet who mean no good."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from tests.feedback.village import NOW, OTHER, PLACE, TODAY, noise, question

from loa.delivery import loudness
from loa.feedback import actions, rules
from loa.feedback.door import UNSEEN, seal_form, seal_of
from loa.feedback.models import Attempt, Contact, Matter
from loa.feedback.rules import Asked, Kind
from loa.people.models import User

pytestmark = pytest.mark.usefixtures("village")
Posted = Callable[..., Any]
SEND, QUIETER = "/hoi-dap/gui/", "/hoi-dap/giam-loa/"
QUESTION = {"kind": "question", "unit_code": "02071", "text": "Bao giờ có nước sạch?"}
NOISE = {"unit_code": "02071", "place": PLACE, "trouble": "loud"}


def lowered() -> bool:
    return loudness.places("02071", TODAY)[0].lowered


def test_a_question_gets_a_receipt_that_does_not_tell_it(client: Client, posted: Posted) -> None:
    answer = posted(SEND, **QUESTION)
    matter = Matter.objects.get()
    assert answer.headers["Location"] == f"/hoi-dap/phieu/{matter.number}/?done=sent"
    page = client.get(answer.headers["Location"])
    shown = page.content.decode()
    assert matter.number in shown
    assert "23/11/2026" in shown
    assert "nước sạch" not in shown
    assert "Câu hỏi" not in shown  # not even what kind it was
    assert page.headers["Cache-Control"].startswith("max-age=0")


def test_turning_down_acts_before_anybody_reads_it(client: Client, posted: Posted) -> None:
    assert PLACE in client.get(QUIETER, {"commune": "02071"}).content.decode()
    answer = posted(QUIETER, **NOISE)
    assert answer.headers["Location"].endswith("?done=lowered")
    assert lowered()
    assert Matter.objects.get().due_on == TODAY.replace(day=26)


def test_words_sent_along_with_it_are_not_kept(posted: Posted) -> None:
    posted(QUIETER, **NOISE, text="Mẹ tôi bệnh tim", reason="bệnh")
    assert Matter.objects.get().text == ""


def test_no_cookie_is_set_and_none_is_needed(client: Client, posted: Posted) -> None:
    for address in ("/hoi-dap/", SEND, QUIETER, "/hoi-dap/phieu/"):
        assert not client.get(address).cookies
    assert not posted(SEND, **QUESTION).cookies


def test_a_double_press_is_one_matter(posted: Posted) -> None:
    seal = seal_form(NOW.replace(minute=0) - rules.TOO_FAST)
    first, second = (posted(SEND, seal=seal, **QUESTION) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Matter.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "after_s"),
    [
        pytest.param({UNSEEN: "https://spam.example"}, 30, id="fills-what-nobody-sees"),
        pytest.param({}, 0.5, id="too-fast"),
        pytest.param({}, 13 * 3600, id="too-late"),
        pytest.param({"seal": "forged"}, 30, id="forged-seal"),
        pytest.param({"seal": "x" * 100_000}, 30, id="long-seal"),
        pytest.param({"seal": "eyJhdCI6MX0:1abc:def"}, 30, id="seal-of-another-key"),
    ],
)
@pytest.mark.parametrize(("address", "fields"), [(SEND, QUESTION), (QUIETER, NOISE)])
def test_a_machine_is_refused_and_loses_nothing(
    posted: Posted, address: str, fields: dict[str, str], changes: dict[str, str], after_s: float
) -> None:
    answer = posted(address, after_s=after_s, **{**fields, **changes})
    assert answer.status_code == 422
    assert not Matter.objects.exists()
    assert not lowered()
    if "text" in fields:
        assert fields["text"] in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()


def test_another_site_cannot_send_through_a_visitors_browser(client: Client) -> None:
    seal = seal_form(NOW - 2 * rules.TOO_FAST)
    answer = client.post(SEND, {"seal": seal, **QUESTION}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, Matter.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("address", "fields", "asked"),
    [(SEND, QUESTION, Asked.SEND), (QUIETER, NOISE, Asked.LOWER)],
)
def test_a_flood_from_one_place_is_stopped(
    posted: Posted, address: str, fields: dict[str, str], asked: Asked
) -> None:
    most, _span = rules.LIMITS[asked]
    codes = [posted(address, **fields).status_code for _ in range(most + 2)]
    assert codes == [302] * most + [422, 422]
    assert Matter.objects.count() == most


def test_a_flood_does_not_stop_a_neighbour(client: Client, posted: Posted) -> None:
    for _ in range(rules.LIMITS[Asked.SEND][0] + 1):
        posted(SEND, **QUESTION)
    fields = {"seal": seal_form(NOW - 2 * rules.TOO_FAST), **QUESTION}
    assert client.post(SEND, fields, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_no_address_is_kept_and_its_seal_changes_daily(client: Client) -> None:
    fields = {"seal": seal_form(NOW - 2 * rules.TOO_FAST), **QUESTION}
    client.post(SEND, fields, REMOTE_ADDR="203.0.113.9")
    assert "203.0.113.9" not in str(list(Attempt.objects.values()) + list(Matter.objects.values()))
    later = NOW.replace(day=25)
    assert seal_of("203.0.113.9", NOW) != seal_of("203.0.113.9", later)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"text": "x" * 2001}, id="oversized"),
        pytest.param({"text": " \u200b "}, id="nothing-to-see"),
        pytest.param({"unit_code": "99999"}, id="no-such-commune"),
        pytest.param({"unit_code": "' OR 1=1 --"}, id="sql"),
        pytest.param({"kind": Kind.LOUDNESS.value}, id="another-kind"),
        pytest.param({"name": "n" * 500}, id="long-name"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field(
    posted: Posted, changes: dict[str, str]
) -> None:
    answer = posted(SEND, **{**QUESTION, **changes})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    "place", ["loudspeaker:bang-lung", "portal:x", "", "../../etc", "x" * 9999]
)
def test_only_a_loudspeaker_of_the_commune_is_turned_down(posted: Posted, place: str) -> None:
    answer = posted(QUIETER, **{**NOISE, "place": place})
    assert (answer.status_code, Matter.objects.count(), lowered()) == (200, 0, False)


def test_a_commune_without_loudspeakers_has_nothing_to_turn_down(client: Client) -> None:
    assert "chưa có loa" in client.get(QUIETER, {"commune": OTHER}).content.decode()
    assert client.post(QUIETER, {"unit_code": OTHER}).status_code == 200


def test_hostile_words_stay_words(client: Client, officer: User) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7|add:"7" }}'
    matter = question(hostile, name=hostile[:80])
    actions.answer(matter, text=hostile, public=True, question=hostile, by=officer, now=NOW)
    client.force_login(officer)
    for address in ("/hoi-dap/", f"/feedback/{matter.number}/", "/feedback/inbox/?show=closed"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "&lt;" in page


@pytest.mark.parametrize("number", ["GY-0000-00000", "GY-1234-56789", "admin", "x" * 200])
def test_a_forged_receipt_is_not_there(client: Client, number: str) -> None:
    question()
    assert client.get(f"/hoi-dap/phieu/{number}/").status_code == 404


def test_guessing_receipts_is_stopped_and_a_true_one_still_opens(client: Client) -> None:
    matter = question()
    most, _span = rules.LIMITS[Asked.LOOK]
    codes = {client.get("/hoi-dap/phieu/GY-0000-00000/").status_code for _ in range(most)}
    assert codes == {404}
    assert client.get("/hoi-dap/phieu/GY-0000-00000/").status_code == 429
    assert client.get(f"/hoi-dap/phieu/{matter.number}/").status_code == 200


def test_a_number_is_found_as_it_was_written_down(client: Client) -> None:
    matter = question()
    typed = {"number": f" {matter.number.lower().replace('-', ' ')} "}
    answer = client.get("/hoi-dap/phieu/", typed)
    assert answer.headers["Location"] == f"/hoi-dap/phieu/{matter.number}/"
    assert "so lại từng chữ" in client.get("/hoi-dap/phieu/", {"number": "abc"}).content.decode()


def test_contact_is_kept_only_where_it_is_given(posted: Posted) -> None:
    posted(SEND, **QUESTION)
    assert not Contact.objects.exists()
    posted(SEND, **QUESTION, reach="0912 345 678")
    assert Contact.objects.get().reach == "0912 345 678"


def test_public_answers_are_read_by_commune(client: Client, officer: User) -> None:
    for unit, told in (("02071", "Nước ở Nghĩa Tá?"), (OTHER, "Nước ở Chợ Đồn?")):
        matter = question(unit_code=unit)
        actions.answer(matter, text="Tháng ba.", public=True, question=told, by=officer, now=NOW)
    page = client.get("/hoi-dap/", {"commune": "02071"}).content.decode()
    assert "Nước ở Nghĩa Tá?" in page
    assert "Nước ở Chợ Đồn?" not in page
    assert matter.number not in page  # nothing leads from an answer to who asked


def test_a_noise_complaint_is_never_published_by_itself(client: Client) -> None:
    matter = noise()
    page = client.get("/hoi-dap/").content.decode()
    assert matter.number not in page

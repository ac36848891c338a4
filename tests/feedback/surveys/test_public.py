"""Residents answer without a name, and read what came of it; who means no good gets nowhere."""

import csv
import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.feedback.surveys.asked import IN_AFTER, OVER, QUESTIONS, answer, approved, survey
from tests.feedback.village import NOW

from loa.feedback import rules
from loa.feedback.door import UNSEEN, seal_form
from loa.feedback.models import Attempt
from loa.feedback.rules import Asked
from loa.feedback.surveys import actions
from loa.feedback.surveys.models import Survey, Taken, Tally
from loa.feedback.surveys.rules import Mode
from loa.feedback.voice import Voice
from loa.people.models import User

pytestmark = pytest.mark.django_db
Posted = Callable[..., Any]
GIVEN = {"q1": "well", "q2": "once", "q3": ["loudspeaker", "phone"], "q4": "1"}


@pytest.fixture
def row(planner: User, leader: User) -> Survey:
    return approved(planner, leader)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both times of asking are over."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)


def answered() -> int:
    return sum(Tally.objects.filter(number=0).values_list("n", flat=True))


def test_an_answer_is_counted_without_a_cookie(client: Client, posted: Posted, row: Survey) -> None:
    page = client.get(f"/khao-sat/{row.key}/")
    assert QUESTIONS[0].text in page.content.decode()
    assert not page.cookies
    sent = posted(f"/khao-sat/{row.key}/", **GIVEN)
    assert sent.headers["Location"] == f"/khao-sat/{row.key}/?done=1"
    assert not sent.cookies
    assert "Đã ghi nhận" in client.get(sent.headers["Location"]).content.decode()
    assert list(Tally.objects.filter(n__gt=0).values_list("mode", "number", "choice", "n")) == [
        ("open", 0, "", 1),
        ("open", 1, "well", 1),
        ("open", 2, "once", 1),
        ("open", 3, "loudspeaker", 1),
        ("open", 3, "phone", 1),
        ("open", 4, "1", 1),
    ]


def test_what_is_left_out_is_said_and_what_was_chosen_stays(posted: Posted, row: Survey) -> None:
    sent = posted(f"/khao-sat/{row.key}/", **{**GIVEN, "q2": []})
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "Chưa trả lời: câu 2" in page
    assert 'value="well" checked' in page
    assert 'value="phone" checked' in page
    assert (answered(), Attempt.objects.count()) == (0, 0)


def test_a_double_press_counts_once(posted: Posted, row: Survey) -> None:
    seal = seal_form(NOW.replace(minute=0) - rules.TOO_FAST)
    for _press in range(3):
        assert posted(f"/khao-sat/{row.key}/", seal=seal, **GIVEN).status_code == 302
    assert answered() == 1


@pytest.mark.parametrize(
    ("changes", "after_s"),
    [
        pytest.param({UNSEEN: "https://spam.example"}, 30, id="fills-what-nobody-sees"),
        pytest.param({}, 0.5, id="too-fast"),
        pytest.param({}, 13 * 3600, id="too-late"),
        pytest.param({"seal": "forged"}, 30, id="forged-seal"),
        pytest.param({"q1": "khác"}, 30, id="own-words"),
        pytest.param({"q1": ["well", "no"]}, 30, id="two-answers-where-one-is-asked"),
    ],
)
def test_a_machine_is_not_counted(
    posted: Posted, row: Survey, changes: dict[str, Any], after_s: float
) -> None:
    sent = posted(f"/khao-sat/{row.key}/", after_s=after_s, **{**GIVEN, **changes})
    assert (sent.status_code, answered()) == (422, 0)


def test_another_site_cannot_answer_through_a_visitors_browser(client: Client, row: Survey) -> None:
    fields = {"seal": seal_form(NOW - 2 * rules.TOO_FAST), **GIVEN}
    sent = client.post(f"/khao-sat/{row.key}/", fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert (sent.status_code, answered()) == (422, 0)


def test_a_flood_from_one_place_is_stopped_and_a_neighbour_is_not(
    client: Client, posted: Posted, row: Survey
) -> None:
    most, _span = rules.LIMITS[Asked.SURVEY]
    for _time in range(most + 3):
        last = posted(f"/khao-sat/{row.key}/", **GIVEN)
    assert (last.status_code, answered()) == (422, most)
    fields = {"seal": seal_form(NOW - 2 * rules.TOO_FAST), **GIVEN}
    client.post(f"/khao-sat/{row.key}/", fields, REMOTE_ADDR="10.0.0.9")
    assert answered() == most + 1


def test_no_address_is_kept(client: Client, row: Survey) -> None:
    fields = {"seal": seal_form(NOW - 2 * rules.TOO_FAST), **GIVEN}
    client.post(f"/khao-sat/{row.key}/", fields, REMOTE_ADDR="203.0.113.9")
    kept = [*Attempt.objects.values(), *Tally.objects.values(), *Taken.objects.values()]
    assert "203.0.113.9" not in str(kept)


def test_a_draft_is_not_there(client: Client, planner: User) -> None:
    row = survey(planner)
    for address in ("", "ket-qua/", "ket-qua.csv"):
        assert client.get(f"/khao-sat/{row.key}/{address}").status_code == 404
    assert row.title not in client.get("/khao-sat/").content.decode()


def test_a_survey_says_when_it_opens_and_that_it_is_closed(
    client: Client, posted: Posted, row: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=10))
    assert "từ ngày 04/01/2027" in client.get(f"/khao-sat/{row.key}/").content.decode()
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    page = client.get(f"/khao-sat/{row.key}/").content.decode()
    assert "Khảo sát đã đóng" in page
    assert f"/khao-sat/{row.key}/ket-qua/" in page
    assert posted(f"/khao-sat/{row.key}/", **GIVEN).status_code == 422
    assert answered() == 0


def test_open_surveys_and_results_are_listed(client: Client, row: Survey) -> None:
    page = client.get("/khao-sat/").content.decode()
    assert f'href="/khao-sat/{row.key}/"' in page
    assert f'href="/khao-sat/{row.key}/ket-qua/"' not in page


def test_nothing_is_shown_of_a_time_of_asking_that_is_not_over(client: Client, row: Survey) -> None:
    answer(row, times=30)
    page = client.get(f"/khao-sat/{row.key}/ket-qua/").content.decode()
    assert "Chưa có kết quả" in page
    assert "30" not in page.partition("<main")[2].partition("</main")[0]
    assert len(client.get(f"/khao-sat/{row.key}/ket-qua.csv").content.splitlines()) == 1


@pytest.mark.usefixtures("later")
def test_below_five_people_nothing_is_shown(client: Client, row: Survey) -> None:
    answer(row, times=4)
    page = client.get(f"/khao-sat/{row.key}/ket-qua/").content.decode()
    assert page.count("Chưa đủ năm người") == 2
    assert "survey-bar" not in page
    assert len(client.get(f"/khao-sat/{row.key}/ket-qua.csv").content.splitlines()) == 1


@pytest.mark.usefixtures("later")
def test_results_stand_beside_each_other_with_their_margins(client: Client, row: Survey) -> None:
    answer(row, ["no"], ["no"], [], ["2"], times=60)
    answer(row, ["well"], ["once"], ["loudspeaker"], ["1"], times=40)
    answer(row, ["no"], ["no"], [], ["2"], times=30, now=IN_AFTER)
    answer(row, ["well"], ["once"], ["loudspeaker"], ["1"], times=70, now=IN_AFTER)
    page = re.sub(r"<[^>]+>|\s+", " ", client.get(f"/khao-sat/{row.key}/ket-qua/").content.decode())
    words = " ".join(page.split())
    # Wilson for 40 and 70 of 100: 30.9 to 49.8, 60.4 to 78.1; Newcombe for +30: 16.4 to 42.1
    assert (
        "Biết rõ Trước 40 % ± 10 40/100 Sau 70 % ± 10 70/100 +30 ± 14 điểm : nhiều hơn trước"
        in words
    )
    assert "không đại diện" not in words.partition("Phỏng vấn")[2].partition("Tự trả lời")[0]


@pytest.mark.usefixtures("later")
def test_the_table_holds_the_pages_figures_and_no_small_cell(client: Client, row: Survey) -> None:
    answer(row, ["well"], ["once"], ["loudspeaker"], ["1"], times=20)
    answer(row, ["partly"], ["once"], ["phone"], ["2"], times=9)
    answer(row, ["no"], ["once"], ["board"], ["2"], times=3)
    text = client.get(f"/khao-sat/{row.key}/ket-qua.csv").content.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {(line["format"], line["version"]) for line in lines} == {("loa.survey-csv", "1.0")}
    first = [(line["choice"], line["count"]) for line in lines if line["question"] == "1"]
    assert first == [
        ("Biết rõ", "20"),
        ("Biết sơ qua; Chưa biết; Không rõ, không muốn trả lời", "12"),
    ]
    small = {str(n) for n in range(1, 5)}
    assert not small.intersection(line["count"] for line in lines)
    told = {line["choice"] for line in lines if line["question"] == "3"}
    assert "Bảng tin, băng rôn" not in told


@pytest.mark.usefixtures("later")
def test_words_in_the_table_are_never_reckoned(client: Client, planner: User, leader: User) -> None:
    hostile = QUESTIONS[3].__class__(QUESTIONS[3].kind, "=cmd|' /C calc'!A0", ("+1", "@x"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: NOW)
        row = approved(planner, leader, questions=(*QUESTIONS[:3], hostile))
        answer(row, times=9)
    text = client.get(f"/khao-sat/{row.key}/ket-qua.csv").content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert "'=cmd|' /C calc'!A0" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def test_a_question_is_heard_once_it_is_approved(
    client: Client, planner: User, leader: User, settings: Any, tmp_path: Any
) -> None:
    settings.DATA_DIR = tmp_path
    row = survey(planner)
    address = "a" * 64
    actions.say(row, 1, "tyz", Voice(address, 1500))
    assert client.get(f"/khao-sat/nghe/{address}.mp3").status_code == 404
    assert "không có ở đây" not in client.get("/khao-sat/").content.decode()
    actions.approve(row, by=leader, now=NOW)
    page = client.get(f"/khao-sat/{row.key}/").content.decode()
    assert f"/khao-sat/nghe/{address}.mp3" in page
    assert "tiếng Tày" in page


def test_hostile_words_stay_words(client: Client, planner: User, leader: User) -> None:
    hostile = "<script>alert(1)</script>"
    question = QUESTIONS[3].__class__(QUESTIONS[3].kind, hostile, (hostile, "{{ 7|add:7 }}"))
    row = approved(planner, leader, title=hostile, questions=(*QUESTIONS[:3], question))
    page = client.get(f"/khao-sat/{row.key}/").content.decode()
    assert "<script>alert" not in page
    assert "{{ 7|add:7 }}" in page


def test_the_two_ways_are_never_added_up(
    client: Client, row: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(row, times=3, mode=Mode.OPEN)
    answer(row, times=8, mode=Mode.INTERVIEW)
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    words = client.get(f"/khao-sat/{row.key}/ket-qua/").content.decode()
    assert ("8/8" in words, "11/11" in words, "3/3" in words) == (True, False, False)

"""What offices see and do with surveys, and what they may not."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.feedback.surveys.asked import (
    OVER,
    PLAN,
    QUESTIONS,
    also,
    answer,
    approved,
    plan,
    sketch,
    survey,
)
from tests.feedback.village import NOW, OTHER, UNIT, person

from loa.feedback.door import seal_form
from loa.feedback.rules import TOO_FAST
from loa.feedback.surveys import actions
from loa.feedback.surveys.models import Survey, Tally
from loa.feedback.surveys.rules import State
from loa.people.models import User
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]
FORM = {
    "title": "Bà con biết gì về sốt xuất huyết?",
    "phase": "dot-1",
    "area": [UNIT],
    "before_opens": "2026-11-20",
    "before_last": "2026-11-26",
    "after_opens": "2027-01-04",
    "after_last": "2027-01-10",
    "sampling": "lot",
    "population": "1200",
    "note": "",
    "organisation": f"xa-{UNIT}",
    "q-TOTAL_FORMS": "5",
    "q-INITIAL_FORMS": "0",
    "q-0-text": "Bà con có biết lịch phun thuốc muỗi không?",
    "q-0-kind": "knows",
    "q-1-text": "Bà con nghe tin đó từ đâu?",
    "q-1-kind": "channel",
    "q-2-text": "Bao lâu thay nước một lần?",
    "q-2-kind": "choice",
    "q-2-own": "Mỗi tuần\nMỗi tháng\n",
    "q-3-text": "",
    "q-3-kind": "knows",
    "q-4-text": "",
    "q-4-kind": "knows",
}


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sealed(**fields: object) -> dict[str, object]:
    return {"seal": seal_form(NOW - 2 * TOO_FAST), **fields}


def test_a_planner_draws_and_a_leader_approves(planner: User, leader: User) -> None:
    plan()
    drawing = browser(planner)
    page = drawing.get(f"/surveys/new/?plan={PLAN}").content.decode()
    assert 'value="2026-11-13"' in page  # two weeks up to the phase are suggested
    kept = drawing.post(f"/surveys/new/?plan={PLAN}", FORM)
    row = Survey.objects.get()
    assert kept.headers["Location"] == f"/surveys/{row.key}/"
    assert [(one.kind, one.own) for one in row.questions.all()] == [
        ("knows", []),
        ("channel", []),
        ("choice", ["Mỗi tuần", "Mỗi tháng"]),
    ]
    assert drawing.post(f"/surveys/{row.key}/approve/").status_code == 403
    leading = browser(leader)
    assert "Duyệt" in leading.get(f"/surveys/{row.key}/").content.decode()
    leading.post(f"/surveys/{row.key}/approve/", {"seen": row.seal})
    row.refresh_from_db()
    assert (row.state, row.approvals) == (State.APPROVED, ["lanh-dao"])


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"q-2-text": ""}, 'id="id_q-2-text-error"', id="two-questions"),
        pytest.param({"q-TOTAL_FORMS": "2"}, "ít nhất ba câu", id="two-places"),
        pytest.param({"q-2-own": "Một"}, "Hai đến sáu ý, mỗi ý một dòng", id="one-choice"),
        pytest.param({"q-2-own": "x" * 81 + "\ny"}, "dài nhất 80 chữ", id="long-choice"),
        pytest.param({"q-0-text": "Bác tên là gì?"}, "không bao giờ hỏi", id="asks-for-the-name"),
        pytest.param({"before_last": "2026-11-01"}, "trước ngày đầu", id="backwards"),
        pytest.param({"after_opens": "2026-11-22"}, "lần hỏi trước đã xong", id="overlap"),
        pytest.param({"area": [OTHER]}, 'aria-invalid="true"', id="another-commune"),
        pytest.param({"organisation": f"xa-{OTHER}"}, "Chưa lưu", id="another-office"),
        pytest.param({"q-TOTAL_FORMS": "x"}, "Chưa lưu", id="hostile-count"),
        pytest.param({"population": "-3"}, 'aria-invalid="true"', id="negative-people"),
    ],
)
def test_what_has_to_be_mended_is_said_and_what_was_written_stays(
    planner: User, changes: dict[str, Any], told: str
) -> None:
    plan()
    page = browser(planner).post(f"/surveys/new/?plan={PLAN}", {**FORM, **changes})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert FORM["title"] in page.content.decode()
    assert not Survey.objects.exists()


def test_a_draft_is_drawn_anew_and_an_approved_one_is_not(planner: User, leader: User) -> None:
    plan()
    drawing = browser(planner)
    drawing.post(f"/surveys/new/?plan={PLAN}", FORM)
    row = Survey.objects.get()
    page = drawing.get(f"/surveys/{row.key}/edit/").content.decode()
    assert "Mỗi tuần\nMỗi tháng" in page
    drawing.post(f"/surveys/{row.key}/edit/", {**FORM, "title": "Tên mới"})
    assert Survey.objects.get().title == "Tên mới"
    browser(leader).post(f"/surveys/{row.key}/approve/", {"seen": Survey.objects.get().seal})
    assert drawing.get(f"/surveys/{row.key}/edit/").status_code == 302


def test_a_survey_is_another_offices_own(planner: User, leader: User) -> None:
    row = survey(planner)
    stranger = browser(person("nguoi-khac", Role.PLANNER, OTHER))
    assert stranger.get(f"/surveys/{row.key}/edit/").status_code == 403
    for page in ("", "preview/", "poster/"):
        assert stranger.get(f"/surveys/{row.key}/{page}").status_code == 404
    assert row.title not in stranger.get("/surveys/").content.decode()
    actions.approve(row, by=leader, now=NOW)
    assert row.title in stranger.get("/surveys/").content.decode()
    assert stranger.get(f"/surveys/{row.key}/").status_code == 200
    assert stranger.post(f"/surveys/{row.key}/withdraw/", {"reason": "x"}).status_code == 403
    assert stranger.post(f"/surveys/{row.key}/sound/1/").status_code == 403


def test_what_was_drawn_anew_is_looked_at_again_before_it_is_approved(
    planner: User, leader: User
) -> None:
    row = survey(planner)
    page = browser(leader).get(f"/surveys/{row.key}/").content.decode()
    (looked_at,) = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)
    actions.change(row, sketch(title="Tên mới"))
    refused = browser(leader).post(f"/surveys/{row.key}/approve/", {"seen": looked_at})
    assert "vừa được sửa" in refused.content.decode()
    assert Survey.objects.get().state == State.DRAFT


def test_interviews_follow_each_other(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    asking = browser(person("truong-thon", Role.HAMLET_HEAD))
    address = f"/surveys/{row.key}/interview/"
    for number in (1, 2, 3):
        given = sealed(q1="well", q2="no", q3=["loudspeaker"], q4="2")
        sent = asking.post(f"{address}?done={number - 1}", given)
        assert sent.headers["Location"] == f"{address}?done={number}"
        assert f"Đã ghi {number} người" in asking.get(sent.headers["Location"]).content.decode()
    assert Tally.objects.get(mode="interview", wave__which="before", number=0).n == 3
    left = asking.post(address, sealed(q1="well"))
    assert (left.status_code, "câu 2, 4" in left.content.decode()) == (422, True)


def test_nobody_interviews_where_they_do_not_work(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    for role, unit in ((Role.HAMLET_HEAD, OTHER), (Role.VIEWER, UNIT)):
        asking = browser(person(f"{role}-{unit}", role, unit))
        assert asking.get(f"/surveys/{row.key}/interview/").status_code == 403
        assert asking.post(f"/surveys/{row.key}/interview/", sealed(q1="well")).status_code == 403
    assert not Tally.objects.filter(n__gt=0).exists()


def test_a_district_is_asked_by_its_hamlets_heads(planner: User, leader: User) -> None:
    row = approved(planner, leader, area=("19",))
    asking = browser(person("truong-thon", Role.HAMLET_HEAD))
    assert asking.get(f"/surveys/{row.key}/interview/").status_code == 200


def test_while_people_answer_only_how_many_is_shown(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    answer(row, times=4)
    page = browser(planner).get(f"/surveys/{row.key}/").content.decode()
    assert "dưới 5" in page
    answer(row, times=19)
    page = browser(planner).get(f"/surveys/{row.key}/").content.decode()
    assert "<strong>23</strong>" in page
    assert "100 %" not in page


def test_a_planner_reads_before_beside_after(
    planner: User, leader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = approved(planner, leader)
    answer(row, ["no"], ["no"], [], ["2"], times=12)
    answer(row, times=12, now=NOW + timedelta(days=45))
    monkeypatch.setattr("django.utils.timezone.now", lambda: OVER)
    page = browser(planner).get(f"/surveys/{row.key}/").content.decode()
    assert "nhiều hơn trước" in page
    assert "ít hơn trước" in page


def test_the_sheet_to_hang_up_carries_the_link_and_its_code(planner: User, leader: User) -> None:
    row = approved(planner, leader)
    page = browser(planner).get(f"/surveys/{row.key}/poster/").content.decode()
    assert f"testserver/khao-sat/{row.key}" in page
    assert '<svg class="qr"' in page
    assert (
        f'href="/khao-sat/{row.key}/"'
        in browser(leader).get(f"/surveys/{row.key}/").content.decode()
    )


def test_the_preview_of_a_draft_sends_nothing(planner: User) -> None:
    row = survey(planner)
    page = browser(planner).get(f"/surveys/{row.key}/preview/").content.decode()
    assert QUESTIONS[0].text in page
    assert 'name="seal"' not in page
    assert Client().get(f"/surveys/{row.key}/preview/").status_code == 302


def test_who_drew_it_is_told_that_somebody_else_approves(planner: User) -> None:
    row = survey(also(planner, Role.EDITOR))
    page = browser(planner).get(f"/surveys/{row.key}/").content.decode()
    assert "chờ lãnh đạo" in page
    assert f"/surveys/{row.key}/approve/" not in page

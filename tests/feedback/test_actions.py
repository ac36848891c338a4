"""From what somebody brought to its answer; what people.md forbids is tried here."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.feedback.village import NOW, OTHER, PLACE, TODAY, noise, question

from loa.channels.broadcast.models import Lowering
from loa.core.words import Genre
from loa.delivery import loudness
from loa.feedback import actions, queries, rules
from loa.feedback.actions import FeedbackError
from loa.feedback.models import Answer, Attempt, Contact, Matter
from loa.feedback.rules import Kind, State
from loa.newsroom.models import Item
from loa.people.actions import appoint, ensure_organisation
from loa.people.models import Decision, Organisation, User
from loa.plans.models import Plan, Topic

pytestmark = pytest.mark.usefixtures("village")


def lowered() -> bool:
    return loudness.places("02071", TODAY)[0].lowered


def test_a_complaint_turns_the_loudspeaker_down_and_its_answer_up_again(officer: User) -> None:
    matter = noise()
    assert lowered()
    actions.answer(matter, text="Đã chỉnh hướng loa.", public=False, by=officer, now=NOW)
    assert not lowered()
    assert Matter.objects.get().state == State.ANSWERED


def test_it_stays_low_until_the_last_who_asked_is_answered(officer: User) -> None:
    first, second = noise(), noise()
    actions.answer(first, text="Đã rõ.", public=False, by=officer, now=NOW)
    assert lowered()
    actions.answer(second, text="Đã rõ.", public=False, by=officer, now=NOW)
    assert not lowered()


def test_handing_on_keeps_it_low_and_it_cannot_be_waved_away(officer: User) -> None:
    matter = noise()
    actions.forward(matter, to="Trung tâm tỉnh", by=officer, now=NOW)
    with pytest.raises(FeedbackError):
        actions.decline(matter, reason="Không có lý do", by=officer, now=NOW)
    assert lowered()


def test_no_illness_can_be_written_down(officer: User) -> None:
    matter = noise(text="Mẹ tôi bị bệnh tim", reach="0912")
    assert matter.text == ""
    assert "bệnh" not in str(list(Matter.objects.values())) + str(list(Lowering.objects.values()))
    with pytest.raises(IntegrityError), transaction.atomic():
        Matter.objects.filter(pk=matter.pk).update(text="bệnh tim")


def test_a_loudspeaker_that_is_gone_is_said_and_nothing_is_kept() -> None:
    with pytest.raises(FeedbackError):
        noise(place="loudspeaker:khong-co")
    assert not Matter.objects.exists()


def test_the_same_form_is_the_same_matter() -> None:
    assert question(form="một").pk == question("Câu khác", form="một").pk
    assert Matter.objects.get().text == "Bao giờ có nước sạch?"


@pytest.mark.parametrize("text", ["", " \u200b\x00 ", "x" * 2001, "MẬT\nKế hoạch"])
def test_what_cannot_be_taken_leaves_nothing_behind(text: str) -> None:
    with pytest.raises(FeedbackError):
        question(text, reach="0912")
    assert (Matter.objects.count(), Contact.objects.count()) == (0, 0)


def test_a_receipt_shows_number_state_and_days_and_never_the_words(officer: User) -> None:
    matter = question("Lời riêng của tôi", name="Nông Văn A")
    actions.forward(matter, to="Sở Xây dựng", by=officer, now=NOW)
    found = queries.receipt(matter.number.lower())
    assert found == queries.Receipt(
        matter.number, State.FORWARDED, "Đã chuyển cấp trên", "Sở Xây dựng", TODAY, None
    )
    assert "Lời riêng" not in str(found)
    assert "Nông" not in str(found)


def test_a_name_is_kept_apart_and_deleted_on_its_day(officer: User) -> None:
    matter = question(name="Nông Văn A", reach="0912 345 678")
    assert actions.forget(NOW + timedelta(days=400)) == 0  # nobody is forgotten who still waits
    actions.answer(matter, text="Tháng ba.", public=False, by=officer, now=NOW)
    assert Contact.objects.get().delete_on == TODAY + timedelta(days=30)
    assert actions.forget(NOW + timedelta(days=29)) == 0
    assert actions.forget(NOW + timedelta(days=30)) == 1
    assert Matter.objects.filter(pk=matter.pk).exists()


def test_the_decision_log_has_the_number_and_nobodys_name(officer: User) -> None:
    matter = question("Lời riêng", name="Nông Văn A")
    actions.answer(matter, text="Tháng ba.", public=False, by=officer, now=NOW)
    entry = Decision.objects.get(verb="feedback.answer")
    assert (entry.reference, entry.reason) == (f"feedback:{matter.number}", "")


def test_a_public_answer_tells_the_question_in_the_offices_words(officer: User) -> None:
    matter = question("Nhà tôi, nhà cuối thôn, chưa có nước")
    with pytest.raises(FeedbackError):
        actions.answer(matter, text="Tháng ba.", public=True, by=officer, now=NOW)
    actions.answer(
        matter, text="Tháng ba.", public=True, question="Khi nào có nước?", by=officer, now=NOW
    )
    (given,) = queries.public_answers("02071")
    assert (given.question, given.text, given.post) == (
        "Khi nào có nước?",
        "Tháng ba.",
        "Công chức, UBND xã Nghĩa Tá",
    )


def test_who_holds_several_posts_answers_in_that_over_the_commune(officer: User) -> None:
    for key, name, unit in (("tinh", "Trung tâm tỉnh", "19"), ("xa", "UBND xã Chợ Đồn 2", OTHER)):
        office = ensure_organisation(
            key=key, name=name, kind=Organisation.Kind.CENTRE, unit_code=unit
        )
        appoint(user=officer, organisation=office, title="Biên tập", since=TODAY)
    given = actions.answer(question(), text="Có.", public=False, by=officer, now=NOW)
    assert given.post == "Công chức, UBND xã Nghĩa Tá"


def test_a_private_answer_is_not_among_the_public_ones(officer: User) -> None:
    matter = question()
    actions.answer(matter, text="Riêng.", public=False, question="Riêng?", by=officer, now=NOW)
    assert list(queries.public_answers()) == []
    assert Answer.objects.get().question == ""


def test_what_is_closed_stays_closed(officer: User) -> None:
    matter = question()
    actions.decline(matter, reason="Không thuộc thẩm quyền của xã", by=officer, now=NOW)
    for act in (
        lambda: actions.answer(matter, text="Có.", public=False, by=officer, now=NOW),
        lambda: actions.forward(matter, to="Sở", by=officer, now=NOW),
        lambda: actions.decline(matter, reason="Lại", by=officer, now=NOW),
    ):
        with pytest.raises(FeedbackError):
            act()
    assert Matter.objects.get().reason == "Không thuộc thẩm quyền của xã"


def standing_plan() -> None:
    plan = Plan.objects.create(
        key="thuong-xuyen",
        title="Thường xuyên",
        issuer_key="xa",
        kind=Plan.Kind.STANDING,
        state=Plan.State.APPROVED,
    )
    Topic.objects.create(plan=plan, key="1", position=1, name="Trả lời bà con")


def test_a_public_answer_becomes_a_draft_of_the_newsroom_once(officer: User) -> None:
    standing_plan()
    matter = question("Nhà cuối thôn, tên tôi là A, hỏi về nước")
    actions.answer(
        matter, text="Tháng ba.", public=True, question="Khi nào có nước?", by=officer, now=NOW
    )
    key = actions.broadcast(matter, by=officer, now=NOW)
    assert actions.broadcast(matter, by=officer, now=NOW) == key
    item = Item.objects.get()
    assert (item.key, item.kind, item.state, item.headline, item.issuer.unit_code) == (
        key,
        Genre.ANSWER,
        Item.State.DRAFT,
        "Khi nào có nước?",
        "02071",
    )
    (variant,) = item.variants.all()
    assert variant.text == "Bà con hỏi: Khi nào có nước?\n\nTháng ba."
    assert variant.sound == ""  # it is voiced, checked and approved like any other


def test_neither_a_private_answer_nor_one_without_a_plan_is_broadcast(officer: User) -> None:
    private, public = question(), question()
    actions.answer(private, text="Riêng.", public=False, by=officer, now=NOW)
    actions.answer(public, text="Chung.", public=True, question="Hỏi?", by=officer, now=NOW)
    for matter in (private, public):
        with pytest.raises(FeedbackError):
            actions.broadcast(matter, by=officer, now=NOW)
    assert not Item.objects.exists()
    assert set(Answer.objects.values_list("item", flat=True)) == {""}


def test_limits_are_forgotten_after_a_day() -> None:
    Attempt.objects.create(seal="x", asked="send", at=NOW - timedelta(hours=25))
    Attempt.objects.create(seal="y", asked="send", at=NOW - timedelta(hours=23))
    actions.forget(NOW)
    assert list(Attempt.objects.values_list("seal", flat=True)) == ["y"]


def test_few_people_are_not_broken_down(officer: User) -> None:
    for _n in range(rules.LEAST_PEOPLE):
        noise()
    question()
    question(unit_code=OTHER)
    found = queries.counts(["02071"], since=TODAY, until=TODAY + timedelta(days=1))
    assert [(one.kind, one.total, one.by_state) for one in found] == [
        (Kind.QUESTION, None, {}),
        (Kind.COMPLAINT, 0, {}),
        (Kind.LOUDNESS, 5, {State.RECEIVED: 5}),
    ]


def test_an_emergency_is_as_loud_as_ever() -> None:
    from loa.channels.broadcast.models import PolicyRevision  # noqa: PLC0415 - one look
    from loa.core.words import Priority  # noqa: PLC0415

    noise()
    policy = PolicyRevision.objects.get().policy()
    assert lowered()
    turned = policy.turned_down().volume
    assert turned.gain_cdb(Priority.EMERGENCY) == policy.volume.gain_cdb(Priority.EMERGENCY)
    assert PLACE.endswith(Lowering.objects.get().station.key)

"""What kinds need before they are approved; consents, figures, questions, results."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.newsroom.desk import Desk, form, text_of

from loa.core.message import Figure
from loa.core.words import Genre
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, kinds, queries
from loa.newsroom.actions import NewsroomError
from loa.newsroom.kinds import Counted
from loa.newsroom.models import Consent, Item
from loa.people.models import Decision, User
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
PAPER = b"%PDF-1.7 a signed page"
POVERTY = Counted("Tỷ lệ hộ nghèo", "%", "24,1", "2015", "11,7", "2020")


def refused(code: str) -> pytest.RaisesExc[NewsroomError]:
    return pytest.raises(NewsroomError, match=f"^{code}(:|$)")


def consent(item: Item, desk: Desk, **changes: Any) -> Consent:
    today = timezone.localdate()
    facts = {"paper": PAPER, "person": "Bà Hoàng Thị Nhình", "given_on": today, **changes}
    paper = facts.pop("paper")
    return kinds.keep_consent(item, paper, by=desk.editor, now=timezone.now(), **facts)


@pytest.mark.parametrize("kind", ["interview", "voxpop", "profile"])
def test_nobody_is_broadcast_without_written_consent(
    desk: Desk, objects: ObjectStore, kind: str
) -> None:
    item = desk.voiced(objects, kind=kind)
    with refused("missing-consent"):
        actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    consent(item, desk)
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    desk.approve(item, desk.approver)
    assert SealedMessage.objects.get().message().extra.genre == Genre(kind)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"paper": b""}, "paper-missing", id="nothing"),
        pytest.param({"paper": b"<svg onload=alert(1)>"}, "paper-type", id="a-picture-with-script"),
        pytest.param({"paper": b"PK\x03\x04 docm"}, "paper-type", id="an-office-file"),
        pytest.param({"paper": b"MZ\x90 %PDF-"}, "paper-type", id="a-program-that-names-pdf"),
        pytest.param(
            {"paper": PAPER + b"0" * kinds.LARGEST_PAPER}, "paper-large", id="far-too-large"
        ),
        pytest.param({"person": " "}, "no-person", id="nobody"),
        pytest.param(
            {"given_on": timezone.localdate() + timedelta(days=9)}, "consent-ahead", id="ahead"
        ),
    ],
)
def test_what_is_no_consent_is_not_kept(desk: Desk, changes: dict[str, Any], code: str) -> None:
    item = desk.item(kind="interview")
    with refused(code):
        consent(item, desk, **changes)
    assert not Consent.objects.exists()


def test_a_withdrawn_consent_retracts_what_was_approved(desk: Desk, objects: ObjectStore) -> None:
    item = desk.voiced(objects, kind="profile")
    kept = consent(item, desk)
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    kept.refresh_from_db()
    assert kinds.withdraw_consent(kept, by=desk.editor, now=timezone.now()) == 1
    assert SealedMessage.objects.get().retracted_at is not None
    assert kinds.withdraw_consent(kept, by=desk.editor, now=timezone.now()) == 0


def test_a_consent_withdrawn_while_it_waits_brings_the_item_back(
    desk: Desk, objects: ObjectStore
) -> None:
    item = desk.voiced(objects, kind="profile")
    kept = consent(item, desk)
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    kinds.withdraw_consent(kept, by=desk.editor, now=timezone.now())
    item.refresh_from_db()
    assert (item.state, queries.lacks(item)) == ("draft", [("", "consent")])


def test_the_log_names_the_paper_and_not_the_person(desk: Desk) -> None:
    kept = consent(desk.item(kind="profile"), desk)
    entry = Decision.objects.get(verb="keep-consent")
    assert entry.reason == kept.sha256
    assert kept.person not in f"{entry.reason} {entry.reference}"


def test_an_achievement_states_figures_before_and_after(desk: Desk, objects: ObjectStore) -> None:
    item = desk.voiced(objects, kind="achievement")
    with refused("missing-figures"):
        actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    with refused("figure-half"):
        kinds.keep_figures(item, [Counted("Hộ nghèo", "%", "24", "", "", "")], now=timezone.now())
    kinds.keep_figures(item, [POVERTY], now=timezone.now())
    assert queries.draft_message(item).extra.figures == (
        Figure("Tỷ lệ hộ nghèo", "%", "24,1", "2015", "11,7", "2020"),
    )
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())


def test_an_answer_names_its_question_and_nothing_else_of_it(
    desk: Desk, objects: ObjectStore
) -> None:
    item = desk.voiced(objects, kind="answer")
    with refused("missing-question"):
        actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    kinds.refer_to_question(item, "HN-000012", now=timezone.now())
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    assert queries.draft_message(item).manifest()["answers"] == "HN-000012"


def test_figures_are_entered_on_the_items_page(editor: Client, desk: Desk) -> None:
    item = desk.item(kind="achievement")
    columns = {"what": ["Tỷ lệ hộ nghèo", ""], "unit": ["%", ""], "before": ["24,1", ""]}
    columns |= {"since": ["2015", ""], "after": ["11,7", ""], "until": ["2020", ""]}
    editor.post(f"/items/{item.key}/figures/", columns)
    figure = item.figures.get()
    assert (figure.what, figure.before, figure.after) == ("Tỷ lệ hộ nghèo", "24,1", "11,7")
    columns["after"] = ["", ""]
    page = editor.post(f"/items/{item.key}/figures/", columns)
    assert "cần có tên, số trước và số nay" in text_of(page)
    assert item.figures.get().after == "11,7"


def test_the_paper_is_shown_to_few_and_runs_nothing(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.item(kind="interview")
    upload = SimpleUploadedFile("../../giấy.pdf", PAPER, content_type="text/html")
    given = {"person": "Ông Triệu", "given_on": timezone.localdate().isoformat(), "paper": upload}
    editor.post(f"/items/{item.key}/consents/", given)
    kept = Consent.objects.get()
    page = editor.get(f"/items/{item.key}/consents/{kept.pk}/")
    assert (page.content, page.headers["Content-Type"]) == (PAPER, "application/pdf")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "private, no-store"
    viewer = Client()
    viewer.force_login(desk.person("xem", Role.VIEWER))
    assert viewer.get(f"/items/{item.key}/consents/{kept.pk}/").status_code == 403
    assert "Ông Triệu" not in text_of(viewer.get(f"/items/{item.key}/"))


@pytest.mark.parametrize("day", ["", "hôm qua", "2026-02-31"])
def test_a_consent_without_a_day_is_told(editor: Client, desk: Desk, day: str) -> None:
    item = desk.item(kind="interview")
    given = {"person": "A", "given_on": day, "paper": SimpleUploadedFile("a.pdf", PAPER)}
    page = editor.post(f"/items/{item.key}/consents/", given)
    assert "Chọn ngày ký giấy" in text_of(page)
    assert not Consent.objects.exists()


def test_results_become_public_by_two_touches(
    editor: Client, approver: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.voiced(objects)
    editor.post(f"/items/{item.key}/results/", {"results": "1"})
    item.refresh_from_db()
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    desk.approve(item, desk.approver)
    assert "Công bố" in text_of(editor.get(f"/items/{item.key}/"))
    assert "hai người" in text_of(editor.get(f"/items/{item.key}/"))
    editor.post(f"/items/{item.key}/announce/")
    again = text_of(editor.post(f"/items/{item.key}/announce/"))
    assert "còn cần người thứ hai" in again
    assert SealedMessage.objects.get().announced_at is None
    assert list(queries.waiting_for_a_word(desk.editor)) == [item]
    assert not queries.waiting_for_a_word(User.objects.create(username="nguoi-ngoai"))
    approver.post(f"/items/{item.key}/announce/")
    assert SealedMessage.objects.get().announced_at is not None
    assert not queries.waiting_for_a_word(desk.editor)
    assert "mọi người xem được" in text_of(editor.get(f"/items/{item.key}/"))


def test_an_embargo_has_its_hour_and_an_expiry_too(editor: Client, desk: Desk) -> None:
    today = timezone.localdate().isoformat()
    given = form(desk, from_time="17:00", until_time="18:30")
    editor.post("/items/new/", given)
    item = Item.objects.get()
    begins, ends = timezone.localtime(item.valid_from), timezone.localtime(item.valid_until)
    assert (f"{begins:%Y-%m-%d %H:%M}", f"{ends:%Y-%m-%d %H:%M}") == (
        f"{today} 17:00",
        f"{today} 18:30",
    )
    day = timezone.localdate().strftime("%d/%m/%Y")
    assert f"17:00 {day} – 18:30 {day}" in text_of(editor.get(f"/items/{item.key}/"))
    page = text_of(editor.get(f"/items/{item.key}/edit/"))
    assert 'value="17:00"' in page
    assert 'value="18:30"' in page
    wrong = editor.post("/items/new/", form(desk, from_time="17:00", until_time="16:00"))
    assert "Giờ hết hạn đứng trước giờ bắt đầu" in text_of(wrong)

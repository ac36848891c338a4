"""One item, several forms and languages, opened when somebody wants one."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.newsroom.desk import TEXT, Desk, form, recording, text_of

from loa.core.words import Form
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, queries, unfolding
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Item

pytestmark = pytest.mark.django_db
LONG = "Câu một nói về họp thôn. Câu hai nói về tiêm phòng.\nĐoạn sau nói về làm đường. Hết."


def refused(code: str) -> pytest.RaisesExc[NewsroomError]:
    return pytest.raises(NewsroomError, match=f"^{code}(:|$)")


@pytest.mark.parametrize(
    ("wanted", "proposed"),
    [
        (Form.BANNER, "Tiêm phòng trâu bò từ ngày 12 tháng 10"),
        (Form.OUTLINE, "- Câu một nói về họp thôn.\n- Đoạn sau nói về làm đường."),
        (Form.SHORT, LONG.replace("\n", " ")),
        (Form.WEB, LONG),
    ],
)
def test_a_form_begins_with_what_the_text_offers(desk: Desk, wanted: Form, proposed: str) -> None:
    item = desk.item()
    actions.write(item, {"vi": LONG}, now=timezone.now())
    assert unfolding.proposal(item, wanted) == proposed


def test_a_short_form_stops_at_a_whole_sentence() -> None:
    sentence = "Mời bà con trong thôn ra nhà văn hóa họp bàn việc làm đường mới."
    short = unfolding.shortened(" ".join([sentence] * 40))
    assert short.endswith(".")
    assert short.count(sentence) * len(sentence) + short.count(sentence) - 1 == len(short)
    assert 1 < short.count(sentence) < 10


def test_all_forms_are_signed_together_and_loudspeakers_say_the_short_one(
    desk: Desk, objects: ObjectStore
) -> None:
    item, now = desk.voiced(objects), timezone.now()
    unfolding.write_edition(item, Form.WEB, "vi", "Bài đăng cổng.", now=now)
    short = unfolding.write_edition(item, Form.SHORT, "vi", "Mời họp.", now=now)
    assert queries.lacks(item) == [("short", "sound")]
    actions.keep_sound(short, recording(objects, 1.5, "short"), now=now)
    actions.send_for_approval(item, by=desk.editor, now=now)
    desk.approve(item, desk.approver)
    message = SealedMessage.objects.get().message()
    assert message.text_in(Form.WEB) == "Bài đăng cổng."
    assert {code: said.text for code, said in message.aloud().items()} == {"vi": "Mời họp."}


def test_a_changed_form_loses_its_sound(desk: Desk, objects: ObjectStore) -> None:
    item, now = desk.voiced(objects), timezone.now()
    short = unfolding.write_edition(item, Form.SHORT, "vi", "Mời họp.", now=now)
    actions.keep_sound(short, recording(objects), now=now)
    unfolding.write_edition(item, Form.SHORT, "vi", "Mời họp.", now=now)
    assert item.editions.get().sound
    unfolding.write_edition(item, Form.SHORT, "vi", "Mời bà con họp.", now=now)
    assert item.editions.get().sound == ""


@pytest.mark.parametrize(
    ("wanted", "text", "code"),
    [
        (Form.LOUDSPEAKER, "Lời", "form-taken"),
        (Form.WEB, " ", "no-words"),
        (Form.WEB, "TUYỆT MẬT", "secret"),
    ],
)
def test_what_is_no_further_form(desk: Desk, wanted: Form, text: str, code: str) -> None:
    item = desk.item()
    with refused(code):
        unfolding.write_edition(item, wanted, "vi", text, now=timezone.now())
    assert not item.editions.exists()


def test_what_waits_for_approval_unfolds_no_further(desk: Desk, objects: ObjectStore) -> None:
    item = desk.waiting(objects)
    with refused("locked"):
        unfolding.write_edition(item, Form.WEB, "vi", "Bài", now=timezone.now())
    with refused("locked"):
        unfolding.add_recording(item, "tyz", now=timezone.now())


def test_a_recording_stands_beside_the_vietnamese_text(desk: Desk, objects: ObjectStore) -> None:
    item, now = desk.voiced(objects), timezone.now()
    spoken = unfolding.add_recording(item, "tyz", now=now)
    assert queries.lacks(item) == [("tyz", "sound")]
    actions.keep_sound(spoken, recording(objects, seed="tay"), now=now)
    assert [(v.language, v.text) for v in queries.draft_message(item).variants] == [
        ("tyz", ""),
        ("vi", TEXT),
    ]
    actions.write(item, {"vi": TEXT}, now=now)  # the form knows nothing of it
    assert item.variants.filter(language="tyz").exclude(sound="").exists()
    assert "recording-older" not in {one.code for one in queries.findings(item)}
    actions.write(item, {"vi": TEXT + " Cảm ơn."}, now=now)
    older = [one for one in queries.findings(item) if one.code == "recording-older"]
    assert [(one.place, one.blocks) for one in older] == [("tyz", False)]


def test_english_is_read_and_needs_no_voice(desk: Desk, objects: ObjectStore) -> None:
    item = desk.voiced(objects)
    actions.write(item, {"vi": TEXT, "en": "Vaccination."}, now=timezone.now())
    assert queries.lacks(item) == []


@pytest.mark.parametrize(
    ("kind", "first", "lacks"),
    [
        ("article", "web", []),
        ("slogan", "banner", []),
        ("notice", "loudspeaker", [("vi", "sound")]),
    ],
)
def test_the_kind_says_what_is_written_first(
    editor: Client, desk: Desk, kind: str, first: str, lacks: list[tuple[str, str]]
) -> None:
    editor.post("/items/new/", form(desk, kind=kind))
    item = Item.objects.get()
    assert (item.form, queries.lacks(item)) == (first, lacks)


def test_a_kind_whose_form_stands_already_is_refused_in_words(editor: Client, desk: Desk) -> None:
    item = desk.item()
    unfolding.write_edition(item, Form.WEB, "vi", "Bài", now=timezone.now())
    page = editor.post(f"/items/{item.key}/edit/", form(desk, kind="article"))
    assert "Đã có “Bản đăng cổng”" in text_of(page)
    item.refresh_from_db()
    assert (item.kind, item.form) == ("bulletin", "loudspeaker")


def test_a_form_is_written_on_a_page_of_its_own(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.item()
    shown = text_of(editor.get(f"/items/{item.key}/"))
    assert f"/items/{item.key}/forms/short/" in shown
    assert f"/items/{item.key}/forms/loudspeaker/" not in shown
    page = f"/items/{item.key}/forms/short/"
    assert TEXT in text_of(editor.get(page))
    assert "Nên viết đầy đủ" in text_of(editor.post(f"{page}lint/", {"text": "UBND xã mời."}))
    saved = editor.post(page, {"text": "Mời họp thôn."}, follow=True)
    assert "Mời họp thôn." in text_of(saved)
    assert editor.post(f"{page}drop/").status_code == 302
    assert not item.editions.exists()


@pytest.mark.parametrize("word", ["loudspeaker", "opera", "vi"])
def test_no_page_for_a_form_that_is_none(editor: Client, desk: Desk, word: str) -> None:
    item = desk.item()
    assert editor.get(f"/items/{item.key}/forms/{word}/").status_code == 404


def test_a_form_too_long_is_given_back_whole(editor: Client, desk: Desk) -> None:
    item, text = desk.item(), "chữ " * 5_000
    page = editor.post(f"/items/{item.key}/forms/web/", {"text": text})
    assert page.status_code == 422
    assert text.strip() in text_of(page)
    assert not item.editions.exists()


def test_a_form_can_be_read_out_and_heard(editor: Client, desk: Desk, objects: ObjectStore) -> None:
    item = desk.voiced(objects)
    unfolding.write_edition(item, Form.SHORT, "vi", TEXT, now=timezone.now())
    editor.post(f"/items/{item.key}/sound/short/", {"read_out": "1"})
    edition = item.editions.get()
    assert edition.synthetic
    assert queries.lacks(item) == [("short", "listening")]
    address = f"/items/{item.key}/sound/short/{edition.sound}"
    assert editor.get(f"{address}.opus").status_code == 200
    editor.post(f"{address}/listened/")
    assert queries.lacks(item) == []


def test_a_language_is_opened_and_taken_out_by_a_touch(editor: Client, desk: Desk) -> None:
    item = desk.item()
    editor.post(f"/items/{item.key}/recordings/", {"language": "hmn"})
    assert item.variants.filter(language="hmn", text="").exists()
    editor.post(f"/items/{item.key}/recordings/", {"language": "hmn", "drop": "1"})
    assert not item.variants.filter(language="hmn").exists()
    for wrong in ("vi", "xx", ""):
        response = editor.post(f"/items/{item.key}/recordings/", {"language": wrong})
        assert response.status_code == 404

"""What the newsroom's pages answer, and to whom."""

import struct
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.newsroom.desk import HEADLINE, TEXT, Desk, form, person, text_of

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.core.message import instant
from loa.delivery.models import Placement, SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, queries
from loa.newsroom.models import Item
from loa.people.actions import ensure_organisation
from loa.people.models import Organisation
from loa.people.rules import Role
from loa.plans.models import Target, Topic

pytestmark = pytest.mark.django_db


def wav(seconds: float = 2.0) -> bytes:
    samples = stand_in("vi", seconds, "wav").samples.tobytes()
    head = struct.pack(
        "<4sI8sIHHIIHH", b"RIFF", 36 + len(samples), b"WAVEfmt ", 16, 1, 1, RATE, RATE * 2, 2, 16
    )
    return head + struct.pack("<4sI", b"data", len(samples)) + samples


# Lists


def test_a_list_is_narrowed_by_state_plan_topic_and_folded_words(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    desk.waiting(objects)
    desk.item(key="khac", headline="Vệ sinh nguồn nước", topic=Topic.objects.get(key="2"))

    def found(query: str) -> list[str]:
        page = editor.get(f"/items/?{query}").context["lines"]
        return [one["item"].key for one in page]

    assert found("") == ["khac", "tiem-phong"]
    assert found("state=review") == ["tiem-phong"]
    assert found("state=nonsense") == ["khac", "tiem-phong"]
    assert found("q=TIEM+phong") == found("q=tiêm") == ["tiem-phong"]
    assert found("plan=mua-thu&topic=2") == ["khac"]
    assert found("plan=khac") == []


def test_an_empty_list_says_how_to_begin(editor: Client) -> None:
    page = text_of(editor.get("/items/"))
    assert "Chưa có tin nào" in page
    assert "Soạn tin mới" in page


def test_a_list_says_who_waits_for_whom(editor: Client, desk: Desk, objects: ObjectStore) -> None:
    desk.waiting(objects)
    assert "chờ Binh" in text_of(editor.get("/items/"))


def test_another_communes_items_are_not_seen(client: Client, desk: Desk) -> None:
    desk.item()
    other = ensure_organisation(
        key="khac", name="UBND xã khác", kind=Organisation.Kind.COMMUNE_OFFICE, unit_code="02044"
    )
    client.force_login(person("nguoi-khac", other, Role.EDITOR))
    assert client.get("/items/").context["lines"] == []
    for path in ("tiem-phong/", "tiem-phong/edit/"):
        assert client.get(f"/items/{path}").status_code == 403
    for path in ("send", "place", "sound/vi"):
        assert client.post(f"/items/tiem-phong/{path}/").status_code == 403


def test_an_editor_approves_nothing(editor: Client, desk: Desk, objects: ObjectStore) -> None:
    item = desk.waiting(objects)
    for path in ("approve/", "approve/manifest/", "approve/statement/"):
        assert editor.get(f"/items/{item.key}/{path}").status_code == 403
    assert editor.post(f"/items/{item.key}/return/").status_code == 403


# Writing


def test_an_item_is_written_and_changed(editor: Client, desk: Desk) -> None:
    assert editor.post("/items/new/", form(desk, headline="D'Art & O’Neill")).status_code == 302
    item = Item.objects.get()
    assert (item.key, item.author, item.variants.get().text) == ("d-art-o-neill", desk.editor, TEXT)
    changed = form(desk, headline="Họp", text_tyz="Bản chữ tiếng Việt")
    assert editor.post(f"/items/{item.key}/edit/", changed).status_code == 302
    item.refresh_from_db()
    assert item.headline == "Họp"
    assert set(item.variants.values_list("language", flat=True)) == {"vi", "tyz"}


def test_keys_never_meet(editor: Client, desk: Desk) -> None:
    for headline in (HEADLINE, HEADLINE, "new", "lint", "…"):
        editor.post("/items/new/", form(desk, headline=headline))
    assert sorted(Item.objects.values_list("key", flat=True)) == [
        "lint-2",
        "new-2",
        "tiem-phong-trau-bo-tu-ngay-12-thang-10",
        "tiem-phong-trau-bo-tu-ngay-12-thang-10-2",
        "tin",
    ]


def test_typed_text_is_kept_composed(editor: Client, desk: Desk) -> None:
    editor.post("/items/new/", form(desk, text_vi="ho\u0300a bi\u0300nh"))
    assert Item.objects.get().variants.get().text == "hòa bình"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"text_vi": "chữ " * 25_000}, "Lời tin dài 99.999 ký tự", id="endless"),
        pytest.param({"text_vi": "Tin\nTối mật\n"}, "dấu độ mật", id="secret"),
        pytest.param({"headline": "MẬT"}, "dấu độ mật", id="secret-headline"),
        pytest.param({"last_day": "2020-01-01"}, "Ngày cuối đứng trước", id="days-turned-round"),
        pytest.param({"topic": ""}, "bắt buộc", id="no-topic"),
        pytest.param({"issuer": "999999"}, "", id="an-office-that-is-not-theirs"),
    ],
)
def test_what_is_not_taken_is_said_and_stays_on_the_page(
    editor: Client, desk: Desk, changes: dict[str, str], sentence: str
) -> None:
    response = editor.post("/items/new/", form(desk, **changes))
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Trạm Thú y" in text_of(response)
    assert not Item.objects.exists()


def test_the_notes_beside_the_text_keep_nothing(editor: Client, desk: Desk) -> None:
    page = text_of(editor.post("/items/lint/", form(desk, text_vi="Nhiệm kỳ 2020-2015, 31/6")))
    assert "Sửa thành “2020-2025”" in page
    assert "Sửa thành “30/6”" in page
    assert not Item.objects.exists()


# Sounds


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("anh.jpg", b"\xff\xd8\xff\xe0 not sound at all", "không phải tệp âm thanh"),
        ("trong.mp3", b"", "Chưa nhận được bản thu"),
        ("cut.wav", wav()[:40_000], "Chưa nhận cut.wav"),
    ],
)
def test_what_is_no_sound_is_refused_by_its_name(
    editor: Client, desk: Desk, name: str, content: bytes, sentence: str
) -> None:
    item = desk.item()
    file = SimpleUploadedFile(name, content, "audio/mpeg")
    response = editor.post(f"/items/{item.key}/sound/vi/", {"recording": file})
    assert sentence in text_of(response)
    assert "recording:" not in text_of(response)
    assert item.variants.get().sound == ""


def test_an_uploaded_sound_is_brought_to_one_loudness_and_served_in_ranges(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.item()
    file = SimpleUploadedFile("ban thu.wav", wav(), "audio/wav")
    editor.post(f"/items/{item.key}/sound/vi/", {"recording": file})
    variant = item.variants.get()
    assert variant.voice == "recorded"
    assert variant.lufs == pytest.approx(-16, abs=0.1)
    assert (len(variant.peaks), max(variant.peaks)) == (48, 1.0)
    address = f"/items/{item.key}/sound/vi/{variant.sound}.opus"
    whole = editor.get(address)
    assert whole.content == objects.read(variant.sound)
    part = editor.get(address, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole.content[10:20])
    assert editor.get(address, headers={"Range": "bytes=999999999-"}).status_code == 416
    assert editor.get(f"/items/{item.key}/sound/vi/{'0' * 64}.opus").status_code == 404


def test_a_minority_language_is_never_read_out(editor: Client, desk: Desk) -> None:
    item = desk.item()
    actions.write(item, {"vi": TEXT, "tyz": TEXT}, now=timezone.now())
    response = editor.post(f"/items/{item.key}/sound/tyz/", {"read_out": "1"})
    assert "Cần người thu âm" in text_of(response)
    assert item.variants.get(language="tyz").sound == ""


# Approving


def signature(desk: Desk, item: Item) -> tuple[str, dict[str, str]]:
    approval = desk.sign(item, desk.approver, timezone.now())
    fields = {
        "keyid": approval.keyid,
        "at": instant(approval.at),
        "signature": approval.signature,
    }
    return f"/items/{item.key}/approve/{approval.message}/", fields


def test_the_server_gives_the_bytes_and_takes_the_signature(
    approver: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    shown = text_of(approver.get(f"/items/{item.key}/approve/"))
    address = queries.draft_message(item).digest
    assert address in shown
    asked = approver.get(f"/items/{item.key}/approve/statement/?keyid={'ab' * 8}").json()
    assert f'"message":"{address}"' in asked["statement"]
    assert asked["at"] in asked["statement"]
    path, fields = signature(desk, item)
    assert "Đã duyệt lúc" in text_of(approver.post(path, fields, follow=True))
    assert SealedMessage.objects.get().digest == address


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        ({"signature": "00" * 64}, "Chữ ký không khớp"),
        ({"signature": "không"}, "Chữ ký không khớp"),
        ({"keyid": "0" * 16}, "chưa đăng ký"),
        ({"at": "hôm nay"}, "Chữ ký không khớp"),
        ({"at": "2020-13-01T00:00:00.000Z"}, "Chữ ký không khớp"),
        ({"at": "2020-03-02T00:00:00.000Z"}, "không có hiệu lực"),
    ],
)
def test_a_spoilt_signature_approves_nothing(
    approver: Client, desk: Desk, objects: ObjectStore, spoil: dict[str, str], sentence: str
) -> None:
    path, fields = signature(desk, desk.waiting(objects))
    response = approver.post(path, {**fields, **spoil})
    assert (response.status_code, sentence in text_of(response)) == (422, True)
    assert not SealedMessage.objects.exists()


def test_an_approval_of_what_was_shown_before_is_sent_back_to_look_again(
    approver: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    path, fields = signature(desk, item)
    Item.objects.filter(pk=item.pk).update(headline="Khác hẳn")
    response = approver.post(path, fields)
    assert "Tin đã thay đổi, xem lại" in text_of(response)
    assert not SealedMessage.objects.exists()


def test_an_approver_sees_what_changed_since_it_was_last_seen(
    approver: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = desk.waiting(objects)
    approver.post(f"/items/{item.key}/return/", {"comment": "Ghi rõ thôn"})
    item.headline = "Tiêm phòng ở Bản Lác"
    actions.write(item, {"vi": TEXT.replace("thôn", "Bản Lác")}, now=timezone.now())
    page = text_of(approver.get(f"/items/{item.key}/approve/"))
    assert f"<del>{HEADLINE}</del> Tiêm phòng ở Bản Lác" in page
    assert "<del>thôn </del>" in page
    assert "<ins>Bản Lác </ins>" in page


# Placing


def placing(**changes: str) -> dict[str, str]:
    first = timezone.localdate() + timezone.timedelta(days=1)
    return {
        "target": str(Target.objects.get(key="loa-1").pk),
        "starts": first.isoformat(),
        "last_day": (first + timezone.timedelta(days=4)).isoformat(),
        "times_a_day": "2",
        "days": "3",
        **changes,
    }


def approved(desk: Desk, objects: ObjectStore, **changes: Any) -> Item:
    item = desk.waiting(objects, **changes)
    desk.approve(item, desk.approver)
    return item


def test_an_approved_item_is_placed_and_taken_off(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = approved(desk, objects)
    assert editor.post(f"/items/{item.key}/place/", placing()).status_code == 302
    placement = Placement.objects.get()
    assert (placement.areas, placement.times_a_day, placement.days) == (["02020"], 2, 3)
    assert (placement.ends - placement.starts).days == 5
    editor.post(f"/items/{item.key}/withdraw/{placement.pk}/")
    placement.refresh_from_db()
    assert placement.state == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"starts": "2020-01-01"}, "Ngày này đã qua", id="past"),
        pytest.param({"days": "30"}, "30", id="a-run-longer-than-its-days"),
        pytest.param({"times_a_day": "0"}, "1", id="never"),
        pytest.param({"target": "0"}, "", id="a-promise-of-another-topic"),
    ],
)
def test_what_cannot_be_placed_is_said(
    editor: Client, desk: Desk, objects: ObjectStore, changes: dict[str, str], sentence: str
) -> None:
    item = approved(desk, objects)
    response = editor.post(f"/items/{item.key}/place/", placing(**changes))
    assert sentence in text_of(response)
    assert not Placement.objects.exists()


def test_an_internal_item_offers_no_placing_and_takes_none(
    editor: Client, desk: Desk, objects: ObjectStore
) -> None:
    item = approved(desk, objects, scope="internal")
    assert "Đặt lịch" not in text_of(editor.get(f"/items/{item.key}/"))
    response = editor.post(f"/items/{item.key}/place/", placing())
    assert "không bao giờ lên loa" in text_of(response)
    assert not Placement.objects.exists()


def test_a_refused_text_is_not_blamed_for_the_networks_line_ends(
    editor: Client, desk: Desk
) -> None:
    page = text_of(editor.post("/items/new/", form(desk, text_vi="MẬT\r\nDanh sách kèm theo.")))
    assert "không phải tài liệu mật thì bỏ dấu đó" in page
    assert "ký tự ẩn" not in page


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"valid_from": timezone.now() + timedelta(days=2)}, "Giữ lại đến"),
        ({"results": True}, "Giữ lại đến khi hai người bấm"),
        ({"scope": "internal"}, "Tin nội bộ không bao giờ lên loa"),
        ({}, "Bây giờ đặt lịch phát"),
    ],
    ids=["embargo", "results", "internal", "public"],
)
def test_what_the_public_may_not_have_yet_says_so(
    editor: Client, desk: Desk, objects: ObjectStore, changes: dict[str, object], told: str
) -> None:
    item = desk.waiting(objects, **changes)
    desk.approve(item, desk.approver)
    page = text_of(editor.get(f"/items/{item.key}/"))
    assert told in page
    assert ("Giữ lại" in page) == ("Giữ lại" in told)

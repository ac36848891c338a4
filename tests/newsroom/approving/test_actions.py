"""Sending back by word and by voice, taking an approval back, and who it is that does so."""

import io
import wave
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.channels.broadcast.builders import station
from tests.newsroom.approving.conftest import Leader, link
from tests.newsroom.desk import Desk

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.channels.broadcast.models import RundownDay
from loa.devices.objects import ObjectStore
from loa.newsroom import queries
from loa.newsroom.models import ApprovalLink, Item, Review
from loa.people.models import Decision


def spoken(seconds: float = 2.0) -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", seconds, "voice").samples.tobytes())
    return buffer.getvalue()


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("ly-do.wav", data, content_type="audio/wav")


def test_a_reason_in_writing_returns_the_whole_programme(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    assert leader.decide(token, "return", reason="Ghi rõ thôn nào").status_code == 302
    assert {i.state for i in Item.objects.all()} == {"returned"}
    reviews = Review.objects.all()
    assert [(r.comment, r.method, r.key_id) for r in reviews] == [
        ("Ghi rõ thôn nào", "webauthn", leader.phone.keyid)
    ] * 2
    assert Decision.objects.filter(verb="send-back").count() == 2


def test_one_item_is_sent_back_and_the_others_go_on_waiting(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    leader.decide(token, "return", reason="Sai ngày", item="hai")
    assert {i.key: i.state for i in Item.objects.all()} == {"mot": "review", "hai": "returned"}


def test_a_spoken_reason_is_kept_and_can_be_heard(
    leader: Leader, desk: Desk, items: list[Item], objects: ObjectStore
) -> None:
    token, data = link(desk, items), spoken()
    form = leader.touch(token, "return", recorded=sha256(data).hexdigest())
    answer = leader.client.post(
        f"/approvals/p/{token}/return/", {**form, "reason": "", "recording": upload(data)}
    )
    assert answer.status_code == 302
    review = Review.objects.first()
    assert review is not None
    assert 1_900 < review.recording_ms < 2_300
    assert objects.path(review.recording).is_file()


def test_another_recording_than_the_signed_one_is_refused(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    form = leader.touch(token, "return", recorded=sha256(spoken()).hexdigest())
    answer = leader.client.post(
        f"/approvals/p/{token}/return/", {**form, "recording": upload(spoken(3.0))}
    )
    assert answer.status_code == 422
    assert {i.state for i in Item.objects.all()} == {"review"}


@pytest.mark.parametrize("data", [b"no sound", b"\0" * 100, b"<svg onload=alert(1)>"])
def test_a_file_that_is_no_recording_is_refused_and_nothing_is_lost(
    leader: Leader, desk: Desk, items: list[Item], data: bytes
) -> None:
    token = link(desk, items)
    form = leader.touch(token, "return", recorded=sha256(data).hexdigest())
    answer = leader.client.post(
        f"/approvals/p/{token}/return/", {**form, "recording": upload(data)}
    )
    assert answer.status_code == 422
    assert ApprovalLink.objects.get().decided_at is None


def test_without_a_reason_nothing_is_sent_back(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    assert leader.decide(link(desk, items), "return", reason=" ").status_code == 422


def test_who_has_only_the_link_sends_nothing_back(desk: Desk, items: list[Item]) -> None:
    token = link(desk, items)
    answer = Client().post(f"/approvals/p/{token}/return/", {"reason": "Xấu"})
    assert answer.status_code == 422
    assert {i.state for i in Item.objects.all()} == {"review"}


def test_the_person_who_is_signed_in_needs_no_touch_to_send_back(
    desk: Desk, items: list[Item], approver: Client
) -> None:
    token = link(desk, items)
    answer = approver.post(f"/approvals/p/{token}/return/", {"reason": "Ghi rõ"})
    assert answer.status_code == 302
    assert {i.state for i in Item.objects.all()} == {"returned"}


def test_an_approval_is_taken_back_while_nothing_is_signed(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    leader.decide(token)
    assert leader.decide(token, "undo").status_code == 302
    for item in Item.objects.all():
        assert (item.state, item.message) == ("review", "")
        assert list(queries.approvals(item)) == []
    assert Decision.objects.filter(verb="approve.undo").count() == 2
    assert leader.decide(token).status_code == 302
    assert {i.state for i in Item.objects.all()} == {"approved"}


def test_an_approval_that_a_station_holds_is_not_taken_back(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    leader.decide(token)
    RundownDay.objects.create(
        station=station("cho-don", unit="02020"),
        day=timezone.localdate() + timedelta(days=1),
        serial=1,
        address="0" * 64,
        document=Item.objects.get(key="hai").message,
        messages=[Item.objects.get(key="hai").message],
    )
    assert leader.decide(token, "undo").status_code == 422
    assert {i.state for i in Item.objects.all()} == {"approved"}


def test_who_has_only_the_link_takes_nothing_back(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    leader.decide(token)
    assert Client().post(f"/approvals/p/{token}/undo/").status_code == 422
    assert {i.state for i in Item.objects.all()} == {"approved"}


def test_an_answer_signed_for_one_verb_is_none_for_another(
    leader: Leader, desk: Desk, items: list[Item]
) -> None:
    token = link(desk, items)
    form = leader.touch(token, "return", reason="Sửa")
    assert leader.client.post(f"/approvals/p/{token}/approve/", form).status_code == 422
    ApprovalLink.objects.update(
        decision="approve", decided_at=timezone.now() - timedelta(minutes=1)
    )
    assert leader.client.post(f"/approvals/p/{token}/undo/", form).status_code == 422

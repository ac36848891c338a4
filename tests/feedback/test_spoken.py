"""An answer that is said aloud: who hears it, and what is not taken."""

import io
import wave
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.feedback.village import OTHER, person, question

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.feedback import voice
from loa.feedback.models import Answer, Matter
from loa.people.models import User
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
PUBLIC = {"public": "yes", "question": "Bao giờ có nước?", "text": "Tháng ba."}
PRIVATE = {"public": "no", "text": "Sáng thứ Bảy."}


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def recording(seconds: float = 2.0) -> SimpleUploadedFile:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", seconds, "tra-loi").samples.tobytes())
    return SimpleUploadedFile("tra-loi.wav", held.getvalue(), "audio/wav")


def answered(office: Client, matter: Matter, fields: dict[str, str]) -> Answer:
    said = {**fields, "voice": recording()}
    assert office.post(f"/feedback/{matter.number}/answer/", said).status_code == 302
    return Answer.objects.get(matter=matter)


def test_a_public_answer_is_heard_by_everybody_beside_its_words(office: Client) -> None:
    given = answered(office, question(), PUBLIC)
    assert 1_900 < given.voice_ms < 2_200
    page = Client().get("/hoi-dap/").content.decode()
    address = f"/hoi-dap/nghe/{given.voice}.mp3"
    assert address in page
    assert "Tháng ba." in page
    sound = Client().get(address)
    assert (sound.status_code, sound["Content-Type"]) == (200, "audio/mpeg")
    assert b"".join(sound)[:2] in {b"\xff\xfb", b"\xff\xf3", b"ID"}


def test_a_private_answer_is_heard_by_its_office_and_by_who_entered_the_matter(
    client: Client, office: Client, officer: User
) -> None:
    head = person("truong-thon", Role.HAMLET_HEAD)
    matter = question()
    Matter.objects.update(entered_by=head)
    given = answered(office, matter, PRIVATE)
    address = f"/feedback/{matter.number}/answer.mp3"
    assert address in office.get(f"/feedback/{matter.number}/").content.decode()
    assert office.get(address).status_code == 200
    client.force_login(head)
    assert address in client.get("/feedback/new/").content.decode()
    assert client.get(address).status_code == 200
    for other in (person("dau-do", Role.HAMLET_HEAD), person("xa-khac", Role.EDITOR, OTHER)):
        client.force_login(other)
        assert client.get(address).status_code == 403
    assert Client().get(f"/hoi-dap/nghe/{given.voice}.mp3").status_code == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        (SimpleUploadedFile("a.mp3", b"MZ no sound" * 50), "Không dùng được bản thu này"),
        (SimpleUploadedFile("a.wav", b"R" * (voice.LARGEST + 1)), "dài nhất 3 phút"),
        (SimpleUploadedFile("a.svg", b"<svg onload=alert(1)>"), "Không dùng được bản thu này"),
    ],
    ids=["lies", "too-large", "script"],
)
def test_what_is_no_voice_is_refused_and_the_words_stay(
    office: Client, sent: SimpleUploadedFile, told: str
) -> None:
    matter = question()
    page = office.post(f"/feedback/{matter.number}/answer/", {**PRIVATE, "voice": sent})
    assert page.status_code == 422
    assert told in page.content.decode()
    assert "Sáng thứ Bảy." in page.content.decode()
    assert not Answer.objects.exists()


def test_an_answer_without_a_voice_offers_none(office: Client) -> None:
    matter = question()
    office.post(f"/feedback/{matter.number}/answer/", PUBLIC)
    assert "<audio" not in Client().get("/hoi-dap/").content.decode()
    assert office.get(f"/feedback/{matter.number}/answer.mp3").status_code == 404

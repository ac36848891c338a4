"""What residents read and hear again of their commune's loudspeakers, and what they never do."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from tests.channels.broadcast.builders import (
    UNIT,
    Ledger,
    at,
    day_of,
    item,
    placement,
    relay,
    sealed,
    station,
)

from loa.audio import standin
from loa.audio.render import render
from loa.channels.broadcast.as_run import settle
from loa.core.message import Sound, Variant
from loa.core.words import Scope
from loa.delivery.actions import retract
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore

pytestmark = pytest.mark.django_db
NOW = at(8, 14)
PAGE = f"/tren-loa/{UNIT}/"


@pytest.fixture
def voice(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Keep a sound in this installation's store and stop the clock; return its address."""
    monkeypatch.setattr("django.conf.settings.DATA_DIR", tmp_path)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return ObjectStore(tmp_path / "objects").put(b"OggS" + b"sound" * 200)


def heard(voice: str, key: str = "tiem-phong", **changes: object) -> SealedMessage:
    """Let one item be aired at five, and be planned again at seventeen."""
    words = (Variant("vi", f"Lời của {key}.", Sound(voice, 40_000, 60_000, "recorded")),)
    row = sealed(key, variants=words, **changes)
    placement(row)
    here = station()
    morning, evening = item(row, at(5), n=1), item(row, at(17), n=2)
    day_of(here, [morning, relay(at(5, 28)), evening])
    Ledger(here).plays(morning)
    settle(NOW)
    return row


def sound_at(address: str, code: str = UNIT) -> str:
    return reverse("website:sound", args=[code, address])


def test_a_commune_is_found_with_or_without_accents(client: Client, voice: str) -> None:
    heard(voice)
    for asked in ("", "nghia", "Nghĩa T"):
        page = client.get("/tren-loa/", {"q": asked}).content.decode()
        assert f'href="{PAGE}"' in page
        assert "xã Nghĩa Tá" in page
    assert PAGE not in client.get("/tren-loa/", {"q": "hà nội"}).content.decode()


def test_the_page_says_what_was_heard_and_what_comes_next(client: Client, voice: str) -> None:
    heard(voice)
    page = client.get(PAGE).content.decode()
    assert "Lời của tiem-phong." in page
    assert page.count(f'src="{sound_at(voice)}"') == 1  # what comes at five is no replay yet
    assert page.index("05:28") < page.index("Đài Tiếng nói Việt Nam</p>".removesuffix("</p>"))
    assert "17:00" in page


def test_words_are_not_shown_before_they_are_heard(client: Client, voice: str) -> None:
    row = sealed("chua-phat")
    placement(row)
    day_of(station(), [item(row, at(17))])
    page = client.get(PAGE).content.decode()
    assert "Tin chua-phat" in page
    assert "Lời của chua-phat." not in page


def test_a_sound_is_heard_again_in_whole_and_in_part(client: Client, voice: str) -> None:
    heard(voice)
    whole = client.get(sound_at(voice))
    assert (whole.status_code, whole["Content-Type"], whole["Cache-Control"]) == (
        200,
        "audio/ogg",
        "no-cache",
    )
    part = client.get(sound_at(voice), headers={"Range": "bytes=4-8"})
    assert (part.status_code, part.content) == (206, b"sound")
    assert client.get(sound_at(voice), headers={"Range": "bytes=9000-"}).status_code == 416


def test_a_telephone_that_does_not_know_opus_hears_mp3(
    client: Client, voice: str, tmp_path: Path
) -> None:
    render(standin.ident(), tmp_path / "ident.opus")
    heard(ObjectStore(tmp_path / "objects").put(tmp_path / "ident.opus"))
    page = client.get(PAGE).content.decode()
    (address,) = re.findall(r'src="([^"]+\.mp3)"', page)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mpeg")


def test_more_than_a_day_later_it_can_still_be_heard_and_then_no_more(
    client: Client, voice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard(voice)
    answers = {}
    for hours in (24, 43, 24 * 5):
        monkeypatch.setattr("django.utils.timezone.now", lambda h=hours: NOW + timedelta(hours=h))
        answers[hours] = client.get(sound_at(voice)).status_code
    assert answers == {24: 200, 43: 200, 24 * 5: 404}


def test_what_was_taken_back_is_neither_read_nor_heard(client: Client, voice: str) -> None:
    row = heard(voice)
    retract(row.digest, now=NOW)
    assert client.get(sound_at(voice)).status_code == 404
    assert "tiem-phong" not in client.get(PAGE).content.decode()


def test_an_internal_message_is_not_there_even_if_it_was_aired(client: Client, voice: str) -> None:
    row = heard(voice)
    SealedMessage.objects.filter(pk=row.pk).update(scope=Scope.INTERNAL)
    assert client.get(sound_at(voice)).status_code == 404
    assert "tiem-phong" not in client.get(PAGE).content.decode()


def test_only_what_was_aired_here_is_served(client: Client, voice: str, tmp_path: Path) -> None:
    heard(voice)
    station("bang-lung", unit="02020")
    other = ObjectStore(tmp_path / "objects").put(b"OggS a draft that nobody approved")
    missed = sealed("im")
    day_of(station("im"), [item(missed, at(5))])
    silent = missed.message().sounds()["vi"].digest
    asked = [(other, UNIT), (voice, "02020"), (silent, UNIT), ("0" * 64, UNIT), (voice, "99999")]
    assert [client.get(sound_at(*one)).status_code for one in asked] == [404] * len(asked)


@pytest.mark.parametrize("tail", ["..%2f..%2fsecrets", "A" * 64, "aa", "a" * 63 + "%00"])
def test_nothing_but_an_address_is_asked_for(client: Client, voice: str, tail: str) -> None:
    heard(voice)
    assert client.get(f"{PAGE}{tail}.opus").status_code == 404


def test_a_day_or_station_that_is_not_shown_is_todays(client: Client, voice: str) -> None:
    heard(voice)
    asked = {"day": "1999-01-01", "station": "<script>alert(1)</script>"}
    page = client.get(PAGE, asked)
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "Lời của tiem-phong." in page.content.decode()


def test_a_commune_without_loudspeakers_is_not_found(client: Client, db: None) -> None:
    assert client.get("/tren-loa/02071/").status_code == 404


def test_nobody_is_followed(client: Client, voice: str) -> None:
    heard(voice)
    for address in ("/tren-loa/", PAGE):
        answer = client.get(address)
        assert not answer.cookies
        assert "http" not in answer.content.decode().replace("http://www.w3.org", "")

"""Bulletins that were aired, as a podcast: whole, of this site only, gone when retracted."""

from datetime import time, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.portal.builders import COMMUNE, PROVINCE, site
from tests.newsroom.bulletins.making import wav

from loa.audio.intake import take_in
from loa.devices.objects import ObjectStore
from loa.newsroom.models import Bulletin
from loa.people.actions import ensure_organisation
from loa.people.models import Organisation


@pytest.fixture
def aired(db: None, settings: Any, tmp_path: Path) -> Bulletin:
    settings.DATA_DIR = tmp_path
    site(unit=PROVINCE)
    office = ensure_organisation(
        key="xa",
        name="UBND xã",
        kind=Organisation.Kind.COMMUNE_OFFICE,
        unit_code=COMMUNE,
    )
    (tmp_path / "a.wav").write_bytes(wav())
    made = take_in(tmp_path / "a.wav", tmp_path / "a.opus")
    yesterday = timezone.localdate() - timedelta(days=1)
    return Bulletin.objects.create(
        key="xa-hom-qua",
        issuer=office,
        day=yesterday,
        opens=time(5),
        closes=time(6),
        made_at=timezone.now(),
        placed_at=timezone.now() - timedelta(days=2),
        sound=ObjectStore(tmp_path / "objects").put(made.path),
        sound_bytes=made.path.stat().st_size,
        sound_ms=made.ms,
    )


def feed(client: Client) -> list[ET.Element]:
    page = client.get("/chuong-trinh.xml")
    assert page.status_code == 200
    return ET.fromstring(page.content).findall("./channel/item")  # noqa: S314 our own


def test_an_aired_bulletin_is_an_episode(client: Client, aired: Bulletin) -> None:
    (episode,) = feed(client)
    enclosure = episode.find("enclosure")
    assert enclosure is not None
    assert enclosure.get("type") == "audio/mpeg"
    assert (episode.findtext("title") or "").startswith("UBND xã, 05:00")
    heard = client.get(str(enclosure.get("url")).replace("http://testserver", ""))
    assert (heard.status_code, heard.headers["Content-Type"]) == (200, "audio/mpeg")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"withdrawn_at": timezone.now()}, id="taken-off-the-air"),
        pytest.param({"placed_at": None}, id="not-placed"),
        pytest.param({"day": timezone.localdate() + timedelta(days=3)}, id="still-to-come"),
    ],
)
def test_what_was_not_aired_is_neither_told_nor_given(
    client: Client, aired: Bulletin, change: dict[str, Any]
) -> None:
    Bulletin.objects.filter(pk=aired.pk).update(**change)
    assert feed(client) == []
    assert client.get(f"/chuong-trinh/{aired.sound}.mp3").status_code == 404


def test_the_home_page_announces_the_feed(client: Client, aired: Bulletin) -> None:
    assert 'href="/chuong-trinh.xml"' in client.get("/").content.decode()

"""Beside the hours stands which stations wait for a player of their own."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from tests.control.first_day.conftest import MakeUser
from tests.control.world import NOW
from tests.journeys.tower import Tower

from loa.channels.broadcast.establishing import open_station
from loa.channels.broadcast.models import Station
from loa.devices.keys import make_key, read_key
from loa.devices.models import Device
from loa.devices.objects import ObjectStore
from loa.people.actions import add_approver_key
from loa.people.models import ApproverKey, Organisation
from loa.people.rules import Role
from loa.places.actions import load_units

pytestmark = pytest.mark.django_db


def test_a_station_that_waits_for_its_player_is_named(client: Client, make_user: MakeUser) -> None:
    load_units()
    client.force_login(make_user("quan-tri", "19", records=True))
    for key, name, kind in (
        ("nghia-ta", "Đài Nghĩa Tá", Station.Kind.PLAYER),
        ("ban-lap", "Đài Bản Lạp", Station.Kind.WIRED),
    ):
        open_station(key=key, name=name, kind=kind, unit_code="02071", since=date(2026, 1, 1))
    page = client.get("/first-day/").content.decode()
    assert "Đài Nghĩa Tá chưa gắn đầu phát" in page
    player = Device.objects.create(
        station="nghia-ta", keyid="a" * 16, public="ab" * 32, enrolled_at=NOW
    )
    assert "chưa gắn đầu phát" not in client.get("/first-day/").content.decode()
    player.revoked_at = NOW
    player.save()
    assert "chưa gắn đầu phát" in client.get("/first-day/").content.decode()


def test_a_key_that_came_after_the_hours_were_signed_is_signed_too(
    client: Client, make_user: MakeUser, settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    load_units()
    client.force_login(make_user("quan-tri", "02071", Role.ADMINISTRATOR))
    open_station(
        key="nghia-ta",
        name="Đài Nghĩa Tá",
        kind=Station.Kind.PLAYER,
        unit_code="02071",
        since=date(2026, 1, 1),
    )
    tower = Tower(tmp_path, ObjectStore(tmp_path / "objects"), now=NOW)
    edges = {"opens-0": "05:00", "closes-0": "06:00"}
    client.post("/first-day/hours/", {"sessions": "1"} | edges)
    tower.sign(papers(client), now=NOW)
    tower.signer.publish({}, now=NOW)
    assert "Lãnh đạo đã ký." in client.get("/first-day/").content.decode()

    leader = make_user("lanh-dao", "02071", Role.APPROVER)
    make_key(tmp_path / "key.pem")
    add_approver_key(
        user=leader,
        organisation=Organisation.objects.get(unit_code="02071"),
        method=ApproverKey.Method.ED25519,
        public_key=read_key(tmp_path / "key.pem").public_key().public_bytes_raw(),
        now=NOW,
        actor="test",
    )
    assert "Khoá của người duyệt đang chờ lãnh đạo ký" in client.get("/first-day/").content.decode()
    with zipfile.ZipFile(io.BytesIO(papers(client))) as archive:
        assert archive.namelist() == ["keyring-02071.json"]
    tower.sign(papers(client), now=NOW)
    tower.signer.publish({}, now=NOW)
    assert "Lãnh đạo đã ký." in client.get("/first-day/").content.decode()


def papers(client: Client) -> bytes:
    return client.get("/first-day/hours/papers/").content

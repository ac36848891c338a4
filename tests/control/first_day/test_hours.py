"""Beside the hours stands which stations wait for a player of their own."""

from datetime import date

import pytest
from django.test import Client
from tests.control.first_day.conftest import MakeUser
from tests.control.world import NOW

from loa.channels.broadcast.establishing import open_station
from loa.channels.broadcast.models import Station
from loa.devices.models import Device
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

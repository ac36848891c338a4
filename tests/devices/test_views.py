"""What players and browsers get over HTTP."""

import json
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from django.utils import timezone
from tests.devices.authority import NOW, Province
from tests.devices.recorder import Recorder

from loa.core.ledger import MAX_SEGMENT
from loa.devices import actions
from loa.devices.models import Device
from loa.devices.objects import ObjectStore

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
urlpatterns = [path("", include("loa.devices.urls"))]
handler404 = "tests.devices.test_views.nowhere"
OPUS = b"OggS\x00\x02" + b"\0" * 22 + b"OpusHead" + bytes(range(200))


def nowhere(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Stand in for the staff's page, which needs every room's addresses."""
    return HttpResponse(status=404)


@pytest.fixture(autouse=True)
def _installation(province: Province, settings: Any) -> None:
    settings.DATA_DIR = province.folder
    province.signer().publish({"nghia-ta": province.one_item("nghia-ta")}, now=NOW)


def post(client: Client, address: str, body: bytes | dict[str, object]) -> tuple[int, dict]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = client.post(address, data, content_type="application/octet-stream")
    return response.status_code, response.json()


def test_a_players_first_day(client: Client) -> None:
    now = timezone.now()
    player = Recorder().write_many(2)
    claim = actions.issue_claim(station="nghia-ta", now=now)
    status, answer = post(client, "/api/claim", player.claim(claim.secret))
    assert (status, answer["format"], answer["station"]) == (200, "loa.claim-answer", "nghia-ta")
    assert answer["timestamp"] == 1  # the publication that is served
    status, receipt = post(client, "/api/ledger", player.segment())
    assert (status, receipt["format"], receipt["want"]) == (200, "loa.receipt", 4)
    status, again = post(client, "/api/heartbeat", player.heartbeat(now))
    assert (status, again["want"]) == (200, 4)
    assert [ack["stage"] for ack in again["acknowledgements"]] == ["received"]
    assert Device.objects.get().seen_at is not None


@pytest.mark.parametrize(
    ("address", "body", "expected"),
    [
        ("/api/claim", b"{}", (400, "format", False)),
        ("/api/claim", b"\xff", (400, "format", False)),
        ("/api/claim", Recorder().claim("00000000"), (403, "claim", False)),
        ("/api/claim", b"x" * 20_000, (413, "size", False)),
        ("/api/heartbeat", Recorder().heartbeat(), (403, "unknown", False)),
        ("/api/ledger", Recorder().segment(), (403, "unknown", False)),
        ("/api/ledger", Recorder().segment()[:-1], (400, "segment", True)),
        ("/api/ledger", b"x" * (MAX_SEGMENT + 1), (413, "size", False)),
    ],
)
def test_refusals_say_what_and_whether_to_try_again(
    client: Client,
    address: str,
    body: bytes | dict[str, object],
    expected: tuple[int, str, bool],
) -> None:
    got, answer = post(client, address, body)
    assert answer["format"] == "loa.error"
    assert (got, answer["error"], answer["again"]) == expected
    assert answer["sentence"]


def test_a_full_disk_is_answered_with_try_again(client: Client, province: Province) -> None:
    player = Recorder()
    player.enrolled()
    (province.folder / "ledgers").write_text("a file where the folder should be")
    status, answer = post(client, "/api/ledger", player.segment())
    assert (status, answer["error"], answer["again"]) == (503, "disk", True)


def test_metadata_and_targets_are_served_as_tuf_asks_for_them(
    client: Client, province: Province
) -> None:
    stamp = client.get("/repo/metadata/timestamp.json")
    assert (stamp.status_code, stamp["Cache-Control"]) == (200, "no-cache")
    root = client.get("/repo/metadata/1.root.json")
    assert (root.status_code, "immutable" in root["Cache-Control"]) == (200, True)
    assert client.get("/repo/metadata/2.root.json").status_code == 404
    folder = province.repository.folder / "targets" / "station"
    (name,) = [path.name for path in folder.iterdir()]
    assert client.get(f"/repo/targets/station/{name}").json()["format"] == "loa.bundle"


@pytest.mark.parametrize(
    "address",
    [
        "/repo/metadata/..%2fstaged%2frelease.json",
        "/repo/staged/release.json",
        "/repo/targets/station/..%2f..%2f.lock",
        "/repo/targets/staged/release.json",
        "/repo/objects/aa/../../signer/online.pem",
        "/repo/objects/aa/" + "b" * 64,
        "/repo/objects/bb/" + "b" * 64,
    ],
)
def test_nothing_else_is_served(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("header", "expected", "content_range"),
    [
        ({}, (200, OPUS), None),
        ({"Range": "bytes=0-3"}, (206, b"OggS"), f"bytes 0-3/{len(OPUS)}"),
        (
            {"Range": "bytes=-2"},
            (206, OPUS[-2:]),
            f"bytes {len(OPUS) - 2}-{len(OPUS) - 1}/{len(OPUS)}",
        ),
        ({"Range": "bytes=9999-"}, (416, b""), f"bytes */{len(OPUS)}"),
        ({"Range": "bytes=0-3", "If-Range": '"other"'}, (200, OPUS), None),
    ],
)
def test_sounds_can_be_sought_in(
    client: Client,
    province: Province,
    header: dict[str, str],
    expected: tuple[int, bytes],
    content_range: str | None,
) -> None:
    address = ObjectStore(province.folder / "objects").put(OPUS)
    response = client.get(f"/repo/objects/{address[:2]}/{address}", headers=header)
    assert (response.status_code, response.content) == expected
    assert response.headers.get("Content-Range") == content_range
    assert response["ETag"] == f'"{address}"'
    if response.content:
        assert response["Content-Type"] == "audio/ogg; codecs=opus"
        assert response["Accept-Ranges"] == "bytes"
    unchanged = client.get(
        f"/repo/objects/{address[:2]}/{address}", headers={"If-None-Match": f'"{address}"'}
    )
    assert (unchanged.status_code, unchanged.content) == (304, b"")

"""No entry from the network breaks, or reads without end, whatever it is sent.

The entries are listed from the addresses themselves: one that is new and that strangers may
reach fails here until somebody has said what it takes.
"""

import asyncio
import json
import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.attacks.hostile import BYTES, VALUES, hostile
from tests.devices.authority import Province
from tests.devices.recorder import Recorder
from tests.fitness.test_routes import ALL, Route

from loa.asgi import FORM, application
from loa.core.canonical import FormatError, canonical
from loa.core.ledger import MAX_SEGMENT
from loa.devices.models import Device, Entry
from loa.people import totp
from loa.people.actions import create_user, enrol_totp, ensure_organisation, grant
from loa.people.models import Organisation
from loa.people.rules import Role
from loa.places.actions import load_units

SERVER_FAULT = 500
EXAMPLES = int(os.environ.get("LOA_ATTACK_EXAMPLES", "60"))
SOURCE = Path(__file__).parents[2] / "src" / "loa"
QUIETLY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
PLAYER = Recorder().write_many(3)
# What players post, by route: an address and a true document to begin from.
POSTED = {
    "devices:claim": ("/api/claim", canonical(PLAYER.claim("01234567"))),
    "devices:ledger": ("/api/ledger", PLAYER.segment()),
    "devices:heartbeat": ("/api/heartbeat", canonical(PLAYER.heartbeat())),
}
# Public and only read: what may stand in their addresses is tested in test_paths.
ONLY_READ = {
    "devices:metadata",
    "devices:target",
    "devices:object",
    "operations:healthz",
}
# What people without an account fill in; the rest of what they see is only read.
FILLED_IN = {
    "approving:statements",
    "approving:approve",
    "approving:send-back",
    "approving:undo",
    "feedback:send",
    "feedback:quieter",
    "feedback:look",
    "feedback:survey",
    "control:invited",
}
PAGES = {"theme", "website", "portal", "feedback", "approving", "control", "reports"}
FORM_SEED = (
    b"kind=question&unit=02020&words=Loa%20to%20qua&station=x&number=1&seal=x&assertions=%5B%5D"
)
pytestmark = pytest.mark.django_db


def ask(client: Client, route: Route, body: bytes, kind: str) -> int:
    client.raise_request_exception = False
    return client.post(route.address, body, content_type=kind).status_code


# ---- strangers


def test_every_entry_for_strangers_is_known_and_has_its_property_test() -> None:
    public = {route.name for route in ALL if route.public_reason is not None}
    shown = {name for name in public if name.split(":")[0] in PAGES}
    assert public - shown == set(POSTED) | ONLY_READ
    assert public >= FILLED_IN


@pytest.mark.parametrize("name", sorted(FILLED_IN))
@QUIETLY
@given(body=hostile(FORM_SEED))
def test_what_strangers_fill_in_never_breaks_the_server(
    client: Client, name: str, body: bytes
) -> None:
    (route,) = [route for route in ALL if route.name == name]
    assert ask(client, route, body, "application/x-www-form-urlencoded") < SERVER_FAULT


@pytest.mark.parametrize(
    "name",
    sorted(r.name for r in ALL if r.public_reason and r.name.split(":")[0] in PAGES - {"theme"}),
)
@settings(parent=QUIETLY, max_examples=10)
@given(query=hostile(b"q=du%20thao&p=2&unit=02020&from=2020-01-01&kind=x"))
def test_whatever_is_asked_for_never_breaks_the_server(
    client: Client, name: str, query: bytes
) -> None:
    client.raise_request_exception = False
    (route,) = [route for route in ALL if route.name == name]
    answer = client.get(route.address, QUERY_STRING=query.decode("latin-1"))
    assert answer.status_code < SERVER_FAULT


@pytest.fixture
def server(client: Client, province: Province, settings: Any) -> Client:
    settings.DATA_DIR = province.folder
    PLAYER.enrolled()
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("name", POSTED)
@QUIETLY
@given(data=st.data())
def test_what_strangers_post_is_answered_in_words(
    server: Client, name: str, data: st.DataObject
) -> None:
    address, seed = POSTED[name]
    body = data.draw(hostile(seed))
    response = server.post(address, body, content_type="application/octet-stream")
    assert response.status_code in {200, 400, 403, 409, 413, 422, 429}
    assert response.json()["format"] in {"loa.error", "loa.receipt", "loa.claim-answer"}


@QUIETLY
@given(
    name=st.sampled_from(sorted(set(PLAYER.heartbeat()) - {"signature"})),
    value=st.one_of(st.sampled_from(VALUES), st.text(max_size=300), st.integers()),
)
def test_whatever_an_enrolled_player_signs_is_answered_in_words(
    server: Client, name: str, value: Any
) -> None:
    try:
        bare = PLAYER.heartbeat(timezone.now()) | {name: value}
        bare.pop("signature")
        signed = bare | {"signature": PLAYER.key.sign(canonical(bare)).hex()}
        body = canonical(signed)
    except FormatError:
        return  # it cannot even be signed
    response = server.post("/api/heartbeat", body, content_type="application/json")
    assert response.status_code in {200, 400, 403}


@QUIETLY
@given(
    at=st.datetimes().map(lambda moment: moment.replace(tzinfo=UTC, microsecond=0)),
    item=st.text(st.characters(codec="utf-8"), max_size=40),
    ms=st.integers(0, 2**53 - 1),
)
def test_whatever_an_enrolled_player_writes_is_a_row_or_refused_in_words(
    server: Client, at: datetime, item: str, ms: int
) -> None:
    Entry.objects.all().delete()
    Device.objects.update(n=0, head="")
    player = Recorder(key=PLAYER.key)
    try:
        player.write(at=at, item=item, ms=ms)
    except FormatError:
        return
    body = player.segment()
    response = server.post("/api/ledger", body, content_type="application/octet-stream")
    assert response.status_code in {200, 422}
    assert Entry.objects.count() == (2 if response.status_code == 200 else 0)


# ---- people who have signed in: whatever their browser sends


@pytest.fixture(scope="module")
def words() -> list[str]:
    """Return every name by which a page reads what was sent."""
    names = set()
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"(?:GET|POST|FILES)(?:\.get(?:list)?\(|\[)\"(\w+)\"", text))
        names |= set(re.findall(r"^    (\w+) = forms\.", text, re.MULTILINE))
    assert len(names) > 15
    return sorted(names)


@pytest.fixture
def insider(client: Client, db: None) -> Client:
    """Return a browser of somebody who holds every role."""
    load_units()
    country = ensure_organisation(
        key="vn", name="Việt Nam", kind=Organisation.Kind.DEPARTMENT, unit_code="VN"
    )
    person = create_user(username="moi-vai", password="dung-cau-mat-khau")
    for role in Role:
        grant(user=person, organisation=country, role=role, since=timezone.localdate())
    enrol_totp(user=person, secret=totp.new_secret())
    client.force_login(person)
    client.raise_request_exception = False
    return client


GUARDED = [route for route in ALL if route.permission is not None]
HOSTILE_TEXT = (
    "\0",
    "'\"><script>",
    "9" * 400,
    "-1",
    "../../x",
    "NaN",
    "\u202e",
    "2026-99-99",
    "%00",
)


def some(number: int) -> tuple[str, ...]:
    """Return a third of the texts, another one for each address; all of them in a long run."""
    return HOSTILE_TEXT if EXAMPLES > 60 else HOSTILE_TEXT[number % 3 :: 3]


def test_no_page_breaks_on_what_stands_behind_its_question_mark(
    insider: Client, words: list[str]
) -> None:
    broken = []
    for number, route in enumerate(GUARDED):
        for text in some(number):
            query = urlencode(dict.fromkeys(words, text))
            if insider.get(f"{route.address}?{query}").status_code >= SERVER_FAULT:
                broken.append((route.name, text))
    assert broken == []


def test_no_page_breaks_on_a_form_that_nobody_printed(insider: Client, words: list[str]) -> None:
    broken = []
    for number, route in enumerate(GUARDED):
        for text in some(number):
            response = insider.post(route.address, dict.fromkeys(words, text))
            if response.status_code >= SERVER_FAULT:
                broken.append((route.name, text))
    assert broken == []


def test_no_page_breaks_on_a_body_that_is_no_form(insider: Client) -> None:
    bodies = [json.dumps({"a": [None] * 50}).encode(), *(b for b in BYTES[::3] if len(b) < 50_000)]
    kinds = ("application/json", "multipart/form-data; boundary=x")
    broken = [
        (route.name, kind, body[:20])
        for route in GUARDED
        for kind in kinds
        for body in bodies
        if ask(insider, route, body, kind) >= SERVER_FAULT
    ]
    assert broken == []


# ---- without end: what is counted before Django keeps it


class Sender:
    """Sends a body in blocks for as long as anybody asks."""

    def __init__(self, block: int = 65_536, until: int = 1 << 40) -> None:
        self.block, self.until, self.sent = b"x" * block, until, 0
        self.answers: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        self.sent += len(self.block)
        return {"type": "http.request", "body": self.block, "more_body": self.sent < self.until}

    async def send(self, message: Any) -> None:
        self.answers.append(dict(message))

    def ask(self, path: str, headers: list[tuple[bytes, bytes]] | None = None) -> int:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "path": path,
            "raw_path": path.encode(),
            "query_string": b"",
            "headers": [(b"host", b"localhost"), *(headers or [])],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
            "scheme": "http",
        }
        with ThreadPoolExecutor(1) as thread:  # a browser's loop may be running in this one
            thread.submit(asyncio.run, application(scope, self.receive, self.send)).result()
        return int(self.answers[0]["status"])


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/api/claim", FORM),
        ("/api/heartbeat", FORM),
        ("/api/ledger", MAX_SEGMENT),
        ("/accounts/login/", FORM),
        ("/no/such/page", FORM),
        ("/language/setlang/", FORM),
    ],
)
def test_a_body_without_end_is_left_after_its_limit(path: str, limit: int) -> None:
    sender = Sender()
    assert sender.ask(path) == 413
    assert sender.sent <= limit + 3 * 65_536


@pytest.mark.parametrize("route", [r for r in ALL if "x" not in r.name], ids=lambda r: r.name)
def test_a_body_that_is_announced_too_long_is_not_begun(route: Route) -> None:
    sender = Sender()
    assert sender.ask(route.address, [(b"content-length", b"999999999999")]) == 413
    assert sender.sent == 0


def test_the_seeds_are_true(server: Client) -> None:
    """What the property tests twist would be taken as it stands."""
    assert [
        server.post(address, seed, content_type="application/json").status_code
        for address, seed in POSTED.values()
    ] == [403, 200, 200]  # no code was issued

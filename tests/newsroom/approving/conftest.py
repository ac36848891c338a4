"""An office whose leader has a passkey, and the ways in which a browser asks with it."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.newsroom.desk import Desk
from tests.simulators.passkey import HONEST, SITE, Ceremony, Phone

from loa.core.passkey import base64url, challenge, sheet_of
from loa.devices.objects import ObjectStore
from loa.newsroom.approving import links
from loa.newsroom.models import Bulletin, Item
from loa.people.actions import add_approver_key
from loa.people.models import ApproverKey, User


@dataclass
class Leader:
    """A person with a phone, and the server as their browser meets it."""

    desk: Desk
    user: User
    phone: Phone
    client: Client

    def ask(self, token: str, verb: str = "approve", **said: str) -> HttpResponse:
        form = {"keyid": self.phone.keyid, "verb": verb, **said}
        return self.client.post(f"/approvals/p/{token}/statements/", form)

    def touch(
        self, token: str, verb: str = "approve", how: Ceremony = HONEST, **said: str
    ) -> dict[str, str]:
        """Ask, touch, and return what the form sends."""
        answer = self.ask(token, verb, **said)
        assert answer.status_code == 200, answer.content.decode()
        told = json.loads(answer.content)
        statements = [text.encode() for text in told["statements"]]
        sheet = sheet_of(statements).encoded() if len(statements) > 1 else b""
        given = self.phone.touch(challenge(statements[0], sheet), how)
        return {
            "keyid": self.phone.keyid,
            "at": told["at"],
            "authenticator": base64url(given.authenticator),
            "client": base64url(given.client),
            "signature": base64url(given.signature),
            **said,
        }

    def decide(self, token: str, verb: str = "approve", **said: Any) -> HttpResponse:
        words = {k: v for k, v in said.items() if isinstance(v, str)}
        form = self.touch(token, verb, **words)
        return self.client.post(f"/approvals/p/{token}/{verb}/", {**said, **form})


def register(desk: Desk, user: User, phone: Phone) -> ApproverKey:
    return add_approver_key(
        user=user,
        organisation=desk.office,
        method=ApproverKey.Method.WEBAUTHN,
        public_key=phone.public,
        credential_id=b"credential",
        party=SITE,
        label="Điện thoại",
        now=timezone.now() - timedelta(days=1),
        actor="test",
    )


@pytest.fixture
def leader(desk: Desk) -> Leader:
    register(desk, desk.approver, Phone(21))
    return Leader(desk, desk.approver, Phone(21), Client())


@pytest.fixture
def items(desk: Desk, objects: ObjectStore) -> list[Item]:
    return [
        desk.waiting(objects, key="mot", headline="Tiêm phòng"),
        desk.waiting(objects, key="hai", headline="Họp thôn"),
    ]


def link(desk: Desk, items: list[Item], bulletin: Bulletin | None = None) -> str:
    return links.make(
        items, person=desk.approver, by=desk.editor, now=timezone.now(), bulletin=bulletin
    )

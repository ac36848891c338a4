"""A passkey that is registered for signing in approves as well, through the real registration."""

import json
from hashlib import sha256
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from fido2 import cbor
from tests.people.conftest import PASSWORD, person
from tests.simulators.passkey import SITE, Phone

from loa.core.keyring import Keyring, approvers, read_keyring
from loa.core.passkey import Party, base64url
from loa.devices.keys import verify
from loa.people import actions
from loa.people.keyrings import keyring
from loa.people.models import ApproverKey, Decision, Organisation, User
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
HOST = SITE.rp


@pytest.fixture
def leader(office: Organisation) -> User:
    user = person("leader", office, Role.APPROVER)
    actions.enrol_totp(user=user, secret="JBSWY3DPEHPK3PXP")
    return user


@pytest.fixture
def phone(leader: User, settings: Any) -> Client:
    settings.ALLOWED_HOSTS = [HOST]
    client = Client(headers={"host": HOST})
    client.force_login(leader)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD}, secure=True)
    return client


def made(phone: Phone, challenge: str, origin: str = SITE.origin) -> dict[str, Any]:
    """Return what a browser hands back when it has made a passkey."""
    client = json.dumps({"type": "webauthn.create", "challenge": challenge, "origin": origin})
    name = b"credential-%d" % phone.public[-1]
    attested = bytes(16) + len(name).to_bytes(2) + name + phone.public
    told = sha256(SITE.rp.encode()).digest() + b"\x45" + bytes(4) + attested
    attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": told})
    return {
        "id": base64url(name),
        "rawId": base64url(name),
        "type": "public-key",
        "response": {
            "clientDataJSON": base64url(client.encode()),
            "attestationObject": base64url(attestation),
        },
        "clientExtensionResults": {},
    }


def register(client: Client, device: Phone, origin: str = SITE.origin) -> Any:
    page = client.get("/accounts/2fa/webauthn/add/", secure=True)
    challenge = page.context["js_data"]["creation_options"]["publicKey"]["challenge"]
    form = {"name": "Điện thoại", "credential": json.dumps(made(device, challenge, origin))}
    return client.post("/accounts/2fa/webauthn/add/", form, secure=True, follow=True)


def test_a_registered_passkey_stands_in_the_offices_keyring(
    phone: Client, leader: User, office: Organisation
) -> None:
    device = Phone(5)
    answer = register(phone, device)
    assert office.name in answer.content.decode()
    (key,) = keyring("02020").keys
    assert (key.keyid, key.method, key.public) == (device.keyid, "webauthn", device.public.hex())
    assert key.party == SITE
    document = keyring("02020").document()
    assert read_keyring(document).document() == document
    assert Decision.objects.filter(verb="key.add", reference=f"key:{device.keyid}").exists()


def test_what_a_registered_passkey_approves_counts_with_its_keyring(
    phone: Client, leader: User
) -> None:
    from tests.core.examples import message  # noqa: PLC0415 - only here

    device = Phone(5)
    register(phone, device)
    (sealed,) = device.approve(message(), at=timezone.now())
    assert approvers(sealed, [keyring("02020")], verify) == {device.keyid}


def test_a_passkey_approves_in_every_office_of_its_holder(phone: Client, leader: User) -> None:
    other = actions.ensure_organisation(
        key="xa-khac", name="UBND xã khác", kind=Organisation.Kind.AUTHORITY, unit_code="02071"
    )
    actions.grant(user=leader, organisation=other, role=Role.APPROVER, since=timezone.localdate())
    register(phone, Phone(5))
    rings = [keyring("02020"), keyring("02071")]
    assert [[key.keyid for key in ring.keys] for ring in rings] == [[Phone(5).keyid]] * 2
    actions.revoke_key(
        key=ApproverKey.objects.first(), now=timezone.now(), actor="test", reason="mất máy"
    )
    assert [ring.keys[0].revoked for ring in (keyring("02020"), keyring("02071"))] == [True] * 2


def test_a_registration_from_another_origin_is_no_key(phone: Client) -> None:
    register(phone, Phone(5), origin="https://evil.example")
    assert not ApproverKey.objects.exists()
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_who_does_not_approve_gets_no_approvers_key(
    phone: Client, leader: User, office: Organisation
) -> None:
    leader.memberships.update(role=Role.EDITOR)
    register(phone, Phone(5))
    assert Authenticator.objects.filter(type="webauthn").count() == 1
    assert keyring("02020") == Keyring("02020", 0, ())


def test_a_passkey_taken_off_the_account_ends_and_what_it_approved_stays(
    phone: Client, leader: User
) -> None:
    device = Phone(5)
    register(phone, device)
    before = timezone.now()
    serial = keyring("02020").serial
    passkey = Authenticator.objects.get(type="webauthn")
    phone.post(reverse("mfa_remove_webauthn", args=[passkey.pk]), secure=True)
    assert not Authenticator.objects.filter(type="webauthn").exists()
    ring = keyring("02020")
    assert (ring.keys[0].revoked, ring.serial) == (False, serial + 1)
    assert ring.keys[0].counts_at(before)
    assert not ring.keys[0].counts_at(timezone.now())


def test_the_same_passkey_is_nobody_elses(leader: User, office: Organisation) -> None:
    other = person("other", office, Role.APPROVER)
    facts: dict[str, Any] = {
        "organisation": office,
        "method": ApproverKey.Method.WEBAUTHN,
        "public_key": Phone(5).public,
        "credential_id": b"x",
        "now": timezone.now(),
        "actor": "test",
    }
    with pytest.raises(actions.PeopleError, match="its site"):
        actions.add_approver_key(user=leader, **facts)
    actions.add_approver_key(user=leader, party=Party("a.vn", "https://a.vn"), **facts)
    with pytest.raises(actions.PeopleError, match="known already"):
        actions.add_approver_key(user=other, party=Party("a.vn", "https://a.vn"), **facts)

"""What players are told of a unit's approvers."""

from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.keyring import Keyring, read_keyring
from loa.people import actions
from loa.people.keyrings import keyring
from loa.people.models import ApproverKey, Organisation
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def approver_key(unit: str, name: str) -> ApproverKey:
    office = actions.ensure_organisation(
        key=f"xa-{unit}", name=f"UBND {unit}", kind=Organisation.Kind.COMMUNE_OFFICE, unit_code=unit
    )
    user = actions.create_user(username=name, password="mat-khau-dai-12")
    actions.grant(user=user, organisation=office, role=Role.APPROVER, since=date(2026, 1, 1))
    return actions.add_approver_key(
        user=user,
        organisation=office,
        method=ApproverKey.Method.ED25519,
        public_key=Ed25519PrivateKey.generate().public_key().public_bytes_raw(),
        now=NOW,
        label="Chủ tịch",
        actor="test",
    )


def states(ring: Keyring) -> dict[str, bool]:
    return {key.keyid: key.revoked for key in ring.keys}


def test_a_ring_holds_its_own_units_keys_and_can_be_read_back() -> None:
    own, _other = approver_key("02071", "mot"), approver_key("02020", "hai")
    ring = keyring("02071")
    assert states(ring) == {own.key_id: False}
    assert ring.keys[0].holder == "Chủ tịch, UBND 02071"
    assert read_keyring(ring.document()) == ring


def test_a_revoked_key_stays_listed_and_raises_the_serial() -> None:
    key = approver_key("02071", "mot")
    before = keyring("02071").serial
    actions.revoke_key(key=key, now=NOW, actor="test", reason="mất máy")
    after = keyring("02071")
    assert states(after) == {key.key_id: True}
    assert after.serial > before


def test_a_unit_without_approvers_has_an_empty_ring() -> None:
    assert (keyring("02071").keys, keyring("02071").serial) == ((), 0)

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.core.examples import KEYID, PUBLIC, RING, VALID, approval, key, message, sealed, verify

from loa.core.canonical import FormatError
from loa.core.keyring import Duty, Key, Keyring, approvers, keyid, read_keyring
from loa.core.message import Approval, Message, Sealed
from loa.core.words import Priority

NEWS = message()
FLOOD = message(priority=Priority.EMERGENCY)
THEN = datetime(2020, 2, 1, tzinfo=UTC)
LATER = datetime(2020, 9, 1, tzinfo=UTC)


def ring(*keys: Key, unit: str = "064") -> Keyring:
    return Keyring(unit, 1, keys)


def counted(of: Message, rings: list[Keyring], *approvals: Approval) -> frozenset[str]:
    return approvers(Sealed(of, approvals), rings, verify)


HA, LAN = KEYID["ha"], KEYID["lan"]


@pytest.mark.parametrize(
    ("rings", "approvals", "good"),
    [
        pytest.param([RING], [approval(NEWS)], {HA}, id="one"),
        pytest.param([RING], [approval(NEWS), approval(NEWS, "lan")], {HA, LAN}, id="two"),
        pytest.param([RING], [approval(NEWS), approval(NEWS)], {HA}, id="the-same-twice"),
        pytest.param([RING], [approval(NEWS, "thief")], set(), id="not-in-the-ring"),
        pytest.param([RING], [approval(message(revision=2))], set(), id="of-another-revision"),
        pytest.param([RING], [replace(approval(NEWS), signature="00")], set(), id="badly-signed"),
        pytest.param(
            [RING], [replace(approval(NEWS), method="webauthn")], set(), id="by-another-method"
        ),
        pytest.param(
            [RING], [replace(approval(NEWS), at=LATER)], set(), id="date-changed-after-signing"
        ),
        pytest.param([ring(key("ha", since=THEN))], [approval(NEWS)], {HA}, id="first-moment"),
        pytest.param([ring(key("ha", until=THEN))], [approval(NEWS)], set(), id="post-left"),
        pytest.param(
            [ring(key("ha", revoked=True))], [approval(NEWS)], set(), id="revoked-counts-never"
        ),
        pytest.param(
            [ring(key("ha", until=THEN), key("ha", since=THEN))],
            [approval(NEWS)],
            {HA},
            id="a-second-term",
        ),
        pytest.param(
            [ring(key("ha", since=THEN), key("ha", until=THEN))],
            [approval(NEWS)],
            {HA},
            id="a-second-term-in-any-order",
        ),
        pytest.param(
            [ring(key("ha", revoked=True)), ring(key("ha"), unit="065")],
            [approval(NEWS)],
            set(),
            id="revoked-in-one-ring-counts-in-none",
        ),
        pytest.param(
            [ring(key("ha", duties=frozenset({Duty.EMERGENCY})))],
            [approval(NEWS)],
            set(),
            id="another-duty",
        ),
        pytest.param([], [approval(NEWS)], set(), id="no-ring"),
    ],
)
def test_approvals_count(rings: list[Keyring], approvals: list[Approval], good: set[str]) -> None:
    assert counted(NEWS, rings, *approvals) == good


def test_an_emergency_asks_for_its_own_duty() -> None:
    warner = key("lan", duties=frozenset({Duty.EMERGENCY}))
    both = sealed(FLOOD, "ha", "lan")
    assert approvers(both, [ring(key("ha"), warner)], verify) == {LAN}


def test_a_keyring_comes_back_from_its_document() -> None:
    both = ring(key("ha", duties=frozenset(Duty)), key("lan", revoked=True))
    assert read_keyring(both.document()) == both


def test_a_key_is_known_by_its_digest() -> None:
    assert keyid(b"public") == "efa1f375d76194fa"


def _without(name: str) -> dict[str, Any]:
    document = RING.document()
    del document["keys"][0][name]
    return document


def _with(name: str, value: object) -> dict[str, Any]:
    document = RING.document()
    document["keys"][0][name] = value
    return document


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (RING.document() | {"format": "loa.policy"}, "loa.keyring is expected"),
        (RING.document() | {"version": "2.0"}, "unknown here"),
        (RING.document() | {"keys": 5}, "TypeError"),
        (RING.document() | {"keys": [5]}, "TypeError"),
        (RING.document() | {"serial": "one"}, "ValueError"),
        (_without("holder"), "KeyError"),
        (_with("public", PUBLIC["thief"]), "is not the id of its public key"),
        (_with("public", "not hexadecimal"), "ValueError"),
        (_with("since", "2020-01-01"), "is no instant"),
        (_with("duties", ["rule"]), "ValueError"),
    ],
)
def test_a_malformed_keyring_is_refused(document: dict[str, Any], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_keyring(document)


@pytest.mark.parametrize("word", [True, 1, "false", None])
def test_a_key_that_is_not_plainly_good_is_revoked(word: object) -> None:
    assert read_keyring(_with("revoked", word)).keys[0].revoked


def test_a_key_counts_up_to_its_end() -> None:
    assert key("ha").counts_at(VALID.start)
    assert not key("ha").counts_at(VALID.end)
    assert not key("ha").counts_at(VALID.start - timedelta(milliseconds=1))

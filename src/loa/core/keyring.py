"""Keyrings: whose approval counts, per unit, signed by the unit's leaders.

A private key never leaves its owner. A key is known by its id, the first 16 hexadecimal
digits of the SHA-256 of its public bytes. Verification itself is a port: `Verify` takes
the method, the public key (hex), the signature (hex) and the signed bytes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loa.core import passkey
from loa.core.canonical import FormatError, Json, digest, header, require
from loa.core.message import Approval, Sealed, instant, read_instant
from loa.core.words import Priority

NAME = "keyring"
KEYID_LENGTH = 16

# (method, public key, signature, data): for a passkey the data that its device signed.
Verify = Callable[[str, str, str, bytes], bool]


class Duty(StrEnum):
    """What a key may do."""

    APPROVE = "approve"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class Key:
    """One approver's public key, the post of its holder and when it counts: [since, until)."""

    keyid: str
    method: str  # ed25519 or webauthn
    public: str  # hexadecimal
    holder: str
    since: datetime
    until: datetime
    duties: frozenset[Duty] = frozenset({Duty.APPROVE})
    revoked: bool = False  # stolen or suspected: nothing it ever approved counts
    party: passkey.Party | None = None  # of a passkey: the site for which it signs

    def counts_at(self, moment: datetime) -> bool:
        """Whether an approval given at a moment counts."""
        return self.since <= moment < self.until and not self.revoked


@dataclass(frozen=True, slots=True)
class Keyring:
    """The approvers of one unit."""

    unit: str
    serial: int
    keys: tuple[Key, ...]

    def document(self) -> Json:
        """Return the document that the leaders sign."""
        return header(NAME) | {
            "unit": self.unit,
            "serial": self.serial,
            "keys": [
                {
                    "keyid": key.keyid,
                    "method": key.method,
                    "public": key.public,
                    "holder": key.holder,
                    "since": instant(key.since),
                    "until": instant(key.until),
                    "duties": sorted(key.duties),
                    "revoked": key.revoked,
                }
                | ({"rp": key.party.rp, "origin": key.party.origin} if key.party else {})
                for key in self.keys
            ],
        }


def keyid(public: bytes) -> str:
    """Return the id of a public key."""
    return digest(public)[:KEYID_LENGTH]


def read_keyring(document: object) -> Keyring:
    """Read a keyring; FormatError says what is wrong with it."""
    value = require(document, NAME)
    try:
        ring = Keyring(
            unit=str(value["unit"]),
            serial=int(value["serial"]),
            keys=tuple(
                Key(
                    keyid=str(k["keyid"]),
                    method=str(k["method"]),
                    public=str(k["public"]),
                    holder=str(k["holder"]),
                    since=read_instant(k["since"]),
                    until=read_instant(k["until"]),
                    duties=frozenset(Duty(duty) for duty in k["duties"]),
                    revoked=k["revoked"] is not False,
                    party=_party(k),
                )
                for k in value["keys"]
            ),
        )
        for key in ring.keys:
            if key.keyid != keyid(bytes.fromhex(key.public)):
                raise FormatError(f"key {key.keyid} is not the id of its public key")
    except (KeyError, TypeError, ValueError) as error:
        raise FormatError(f"loa.{NAME}: {type(error).__name__}: {error}") from error
    return ring


def approvers(sealed: Sealed, rings: Iterable[Keyring], verify: Verify) -> frozenset[str]:
    """Return the ids of the distinct keys whose approval of a message counts.

    A key counts when it stands in one of the rings with the duty that the message's
    priority asks for, was held at the time of approval, is not revoked, and its
    signature verifies. A key that one ring revokes counts in none. The time of approval
    is the approver's own word, and a thief can write any: a revoked key therefore
    approves nothing, whatever date the approval bears.
    """
    duty = Duty.EMERGENCY if sealed.message.priority is Priority.EMERGENCY else Duty.APPROVE
    held: dict[str, list[Key]] = {}  # one key may stand in several rings, or for several terms
    stolen: set[str] = set()
    for key in (key for ring in rings for key in ring.keys):
        held.setdefault(key.keyid, []).append(key)
        if key.revoked:
            stolen.add(key.keyid)
    address = sealed.message.digest
    good = set()
    for approval in sealed.approvals:
        if approval.message != address or approval.keyid in stolen:
            continue
        for key in held.get(approval.keyid, ()):
            if (
                duty in key.duties
                and key.counts_at(approval.at)
                and signed_by(key, approval, verify)
            ):
                good.add(key.keyid)
    return frozenset(good)


def signed_by(key: Key, approval: Approval, verify: Verify) -> bool:
    """Whether an approval's signature is this key's, whatever the key may do and when."""
    if approval.method != key.method:
        return False
    if key.method != passkey.METHOD:
        return verify(key.method, key.public, approval.signature, approval.statement())
    return key.party is not None and passkey.vouches(
        approval.signature,
        approval.statement(),
        public=key.public,
        party=key.party,
        verify=verify,
    )


def _party(value: Json) -> passkey.Party | None:
    """Read for which site a passkey signs; without one it approves nothing."""
    if str(value["method"]) != passkey.METHOD or not ("rp" in value and "origin" in value):
        return None
    return passkey.Party(str(value["rp"]), str(value["origin"]))

"""A phone with a passkey: makes what WebAuthn makes, and lies where it is told to."""

import json
from dataclasses import dataclass, field, replace
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256

from loa.core.keyring import keyid
from loa.core.message import Approval, Message, Sealed
from loa.core.passkey import METHOD, Assertion, Party, base64url, challenge, sheet_of

SITE = Party("loa.example.vn", "https://loa.example.vn")
PRESENT, VERIFIED = 0x01, 0x04


@dataclass(frozen=True)
class Ceremony:
    """What the browser and the device say; the honest ones by default."""

    kind: str = "webauthn.get"
    site: Party = SITE
    flags: int = PRESENT | VERIFIED
    more: dict[str, object] = field(default_factory=dict)
    tail: bytes = b""


HONEST = Ceremony()


class Phone:
    """Holds one passkey, ES256 unless `eddsa`; the number makes it another."""

    def __init__(self, number: int, *, eddsa: bool = False) -> None:
        self.edwards = Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)
        self.curve = ec.derive_private_key(number, ec.SECP256R1())
        self.eddsa = eddsa
        self.public = self._cose()
        self.keyid = keyid(self.public)

    def _cose(self) -> bytes:
        if self.eddsa:
            raw = self.edwards.public_key().public_bytes_raw()
            return bytes.fromhex("a401010327200621 5820".replace(" ", "")) + raw
        point = self.curve.public_key().public_numbers()
        x, y = point.x.to_bytes(32), point.y.to_bytes(32)
        return bytes.fromhex("a5010203262001215820") + x + bytes.fromhex("225820") + y

    def sign(self, data: bytes) -> bytes:
        return self.edwards.sign(data) if self.eddsa else self.curve.sign(data, ec.ECDSA(SHA256()))

    def touch(self, asked: bytes, how: Ceremony = HONEST, sheet: bytes = b"") -> Assertion:
        """Answer a challenge."""
        said = {
            "type": how.kind,
            "challenge": base64url(asked),
            "origin": how.site.origin,
            "crossOrigin": False,
            **how.more,
        }
        client = json.dumps(said).encode()
        told = sha256(how.site.rp.encode()).digest() + bytes([how.flags]) + bytes(4) + how.tail
        unsigned = Assertion(told, client, b"\0", sheet)
        return replace(unsigned, signature=self.sign(unsigned.signed()))

    def approve(self, *messages: Message, at: object, how: Ceremony = HONEST) -> list[Sealed]:
        """Approve messages with one touch: one by its statement, several by their sheet."""
        blank = [Approval(m.digest, self.keyid, at, METHOD, "") for m in messages]  # type: ignore[arg-type] # a moment
        statements = [approval.statement() for approval in blank]
        sheet = sheet_of(statements).encoded() if len(messages) > 1 else b""
        signature = self.touch(challenge(statements[0], sheet), how, sheet).encoded()
        return [
            Sealed(message, (replace(approval, signature=signature),))
            for message, approval in zip(messages, blank, strict=True)
        ]

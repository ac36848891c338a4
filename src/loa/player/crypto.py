"""The device's own key (Ed25519), and the check of everybody else's signatures."""

import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from loa.core import cose, passkey
from loa.core.keyring import keyid

SEED_BYTES = 32


class DeviceKeyError(Exception):
    """A key file that cannot be used; the sentence names the mend."""


@lru_cache(maxsize=20_000)  # the same approvals are judged again with every new policy
def verify(method: str, public: str, signature: str, data: bytes) -> bool:
    """Whether a signature (hex) by a public key (hex) over data holds; never raises."""
    try:
        given, key = bytes.fromhex(signature), bytes.fromhex(public)
        if method == passkey.METHOD:
            _verify_passkey(key, given, data)
        elif method == "ed25519":
            Ed25519PublicKey.from_public_bytes(key).verify(given, data)
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def _verify_passkey(public: bytes, signature: bytes, data: bytes) -> None:
    """Raise InvalidSignature or ValueError unless a passkey (COSE) signed the data."""
    kind, raw = cose.read_public_key(public)
    if kind == cose.EDDSA:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, data)
    else:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw)
        point.verify(signature, data, ec.ECDSA(SHA256()))


class DeviceKey:
    """The key with which a player signs its claim, its heartbeats and its checkpoints."""

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = self._key.public_key().public_bytes_raw().hex()
        self.keyid = keyid(bytes.fromhex(self.public))

    def sign(self, data: bytes) -> str:
        """Return the signature over data in hexadecimal."""
        return self._key.sign(data).hex()


def load_or_create(path: Path) -> DeviceKey:
    """Return the key kept at a path, made on first use and readable by its owner alone.

    Raises DeviceKeyError when the file is damaged: a new key would be a new device, and only
    the person who enrols it may decide that.
    """
    if not path.exists():
        seed = os.urandom(SEED_BYTES)
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        temporary.unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(seed.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(path)
    try:
        return DeviceKey(bytes.fromhex(path.read_text(encoding="ascii").strip()))
    except (ValueError, UnicodeDecodeError) as error:
        raise DeviceKeyError(
            f"{path}: this is no device key; restore it, or remove the folder and enrol again"
        ) from error

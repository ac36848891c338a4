"""Keys in files: Ed25519, PKCS#8 in PEM, readable by their owner alone.

The offline keys may be kept under a passphrase; the signer's and the acknowledger's are
not, because their processes start unattended.
"""

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from loa.core import cose, passkey
from loa.devices.disk import PRIVATE
from loa.devices.repository.wire import CryptoSigner, SSlibKey

ED25519 = "ed25519"


class KeyFileError(Exception):
    """A key file that cannot be used; the sentence names the file and the mend."""


def make_key(path: Path, passphrase: bytes = b"") -> Ed25519PrivateKey:
    """Make a key in a new file, 0600; KeyFileError when the file is there already."""
    key = Ed25519PrivateKey.generate()
    locked: KeySerializationEncryption = (
        BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    )
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    except FileExistsError as error:
        raise KeyFileError(f"{path}: there is a key already; it is not overwritten") from error
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return key


def read_key(path: Path, passphrase: bytes = b"") -> Ed25519PrivateKey:
    """Read a key; KeyFileError when it cannot be read or opened."""
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase or None)
    except OSError as error:
        raise KeyFileError(f"{path}: cannot be read ({error.strerror})") from error
    except TypeError as error:
        raise KeyFileError(f"{path}: is under a passphrase, or is not: {error}") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise KeyFileError(f"{path}: no key, or another passphrase") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(f"{path}: another kind of key; Ed25519 is needed")
    return key


def key_at(path: Path) -> Ed25519PrivateKey:
    """Return the key in a file, made on first use."""
    try:
        return read_key(path) if path.exists() else make_key(path)
    except KeyFileError:
        if path.exists():  # another process may have made it between our two looks
            return read_key(path)
        raise


def public_hex(key: Ed25519PrivateKey) -> str:
    """Return a key's public half as 64 hexadecimal digits."""
    return key.public_key().public_bytes_raw().hex()


def tuf_signer(key: Ed25519PrivateKey) -> CryptoSigner:
    """Return what signs repository metadata with a key."""
    return CryptoSigner(key)


def tuf_key(public: str) -> SSlibKey:
    """Return a public key (hex) as repository metadata names it; ValueError if it is none."""
    return SSlibKey.from_crypto(Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)))


def verify(method: str, public: str, signature: str, data: bytes) -> bool:
    """Whether a signature over data is by the public key: the port `core.keyring.Verify`.

    Knows Ed25519 and passkeys (ES256, EdDSA); any other method is not believed.
    """
    try:
        key, given = bytes.fromhex(public), bytes.fromhex(signature)
        kind, raw = (ED25519, key) if method != passkey.METHOD else cose.read_public_key(key)
        if method not in {ED25519, passkey.METHOD}:
            return False
        if kind == cose.ES256:
            curve = ec.SECP256R1()
            point = ec.EllipticCurvePublicKey.from_encoded_point(curve, raw)
            point.verify(given, data, ec.ECDSA(SHA256()))
        else:
            Ed25519PublicKey.from_public_bytes(raw).verify(given, data)
    except (ValueError, InvalidSignature):
        return False
    return True

"""Public keys of passkeys in COSE (RFC 9052, 9053), the two kinds that phones make.

A key is a CBOR map of a few small members; this reads that map and nothing else of CBOR,
so that a player needs no parser for the rest. Whether the numbers are a point of the curve
is for the cryptography to say that uses them.
"""

from loa.core.canonical import FormatError

ES256, EDDSA = "es256", "eddsa"
LONGEST = 256  # bytes: both kinds need fewer than 80
COORDINATE = 32

_KIND, _ALGORITHM, _CURVE, _X, _Y = 1, 3, -1, -2, -3
_EC2 = {_KIND: 2, _ALGORITHM: -7, _CURVE: 1}  # ECDSA with SHA-256 on P-256
_OKP = {_KIND: 1, _ALGORITHM: -8, _CURVE: 6}  # EdDSA on Ed25519
_UNSIGNED, _NEGATIVE, _BYTES, _MAP = 0, 1, 2, 5
_ONE_BYTE_FOLLOWS, _TWO_BYTES_FOLLOW = 24, 25


def read_public_key(data: bytes) -> tuple[str, bytes]:
    """Return (ES256, the uncompressed point) or (EDDSA, the 32 bytes) of a COSE key.

    Raises FormatError for another kind of key and for anything that is not exactly one.
    """
    if len(data) > LONGEST:
        raise FormatError(f"a passkey's public key of {len(data)} bytes; at most {LONGEST}")
    members = _read_map(data)
    x, y = members.pop(_X, None), members.pop(_Y, None)
    if isinstance(x, bytes) and len(x) == COORDINATE:
        if members == _EC2 and isinstance(y, bytes) and len(y) == COORDINATE:
            return ES256, b"\x04" + x + y
        if members == _OKP and y is None:
            return EDDSA, x
    raise FormatError("a passkey's public key that is neither ES256 nor Ed25519")


def _read_map(data: bytes) -> dict[int, int | bytes]:
    major, count, at = _head(data, 0)
    if major != _MAP:
        raise FormatError("a passkey's public key is a CBOR map")
    members: dict[int, int | bytes] = {}
    for _ in range(count):
        key, at = _member(data, at)
        if not isinstance(key, int) or key in members:
            raise FormatError("a passkey's public key names its members by numbers, each once")
        members[key], at = _member(data, at)
    if at != len(data):
        raise FormatError("something follows a passkey's public key")
    return members


def _member(data: bytes, at: int) -> tuple[int | bytes, int]:
    major, value, at = _head(data, at)
    if major == _UNSIGNED:
        return value, at
    if major == _NEGATIVE:
        return -1 - value, at
    if major == _BYTES and at + value <= len(data):
        return data[at : at + value], at + value
    raise FormatError("a passkey's public key holds numbers and bytes alone, and all of them")


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """Return an entry's major type, its number, and where what follows begins."""
    if at >= len(data):
        raise FormatError("a passkey's public key ends too early")
    major, value = data[at] >> 5, data[at] & 0x1F
    length = {_ONE_BYTE_FOLLOWS: 1, _TWO_BYTES_FOLLOW: 2}.get(value, 0)
    if value >= _ONE_BYTE_FOLLOWS:
        if not length or at + 1 + length > len(data):
            raise FormatError("a passkey's public key holds a number that is not there")
        value = int.from_bytes(data[at + 1 : at + 1 + length])
    return major, value, at + 1 + length

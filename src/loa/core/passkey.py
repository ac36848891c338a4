"""Passkeys: what a WebAuthn authenticator signs when a person approves, and whether it counts.

A passkey signs no text of ours. It signs its own data and the digest of what the browser
says of the ceremony, and there the challenge stands: the SHA-256 of the statement that is
approved, or of a sheet that lists the SHA-256 of several, so that one touch approves a
whole bulletin. `docs/formats/message.md` describes every byte.
"""

import base64
import binascii
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from loa.core.canonical import FormatError, canonical, digest, header, is_digest, parse

METHOD = "webauthn"
SHEET = "sheet"
MOST_STATEMENTS = 200
LONGEST = 24_000  # characters of an assertion as it is published
LONGEST_CLIENT, LONGEST_AUTHENTICATOR, LONGEST_SIGNATURE = 2_048, 1_024, 256  # bytes

_RP_HASH, _FLAGS, _PLAIN = 32, 32, 37  # of the authenticator's data: rpIdHash, flags, counter
_PRESENT, _VERIFIED, _ATTESTED, _EXTENDED = 0x01, 0x04, 0x40, 0x80

Verify = Callable[[str, str, str, bytes], bool]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one touch approves: the SHA-256 of every statement, in order, each once."""

    statements: tuple[str, ...]

    def encoded(self) -> bytes:
        """Return the bytes whose SHA-256 is the challenge."""
        return canonical(header(SHEET) | {"statements": list(self.statements)})


@dataclass(frozen=True, slots=True)
class Assertion:
    """What a browser hands back after the touch, and the sheet if there was one."""

    authenticator: bytes  # authenticatorData
    client: bytes  # clientDataJSON
    signature: bytes
    sheet: bytes = b""

    def encoded(self) -> str:
        """Return it as an approval's `signature` carries it."""
        parts = [self.authenticator, self.client, self.signature]
        return ".".join(map(base64url, [*parts, self.sheet] if self.sheet else parts))

    def signed(self) -> bytes:
        """Return the bytes that the passkey signed."""
        return self.authenticator + sha256(self.client).digest()


@dataclass(frozen=True, slots=True)
class Party:
    """For whom a passkey was made: the relying party's id and the one origin that counts."""

    rp: str
    origin: str


def sheet_of(statements: Iterable[bytes]) -> Sheet:
    """Return the sheet of several statements; FormatError when there are too many."""
    sheet = Sheet(tuple(sorted({digest(statement) for statement in statements})))
    return read_sheet(sheet.encoded())


def read_sheet(data: bytes) -> Sheet:
    """Read a sheet; FormatError for one that is not in its one spelling."""
    value = parse(data, SHEET, limit=LONGEST)
    listed = value.get("statements")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_STATEMENTS:
        raise FormatError(f"loa.{SHEET}: 1 to {MOST_STATEMENTS} statements are listed")
    if not all(map(is_digest, listed)):
        raise FormatError(f"loa.{SHEET}: a statement is listed by its SHA-256")
    sheet = Sheet(tuple(listed))
    if sorted(set(listed)) != listed or sheet.encoded() != data:
        raise FormatError(f"loa.{SHEET}: statements are sorted, each once, and nothing else")
    return sheet


def read_assertion(text: str) -> Assertion:
    """Read an approval's `signature`; FormatError for anything that is not in its one spelling."""
    if len(text) > LONGEST:
        raise FormatError(f"an assertion of {len(text)} characters; at most {LONGEST}")
    parts = text.split(".")
    if len(parts) not in {3, 4}:
        raise FormatError("an assertion has three parts, or four with its sheet")
    read = [unbase64url(part) for part in parts]
    limits = (LONGEST_AUTHENTICATOR, LONGEST_CLIENT, LONGEST_SIGNATURE)
    if any(len(part) > limit for part, limit in zip(read[:3], limits, strict=True)):
        raise FormatError("an assertion's part is longer than it can be")
    if not all(read):
        raise FormatError("an assertion's part is empty")
    return Assertion(*read)


def challenge(statement: bytes, sheet: bytes = b"") -> bytes:
    """Return the challenge for one statement, or for the sheet on which it stands."""
    return sha256(sheet or statement).digest()


def objection(assertion: Assertion, statement: bytes, party: Party) -> str:
    """Say why an assertion is no approval of a statement; empty when only the key is to be asked.

    The passkey's counter is not looked at: passkeys that are kept in several devices have
    none, and a statement carries its own time.
    """
    try:
        if assertion.sheet and digest(statement) not in read_sheet(assertion.sheet).statements:
            return "its sheet does not list this statement"
        said = _client(assertion.client)
    except FormatError as error:
        return str(error)
    asked = base64url(challenge(statement, assertion.sheet))
    facts = (
        (said.get("type") == "webauthn.get", "it was not given to approve (webauthn.get)"),
        (said.get("challenge") == asked, "it answers another challenge"),
        (party.rp and party.origin, "its key names no origin"),
        (said.get("origin") == party.origin, "it was given to another origin"),
        (not said.get("crossOrigin"), "it was given inside another site's page"),
    )
    told = next((sentence for holds, sentence in facts if not holds), "")
    return told or _authenticator(assertion.authenticator, party)


def vouches(signature: str, statement: bytes, *, public: str, party: Party, verify: Verify) -> bool:
    """Whether an approval's `signature` is this passkey's, over this statement; never raises."""
    try:
        assertion = read_assertion(signature)
    except FormatError:
        return False
    return not objection(assertion, statement, party) and verify(
        METHOD, public, assertion.signature.hex(), assertion.signed()
    )


def base64url(data: bytes) -> str:
    """Return base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unbase64url(text: str) -> bytes:
    """Read what `base64url` writes, and nothing else."""
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise FormatError(f"not base64url: {error}") from error
    if base64url(data) != text:
        raise FormatError("base64url in another spelling")
    return data


def _client(data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormatError("the browser's words are no JSON") from error
    if not isinstance(said, dict):
        raise FormatError("the browser's words are no JSON object")
    return said


def _authenticator(data: bytes, party: Party) -> str:
    if len(data) < _PLAIN:
        return "the authenticator's data end too early"
    flags = data[_FLAGS]
    facts = (
        (data[:_RP_HASH] == sha256(party.rp.encode()).digest(), "it was made for another site"),
        (flags & _PRESENT, "nobody touched the device"),
        (flags & _VERIFIED, "the device did not make sure who touched it"),
        (not flags & _ATTESTED, "it registers a key"),
        (len(data) == _PLAIN or flags & _EXTENDED, "something follows the authenticator's data"),
    )
    return next((sentence for holds, sentence in facts if not holds), "")

"""Claim codes: how a new player learns which station it is and whom to believe.

A code carries 40 random bits that prove the right to claim, and 80 bits of the digest of
the root metadata, so that a player believes no other root whatever the network says.
Written in groups of four from an alphabet without look-alikes; read forgivingly.
"""

import secrets
from dataclasses import dataclass

from loa.core.canonical import FormatError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
SECRET_LETTERS, ROOT_LETTERS, GROUP = 8, 16, 4
_FORGIVEN = str.maketrans({"I": "1", "L": "1", "O": "0", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim's secret (8 letters) and the root's fingerprint (16 letters)."""

    secret: str
    fingerprint: str

    def __str__(self) -> str:
        letters = self.secret + self.fingerprint
        return "-".join(letters[i : i + GROUP] for i in range(0, len(letters), GROUP))


def new_claim(root_digest: str) -> Claim:
    """Return a fresh claim for a root, given the SHA-256 of its metadata in hexadecimal."""
    return Claim(
        "".join(secrets.choice(ALPHABET) for _ in range(SECRET_LETTERS)), fingerprint(root_digest)
    )


def fingerprint(root_digest: str) -> str:
    """Return the first 80 bits of a digest as 16 letters."""
    bits = int(root_digest[:20], 16)
    return "".join(ALPHABET[(bits >> shift) & 31] for shift in range(75, -1, -5))


def read_claim(text: str) -> Claim:
    """Read a code as a person types it; FormatError tells the person what to mend."""
    letters = text.strip().upper().translate(_FORGIVEN)
    if strange := sorted(set(letters) - set(ALPHABET)):
        raise FormatError(f"a claim code has no {' '.join(strange)!r}; look at it again")
    if len(letters) != SECRET_LETTERS + ROOT_LETTERS:
        raise FormatError(
            f"a claim code has {SECRET_LETTERS + ROOT_LETTERS} letters in groups of {GROUP}; "
            f"{len(letters)} were given"
        )
    return Claim(letters[:SECRET_LETTERS], letters[SECRET_LETTERS:])

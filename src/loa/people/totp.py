"""One-time codes after RFC 6238 (SHA-1, 6 digits, 30 seconds), as authenticator apps show.

The server checks codes through django-allauth; this makes them, for the demonstration.
"""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime

PERIOD_S = 30
DIGITS = 6


def new_secret() -> str:
    """Return 160 random bits in Base32, the form that authenticator apps take."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code(secret: str, now: datetime) -> str:
    """Return the code that holds at an aware instant."""
    counter = struct.pack(">Q", int(now.timestamp()) // PERIOD_S)
    mac = hmac.new(base64.b32decode(secret, casefold=True), counter, hashlib.sha1).digest()
    offset = mac[-1] & 0x0F
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)

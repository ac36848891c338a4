"""Canonical JSON and digests: what is signed, hashed and chained.

The canonical form is UTF-8 JSON with keys sorted by code point, no spaces and no escapes
beyond those that JSON demands. Numbers are whole: a float has no single spelling, so
quantities carry a unit that makes them whole (milliseconds, hundredths of a decibel).
Text is NFC. Every document carries `format` ("loa.NAME") and `version` ("MAJOR.MINOR").
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

MAX_DEPTH = 32
ENCODE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
MAX_WHOLE = 2**53 - 1  # the largest that every reader of JSON keeps exact
MAX_DIGITS = 17
_DIGEST = re.compile("[0-9a-f]{64}").fullmatch
TOO_LARGE = "a number is too large to be read alike everywhere"

Json = dict[str, Any]


class FormatError(ValueError):
    """A document that cannot be trusted to mean what it seems to mean."""


def canonical(value: object) -> bytes:
    """Return the one spelling of a JSON value.

    Raises FormatError for floats, numbers beyond MAX_WHOLE, keys that are not text, text
    that is not NFC and nesting deeper than MAX_DEPTH.
    """
    _check(value, 0)
    return ENCODE(value).encode("utf-8", errors="strict")


def digest(data: bytes) -> str:
    """Return the SHA-256 of data as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def is_digest(text: object) -> bool:
    """Whether text has the form that `digest` returns: safe as a file name."""
    return isinstance(text, str) and _DIGEST(text) is not None


def parse(data: bytes, name: str, *, major: int = 1, limit: int = 4_000_000) -> Json:
    """Read a document of format `loa.NAME` and a known major version.

    Raises FormatError when data is longer than limit bytes, is no JSON object, repeats a
    key, or carries another format or an unknown major version.
    """
    if len(data) > limit:
        raise FormatError(f"loa.{name}: {len(data)} bytes; at most {limit} are read")
    try:
        text = data.decode()
        value = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_whole,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise FormatError(f"loa.{name}: not JSON: {error}") from error
    # What was read holds no float and only text keys; the rest is looked for where it can be.
    deep = text.count("{") + text.count("[") > MAX_DEPTH
    if deep or "\\u" in text or not (text.isascii() or unicodedata.is_normalized("NFC", text)):
        _check(value, 0)
    return require(value, name, major=major)


def require(value: object, name: str, *, major: int = 1) -> Json:
    """Return value when it is a document of format `loa.NAME` with this major version."""
    if not isinstance(value, dict):
        raise FormatError(f"loa.{name}: an object is expected")
    if value.get("format") != f"loa.{name}":
        raise FormatError(f"loa.{name} is expected, not {value.get('format')!r}")
    version = str(value.get("version", ""))
    if version.partition(".")[0] != str(major):
        raise FormatError(f"loa.{name}: version {version!r} is unknown here; {major}.x is read")
    return value


def header(name: str, version: str = "1.0") -> Json:
    """Return the two members with which every document begins."""
    return {"format": f"loa.{name}", "version": version}


def _unique(pairs: list[tuple[str, Any]]) -> Json:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise FormatError("a key stands twice in one object")
    return members


def _refuse(word: str) -> object:
    raise FormatError(f"{word}: only whole numbers have one spelling")


def _whole(digits: str) -> int:
    """Read a number; thousands of digits would raise an error of Python's own."""
    if len(digits) > MAX_DIGITS or abs(number := int(digits)) > MAX_WHOLE:
        raise FormatError(TOO_LARGE)
    return number


def _check(value: object, depth: int) -> None:
    if isinstance(value, Mapping | list | tuple):
        if depth >= MAX_DEPTH:
            raise FormatError(f"nested deeper than {MAX_DEPTH}")
        if isinstance(value, Mapping):
            _check_keys(value)
            value = value.values()
        _check_members(value, depth + 1)
    else:
        _check_members((value,), depth)


def _check_members(members: Iterable[object], depth: int) -> None:
    """Check values side by side: nearly all are short text or numbers, met by the thousand."""
    for member in members:
        if isinstance(member, str):
            if not member.isascii():
                _check_text(member)
        elif isinstance(member, int):
            if not -MAX_WHOLE <= member <= MAX_WHOLE:
                raise FormatError(TOO_LARGE)
        elif isinstance(member, Mapping | list | tuple):
            _check(member, depth)
        elif member is not None:
            _refuse_type(member)


def _refuse_type(value: object) -> None:
    if isinstance(value, float):
        raise FormatError(f"{value!r}: only whole numbers have one spelling")
    raise FormatError(f"{type(value).__name__} has no place in JSON")


def _check_keys(value: Mapping[object, object]) -> None:
    for key in value:
        if not isinstance(key, str):
            raise FormatError(f"{key!r}: keys are text")
        if not key.isascii():
            _check_text(key)


def _check_text(text: str) -> None:
    if not unicodedata.is_normalized("NFC", text):
        raise FormatError("text must be NFC")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise FormatError("text holds half a character (a lone surrogate)") from error

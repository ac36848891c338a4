"""What somebody who wishes us ill sends: true documents with one place made wrong, or no document.

Strategies for hypothesis. A place of a JSON document is replaced, dropped or repeated, so
that the bytes get past the outermost checks; sometimes the bytes themselves are broken.
"""

import copy
import json
from typing import Any

from hypothesis import strategies as st

# Each has broken some reader somewhere: type, size, edge of time, name of a file, half a letter.
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1,
    2**53 - 1,
    2**63,
    10**400,
    1.5,
    "",
    "x",
    "\0",
    "../../secrets/django",
    "/etc/passwd",
    "a" * 5000,
    "9999-12-31T23:59:59.999Z",
    "0001-01-01T00:00:00.000Z",
    "9999-12-31",
    "0001-01-01",
    "24:00:00",
    "00:00:00",
    "None",
    "e\u0301",
    "\u202e",
    "00" * 32,
    "ab" * 32,
    "zz" * 32,
    " ab" * 32,
    [],
    {},
    [[]],
    [None],
    ["x"] * 300,
    {"x": {"x": []}},
    {"": ""},
    "emergency",
    "relay",
    "filler",
    "join",
    "internal",
    "webauthn",
    "UTC",
    "Pacific/Apia",
)
BYTES: tuple[bytes, ...] = (
    b"",
    b"\0",
    b"{",
    b"{}",
    b"[]",
    b"null",
    b"\xff\xfe",
    b"\xef\xbb\xbf{}",
    b'"' + b"\\ud800" + b'"',
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b"9" * 10_000,
    b"NaN",
    b"\n" * 1000,
    b'{"format":"loa.x","format":"loa.x"}',
)


def _places(value: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [here]
    if isinstance(value, dict):
        for key, member in value.items():
            found += _places(member, (*here, key))
    elif isinstance(value, list):
        for number, member in enumerate(value):
            found += _places(member, (*here, number))
    return found


def _changed(document: Any, place: tuple[Any, ...], value: Any, how: str) -> Any:
    if not place:
        return value
    document = copy.deepcopy(document)
    parent = document
    for step in place[:-1]:
        parent = parent[step]
    last = place[-1]
    if how == "drop":
        del parent[last]
    elif how == "repeat" and isinstance(parent, list):
        parent.insert(last, copy.deepcopy(parent[last]))
    elif how == "rename" and isinstance(parent, dict):
        parent[str(value)] = parent.pop(last)
    else:
        parent[last] = value
    return document


def _spelled(document: Any) -> bytes:
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", errors="surrogatepass")


@st.composite
def twisted(draw: st.DrawFn, seed: bytes) -> bytes:
    """Return a seed's bytes with up to three of its places made wrong."""
    try:
        document = json.loads(seed)
    except ValueError:
        return draw(broken(seed))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.sampled_from(_places(document)))
        how = draw(st.sampled_from(("set", "set", "set", "drop", "repeat", "rename")))
        document = _changed(document, place, draw(st.sampled_from(VALUES)), how)
        if not isinstance(document, dict | list):
            break
    return _spelled(document)


@st.composite
def broken(draw: st.DrawFn, seed: bytes) -> bytes:
    """Return a seed cut, repeated, with a byte changed or with something put in between."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(BYTES))
    place = draw(st.integers(0, max(0, len(seed) - 1)))
    how = draw(st.sampled_from(("cut", "change", "insert", "double")))
    if how == "cut":
        return seed[:place]
    if how == "change":
        return seed[:place] + bytes([draw(st.integers(0, 255))]) + seed[place + 1 :]
    if how == "insert":
        return seed[:place] + draw(st.sampled_from(BYTES[:9])) + seed[place:]
    return seed + seed[place:]


def hostile(seed: bytes) -> st.SearchStrategy[bytes]:
    """Return anything that can be made of a true document."""
    return st.one_of(twisted(seed), twisted(seed), broken(seed), st.binary(max_size=200))

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.core.canonical import (
    MAX_WHOLE,
    FormatError,
    canonical,
    digest,
    header,
    is_digest,
    parse,
    require,
)

text = st.text(st.characters(exclude_categories=["Cs"])).map(
    lambda value: unicodedata.normalize("NFC", value)
)
scalars = st.none() | st.booleans() | st.integers(-MAX_WHOLE, MAX_WHOLE) | text
documents = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(text, inner), max_leaves=20
)


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ({"tên": "Chợ Đồn"}, '{"tên":"Chợ Đồn"}'),
        ({"z": "", "Z": "", "é": ""}, '{"Z":"","z":"","é":""}'),
        ('"\\\n\x00/', '"\\"\\\\\\n\\u0000/"'),
        ((1, 2), "[1,2]"),
    ],
)
def test_a_value_has_one_spelling(value: object, spelling: str) -> None:
    assert canonical(value) == spelling.encode()


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.0, "only whole numbers"),
        ({"a": float("nan")}, "only whole numbers"),
        ({1: "a"}, "keys are text"),
        ("a\u0301", "NFC"),
        ({"a\u0301": 1}, "NFC"),
        ("\ud800", "half a character"),
        ({"a": b"bytes"}, "bytes has no place"),
        (MAX_WHOLE + 1, "too large"),
    ],
)
def test_what_has_no_single_spelling_is_refused(value: object, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        canonical(value)


def test_nesting_has_a_depth() -> None:
    value: object = "bottom"
    for _ in range(33):
        value = [value]
    with pytest.raises(FormatError, match="nested deeper"):
        canonical(value)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"format":"loa.x","version":"1.0","n":' + b"1" * 5000 + b"}", "too large"),
        (b"[]", "an object is expected"),
        (b'{"format":"loa.y","version":"1.0"}', "loa.x is expected, not 'loa.y'"),
        (b'{"version":"1.0"}', "loa.x is expected, not None"),
        (b'{"format":"loa.x","version":"2.0"}', "version '2.0' is unknown"),
        (b'{"format":"loa.x"}', "version '' is unknown"),
        (b'{"format":"loa.x","version":"1.0","a":1,"a":2}', "stands twice"),
        (b'{"format":"loa.x","version":"1.0","a":NaN}', "NaN: only whole numbers"),
        (b'{"format":"loa.x","version":"1.0","a":1.5}', "only whole numbers"),
        (b'{"format":"loa.x","version":"1.0","a":"\\ud800"}', "half a character"),
        (b" " * 4_000_001, "at most 4000000 are read"),
    ],
)
def test_a_document_that_cannot_be_trusted_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        parse(data, "x")


def test_a_newer_minor_version_is_read() -> None:
    assert parse(b'{"format":"loa.x","version":"1.7"}', "x") == header("x", "1.7")


def test_only_an_object_is_a_document() -> None:
    with pytest.raises(FormatError, match="an object is expected"):
        require(None, "x")


@given(documents)
def test_canonical_json_is_json_and_stays_as_it_is(value: object) -> None:
    spelled = canonical(value)
    assert json.loads(spelled) == value
    assert canonical(json.loads(spelled)) == spelled


@given(st.dictionaries(text, scalars))
def test_a_document_comes_back_from_its_bytes(members: dict[str, object]) -> None:
    document = members | header("x")
    assert parse(canonical(document), "x") == document


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        (digest(b""), True),
        ("A" * 64, False),
        ("a" * 63, False),
        ("../" + "a" * 61, False),
        (None, False),
        (b"a" * 64, False),
    ],
)
def test_only_a_digest_is_an_address(name: object, *, safe: bool) -> None:
    assert is_digest(name) is safe

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.simulators.passkey import Phone

from loa.core.canonical import FormatError
from loa.core.cose import EDDSA, ES256, read_public_key

CURVE, EDWARDS = Phone(7).public, Phone(7, eddsa=True).public


def test_the_two_kinds_that_phones_make_are_read() -> None:
    numbers = Phone(7).curve.public_key().public_numbers()
    point = b"\x04" + numbers.x.to_bytes(32) + numbers.y.to_bytes(32)
    assert read_public_key(CURVE) == (ES256, point)
    assert read_public_key(EDWARDS) == (
        EDDSA,
        Phone(7).edwards.public_key().public_bytes_raw(),
    )


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(CURVE[:-1], id="cut"),
        pytest.param(CURVE + b"\0", id="something-follows"),
        pytest.param(b"\xa4" + CURVE[1:], id="a-member-short"),
        pytest.param(CURVE.replace(b"\x03\x26", b"\x03\x38\x22"), id="another-algorithm"),
        pytest.param(CURVE.replace(b"\x20\x01", b"\x20\x02"), id="another-curve"),
        pytest.param(b"\xbf" + CURVE[1:] + b"\xff", id="without-length"),
        pytest.param(b"\xa2\x01\x02\x01\x02", id="a-member-twice"),
        pytest.param(b"\xa1\x41\x01\x02", id="named-by-bytes"),
        pytest.param(b"\x82\x01\x02", id="a-list"),
        pytest.param(b"\xa1\x01\x1b" + bytes(8), id="a-number-of-eight-bytes"),
        pytest.param(b"\xa1\x01\x59\xff\xff", id="bytes-that-are-not-there"),
        pytest.param(CURVE + bytes(300), id="long"),
    ],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_public_key(data)


@given(st.binary(max_size=120))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        kind, raw = read_public_key(data)
    except FormatError:
        return
    assert (kind, len(raw)) in {(ES256, 65), (EDDSA, 32)}

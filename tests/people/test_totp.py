from base64 import b32encode
from datetime import UTC, datetime

import pytest

from loa.people.totp import code, new_secret

# RFC 6238, appendix B, SHA-1: the last six of the eight digits given there.
SECRET = b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("second", "digits"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(second: int, digits: str) -> None:
    assert code(SECRET, datetime.fromtimestamp(second, UTC)) == digits


def test_a_new_secret_is_new_and_has_160_bits() -> None:
    secrets = {new_secret() for _ in range(50)}
    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == 50

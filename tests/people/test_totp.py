from base64 import b32encode
from collections.abc import Callable
from datetime import UTC, datetime
from time import time

import pytest
from django.core.cache import cache
from django.test import Client

from loa.people.actions import create_user, enrol_totp
from loa.people.models import User
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


@pytest.fixture
def person(db: None) -> User:
    cache.clear()  # what another test marked as used
    made = create_user(username="chi-hoa", password="dung-cau-mat-khau")
    enrol_totp(user=made, secret=SECRET)
    return made


def came_in(person: User, digits: str) -> bool:
    client = Client()
    client.post(
        "/accounts/login/", {"login": person.username, "password": "dung-cau-mat-khau"}, secure=True
    )
    client.post("/accounts/2fa/authenticate/", {"code": digits}, secure=True)
    return "_auth_user_id" in client.session


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], str]:
    """Stop the server's clock; called with seconds, set it there and give the code of then."""
    start = time()

    def at(seconds: int) -> str:
        monkeypatch.setattr("time.time", lambda: start + seconds)
        return code(SECRET, datetime.fromtimestamp(start + seconds, UTC))

    return at


@pytest.mark.parametrize(("late", "taken"), [(0, True), (30, True), (90, False), (-90, False)])
def test_a_code_may_come_a_step_late(
    person: User, clock: Callable[[int], str], late: int, *, taken: bool
) -> None:
    digits = clock(0)
    clock(late)
    assert came_in(person, digits) is taken


def test_a_code_is_taken_once_for_as_long_as_it_holds(
    person: User, clock: Callable[[int], str]
) -> None:
    digits = clock(30)
    clock(0)
    assert came_in(person, digits)
    clock(35)  # django-allauth alone forgets a used code after 30 s
    assert not came_in(person, f"{digits[:3]} {digits[3:]}")
    assert came_in(person, clock(60))

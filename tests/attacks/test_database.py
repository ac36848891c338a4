"""A database, or its backup, copied by somebody: no secret in it lets them in."""

from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.core import serializers
from django.utils import timezone
from tests.devices.authority import NOW, Province

from loa.devices import actions
from loa.devices.models import ClaimCode
from loa.people import totp
from loa.people.actions import create_user, enrol_totp
from loa.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "dung-cau-mat-khau"


@pytest.fixture
def secret(tmp_path: Path, settings: Any) -> str:
    settings.DATA_DIR = tmp_path
    made = totp.new_secret()
    enrol_totp(user=create_user(username="lanh-dao", password=PASSWORD), secret=made)
    return made


def accepted(code: str) -> bool:
    return bool(TOTP(Authenticator.objects.get()).validate_code(code))


def test_a_copied_database_makes_nobodys_codes(secret: str, tmp_path: Path) -> None:
    copied = serializers.serialize("json", Authenticator.objects.all())
    assert secret not in copied
    assert decrypt(Authenticator.objects.get().data["secret"]) == secret
    assert (tmp_path / "secrets" / "totp").stat().st_mode & 0o777 == 0o600
    assert accepted(totp.code(secret, timezone.now()))


def test_a_secret_sealed_by_another_key_lets_nobody_in(secret: str, tmp_path: Path) -> None:
    (tmp_path / "secrets" / "totp").write_text("the key of another installation")
    row = Authenticator.objects.get().data["secret"]
    assert len({decrypt(row), decrypt(row), secret, ""}) == 4
    assert not accepted(totp.code(secret, timezone.now()))


def test_a_secret_of_before_is_read_as_it_stands(secret: str) -> None:
    Authenticator.objects.update(data={"secret": secret})
    assert accepted(totp.code(secret, timezone.now()))


def test_a_copied_database_holds_no_code_and_no_password(
    secret: str, province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "repository", lambda: province.repository)
    claim = actions.issue_claim(station="nghia-ta", now=NOW)
    rows = [*ClaimCode.objects.all(), *User.objects.all()]
    copied = serializers.serialize("json", rows)
    assert claim.secret not in copied
    assert PASSWORD not in copied

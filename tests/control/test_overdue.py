"""The band names what should have been answered."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.utils import timezone

from loa.control.overdue import overdue
from loa.feedback.models import Matter
from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role
from loa.places.actions import load_units

pytestmark = pytest.mark.django_db
UNIT = "02020"


@pytest.fixture
def officer(settings: Any) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load_units()
    office = ensure_organisation(
        key="xa", name="UBND xã", kind=Organisation.Kind.COMMUNE_OFFICE, unit_code=UNIT
    )
    user = create_user(username="mai", password="dung-cau-mat-khau")
    grant(user=user, organisation=office, role=Role.COMMUNE_OFFICER, since=timezone.localdate())
    return user


def shown(user: object) -> str:
    request = RequestFactory().get("/")
    request.user = user  # type: ignore[assignment]  # whoever asks
    return str(overdue(request))


def asked(number: str, *, late_days: int) -> None:
    today = timezone.localdate()
    Matter.objects.create(
        number=number,
        kind=Matter.Kind.values[0],
        unit_code=UNIT,
        text="Bao giờ có nước?",
        received_on=today - timedelta(days=30),
        due_on=today - timedelta(days=late_days),
        form=number,
    )


def test_nothing_is_said_while_nothing_is_overdue(officer: User) -> None:
    asked("HD-1", late_days=0)
    assert (shown(officer), shown(AnonymousUser())) == ("", "")


def test_the_oldest_is_named_and_the_others_counted(officer: User) -> None:
    asked("HD-1", late_days=1)
    asked("HD-2", late_days=3)
    told = shown(officer)
    assert "HD-2" in told
    assert "/feedback/HD-2/" in told
    assert "1 việc nữa quá hạn" in told

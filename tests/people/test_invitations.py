"""The one-time link with which a person sets the first password of their account."""

from datetime import date, timedelta

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

from loa.people import invitations
from loa.people.actions import ensure_organisation, enter_person, grant
from loa.people.invitations import LASTS, InvitationError
from loa.people.models import Organisation, User
from loa.people.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return enter_person(username="annv", display_name="Nguyễn Văn An", phone="0912345678")


def test_an_entered_account_opens_with_its_link_once(person: User) -> None:
    assert not person.has_usable_password()
    token = invitations.token(person)
    assert invitations.invited(token) == person
    with pytest.raises(ValidationError):
        invitations.accept(token, "ngan")
    invitations.accept(token, "mot-mat-khau-dai")
    person.refresh_from_db()
    assert person.check_password("mot-mat-khau-dai")
    with pytest.raises(InvitationError):
        invitations.accept(token, "mat-khau-cua-ke-khac")


def test_a_link_of_another_account_or_of_before_opens_nothing(person: User) -> None:
    before = invitations.token(person)
    person.set_unusable_password()  # taken away and given anew
    person.save()
    for forged in (before, "abc", before[:-1], signing.dumps(["annv"], salt=invitations.SALT), ""):
        with pytest.raises(InvitationError):
            invitations.invited(forged)


def test_a_link_lasts_its_days(person: User, monkeypatch: pytest.MonkeyPatch) -> None:
    token = invitations.token(person)
    later = (timezone.now() + LASTS + timedelta(minutes=1)).timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    with pytest.raises(InvitationError):
        invitations.invited(token)


def test_a_link_of_somebody_who_left_opens_nothing(person: User) -> None:
    token = invitations.token(person)
    User.objects.update(is_active=False)
    with pytest.raises(InvitationError):
        invitations.invited(token)


def test_who_has_a_role_and_no_password_is_waited_for(person: User, office: Organisation) -> None:
    assert invitations.waiting() == []
    grant(user=person, organisation=office, role=Role.EDITOR, since=date(2026, 1, 1))
    assert invitations.waiting() == [person]
    assert invitations.waiting([office.unit_code]) == [person]
    assert invitations.waiting(["02071"]) == []
    elsewhere = ensure_organisation(
        key="khac", name="Khác", kind=Organisation.Kind.CENTRE, unit_code="02071"
    )
    grant(user=person, organisation=elsewhere, role=Role.APPROVER, since=date(2026, 1, 1))
    assert invitations.waiting([office.unit_code]) == []
    assert invitations.waiting([office.unit_code, "02071"]) == [person]

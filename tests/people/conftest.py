from datetime import date

import pytest
from django.utils import timezone

from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import Role

PASSWORD = "dung-cau-mat-khau"


@pytest.fixture
def office(db: None) -> Organisation:
    return ensure_organisation(
        key="ubnd-xa-cho-don",
        name="UBND xã Chợ Đồn",
        kind=Organisation.Kind.COMMUNE_OFFICE,
        unit_code="02020",
    )


@pytest.fixture
def officer(office: Organisation) -> User:
    return person("officer", office, Role.COMMUNE_OFFICER)


@pytest.fixture
def approver(office: Organisation) -> User:
    return person("approver", office, Role.APPROVER)


def person(name: str, office: Organisation, *roles: Role, since: date | None = None) -> User:
    user = create_user(username=name, password=PASSWORD, display_name=name.title())
    for role in roles:
        grant(user=user, organisation=office, role=role, since=since or timezone.localdate())
    return user

"""The door of /cms/: nobody enters but by a role that is held today."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.portal.builders import site

from loa.channels.portal.editing import SITE_EDITORS
from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Membership, Organisation, User
from loa.people.rules import Role

pytestmark = pytest.mark.django_db


def person(role: Role) -> User:
    site()
    office = ensure_organisation(
        key="vn", name="Việt Nam", kind=Organisation.Kind.DEPARTMENT, unit_code="VN"
    )
    made: User = create_user(username=role, password="dung-cau-mat-khau")
    grant(user=made, organisation=office, role=role, since=timezone.localdate())
    return made


def test_a_stranger_is_sent_to_our_login(client: Client) -> None:
    for address in ("/cms/", "/cms/login/", "/cms/pages/1/", "/cms/images/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PLANNER, Role.COMMUNE_OFFICER])
def test_other_roles_are_refused(client: Client, role: Role) -> None:
    client.force_login(person(role))
    assert client.get("/cms/").status_code == 403


def test_an_editor_enters_in_vietnamese(client: Client) -> None:
    client.force_login(person(Role.EDITOR))
    response = client.get("/cms/", follow=True)
    assert response.status_code == 200
    assert 'lang="vi"' in response.content.decode()
    assert client.get("/cms/users/").status_code in {302, 403}


def test_who_lost_the_role_is_out_at_once(client: Client) -> None:
    editor = person(Role.EDITOR)
    client.force_login(editor)
    client.get("/cms/")
    assert editor.groups.filter(name=SITE_EDITORS).exists()
    today = timezone.localdate()
    Membership.objects.filter(user=editor).update(since=today - timedelta(days=9), until=today)
    assert client.get("/cms/").status_code == 403

"""The door of /cms/: nobody enters but by a role that is held today."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import wagtail.admin
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation.trans_real import DjangoTranslation
from tests.channels.portal.builders import site
from wagtail.models import Page

from loa.channels.portal.borrowed.scripts import KNOWN, STRINGS, _counted
from loa.channels.portal.editing import SITE_EDITORS, way_in
from loa.channels.portal.models import HomePage, SectionPage
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


def test_the_way_in_stands_in_the_menu_of_those_who_may_enter(rf: RequestFactory) -> None:
    request = rf.get("/")
    shown = {}
    for role in (Role.EDITOR, Role.ADMINISTRATOR, Role.COMMUNE_OFFICER, Role.VIEWER):
        request.user = person(role)
        shown[role] = "/cms/" in way_in(request)
    assert shown == {
        Role.EDITOR: True,
        Role.ADMINISTRATOR: True,
        Role.COMMUNE_OFFICER: False,
        Role.VIEWER: False,
    }


def test_the_editors_pages_lead_back_and_to_nobody_elses(client: Client) -> None:
    client.force_login(person(Role.EDITOR))
    page = client.get("/cms/").content.decode()
    assert f'"url": "{reverse("control:start")}"' in page  # the menu is drawn from JSON
    assert "Site summary" not in page
    assert "release_notes" not in page
    form = client.get("/cms/images/add/").content.decode()
    assert "Tiêu đề" in form
    assert "Chức danh" not in form


@pytest.mark.parametrize(("language", "translated"), [("vi", True), ("en", False)])
def test_the_editors_scripts_speak_the_readers_language(
    client: Client, language: str, *, translated: bool
) -> None:
    user = person(Role.EDITOR)
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    User.objects.filter(pk=user.pk).update(language=language)
    script = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    for said in ("Thu gọn tất cả", "%(num)s lỗi", "Trường này là bắt buộc."):
        assert (json.dumps(said)[1:-1] in script) is translated
    assert "django.ngettext" in script


def test_what_the_editors_scripts_say_is_all_translated() -> None:
    with override("vi"):
        assert [one for one in (*STRINGS, *KNOWN) if gettext(one) == one] == [
            "%(time_zone_option)s: %(localized_time_zone_label)s"  # the same in both
        ]


def test_every_string_of_the_editors_scripts_is_known_here() -> None:
    """An update of Wagtail that says more shows here, not on an editor's page."""
    path = Path(wagtail.admin.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "djangojs.po"
    with path.open("rb") as file:
        said = {str(one.id[0] if isinstance(one.id, tuple) else one.id) for one in read_po(file)}
    with override("vi"):
        theirs = DjangoTranslation("vi", "djangojs", [str(path.parents[2])])
        known = {*STRINGS, *KNOWN, *_counted(), *theirs._catalog.keys()}
    off = {"Enter your comments...", "Enter your reply...", "Focus comment", "Reply", "Resolve",
           "Unfocus comment", ""}  # fmt: skip
    assert said - known - off == set()


def test_the_greeting_that_wagtail_makes_goes_when_the_first_site_opens() -> None:
    assert Page.objects.filter(title__startswith="Welcome to your new Wagtail").exists()
    site()
    assert [page.specific_class.__name__ for page in Page.objects.filter(depth=2)] == ["HomePage"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Giới thiệu xã", "gioi-thieu-xa"), ("Đường dây nóng, trực ban", "duong-day-nong-truc-ban")],
)
def test_the_address_of_a_section_has_no_accents(title: str, slug: str) -> None:
    site()
    section = SectionPage(title=title)
    HomePage.objects.get().add_child(instance=section)
    section.save_revision().publish()
    assert SectionPage.objects.get().slug == slug


def test_site_editors_fill_in_what_is_told_of_events(client: Client) -> None:
    client.force_login(person(Role.EDITOR))
    assert client.get("/cms/snippets/portal/eventnotes/add/").status_code == 200

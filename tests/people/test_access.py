from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from tests.people.conftest import person

from loa.people import actions, totp
from loa.people.access import (
    allowed,
    allowed_over,
    covered,
    demand,
    permissions_of,
    public,
    requires,
)
from loa.people.models import Organisation, User
from loa.people.rules import OWN_ACCOUNT, PERMISSIONS, Role
from loa.places.actions import load_units
from loa.urls import urlpatterns as whole


@requires("item.write")
def write(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("written")


@requires("item.approve")
def approve(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("approved")


@requires(OWN_ACCOUNT)
def account(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("mine")


urlpatterns = [
    path("test/write/", write),
    path("test/approve/", approve),
    path("test/account/", account),
    *whole,
]
here = override_settings(ROOT_URLCONF=__name__)


@pytest.fixture
def as_user(client: Client) -> Callable[[User], Client]:
    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in


@here
def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    response = client.get("/test/write/?week=10")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("/login/?next=/test/write/%3Fweek%3D10")


@here
def test_whoever_holds_the_permission_sees_the_page(
    as_user: Callable[[User], Client], officer: User
) -> None:
    assert as_user(officer).get("/test/write/").content == b"written"


@here
def test_whoever_does_not_is_refused(as_user: Callable[[User], Client], officer: User) -> None:
    assert as_user(officer).get("/test/approve/").status_code == 403


@here
def test_a_superuser_without_a_role_is_refused_too(
    as_user: Callable[[User], Client], db: None
) -> None:
    root = actions.create_user(
        username="root", password="dung-cau-mat-khau", administers_records=True
    )
    assert as_user(root).get("/test/write/").status_code == 403
    assert (root.has_perm("item.write"), root.has_perm("people.view_user")) == (False, True)


@here
def test_ones_own_account_needs_no_role(
    as_user: Callable[[User], Client], office: Organisation
) -> None:
    assert as_user(person("new", office)).get("/test/account/").content == b"mine"


@here
@pytest.mark.parametrize("page", ["/test/approve/", "/test/account/"])
def test_an_approver_without_a_second_factor_is_sent_to_set_one_up(
    as_user: Callable[[User], Client], approver: User, page: str
) -> None:
    response = as_user(approver).get(page)
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/accounts/2fa/totp/activate/",
    )


@here
def test_inside_an_htmx_fragment_the_whole_page_goes(
    as_user: Callable[[User], Client], approver: User
) -> None:
    response = as_user(approver).get("/test/approve/", headers={"HX-Request": "true"})
    assert (response.status_code, response.content, response.headers["HX-Redirect"]) == (
        200,
        b"",
        "/accounts/2fa/totp/activate/",
    )


@here
def test_an_approver_with_a_second_factor_sees_the_page(
    as_user: Callable[[User], Client], approver: User
) -> None:
    actions.enrol_totp(user=approver, secret=totp.new_secret())
    assert as_user(approver).get("/test/approve/").content == b"approved"


def test_a_password_alone_does_not_sign_in_where_a_second_factor_is_set(
    client: Client, approver: User
) -> None:
    actions.enrol_totp(user=approver, secret=totp.new_secret())
    client.post("/accounts/login/", {"login": "approver", "password": "dung-cau-mat-khau"})
    assert "_auth_user_id" not in client.session


def test_the_admin_is_entered_by_the_same_door(client: Client, db: None) -> None:
    response = client.get("/admin/login/?next=/admin/")
    assert (response.status_code, response.headers["Location"]) == (
        302,
        "/accounts/login/?next=%2Fadmin%2F",
    )


def test_nobody_signs_up_by_themselves(client: Client, db: None) -> None:
    answer = {"username": "lan", "password1": "dung-cau-mat-khau", "password2": "dung-cau-mat-khau"}
    client.post("/accounts/signup/", answer)
    assert not User.objects.exists()


def test_a_permission_that_no_table_states_cannot_be_asked_for() -> None:
    with pytest.raises(KeyError):
        requires("plan.burn")


def test_a_public_view_says_why() -> None:
    with pytest.raises(ValueError, match="reason"):
        public(reason=" ")


def test_what_a_view_says_survives_djangos_own_decorators() -> None:
    assert getattr(require_POST(write), "permission", None) == "item.write"
    assert getattr(require_POST(public(reason="open")(account)), "public_reason", None) == "open"


@pytest.mark.parametrize(
    ("code", "as_of", "answer"),
    [
        pytest.param("02020", None, True, id="its-own-unit"),
        pytest.param("02038", None, False, id="the-next-commune"),
        pytest.param("19", None, False, id="the-province-above"),
        pytest.param("02050", date(2020, 3, 2), True, id="papers-of-a-unit-that-it-took-in"),
        pytest.param("02059", date(2020, 3, 2), False, id="papers-of-a-unit-that-went-elsewhere"),
        pytest.param("02050", None, False, id="a-code-that-is-gone"),
    ],
)
def test_a_commune_officer_reaches_the_commune(
    officer: User, code: str, as_of: date | None, *, answer: bool
) -> None:
    load_units()
    assert allowed(officer, "item.write", unit_code=code, as_of=as_of) is answer


def test_an_office_reaches_the_organisations_under_it(officer: User, office: Organisation) -> None:
    cell, stranger = (
        actions.ensure_organisation(
            key=key, name=key, kind=Organisation.Kind.PARTY_CELL, parent=parent
        )
        for key, parent in (("chi-bo-1", office), ("chi-bo-2", None))
    )
    answers = [allowed(officer, "item.write", organisation=one) for one in (cell, stranger)]
    assert answers == [True, False]


def test_demand_refuses_what_is_not_allowed(officer: User, rf: RequestFactory) -> None:
    load_units()
    request = rf.get("/")
    request.user = officer
    demand(request, "item.write", unit_code="02020")
    with pytest.raises(PermissionDenied):
        demand(request, "item.write", unit_code="02038")


def test_a_menu_offers_what_today_allows(officer: User) -> None:
    today = timezone.localdate()
    words = permissions_of(officer, today=today)
    roles = {word for word in PERMISSIONS if Role.COMMUNE_OFFICER in PERMISSIONS[word]}
    assert words == roles
    assert permissions_of(officer, today=today - timedelta(days=1)) == frozenset()
    assert permissions_of(AnonymousUser()) == frozenset()


@pytest.mark.parametrize(
    ("unit_code", "permission", "codes"),
    [
        pytest.param("02020", "item.write", {"02020"}, id="a-commune"),
        pytest.param("02020", "plan.edit", set(), id="not-in-its-role"),
        pytest.param("", "item.write", set(), id="no-territory"),
        pytest.param("064", "item.write", {"064"}, id="a-district-that-is-gone"),
    ],
)
def test_lists_show_the_units_that_a_role_covers(
    officer: User, office: Organisation, unit_code: str, permission: str, codes: set[str]
) -> None:
    load_units()
    Organisation.objects.filter(pk=office.pk).update(unit_code=unit_code)
    assert covered(officer, permission) == codes


def test_a_province_covers_its_communes(officer: User, office: Organisation) -> None:
    load_units()
    Organisation.objects.filter(pk=office.pk).update(unit_code="19")
    codes = covered(officer, "item.write")
    assert (len(codes), {"19", "02020", "02086"} <= codes) == (14, True)


def test_a_closed_account_may_nothing(officer: User) -> None:
    officer.is_active = False
    assert not allowed(officer, "plan.view")
    assert not covered(officer, "plan.view")
    assert not permissions_of(officer)
    assert not officer.has_perm("plan.view")


@pytest.mark.django_db
def test_a_dissolved_unit_as_a_whole_is_reached_by_whoever_covers_all_that_it_became() -> None:
    load_units()
    then, today = date(2020, 3, 1), date(2026, 11, 23)
    found = {}
    for name, unit in (("xa", "02071"), ("tinh", "19")):
        home = actions.ensure_organisation(
            key=name, name=name, kind=Organisation.Kind.CENTRE, unit_code=unit
        )
        user = actions.create_user(username=name, password="mot-mat-khau-dai")
        actions.grant(user=user, organisation=home, role=Role.EDITOR, since=date(2026, 1, 1))
        found[name] = [
            allowed_over(user, "event.report", codes=codes, as_of=then, today=today)
            for codes in (["064"], ["02071"], ["02071", "064"], [])
        ]
        assert allowed(user, "event.report", unit_code="064", as_of=then, today=today)
    assert found == {"xa": [False, True, False, True], "tinh": [True, True, True, True]}

"""Every address states who may ask for it, and answers as it states."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RoutePattern
from django.utils import timezone

from loa.people import totp
from loa.people.access import public, requires
from loa.people.actions import create_user, enrol_totp, ensure_organisation, grant
from loa.people.models import Organisation, User
from loa.people.rules import OWN_ACCOUNT, PERMISSIONS, Role
from loa.places.actions import load_units

STAFF = "staff"  # Django's mark for those who keep records; asked for below the room `people`
EXEMPT = {
    # start of "namespace:name" or of the view's module: reason
    "admin:": "the administrators' records; asks for Django's own permissions",
    "allauth.": "signing in; what needs a person asks for one itself",
    "wagtail": "the portal's engine: /cms/ stands behind its own door (tests/channels/portal), "
    "the rest are pages and documents that site editors published",
    "/cms/": "the same door",
    "django.views.i18n": "the reader's language; shows nothing",
}
# What stands in an address for an object: a name wins over a kind. An object that does not
# exist is fine: whoever may ask hears 404, whoever may not hears 403 before anybody looks.
BY_NAME = {"code": "02020", "unit": "02020", "unit_code": "02020", "day": "2026-03-02"}
BY_KIND = {
    "IntConverter": "1",
    "StringConverter": "x",
    "SlugConverter": "x",
    "PathConverter": "x",
    "UUIDConverter": "00000000-0000-4000-8000-000000000000",
    "MetadataName": "timestamp",
    "TargetName": f"{'0' * 64}.x.json",
    "TargetKind": "policy",
    "Address": "0" * 64,
}


@dataclass(frozen=True)
class Route:
    name: str
    address: str
    view: Callable[..., Any]

    @property
    def permission(self) -> str | None:
        return getattr(self.view, "permission", None)

    @property
    def public_reason(self) -> str | None:
        return getattr(self.view, "public_reason", None)

    @property
    def exempt(self) -> bool:
        return self.name.startswith(tuple(EXEMPT)) or self.view.__module__.startswith(tuple(EXEMPT))


def routes(resolver: URLResolver, before: str = "/", names: str = "") -> Iterator[Route]:
    """Yield every route below a resolver with a sample of its address."""
    for pattern in resolver.url_patterns:
        address = before + sample(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from routes(pattern, address, inner)
        else:
            yield Route(f"{names}{pattern.name or address}", address, pattern.callback)


def sample(pattern: URLPattern | URLResolver) -> str:
    if not isinstance(pattern.pattern, RoutePattern):
        return str(pattern.pattern)  # a regular expression: of a library, exempt by its module
    kinds = pattern.pattern.converters

    def value(match: re.Match[str]) -> str:
        name = match["name"]
        return BY_NAME.get(name) or BY_KIND[type(kinds[name]).__name__]

    return re.sub(r"<(?:\w+:)?(?P<name>\w+)>", value, str(pattern.pattern._route))


def faults(found: list[Route]) -> list[str]:
    """Return what is wrong with what routes state."""
    sentences = []
    for route in found:
        stated = (route.permission is not None) + (route.public_reason is not None)
        if stated == 0 and not route.exempt:
            sentences.append(f"{route.name}: neither @requires nor @public")
        elif stated > 1:
            sentences.append(f"{route.name}: both @requires and @public")
        elif route.permission not in {None, STAFF, OWN_ACCOUNT, *PERMISSIONS}:
            sentences.append(f"{route.name}: {route.permission} is no permission")
    return sentences


ALL = list(routes(get_resolver()))
GUARDED = [route for route in ALL if route.permission is not None]
PUBLIC = [route for route in ALL if route.public_reason is not None]


def by_name(route: Route) -> str:
    return route.name


def ask(client: Client, route: Route) -> HttpResponse:
    """Ask as a browser does; what only takes posts is posted to."""
    response = client.get(route.address)
    if response.status_code == 405:
        response = client.post(route.address)
    return response


@pytest.fixture
def country(db: None) -> Organisation:
    load_units()
    return ensure_organisation(
        key="vn", name="Việt Nam", kind=Organisation.Kind.DEPARTMENT, unit_code="VN"
    )


@pytest.fixture
def client_of(client: Client, country: Organisation) -> Callable[[Role], Client]:
    def sign_in(role: Role) -> Client:
        person: User = create_user(username=role, password="dung-cau-mat-khau")
        grant(user=person, organisation=country, role=role, since=timezone.localdate())
        enrol_totp(user=person, secret=totp.new_secret())
        client.force_login(person)
        return client

    return sign_in


def test_every_route_states_who_may_ask() -> None:
    assert faults(ALL) == []


@pytest.mark.parametrize("route", GUARDED, ids=by_name)
def test_a_stranger_is_sent_to_sign_in(client: Client, db: None, route: Route) -> None:
    response = ask(client, route)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("route", PUBLIC, ids=by_name)
def test_what_is_public_asks_for_nobody(client: Client, db: None, route: Route) -> None:
    response = client.get(route.address)
    assert not response.headers.get("Location", "").startswith("/accounts/login/")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("route", GUARDED, ids=by_name)
def test_a_role_sees_what_the_table_says(
    client_of: Callable[[Role], Client], role: Role, route: Route
) -> None:
    client = client_of(role)
    if route.permission == OWN_ACCOUNT or role in PERMISSIONS.get(route.permission or "", ()):
        status = client.get(route.address).status_code
        assert status != 403
        assert status < 500
    else:
        assert ask(client, route).status_code == 403


def unguarded(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def claims(word: str) -> Callable[..., HttpResponse]:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    view.permission = word  # type: ignore[attr-defined]  # as a view that guards itself states it
    return view


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        pytest.param(unguarded, "/x/: neither @requires nor @public", id="nothing-stated"),
        pytest.param(claims("plan.burn"), "/x/: plan.burn is no permission", id="unknown-word"),
        pytest.param(
            public(reason="open")(requires("plan.view")(unguarded)),
            "/x/: both @requires and @public",
            id="both",
        ),
        pytest.param(requires("plan.view")(unguarded), None, id="guarded"),
        pytest.param(claims(STAFF), None, id="for-record-keepers"),
    ],
)
def test_what_is_not_stated_is_found(
    view: Callable[..., HttpResponse], sentence: str | None
) -> None:
    class Conf:
        urlpatterns = [path("x/", view)]

    found = list(routes(get_resolver(Conf)))  # type: ignore[arg-type]  # a class serves as a module
    assert faults(found) == ([] if sentence is None else [sentence])


def test_an_address_gets_a_sample_of_each_of_its_parts() -> None:
    class Conf:
        urlpatterns = [path("<int:number>/<slug:key>/<unit>/<uuid:one>", unguarded)]

    (route,) = routes(get_resolver(Conf))  # type: ignore[arg-type]  # a class serves as a module
    assert route.address == "/1/x/02020/00000000-0000-4000-8000-000000000000"

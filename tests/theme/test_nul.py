import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory

from loa.theme.nul import NoNulMiddleware, holds_nul


@pytest.mark.parametrize(
    ("query", "held"),
    [
        ("", False),
        ("q=loa&q=phường", False),
        ("q=loa&q=a%00b", True),
        ("a%00=1", True),
        ("q=%2500", False),
    ],
)
def test_a_nul_is_found_in_names_and_in_every_value(query: str, *, held: bool) -> None:
    assert holds_nul(QueryDict(query)) is held


@pytest.mark.django_db
def test_who_sends_a_nul_is_refused_before_any_view_sees_it(client: Client) -> None:
    assert client.post("/accounts/login/", {"login": "a\0b", "password": "x"}).status_code == 400
    assert client.get("/accounts/login/?next=%00").status_code == 400
    assert client.get("/accounts/login/?next=/today/").status_code == 200


def test_a_view_that_reads_its_own_body_still_can() -> None:
    def view(request: object) -> HttpResponse:
        return HttpResponse()

    view.csrf_exempt = True  # type: ignore[attr-defined]  # what the decorator sets
    request = RequestFactory().post("/api/ledger", {"line": "a\0b"})
    NoNulMiddleware(view).process_view(request, view, (), {})
    assert b"a\0b" in request.body

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.test import Client
from django.utils.translation import override


def user(**fields: Any) -> Any:
    return get_user_model().objects.create_user("lan", password="x", **fields)


@pytest.mark.django_db
def test_the_gallery_sends_strangers_to_the_login(client: Client) -> None:
    response = client.get("/theme/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/theme/")


@pytest.mark.django_db
def test_the_gallery_is_closed_to_others_than_administrators(client: Client) -> None:
    client.force_login(user())
    assert client.get("/theme/").status_code == 403


@pytest.mark.django_db
def test_an_administrator_sees_the_gallery(client: Client) -> None:
    client.force_login(user(is_staff=True))
    response = client.get("/theme/?frame=drill", headers={"Accept-Language": "vi"})
    assert response.status_code == 200
    assert 'data-frame="drill"' in response.content.decode()


@pytest.mark.django_db
def test_an_unknown_frame_is_shown_as_live(client: Client) -> None:
    client.force_login(user(is_staff=True))
    assert 'data-frame="live"' in client.get("/theme/?frame=x").content.decode()


@pytest.mark.parametrize(
    "template", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"]
)
def test_error_pages_say_what_happened_was_kept_and_is_to_do(template: str) -> None:
    with override("vi"):  # without a request, as Django renders a 500
        page = render_to_string(template)
    assert [part in page for part in ("Chuyện gì xảy ra", "Những gì vẫn còn", "Cần làm gì")] == [
        True,
        True,
        True,
    ]


@pytest.mark.django_db
def test_an_unknown_address_gets_our_page(client: Client) -> None:
    response = client.get("/no/such/page/", headers={"Accept-Language": "vi"})
    assert response.status_code == 404
    assert "Không có trang này" in response.content.decode()


@pytest.mark.django_db
def test_the_language_is_switched_and_remembered(client: Client) -> None:
    response = client.post("/language/setlang/", {"language": "en", "next": "/accounts/login/"})
    assert response["Location"] == "/accounts/login/"
    assert '<html lang="en">' in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/"])
def test_nobody_signs_up_by_themselves(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_the_records_are_opened_with_the_same_login(client: Client) -> None:
    response = client.get("/admin/login/")
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/logout/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/webauthn/",
        "/accounts/reauthenticate/",
    ],
)
def test_the_pages_of_ones_own_account_speak_vietnamese(client: Client, address: str) -> None:
    client.force_login(user())
    page = client.get(address, follow=True, headers={"Accept-Language": "vi"}).content.decode()
    english = {"Password", "Sign", "Enter", "Confirm", "Security", "Recovery", "Authenticator"}
    assert {word for word in english if f"{word} " in page or f"{word}<" in page} == set()

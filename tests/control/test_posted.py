"""Where residents read a message, as staff hand it on."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone
from tests.channels.portal.builders import COMMUNE, at, page, placement, sealed, site

from loa.channels.portal.models import ArticlePage
from loa.control.posted import on_the_portal
from loa.newsroom import posted
from loa.newsroom.posted import Posted

pytestmark = pytest.mark.django_db
NOW = at(9)


@pytest.fixture(autouse=True)
def _at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def asking() -> HttpRequest:
    return RequestFactory().get("/items/tiem-phong/")


def test_an_article_is_read_on_the_site_of_this_address() -> None:
    site()
    article = page()
    assert posted.page_of(asking(), article.digest, NOW) == Posted(
        "http://testserver/tin/tiem-phong/"
    )


def test_an_article_of_another_site_is_read_at_that_sites_address() -> None:
    site()
    site("nghia-ta", unit=COMMUNE, hostname="nghiata.example")
    row = sealed()
    placement(row)
    assert ArticlePage.objects.get().site_key == "nghia-ta"
    found = on_the_portal(asking(), row.digest, NOW)
    assert found == Posted("http://nghiata.example/tin/tiem-phong/")


@pytest.mark.parametrize(
    "changes",
    [{"gone_at": NOW}, {"shows_from": NOW + timedelta(hours=1)}, {"shows_until": NOW}],
    ids=["taken-away", "not-yet", "over"],
)
def test_what_residents_cannot_read_now_has_no_address(changes: dict[str, Any]) -> None:
    site()
    article = page()
    ArticlePage.objects.update(**changes)
    assert on_the_portal(asking(), article.digest, timezone.now()) is None


def test_a_site_without_an_address_of_its_own_is_not_linked() -> None:
    site()
    site("nghia-ta", unit=COMMUNE, hostname="")
    row = sealed()
    placement(row)
    assert on_the_portal(asking(), row.digest, NOW) is None

"""What residents read: whole, attributed, right at once."""

import gzip
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.portal.builders import COMMUNE, DAY, at, page, placement, sealed, site

from loa.channels.portal import tasks
from loa.channels.portal.models import ArticlePage
from loa.delivery.actions import retract, withdraw
from loa.delivery.models import Evidence

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    site()


def read(client: Client, address: str = "/tin/tiem-phong/", status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_an_article_says_who_stands_behind_it(client: Client) -> None:
    page(text="Sáng thứ Hai.\n\nMang theo <sổ> tiêm.")
    shown = read(client)
    for words in ("Cán bộ văn hoá", "UBND xã", "Trạm y tế", "<p>Sáng thứ Hai.</p>"):
        assert words in shown
    assert "&lt;sổ&gt;" in shown
    assert shown.index("<audio") < shown.index("Sáng thứ Hai.</p>")


def test_a_correction_is_read_at_once_at_the_same_address(client: Client) -> None:
    page(text="Ngày 23.")
    assert "Ngày 23." in read(client)
    placement(sealed(text="Ngày 24.", revision=2))
    shown = read(client)
    assert "Ngày 24." in shown
    assert "Ngày 23." not in shown
    assert "Đã đính chính" in shown


def test_an_uncached_article_asks_at_most_twelve_times(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        page(f"tin-{number}")
    with django_assert_max_num_queries(12):
        read(client, "/tin/tin-2/")


def test_what_was_retracted_leaves_a_notice(client: Client) -> None:
    one = page(text="Ngày 23.")
    read(client)
    retract(one.digest, now=timezone.now())
    shown = read(client, status=410)
    assert "đã được thu hồi" in shown
    assert "Ngày 23." not in shown
    assert "tiem-phong" not in read(client, "/tin/")


def test_what_was_withdrawn_comes_back_when_it_is_placed_again(client: Client) -> None:
    page()
    withdraw("cong/tiem-phong", now=timezone.now())
    read(client, status=410)
    page()
    read(client)


def test_what_begins_tomorrow_is_not_there_today(client: Client) -> None:
    placement(sealed(), starts=timezone.localdate() + timedelta(days=1))
    read(client, status=404)
    assert "tiem-phong" not in read(client, "/tin/")


def test_what_is_over_is_kept_to_be_looked_up_and_no_longer_news(client: Client) -> None:
    placement(sealed(), starts=date(2026, 10, 1), ends=date(2026, 10, 5))
    assert "hết hạn" in read(client)
    assert "tiem-phong" not in read(client, "/tin/")


def test_neighbours_are_offered(client: Client) -> None:
    for number in range(3):
        placement(sealed(f"tin-{number}"), starts=DAY - timedelta(days=3 - number))
    shown = read(client, "/tin/tin-1/")
    assert 'rel="prev" href="/tin/tin-0/"' in shown
    assert 'href="/tin/tin-2/"' in shown


def test_each_placement_is_proven_once(client: Client) -> None:
    page()
    now = timezone.now()
    assert tasks.settle(now) == 1
    placement(sealed(text="Ngày 24.", revision=2))
    assert tasks.settle(timezone.now()) == 0
    (proof,) = Evidence.objects.all()
    assert (proof.quantity, proof.unit, proof.grade, proof.unit_code) == (
        1, "articles", "recorded", "VN",
    )  # fmt: skip


def test_what_never_showed_is_not_proven() -> None:
    placement(sealed(), starts=timezone.localdate() + timedelta(days=3))
    assert tasks.settle(timezone.now()) == 0
    withdraw("cong/tiem-phong", now=timezone.now())
    assert tasks.settle(timezone.now() + timedelta(days=5)) == 0


def test_a_commune_with_a_site_of_its_own_is_read_there(client: Client) -> None:
    site("nghia-ta", unit=COMMUNE, hostname="nghia-ta.example")
    page()
    assert [p.site_key for p in ArticlePage.objects.all()] == ["nghia-ta"]
    read(client, status=404)
    assert client.get("/tin/tiem-phong/", headers={"host": "nghia-ta.example"}).status_code in {
        200, 400,
    }  # fmt: skip


def test_no_page_of_residents_sets_a_cookie_or_asks_a_third_party(client: Client) -> None:
    page()
    for address in ("/tin/", "/tin/tiem-phong/"):
        response = client.get(address)
        assert not response.cookies
        assert 'src="http' not in response.content.decode()
    assert at(0)


def test_a_style_sheet_travels_compressed(client: Client) -> None:
    small = client.get("/static/theme/tokens.css", headers={"accept-encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert b"--paper" in gzip.decompress(small.content)
    plain = client.get("/static/theme/tokens.css")
    assert "Content-Encoding" not in plain.headers
    plain.close()

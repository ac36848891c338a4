"""What residents find of the portal, from the search page and from the shell."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.portal.builders import COMMUNE, page, placement, sealed, site

from loa import cli
from loa.channels.portal import finding
from loa.channels.portal.models import HomePage, SectionPage
from loa.delivery.actions import retract
from loa.search.models import Found
from loa.search.queries import find

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _a_site() -> None:
    site()


def found(asked: str) -> list[str]:
    return [hit.url for hit in find(asked, now=timezone.now()).hits]


def test_an_article_is_found_without_accents_and_by_its_issuer() -> None:
    page(text="Góp ý dự thảo văn kiện theo công văn 12/2024/NQ-HĐND.")
    assert found("du thao") == ["/tin/tiem-phong/"]
    assert found("12/2024/nq") == ["/tin/tiem-phong/"]
    assert found("tram y te") == ["/tin/tiem-phong/"]


def test_a_correction_is_found_by_its_new_words_alone() -> None:
    page(text="Ngày hai mươi ba.")
    placement(sealed(text="Ngày hai mươi bốn.", revision=2))
    assert found("hai muoi bon") == ["/tin/tiem-phong/"]
    assert found("ba") == []


def test_what_was_retracted_is_found_no_more() -> None:
    one = page()
    assert found("tiem phong") == ["/tin/tiem-phong/"]
    retract(one.digest, now=timezone.now())
    assert found("tiem phong") == []


def test_a_section_is_found_while_it_is_published() -> None:
    home = HomePage.objects.get()
    section = SectionPage(title="Giới thiệu", slug="gioi-thieu", introduction="Bộ máy của xã")
    home.add_child(instance=section)
    assert found("bo may") == ["/gioi-thieu/"]
    section.unpublish()
    assert found("bo may") == []
    section.save_revision().publish()
    assert found("bo may") == ["/gioi-thieu/"]
    section.delete()
    assert Found.objects.count() == 0


def test_the_sources_say_what_saving_said() -> None:
    page()
    (row,) = Found.objects.all()
    (entry,) = finding.entries()
    assert (row.key, row.url, row.title, row.text) == (
        entry.key,
        entry.url,
        entry.title,
        entry.text,
    )


def test_the_shell_answers_with_title_address_and_score(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page()
    assert cli.main(["search", "tiem phong", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row == {"title": "Tin tiem-phong", "url": "/tin/tiem-phong/", "score": row["score"]}
    assert 0 < row["score"] <= 1
    assert cli.main(["search", "zzzz", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert cli.main(["search", "zzzz"]) == 1


def test_the_page_shows_what_was_found_and_where(client: Client) -> None:
    page(text="Góp ý <b>dự thảo</b> trước ngày 30.")
    shown = client.get("/tim-kiem/?q=du+thao").content.decode()
    assert '<a href="/tin/tiem-phong/">' in shown
    assert "<mark>" in shown
    assert "&lt;b&gt;" in shown
    assert "<b>dự" not in shown


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?q=",
        "?q=tiem&kind=nope&span=nope&page=-1",
        "?q=tiem&page=99999999999",
        "?q=%22%3Cscript%3E",
        "?q=tiem&topic=Y%20t%E1%BA%BF",
        "?q=tiem&kind=notice&span=week",
    ],
)
def test_any_address_of_the_search_answers(client: Client, query: str) -> None:
    response = client.get(f"/tim-kiem/{query}")
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace('"<script>"', "")


def test_another_sites_articles_are_not_found_here(client: Client) -> None:
    site("nghia-ta", unit=COMMUNE, hostname="nghia-ta.example")
    page()
    shown = client.get("/tim-kiem/?q=tiem+phong").content.decode()
    assert ("/tin/tiem-phong/" in shown) is Found.objects.filter(site="main").exists()


def test_cells_of_a_table_are_words_of_their_own(client: Client) -> None:
    page(text="Kết quả:\n\n| Chỉ tiêu | Số |\n| Lốp cũ | 940 |")
    hits = client.get("/tim-kiem/?q=lop+cu+940").context["hits"]
    assert [hit.name for hit, _word in hits] == ["Tin tiem-phong"]

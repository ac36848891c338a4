"""Articles from elsewhere: cleaned and shown, or refused with a reason; never half."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from tests.channels.portal.builders import site

from loa.channels.portal import cleaning, importing, pictures, reading
from loa.channels.portal.importing import Outcome
from loa.channels.portal.models import ArticlePage
from loa.channels.portal.reading import Row
from loa.channels.portal.sites import MAIN

NOW = datetime(2026, 11, 22, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        pytest.param("là đẩy mạnh", "là đẩy mạnh", id="clean"),
        pytest.param("làđẩy mạnh", "là đẩy mạnh", id="d-inside"),
        pytest.param("Đảngbộ huyện", "Đảng bộ huyện", id="joined"),
        pytest.param("như:Trên địa bàn", "như: Trên địa bàn", id="colon"),
        pytest.param("nhiệm kỳ 2020- 2025", "nhiệm kỳ 2020-2025", id="years"),
        pytest.param("Trân trọng./.", "Trân trọng.", id="office-end"),
        pytest.param("thôn , bản", "thôn, bản", id="space-before"),
        pytest.param("VH,TT&TT", "VH,TT&TT", id="an-abbreviation-stays"),
        pytest.param("thanh niên nghiêng ngả", "thanh niên nghiêng ngả", id="true-syllables"),
        pytest.param("Facebook, YouTube", "Facebook, YouTube", id="foreign-words-stay"),
        pytest.param("Đie\u0323\u0302n", "Điện", id="composed"),
        pytest.param("ẩn\u200bgiấu", "ẩngiấu", id="invisible"),
    ],
)
def test_words_are_mended_where_it_is_certain(dirty: str, clean: str) -> None:
    assert cleaning.words(dirty)[0] == clean


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<iframe src='https://evil.example'></iframe>",
        "<p style='background:url(https://evil.example/a)'>x</p>",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<form action='https://evil.example'><input name=a></form>",
    ],
)
def test_hostile_html_loses_what_is_hostile(hostile: str) -> None:
    clean = cleaning.html(f"<p>Tin.</p>{hostile}")[0]
    assert clean.startswith("<p>Tin.</p>")
    for word in ("script", "alert", "onerror", "onload", "evil", "style", "<img", "<form"):
        assert word not in clean


@pytest.fixture
def here(db: None, tmp_path: Path) -> Path:
    site()
    return tmp_path


def take(folder: Path, *rows: Row) -> Outcome:
    return importing.take(rows, folder=folder, site_key=MAIN, now=NOW)


def row(**changes: str) -> Row:
    return Row(2, **{"title": "Tin cũ", "text": "<p>Nội dung.</p>"} | changes)


def png(size: tuple[int, int] = (40, 30)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "navy").save(data, "PNG")
    return data.getvalue()


def test_what_is_not_known_is_said(here: Path, client: Client) -> None:
    (one,) = take(here, row()).imported
    assert one.lacks == ("author", "date")
    shown = client.get(one.url).content.decode()
    assert shown.count("bài gốc không ghi") == 2


def test_an_old_address_leads_to_the_article(here: Path, client: Client) -> None:
    (one,) = take(here, row(url="https://cu.example/tin/2020/bai-1.html?id=7")).imported
    response = client.get("/tin/2020/bai-1.html?id=7")
    assert (response.status_code, response.headers["Location"]) == (301, one.url)


def test_the_same_row_again_changes_its_own_page(here: Path) -> None:
    url = "https://cu.example/bai-1"
    take(here, row(url=url))
    (again,) = take(here, row(url=url, text="<p>Sửa.</p>")).imported
    assert not again.new
    assert [page.body for page in ArticlePage.objects.all()] == ["<p>Sửa.</p>"]


# Wagtail leaves the file in which it draws a smaller picture to the collector of garbage.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_comes_with_its_caption(here: Path, client: Client) -> None:
    (here / "a.png").write_bytes(png())
    (one,) = take(here, row(picture="a.png", caption="Cầu thôn")).imported
    shown = client.get(one.url).content.decode()
    assert "<figcaption>Cầu thôn" in shown


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"title": " "}, "title", id="no-title"),
        pytest.param({"text": "<script>1</script>"}, "nothing to read", id="only-a-script"),
        pytest.param({"date": "31/6/2026"}, "is no date", id="no-such-day"),
        pytest.param({"date": "1/1/2030"}, "still to come", id="future"),
        pytest.param({"text": "MẬT\nNội dung"}, "secrecy", id="secret"),
        pytest.param({"picture": "a.png"}, "no caption", id="no-caption"),
        pytest.param({"picture": "../a.png", "caption": "x"}, "no such file", id="path-trick"),
        pytest.param({"picture": "/etc/passwd", "caption": "x"}, "no such file", id="absolute"),
        pytest.param({"picture": "lie.png", "caption": "x"}, "not a JPEG", id="svg-under-png"),
        pytest.param({"picture": "b.jpg", "caption": "x"}, "another name", id="png-under-jpg"),
        pytest.param({"picture": "bomb.png", "caption": "x"}, "too many pixels", id="bomb"),
    ],
)
def test_refused_rows_say_why_and_leave_nothing(
    here: Path, changes: dict[str, str], reason: str
) -> None:
    (here / "lie.png").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    (here / "b.jpg").write_bytes(png())
    (here / "a.png").write_bytes(png())
    (here / "bomb.png").write_bytes(bomb())
    outcome = take(here, row(**changes))
    assert [reason in one.reason for one in outcome.refused] == [True]
    assert outcome.imported == []
    assert not ArticlePage.objects.exists()


def bomb() -> bytes:
    """Return a small PNG that says it is enormous: only its header is read."""
    data = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(data, "PNG")
    return data.getvalue()


def test_a_link_to_a_file_elsewhere_is_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.png").symlink_to("/etc/hostname")
    with pytest.raises(pictures.PictureError):
        pictures.beside(tmp_path, "a.png")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><rss/>', "DOCTYPE", id="entity-bomb"),
        pytest.param("a.xml", b"<rss><channel>", "well-formed", id="broken"),
        pytest.param("a.xml", b"<html></html>", "not RSS", id="another-xml"),
        pytest.param("a.csv", b"PK\x03\x04\0\0", "program's own format", id="zip"),
        pytest.param("a.csv", "title,text\nĐ,x".encode("cp1258"), "UTF-8", id="legacy"),
        pytest.param("a.csv", b"name,age\n1,2", "columns title and text", id="other-columns"),
    ],
)
def test_files_that_cannot_be_read_say_why(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(reading.ReadError, match=reason):
        reading.rows(tmp_path / name)


def test_rss_and_csv_say_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(
        "<rss><channel><title>Báo cũ</title><item><title>Tin</title><link>https://cu.example/1"
        "</link><description>&lt;p&gt;Lời&lt;/p&gt;</description><pubDate>Mon, 23 Nov 2020 "
        "08:00:00 +0700</pubDate><category>Y tế</category><enclosure url='https://cu.example/"
        "anh/a%20b.jpg' type='image/jpeg'/></item></channel></rss>"
    )
    (tmp_path / "a.csv").write_text(
        "Tiêu đề;Nội dung;Ngày;Nguồn;Địa chỉ;Chuyên mục;Ảnh\n"
        "Tin;<p>Lời</p>;Mon, 23 Nov 2020 08:00:00 +0700;Báo cũ;https://cu.example/1;Y tế;a b.jpg\n"
    )
    (from_rss,) = reading.rows(tmp_path / "a.xml")
    (from_csv,) = reading.rows(tmp_path / "a.csv")
    assert from_rss == Row(
        1, title="Tin", text="<p>Lời</p>", date="Mon, 23 Nov 2020 08:00:00 +0700",
        source="Báo cũ", url="https://cu.example/1", topic="Y tế", picture="a b.jpg",
    )  # fmt: skip
    assert from_csv.title == from_rss.title
    assert (from_csv.picture, from_csv.url) == (from_rss.picture, from_rss.url)

"""The PDF and its pictures: the same words, tagged, the same bytes; pictures draw their figures."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
from lxml import etree
from tests.reports.documents.sample import COMPARED, MONTH, NGHIA_TA, PARTY, STATE

from loa.reports.documents.charts import Chart, bars, charts
from loa.reports.documents.composing import compose
from loa.reports.documents.paper import Heading, text
from loa.reports.documents.print import pdf
from loa.reports.rules.report import Figure, Graded, Report

MADE = datetime(2020, 4, 15, 1, 20, tzinfo=UTC)
BOTH = pytest.mark.parametrize("heading", [STATE, PARTY], ids=["state", "party"])


def made(heading: Heading, report: Report = COMPARED, *, frozen: bool = True) -> bytes:
    paper = compose(report, heading, frozen=frozen)
    return pdf(paper, charts(report), made_at=MADE)


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    pages = (page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", " ", " ".join(pages))


@BOTH
def test_every_sentence_stands_in_the_pdf(heading: Heading) -> None:
    told = words(made(heading))
    for section in compose(COMPARED, heading, frozen=True).sections:
        for sentence in section.sentences:
            assert re.sub(r"\s+", " ", text(sentence)) in told


@BOTH
def test_the_pdf_is_tagged_and_the_same_every_time(heading: Heading) -> None:
    content = made(heading)
    assert b"/StructTreeRoot" in content
    assert content == made(heading)


def test_a_draft_says_so_on_each_page() -> None:
    document = pypdfium2.PdfDocument(made(PARTY, frozen=False))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert ["DỰ THẢO, SỐ LIỆU CHƯA CHỐT" in page for page in pages] == [True] * len(pages)


def test_words_of_people_are_only_words() -> None:
    odd = replace(MONTH, title='Kết quả #strong[x] "$a$" \\ <b>', lines=())
    assert 'Kết quả #strong[x] "$a$" \\ <b>' in words(made(PARTY, odd))


def drawn(chart: Chart) -> list[str]:
    root = etree.fromstring(chart.svg)
    return [element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_bars_stand_against_what_was_promised() -> None:
    (chart,) = bars(MONTH)
    assert drawn(chart) == [
        "Lượt phát", "7.780/11.520 (67,5%)",
        "Tin, bài đăng", "19/18 (105,5%)",
        "Chuyến xe tuyên truyền", "0/5 (0%)",
        "Buổi nói chuyện", "21/48 (43,7%), còn thiếu",
    ]  # fmt: skip


def test_no_bar_is_longer_than_its_track() -> None:
    (chart,) = bars(MONTH)
    root = etree.fromstring(chart.svg)
    tracks = [
        (float(one.attrib["x"]), float(one.attrib["width"]))
        for one in root.iter("{http://www.w3.org/2000/svg}rect")
        if "x" in one.attrib
    ]
    assert max(x + wide for x, wide in tracks) <= 240 + 250 + 0.11  # drawn to a tenth


def test_the_map_shows_each_unit_with_its_share() -> None:
    _bars, tiles = charts(MONTH)
    assert dict(zip(drawn(tiles)[::2], drawn(tiles)[1::2], strict=True)) == {
        "Bằng Lũng": "100%", "Bản Thi": "70,1%", "Nghĩa Tá": "33,3%", "Bình Trung": "66,6%",
    }  # fmt: skip


def test_a_picture_is_told_in_words_too() -> None:
    _bars, tiles = charts(MONTH)
    assert tiles.said.startswith("thị trấn Bằng Lũng: 100%; xã Bản Thi: 70,1%")


def test_a_report_of_nothing_has_no_picture() -> None:
    assert charts(replace(MONTH, lines=())) == ()


def test_names_are_escaped_in_pictures() -> None:
    places = tuple(
        replace(place, name="xã <A>&B") if place.key == NGHIA_TA else place
        for place in MONTH.places
    )
    _bars, tiles = charts(replace(MONTH, places=places))
    assert "<A>&B" in drawn(tiles)


def test_what_is_only_reported_is_hatched() -> None:
    line = replace(MONTH.lines[0], figure=Figure(cumulative=Graded(reported=9), promised=10))
    (chart,) = bars(replace(MONTH, lines=(line,)))
    root = etree.fromstring(chart.svg)
    fills = [e.attrib.get("fill") for e in root.iter("{http://www.w3.org/2000/svg}rect")]
    assert "url(#h)" in fills

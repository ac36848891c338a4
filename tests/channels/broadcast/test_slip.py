"""The slip: what stands on it, and that it is paper a person can use."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import typst
from django.utils import translation
from tests.channels.broadcast.builders import DAY, ZONE, at, policy, relay
from tests.channels.broadcast.test_usb import spoken

from loa.channels.broadcast import slip
from loa.channels.broadcast.usb import Load, tracks
from loa.core.rundown import Rundown
from loa.core.words import Kind


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    translation.activate("vi")


def load(items_a_session: int = 1) -> Load:
    morning = [spoken(f"Tin {n}", 5, n) for n in range(items_a_session)]
    ident = replace(spoken("Nhạc hiệu", 5, 20), kind=Kind.IDENT, placement="")
    evening = spoken("Lịch họp thôn", 17, language="tyz")
    rundown = Rundown("nghia-ta", DAY, 1, (*morning, ident, relay(at(5, 28)), evening))
    found = tuple(tracks([rundown], policy("nghia-ta")))
    return Load(12, "nghia-ta", "Trạm Nghĩa Tá", DAY, DAY + timedelta(days=6), at(8), found)


def test_everything_on_the_slip_is_said_as_people_say_it() -> None:
    words = slip.words(load(), issuer="UBND xã Nghĩa Tá", zone=ZONE)
    assert words["title"] == "PHIẾU PHÁT THANH"
    assert words["week"] == "Từ Thứ Hai, 23/11/2026 đến Chủ Nhật, 29/11/2026"
    assert words["foot"] == "Trạm Nghĩa Tá · lập lúc 08:00 23/11/2026"
    assert (words["issuer"], words["number"]) == ("UBND xã Nghĩa Tá", "Số 12")
    assert words["sessions"] == [
        {
            "title": "Thứ Hai 23/11 · buổi sáng, 05:00",
            "folder": "2026-11-23_sang_0500",
            "rows": [
                _row("1", "05:00", "Tin 0", tick=True),
                _row("2", "05:20", "Nhạc hiệu"),
                _row("0", "05:28", "Tiếp sóng: Đài Tiếng nói Việt Nam", length="30:00", relay=True),
            ],
        },
        {
            "title": "Thứ Hai 23/11 · buổi chiều, 17:00",
            "folder": "2026-11-23_chieu_1700",
            "rows": [_row("1", "17:00", "Lịch họp thôn (Tày)", tick=True)],
        },
    ]


@pytest.mark.parametrize(("items", "pages"), [(1, 1), (28, 2)])
def test_a_long_session_runs_on_to_the_next_page(items: int, pages: int) -> None:
    words = slip.words(load(items), issuer="UBND xã Nghĩa Tá", zone=ZONE)
    drawn = typst.compile(
        str(slip.SOURCE),
        font_paths=[str(slip.FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"slip": json.dumps(words)},
        format="png",
        ppi=12,
    )
    assert len(drawn if isinstance(drawn, list) else [drawn]) == pages


def test_the_paper_is_pdf_in_the_bundled_type_and_always_the_same(tmp_path: Path) -> None:
    made = slip.pdf(load(), issuer="", zone=ZONE.key)
    assert made.startswith(b"%PDF-")
    assert b"BeVietnamPro" in made
    assert made == slip.pdf(load(), issuer="", zone=ZONE.key)


def test_quotes_and_signs_in_a_title_are_only_letters() -> None:
    odd = replace(load(), name='#"{}$*_`<b>\\')
    assert slip.pdf(odd, issuer="#import", zone=ZONE.key).startswith(b"%PDF-")


def _row(
    number: str,
    at_: str,
    title: str,
    *,
    length: str = "0:02",
    tick: bool = False,
    relay: bool = False,
) -> dict[str, object]:
    return {
        "relay": relay,
        "number": number,
        "at": at_,
        "title": title,
        "tick": tick,
        "length": length,
    }

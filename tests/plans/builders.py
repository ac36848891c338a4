"""Plan files for tests: a sound one, and the ways to spoil it."""

from pathlib import Path

import loa.demonstration

SHIPPED = Path(loa.demonstration.__file__).parent / "plans"
DATA = Path(__file__).parent / "data"

SOUND = """\
format = "loa.plan"
version = "1.0"
key = "mau"
number = "12-KH/HU"
kind = "campaign"
title = "Kế hoạch mẫu"
issuer = { key = "huyen-uy", name = "Huyện uỷ" }
area = ["064"]

[[event]]
key = "dai-hoi"
name = "Đại hội"
level = "district"
starts = 2020-08-04
ends = 2020-08-06

[[phase]]
key = "truoc"
name = "Trước"
event = "dai-hoi"
stage = "before"
starts = 2020-03-02
ends = 2020-07-31

[[phase]]
key = "sau"
name = "Sau"
starts = { after = "dai-hoi", days = 1 }

[[topic]]
code = "1"
name = "Nội dung"
weights = { truoc = 2, sau = 1 }

[[target]]
key = "loa-1"
topic = "1"
phase = "truoc"
channel = "loudspeaker"
items = 2
times_a_day = 2
days = 3

[[assignment]]
key = "viec"
organisation = "trung-tam"
duty = "Sản xuất bản tin"
topics = ["1"]

[[pause]]
key = "quoc-tang"
starts = 2020-08-14
ends = 2020-08-15
stops = "festive"
reason = "Quốc tang"
"""


def spoilt(old: str, new: str) -> str:
    """Give the sound plan with one passage changed."""
    assert SOUND.count(old) == 1, old
    return SOUND.replace(old, new)


def line_of(text: str, passage: str) -> int:
    """Give the line on which a passage begins."""
    return text[: text.index(passage)].count("\n") + 1

"""Contrast, computed from the tokens as WCAG 2.2 says, for both schemes."""

import re
from pathlib import Path

import pytest

TOKENS = Path("src/loa/theme/static/theme/tokens.css")
TEXT = 4.5
MARK = 3.0  # borders of fields, icons, parts of pictures

GROUNDS = ("paper", "surface", "sunk")
FRAMES = ("drill-wash", "rehearsal-wash")
WASHED = ("done", "due", "late", "off")
PAIRS = [
    *[("ink", ground, TEXT) for ground in (*GROUNDS, *FRAMES, "accent-wash")],
    *[("ink-soft", ground, TEXT) for ground in (*GROUNDS, *FRAMES)],
    *[("ink", f"{state}-wash", TEXT) for state in WASHED],
    *[("accent", ground, TEXT) for ground in (*GROUNDS, *FRAMES, "accent-wash")],
    *[("accent-strong", ground, TEXT) for ground in ("paper", "surface", "accent-wash")],
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-strong", TEXT),
    ("paper", "ink", TEXT),
    *[(f"{state}-text", f"{state}-wash", TEXT) for state in WASHED],
    *[(f"{state}-text", "surface", TEXT) for state in WASHED],
    *[(state, f"{state}-wash", MARK) for state in WASHED],
    *[(state, "surface", MARK) for state in WASHED],
    ("on-state", "done", TEXT),
    ("late", "surface", TEXT),
    ("on-state", "drill", TEXT),
    ("on-state", "rehearsal", TEXT),
    ("line-strong", "surface", MARK),
    ("line-strong", "paper", MARK),
    ("line-strong", "sunk", MARK),
]  # fmt: skip


def blocks() -> dict[str, dict[str, str]]:
    """Read the colours of the light scheme, and of the dark one by device and by switch."""
    css = TOKENS.read_text(encoding="utf-8")
    openings = {
        "light": ":root {",
        "dark by device": ':root:not([data-scheme="light"]) {',
        "dark by switch": ':root[data-scheme="dark"] {',
    }
    found = {}
    for name, opening in openings.items():
        body = css.split(opening, 1)[1].split("}", 1)[0]
        found[name] = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_ratio_is_that_of_wcag() -> None:
    assert [ratio("#000000", "#ffffff"), round(ratio("#777777", "#ffffff"), 2)] == [21.0, 4.48]


@pytest.mark.parametrize("scheme", ["light", "dark by switch"])
def test_every_pair_of_tokens_that_meets_can_be_read(scheme: str) -> None:
    colours = blocks()[scheme]
    weak = {
        (front, ground): round(found, 2)
        for front, ground, needed in PAIRS
        if (found := ratio(colours[front], colours[ground])) < needed
    }
    assert weak == {}


def test_both_ways_into_the_dark_give_the_same_colours() -> None:
    found = blocks()
    assert found["dark by device"] == found["dark by switch"]
    assert found["light"].keys() == found["dark by switch"].keys()


def test_no_other_sheet_names_a_colour() -> None:
    strays = {}
    for sheet in TOKENS.parent.glob("*.css"):
        rules = re.sub(r"@media print \{.*", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        found = re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s,)])", rules)
        if sheet.name != "tokens.css" and found:
            strays[sheet.name] = found
    assert strays == {}

"""The icons: our own drawings in `drawings/`, 24 × 24, strokes of 1.75, round ends, no fills.

`svg(name)` gives the element to put into a page. It is hidden from screen readers: the
word beside an icon, or the control's own label, says the same.
"""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString, mark_safe

DRAWINGS = Path(__file__).parent / "drawings"
SVG = "{http://www.w3.org/2000/svg}"


class UnknownIconError(KeyError):
    """No drawing has that name; the message lists those there are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no icon {name!r}; known: {', '.join(names())}")


def names() -> list[str]:
    """Name every drawing there is, in alphabetical order."""
    return sorted(path.stem for path in DRAWINGS.glob("*.svg"))


@cache
def svg(name: str) -> SafeString:
    """Draw one icon; raises UnknownIconError."""
    if name not in names():
        raise UnknownIconError(name)
    drawing = ET.parse(DRAWINGS / f"{name}.svg").getroot()  # noqa: S314 our own file
    for part in drawing.iter():
        part.tag = part.tag.removeprefix(SVG)
    for key, value in {"class": "icon", "aria-hidden": "true", "focusable": "false"}.items():
        drawing.set(key, value)
    text = ET.tostring(drawing, encoding="unicode")
    return mark_safe(" ".join(text.split()))  # noqa: S308 our own file

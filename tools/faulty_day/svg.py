"""Plain SVG: shapes and text in the theme's colours and type."""

import base64
import re
import unicodedata
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

THEME = Path(__file__).resolve().parents[2] / "src" / "loa" / "theme" / "static" / "theme"
FONTS = {400: "400", 600: "600"}
SCRIPTS = {  # as in fonts.css
    "vietnamese": "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
    "latin": "U+0000-00FF,U+2000-206F,U+2191,U+2193,U+2212",
}
# Of the type's size: what a letter takes, its marks left aside; bold ones take a little more.
WIDTHS = {**dict.fromkeys("iljtfrI.,:;()'|", 0.33), **dict.fromkeys("mwMW", 0.87), " ": 0.26}
LETTER, CAPITAL, BOLDER, SPARE = 0.57, 0.68, 1.06, 1.05


def tokens() -> dict[str, str]:
    """Return the light scheme's colours by name, as tokens.css has them."""
    text = (THEME / "tokens.css").read_text(encoding="utf-8")
    light = text[text.index(":root") : text.index("@media")]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", light))


def fonts() -> str:
    """Return the type as data, because a picture in a page may load nothing."""
    faces = []
    for weight in FONTS:
        for script, letters in SCRIPTS.items():
            path = THEME / "fonts" / f"be-vietnam-pro-{script}-{weight}-normal.woff2"
            data = base64.b64encode(path.read_bytes()).decode()
            faces.append(
                f'@font-face{{font-family:"Be Vietnam Pro";font-weight:{weight};'
                f"src:url(data:font/woff2;base64,{data});unicode-range:{letters}}}"
            )
    return "".join(faces)


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate how wide a text is."""
    letters = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    ems = sum(WIDTHS.get(c, CAPITAL if c.isupper() else LETTER) for c in letters)
    return ems * size * (BOLDER if bold else 1)


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines that are no wider."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and SPARE * wide(longer, size, bold=bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


@dataclass(slots=True)
class Canvas:
    """Collects shapes; `ink` gives a token's colour."""

    colours: dict[str, str] = field(default_factory=tokens)
    parts: list[str] = field(default_factory=list)

    def ink(self, token: str) -> str:
        return self.colours.get(token, token)

    def add(self, tag: str, **attributes: object) -> None:
        words = " ".join(
            f'{name.rstrip("_").replace("_", "-")}="{_number(value)}"'
            for name, value in attributes.items()
        )
        self.parts.append(f"<{tag} {words}/>")

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, **more: object
    ) -> None:
        self.add(
            "rect", x=x, y=y, width=max(width, 0.8), height=height, fill=self.ink(fill), **more
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, ink: str, **more: object) -> None:
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=self.ink(ink), **more)

    def path(self, d: str, **more: object) -> None:
        self.add("path", d=d, **more)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        ink: str = "ink",
        *,
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        self.parts.append(
            f'<text x="{_number(x)}" y="{_number(y)}" font-size="{size}" fill="{self.ink(ink)}"'
            f' font-weight="{600 if bold else 400}" text-anchor="{anchor}">{escape(words)}</text>'
        )

    def both(
        self,
        x: float,
        y: float,
        words: tuple[str, str],
        size: float,
        ink: str = "ink",
        *,
        bold: bool = True,
    ) -> None:
        """Write Vietnamese, and English beside it."""
        vietnamese, english = words
        soft, weight = self.ink("ink-soft"), 600 if bold else 400
        self.parts.append(
            f'<text x="{_number(x)}" y="{_number(y)}" font-size="{size}" fill="{self.ink(ink)}"'
            f' font-weight="{weight}">{escape(vietnamese)}<tspan dx="6" font-weight="400"'
            f' font-size="{size - 1}" fill="{soft}">{escape(english)}</tspan></text>'
        )

    def inside(self, clip: str, shapes: "Canvas") -> None:
        """Add shapes that are seen inside a clip alone."""
        self.parts += [f'<g clip-path="url(#{clip})">', *shapes.parts, "</g>"]


def document(
    canvas: Canvas, width: int, height: int, title: str, description: str, *, language: str = "vi"
) -> str:
    """Return the whole picture."""
    c = canvas.ink
    hatch = (
        '<pattern id="{0}" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect width="6" height="6" fill="{1}"/>'
        '<rect width="2.5" height="6" fill="{2}"/></pattern>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-labelledby="title desc" xml:lang="{language}"'
        " font-family=\"'Be Vietnam Pro', system-ui, sans-serif\">\n"
        f'<title id="title">{escape(title)}</title>\n<desc id="desc">{escape(description)}</desc>\n'
        f"<style>{fonts()}</style>\n<defs>"
        + hatch.format("late", c("late-wash"), c("late"))
        + hatch.format("dark", c("off-wash"), c("line"))
        + hatch.format("fault-drill", c("drill-wash"), c("drill"))
        + hatch.format("fault-rehearsal", c("rehearsal-wash"), c("rehearsal"))
        + "</defs>\n"
        + f'<rect width="{width}" height="{height}" fill="{c("surface")}"/>\n'
        + "\n".join(canvas.parts)
        + "\n</svg>\n"
    )


def _number(value: object) -> str:
    return f"{value:.1f}" if isinstance(value, float) else str(value)

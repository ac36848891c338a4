"""Numbers that Word counts by itself: each list's levels, and the label of the next paragraph."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = ("-", "+", "•")  # of bullets one under the other
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """A document's lists; `label` counts on, so it is asked once for each paragraph in turn."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counted: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def label(self, number: str, depth: int) -> str:
        """Return the label of the next paragraph of this list at this depth; "" for none."""
        of = self.lists.get(number)
        level = self.levels.get((of, depth)) if of is not None else None
        if of is None or level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            above = [self.levels.get((of, one)) for one in range(depth)]
            return _SIGNS[min(sum(bool(one and one.form == "bullet") for one in above), 2)]
        key = (of, depth)
        self.counted[key] = self.counted[key] + 1 if key in self.counted else level.start
        for deeper in [k for k in self.counted if k[0] == of and k[1] > depth]:
            del self.counted[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            one = self.levels.get((of, at), level)
            return counted(self.counted.get((of, at), one.start), one.form)

        return re.sub(r"%(\d)", shown, level.text)


def counted(number: int, form: str) -> str:
    """Write a number in a form of Word's."""
    if form in {"upperRoman", "lowerRoman"}:
        said = ""
        for value, letters in _ROMAN:
            while number >= value:
                said += letters
                number -= value
        return said if form == "upperRoman" else said.lower()
    if form in {"lowerLetter", "upperLetter"}:
        letter = _LETTERS[(number - 1) % len(_LETTERS)]
        return letter if form == "lowerLetter" else letter.upper()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def numbering(root: etree._Element | None) -> Numbering:
    """Read word/numbering.xml; without one, nothing is numbered."""
    read = Numbering()
    if root is None:
        return read
    for abstract in root.iter(f"{W}abstractNum"):
        of = abstract.get(f"{W}abstractNumId", "")
        for level in abstract.iter(f"{W}lvl"):
            depth = int(level.get(f"{W}ilvl", "0"))
            start = int(_value(level, "start") or "1")
            text = _value(level, "lvlText") or ""
            read.levels[of, depth] = Level(_value(level, "numFmt") or "decimal", text, start)
    for number in root.iter(f"{W}num"):
        read.lists[number.get(f"{W}numId", "")] = _value(number, "abstractNumId") or ""
    return read


def _value(of: etree._Element, name: str) -> str | None:
    found = of.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")

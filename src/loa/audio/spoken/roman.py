"""Roman numerals: read where they are numerals, left alone where they are words.

Two or more of I, V and X are a numeral wherever they stand (XII, IV), except VI and XI,
which are also syllables (HÀNH VI, XI MĂNG). Those, single letters, and whatever holds
L or C need a word before them that is followed by numerals, or a heading's place.
"""

import re

from loa.audio.spoken.numbers import cardinal, ordinal
from loa.audio.spoken.rule import Rule, at_line_start, before, rule, word_before, words

VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
CANONICAL = re.compile(r"(?=[CLXVI])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
SYLLABLES = {"VI", "XI", "LI", "CI", "CII"}
HEADS = words(
    "thứ khóa khoá hội quý chương phần mục tập kỷ kỉ kỳ kì quyển cấp loại hạng đợt đoạn "
    "nhóm vòng bậc vực điều huyện tỉnh xã trường kiểu vùng tw ương số phụ lục"
)


def value(numeral: str) -> int | None:
    """Return the value of a well-formed numeral up to 399, or None."""
    if not CANONICAL.fullmatch(numeral):
        return None
    figures = [VALUES[letter] for letter in numeral]
    following = [*figures[1:], 0]
    return sum(-n if n < m else n for n, m in zip(figures, following, strict=True))


def _say(match: re.Match[str]) -> str:
    numeral = match[0]
    number = value(numeral)
    if number is None:
        return numeral
    headed = word_before(match) in HEADS and not before(match).rstrip().endswith((".", ",", ":"))
    heading = at_line_start(match) and match.string[match.end() : match.end() + 1] in {".", ")"}
    plain = len(numeral) > 1 and set(numeral) <= set("IVX") and numeral not in SYLLABLES
    if not (headed or heading or plain):
        return numeral
    return ordinal(number) if word_before(match) == "thứ" else cardinal(number)


def _of_year(match: re.Match[str]) -> str:
    number = value(match[2]) if match[2].isalpha() else int(match[2])
    if number is None:
        return match[0]
    return f"{match[1]} {cardinal(number)} năm {cardinal(int(match[3]))}"


QUARTERS: list[Rule] = [
    rule(r"\b([Qq]uý|QUÝ|[Kk]ỳ|KỲ) ([IVX]{1,3}|[1-4])/([12]\d{3})(?![\w/])", _of_year)
]
RULES: list[Rule] = [rule(r"(?<![\w&])[IVXLC]+(?![\w&])", _say)]

"""Figures that no other rule has read: telephone numbers, ranges, decimals, the rest."""

import re

from loa.audio.spoken.numbers import cardinal, decimal, digit_by_digit, ordinal, whole
from loa.audio.spoken.rule import (
    Rule,
    at_line_start,
    before,
    rule,
    word_after,
    word_before,
    words,
)

DASH = r"\s*[-–—]\s*"
GROUPED = r"\d{1,3}(?:\.\d{3})+"
AMOUNT = rf"(?:{GROUPED}(?:,\d+)?|\d+(?:[.,]\d+)?)"
CALLED = re.compile(
    r"(?:gọi|điện thoại|đường dây nóng|hotline|đt|sđt|số máy|tổng đài|đầu số|zalo|liên hệ)"
    r"[^\d\n.;]{0,25}(?:[\d\s.]{3,15}(?:,|và|hoặc|hay|–|-)\s?)*$"
)
RANGE_HEADS = words(
    "từ khoảng tầm chừng kỳ kì đoạn khóa khoá học khoá năm tuổi ngày tháng quý điều lớp"
)
SECTIONS = words("mục phần điểm khoản chương điều dung số phụ tiết")
PARTS_OF = words("số diện tổng dân chặng quãng")


def _grouped(text: str) -> str:
    """Read the digits of a telephone number, with a pause where it was written in groups."""
    return ", ".join(digit_by_digit(group) for group in re.split(r"[\s.-]+", text) if group)


def _telephone(match: re.Match[str]) -> str:
    prefix = "cộng " if match[0].startswith("+") else ""
    return prefix + _grouped(match[0].strip("+ "))


def _short_number(match: re.Match[str]) -> str:
    return digit_by_digit(match[0]) if CALLED.search(before(match)) else match[0]


def amount(text: str) -> str:
    """Read an amount as written: 1.000.000 · 3,5 · 52.58 · 05 · 1.250,5."""
    if re.fullmatch(GROUPED, text):
        return whole(text.replace(".", ""))
    integer, comma, fraction = text.partition(",")
    if comma:
        return decimal(integer.replace(".", ""), fraction)
    integer, dot, fraction = text.partition(".")
    return decimal(integer, fraction) if dot else whole(integer)


def _range(match: re.Match[str]) -> str:
    lead = "" if word_before(match) in RANGE_HEADS else "từ "
    return f"{lead}{amount(match['a'])} đến {amount(match['b'])}"


def _outline(match: re.Match[str]) -> str:
    """Read 1.2.3, and 1.1 where it numbers a section, with "chấm"."""
    parts = match[0].split(".")
    numbered = len(parts) > 2 or word_before(match) in SECTIONS  # noqa: PLR2004
    rest = match.string[match.end() : match.end() + 2]
    heads = at_line_start(match) and (rest[:1] == "." or rest.lstrip()[:1].isupper())
    if not numbered and not heads:
        return match[0]
    if re.fullmatch(GROUPED, match[0]):
        return match[0]
    return " chấm ".join(whole(part) for part in parts)


def _fraction(match: re.Match[str]) -> str:
    part = word_after(match) in PARTS_OF or match[0] in {"1/2", "1/3", "1/4", "3/4"}
    word = "phần" if part else "trên"
    return f"{whole(match[1])} {word} {whole(match[2])}"


def _ordinal(match: re.Match[str]) -> str:
    return f"{match[1]} {ordinal(int(match[2]))}"


def _list(match: re.Match[str]) -> str:
    return ", ".join(whole(part) for part in match[0].split(","))


TELEPHONES: list[Rule] = [
    rule(r"(?<![\w.,])\+\d{2}(?:[ .]?\d{2,4}){3,4}(?!\w)", _telephone),
    rule(r"(?<![\w.,/])0\d{1,3}(?:[ .-]?\d{2,4}){2,4}(?![\w/]|[.,]\d)", _telephone),
    rule(r"(?<![\w.,/])1[89]00[ .-]?\d{2,4}(?:[ .-]?\d{2})?(?![\w/]|[.,]\d)", _telephone),
    rule(r"(?<![\w.,/])\d{3,4}(?![\w/%]|[.,]\d)(?!\s?[-–]\s?\d)", _short_number),
]
RULES: list[Rule] = [
    rule(rf"(?<![\w.,/-])(?P<a>{AMOUNT}){DASH}(?P<b>{AMOUNT})(?![\w/-]|[.,]\d)", _range),
    rule(r"(?<![\w.,/])\d{1,3}(?:,\d{3}){2,}(?![\w,])", lambda m: whole(m[0].replace(",", ""))),
    rule(r"(?<![\w.,/])\d+(?:,\d+){2,}(?![\w,])", _list),
    rule(r"(?<![\w.,/])\d+(?:\.\d+)+(?![\w/]|[.,]\d)", _outline),
    rule(r"(?<![\w.,/])(\d+)\s?/\s?(\d+)(?![\w/]|[.,]\d)", _fraction),
    rule(r"\b([Tt]hứ) (\d{1,2})(?![\w/]|[.,]\d)", _ordinal),
    rule(AMOUNT, lambda m: amount(m[0])),
    rule(r"\d+", lambda m: cardinal(int(m[0]))),
]

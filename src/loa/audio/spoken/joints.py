"""Strokes and spaces between what has been read."""

from loa.audio.spoken.rule import LETTER, Rule, rule

BETWEEN_WORDS: list[Rule] = [
    rule(rf"(?<=\d )({LETTER}+)\s?/\s?(?={LETTER})", lambda m: f"{m[1]} trên "),
    rule(rf"(?<={LETTER})\s?/\s?(?={LETTER})", " "),
    rule(r"(?<=\d)(?=[^\W\d_])", " "),
    rule(r"(?<=[^\W\d_])(?=\d)", " "),
]
AFTER_FIGURES: list[Rule] = [
    rule(rf"(?<={LETTER})\s?[-–—]\s?(?=(?:không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\b)", " "),
    rule(rf"(?<={LETTER})\s?/\s?(?={LETTER})", " trên "),
    rule(r" {2,}", " "),
]

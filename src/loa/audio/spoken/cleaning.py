"""Old text is dirty: what can be mended without guessing is mended here.

Words run together ("làđẩy") are left alone, because where they part is a guess; only the
few standing terms of JOINED are known for certain.
"""

import re
import unicodedata

from loa.audio.spoken.rule import LETTER, LOWER, UPPER, Rule, apply, rule

JOINED = {
    "đảngbộ": "đảng bộ", "đảngviên": "đảng viên", "đảngủy": "đảng ủy", "chibộ": "chi bộ",
    "nhândân": "nhân dân", "ủyban": "ủy ban", "đạihội": "đại hội", "huyệnủy": "huyện ủy",
    "tỉnhủy": "tỉnh ủy", "nghịquyết": "nghị quyết", "kếhoạch": "kế hoạch",
    "đồngchí": "đồng chí", "cánbộ": "cán bộ", "nhiệmkỳ": "nhiệm kỳ",
}  # fmt: skip
INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}


def clean(text: str) -> str:
    """Return a text in NFC, with plain digits and spaces, and its punctuation mended."""
    return apply(RULES, "".join(_plain(c) for c in unicodedata.normalize("NFC", text))).strip()


def _plain(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() or character == "\n" else " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in {"\u2028", "\u2029", "\x85"}:
        return "\n"
    category = unicodedata.category(character)
    if category in INVISIBLE:
        return "" if category == "Cf" else " "
    return " " if category == "Zs" else character


def _unjoined(match: re.Match[str]) -> str:
    parted = JOINED.get(match[0].lower())
    return match[0] if parted is None else match[0][0] + parted[1:]


RULES: list[Rule] = [
    rule(r" {2,}", " "),  # first: what follows looks for blanks at its own pace
    rule(r"\.\s*/\s*\.", "."),  # the mark that ends an official document
    rule(r" *\n *", "\n"),
    rule(r"\n{2,}", "\n"),
    rule(r"(?m)^[-–—+*•●▪◦·] +", ""),  # bullets
    rule(r"(?m)^[-–—•●▪](?=[^\W\d_])", ""),
    rule(r" +(?=[,;:!?]|\.(?:\s|$))", ""),
    rule(rf"(?<={LETTER}):(?={LETTER})", ": "),
    rule(rf"(?<={LOWER})([,;])(?={LETTER})", lambda m: f"{m[1]} "),
    rule(rf"(?<={LOWER})([.!?])(?={UPPER}{LOWER})", lambda m: f"{m[1]} "),
    rule(rf"(?<!\w){LETTER}{{5,10}}(?!\w)", _unjoined),
]

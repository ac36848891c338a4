"""Web and e-mail addresses."""

import re

from loa.audio.spoken.numbers import digit_by_digit
from loa.audio.spoken.rule import Rule, rule

ENDINGS = {"vn": "vê en", "com": "com", "org": "o rờ gờ", "net": "nét", "gov": "gốp", "edu": "e đu"}
SIGNS = {
    ".": " chấm ", "/": " gạch chéo ", "@": " a còng ", "-": " gạch ngang ",
    "_": " gạch dưới ", ":": " hai chấm ", "?": " ", "=": " ", "&": " ", "#": " ", "%": " ",
}  # fmt: skip
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
ADDRESS = (
    rf"(?<![\w@.])(?:https?://)?(?:[A-Za-z0-9._-]{{1,64}}@)?(?:{LABEL}\.){{1,8}}"
    r"(?:vn|com|org|net|info|edu|gov)(?::\d+)?(?:/[A-Za-z0-9._~/-]{0,200}[A-Za-z0-9/])?(?![\w@])"
)
PIECES = re.compile(r"[A-Za-z]+|\d+|.")


def _address(match: re.Match[str]) -> str:
    bare = re.sub(r"^https?://", "", match[0]).rstrip("/")
    words = [
        SIGNS.get(piece)
        or (digit_by_digit(piece) if piece.isdigit() else ENDINGS.get(piece, piece.lower()))
        for piece in PIECES.findall(bare)
    ]
    return re.sub(r" +", " ", " ".join(words)).strip()


RULES: list[Rule] = [rule(ADDRESS, _address)]

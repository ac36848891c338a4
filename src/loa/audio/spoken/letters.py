"""Letters by their Vietnamese names, and what is spelled with them."""

import re

from loa.audio.spoken.rule import LETTER, UPPER, Rule, rule

NAMES = {
    "a": "a", "ă": "á", "â": "ớ", "b": "bê", "c": "xê", "d": "dê", "đ": "đê", "e": "e",
    "ê": "ê", "f": "ép", "g": "giê", "h": "hát", "i": "i", "j": "gi", "k": "ca", "l": "e lờ",
    "m": "em mờ", "n": "en nờ", "o": "o", "ô": "ô", "ơ": "ơ", "p": "pê", "q": "quy",
    "r": "e rờ", "s": "ét", "t": "tê", "u": "u", "ư": "ư", "v": "vê", "w": "vê kép",
    "x": "ích", "y": "i dài", "z": "dét",
}  # fmt: skip
TONED = re.compile(r"[À-ỹ]")
# A syllable as it can be written without marks; what fits may be a word in capitals.
SYLLABLE = re.compile(
    r"(?:NGH|NG|NH|GH|GI|KH|PH|TH|TR|CH|QU|[BCDĐGHKLMNPRSTVX])?"
    r"(?:UYE|UYA|OAI|OAY|UAY|IEU|YEU|OEO|UOI|UOU|[AEIOUYÂÊÔƠƯĂ]{1,2})(?:NG|NH|CH|[CMNPT])?"
)
UNMARKED_RUN = 3  # so many possible words side by side are a line in capitals


def spelled(letters: str) -> str:
    """Spell letter by letter; a character without a name is left out."""
    return " ".join(NAMES[letter] for letter in letters.lower() if letter in NAMES)


def _run(match: re.Match[str]) -> str:
    """Spell the abbreviations in a run of words in capitals, and leave its words."""
    tokens = match[0].split(" ")
    said: list[str] = []
    group: list[str] = []
    for token in [*tokens, ""]:
        if token and _possible(token):
            group.append(token)
            continue
        words = len(group) >= UNMARKED_RUN or any(_marked(word) for word in group)
        said += group if words else [_said(word) for word in group]
        group = []
        if token:
            said.append(_said(token))
    return " ".join(said)


def _possible(token: str) -> bool:
    return len(token) > 1 and (_marked(token) or SYLLABLE.fullmatch(token) is not None)


def _marked(token: str) -> bool:
    return TONED.search(token.replace("Đ", "D")) is not None


def _said(token: str) -> str:
    return token if len(token) == 1 else spelled(token) or token


RULES: list[Rule] = [
    rule(rf"(?<={UPPER}{UPPER})[-–](?={UPPER}{UPPER})", " "),
    rule(rf"(?<!\w){UPPER}+(?: {UPPER}+)*(?!\w)", _run),
    rule(rf"(?<!{LETTER})({UPPER}{{1,5}})(?=\d)", lambda m: f"{spelled(m[1])} "),
    rule(rf"(?<=\d)({UPPER}{{1,5}})(?!{LETTER})", lambda m: f" {spelled(m[1])} "),
]

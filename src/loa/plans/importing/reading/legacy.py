"""Vietnamese as it was stored before Unicode: TCVN3 (ABC) and VNI, recognised and converted.

Both are read as single bytes first. TCVN3 has one byte for each small letter with its mark
and for seven capitals; capitals with a tone were the small byte in a font of capitals. VNI
writes the bare vowel followed by a byte for its marks.
"""

import re
import unicodedata

_TCVN3_LETTERS = {
    "a": ("µ¶·\u00b8¹", "\u0300\u0309\u0303\u0301\u0323"),
    "ă": ("»¼½¾Æ", "\u0300\u0309\u0303\u0301\u0323"),
    "â": ("ÇÈÉÊË", "\u0300\u0309\u0303\u0301\u0323"),
    "e": ("ÌÎÏÐÑ", "\u0300\u0309\u0303\u0301\u0323"),
    "ê": ("ÒÓÔÕÖ", "\u0300\u0309\u0303\u0301\u0323"),
    "i": ("×ØÜÝÞ", "\u0300\u0309\u0303\u0301\u0323"),
    "o": ("ßáâãä", "\u0300\u0309\u0303\u0301\u0323"),
    "ô": ("åæçèé", "\u0300\u0309\u0303\u0301\u0323"),
    "ơ": ("êëìíî", "\u0300\u0309\u0303\u0301\u0323"),
    "u": ("ïñòóô", "\u0300\u0309\u0303\u0301\u0323"),
    "ư": ("õö÷øù", "\u0300\u0309\u0303\u0301\u0323"),
    "y": ("úûüýþ", "\u0300\u0309\u0303\u0301\u0323"),
}
_TCVN3 = {
    byte: unicodedata.normalize("NFC", base + tone)
    for base, (stored, tones) in _TCVN3_LETTERS.items()
    for byte, tone in zip(stored, tones, strict=True)
}
_TONED = frozenset(_TCVN3.values())
_TCVN3 |= dict(zip("¨©ª«¬\u00ad®", "ăâêôơưđ", strict=True))
_TCVN3 |= dict(zip("¡¢£¤¥¦§", "ĂÂÊÔƠƯĐ", strict=True))

_TONES = {"ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ù": "\u0301", "ï": "\u0323"}
_ROOF = {"â": "", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "á": "\u0301", "ä": "\u0323"}
_BREVE = {"ê": "", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "é": "\u0301", "ë": "\u0323"}
_WHOLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ"}

_SYLLABLE = re.compile(
    r"(?:ngh|ng|gh|gi|nh|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    r"[aăâeêioôơuưy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD = re.compile(r"[^\W\d_]+")
PLAUSIBLE = 0.8  # of a text's words are syllables of Vietnamese
MARKED = 0.3  # of them carry a mark: plain ASCII does not prove an encoding


def tcvn3(text: str) -> str:
    """Convert text whose bytes were TCVN3, read one byte a character; lengths stay."""
    converted = "".join(_TCVN3.get(letter, letter) for letter in text)
    return "\n".join(map(_with_capitals, converted.split("\n")))


def _with_capitals(line: str) -> str:
    """Give words in capitals back their toned letters, which TCVN3 could only store small."""
    words = list(_WORD.finditer(line))
    sure = [_all_but_toned(word[0]) and any(c.isupper() for c in word[0][1:]) for word in words]
    letters = list(line)
    for at, word in enumerate(words):
        beside = [sure[n] for n in (at - 1, at + 1) if 0 <= n < len(words)]
        begun = word[0][0].isupper()
        near = _all_but_toned(word[0]) and (
            any(beside) if begun else len(beside) > 1 and all(beside)
        )
        if sure[at] or near:
            letters[word.start() : word.end()] = word[0].upper()
    return "".join(letters)


def _all_but_toned(word: str) -> bool:
    """Say whether the only small letters are those that have no capital in TCVN3."""
    return all(c.isupper() or (c in _TONED and c.islower()) for c in word)


def vni(text: str) -> str:
    """Convert text whose bytes were VNI-Windows, read as Windows-1252."""
    out: list[str] = []
    for letter in text:
        small = letter.lower()
        before = out[-1] if out else ""
        marks = _vni_marks(before.lower(), small)
        if marks is not None:
            out[-1] = unicodedata.normalize("NFC", before + marks)
        elif small in _WHOLE:
            out.append(_WHOLE[small].upper() if letter != small else _WHOLE[small])
        else:
            out.append(letter)
    return "".join(out)


def _vni_marks(before: str, mark: str) -> str | None:
    if before == "a" and mark in _BREVE:
        return "\u0306" + _BREVE[mark]
    if before in {"a", "e", "o"} and mark in _ROOF:
        return "\u0302" + _ROOF[mark]
    if before in {"a", "e", "o", "u", "y", "ơ", "ư"} and mark in _TONES:
        return _TONES[mark]
    return None


def decode(content: bytes) -> tuple[str, str] | None:
    """Return the text and the encoding's name, or None if it is neither TCVN3 nor VNI."""
    single = content.decode("latin-1")
    windows = content.decode("cp1252", errors="replace")
    tried = ((tcvn3(single), "TCVN3"), (vni(windows), "VNI"))
    best, name = max(tried, key=lambda one: plausible(one[0]))
    return (best, name) if plausible(best) >= PLAUSIBLE and marked(best) >= MARKED else None


def plausible(text: str) -> float:
    """Return the share of words that can be syllables of Vietnamese, 0 for no words."""
    words = _WORD.findall(text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def marked(text: str) -> float:
    """Return the share of words that have a letter beyond ASCII, 0 for no words."""
    words = _WORD.findall(text)
    return sum(not word.isascii() for word in words) / len(words) if words else 0.0


def is_syllable(word: str) -> bool:
    bare = _TONE_MARKS.sub("", unicodedata.normalize("NFD", word.lower()))
    return _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None

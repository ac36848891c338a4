"""Vietnamese as it was stored before Unicode: TCVN3 (ABC) and VNI, for two of the texts."""

import unicodedata

# In the order of the letters below; one byte a letter, read as Windows-1252.
_LETTERS = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
_TCVN3 = "µ¶·\u00b8¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ"
_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
_SMALL = dict(zip(_LETTERS, _TCVN3, strict=True))

# VNI writes a base letter and a mark, except i, y with a dot below, and đ.
_MARKS = {"": "", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
_BREVE = {"": "ê", "\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}
_ROOF = {"": "â", "\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
_WHOLE = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î", "đ": "ñ"}
_HORN = {"ơ": "ô", "ư": "ö"}
_TONES = frozenset(_MARKS) - {""}


def without_toned_capitals(text: str) -> str:
    """TCVN3 has no capital with a tone: the font drew it; the byte is the small letter's."""
    kept = set(_CAPITALS)
    return "".join(
        letter.lower() if letter.lower() in _SMALL and letter not in kept else letter
        for letter in unicodedata.normalize("NFC", text)
    )


def tcvn3(text: str) -> bytes:
    """Encode; toned capitals come out small."""
    table = _SMALL | _CAPITALS | {"–": "-", "…": "...", "“": '"', "”": '"'}
    return "".join(table.get(c, c) for c in without_toned_capitals(text)).encode("latin-1")


def vni(text: str) -> bytes:
    """Encode as VNI-Windows."""
    return "".join(map(_vni, unicodedata.normalize("NFC", text))).encode("cp1252")


def _vni(letter: str) -> str:
    small = letter.lower()
    if small in _WHOLE:
        found = _WHOLE[small]
    else:
        decomposed = unicodedata.normalize("NFD", small)
        tone = "".join(c for c in decomposed if c in _TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
        if base == "ă":
            found = "a" + _BREVE[tone]
        elif base in {"â", "ê", "ô"}:
            found = {"â": "a", "ê": "e", "ô": "o"}[base] + _ROOF[tone]
        else:
            found = _HORN.get(base, base) + _MARKS[tone]
    return found.upper() if letter != small else found

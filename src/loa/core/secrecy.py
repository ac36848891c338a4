"""Marks of secrecy, as papers bear them. Pure.

Secret material has no place in this system at all: rooms refuse it before anything is
kept, and the waist refuses it again.
"""

import re

SEEN = 40  # characters beside a stamp, which say whether it stands alone

_MARK = r"(?:(?:tối|tuyệt)\s+)?mật"
# Alone on its line, in brackets, or after the words that announce it: in any case.
_SECRET_LINE = re.compile(
    rf"^\W*(?:(?:độ|dấu|mức)(?:\s+độ)?\s+mật\s*:\s*)?{_MARK}\W*$", re.IGNORECASE | re.MULTILINE
)
_SECRET_SET_OFF = re.compile(rf"[(\[]\s*{_MARK}\s*[)\]]|độ\s+mật\s*:\s*{_MARK}\b", re.IGNORECASE)
# In capitals inside a line of small letters, as a stamp is copied.
_SECRET_STAMP = re.compile(r"(?<!\w)(?:(?:TỐI|TUYỆT)\s+)?MẬT(?!\w)")


def is_secret(text: str) -> bool:
    """Whether a text bears a mark of secrecy: Mật, Tối mật, Tuyệt mật.

    The word inside a sentence is none: "bí mật", "mật ong", "giữ bảo mật".
    """
    if _SECRET_LINE.search(text) or _SECRET_SET_OFF.search(text):
        return True
    return any(_stands_alone(text, stamp) for stamp in _SECRET_STAMP.finditer(text))


def _stands_alone(text: str, stamp: re.Match[str]) -> bool:
    """Whether the words beside are not in capitals too: then it is no stamp but a headline."""
    before = re.search(r"(\w+)\W*$", text[max(0, stamp.start() - SEEN) : stamp.start()])
    after = re.match(r"\W*(\w+)", text[stamp.end() : stamp.end() + SEEN])
    return not any(word and word[1].isupper() and word[1].isalpha() for word in (before, after))

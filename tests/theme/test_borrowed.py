"""What we translate for others is still theirs, and nothing of theirs that we show is missed."""

import re
from pathlib import Path

import allauth
import django
from django.utils.translation import gettext, override

from loa.theme import borrowed

ALLAUTH = Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po"
DJANGO = Path(django.__file__).parent / "conf/locale/de/LC_MESSAGES/django.po"


def msgids(po: Path) -> set[str]:
    """Read the singulars of a catalogue that names every string of its package."""
    found = re.findall(r'^msgid ((?:".*"\n)+)', po.read_text(encoding="utf-8"), re.MULTILINE)
    return {"".join(re.findall(r'"(.*)"', lines)).replace('\\"', '"') for lines in found}


def test_every_borrowed_string_is_still_in_use_there() -> None:
    theirs = msgids(ALLAUTH) | msgids(DJANGO)
    assert [text for text in borrowed.STRINGS + borrowed.WEEKDAYS if text not in theirs] == []


def test_every_borrowed_string_is_said_in_vietnamese() -> None:
    with override("vi"):
        english = [text for text in borrowed.STRINGS + borrowed.WEEKDAYS if gettext(text) == text]
    assert english == []

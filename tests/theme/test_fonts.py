"""The bundled letters: no letter is in two files, so that none is fetched for another's sake."""

import re
from collections import Counter
from pathlib import Path

import loa.theme

SHEET = Path(loa.theme.__file__).parent / "static" / "theme" / "fonts.css"


def faces() -> list[tuple[str, set[int]]]:
    """Return weight and letters of each file that has a range of its own."""
    found = []
    for block in re.findall(r"@font-face\s*{(.*?)}", SHEET.read_text(), re.DOTALL):
        weight = re.search(r"font-weight: (\d+)", block)
        ranges = re.search(r"unicode-range: (.*?);", block)
        if not weight or not ranges:
            continue
        letters: set[int] = set()
        for one in ranges.group(1).split(", "):
            first, _, last = one.removeprefix("U+").partition("-")
            letters |= set(range(int(first, 16), int(last or first, 16) + 1))
        found.append((weight.group(1), letters))
    return found


def test_no_letter_stands_in_two_files_of_one_weight() -> None:
    assert len(faces()) == 12
    count = Counter((weight, letter) for weight, letters in faces() for letter in letters)
    twice = {f"U+{letter:04X}" for (_weight, letter), n in count.items() if n > 1}
    assert twice == set()


def test_every_letter_of_vietnamese_has_a_file() -> None:
    text = "ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ₫…–“”"
    known = set.union(*(letters for _weight, letters in faces()))
    assert {letter for letter in text if ord(letter) not in known} == set()

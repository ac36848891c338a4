"""A plan's notes, where they keep what a document has a place for: purposes, slogans, recipients.

A plan has no field for these; the import writes them into the notes under a heading of one line
("Khẩu hiệu:") with a dash before each item. A document gives them their own place again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

PURPOSES, SLOGANS, RECIPIENTS = "Mục đích, yêu cầu", "Khẩu hiệu", "Nơi nhận"
_PLACED = (PURPOSES, SLOGANS, RECIPIENTS)
# Of interest to those who work with the plan, not to those who are sent its document.
_INSIDE = ("Hình thức nêu trong văn bản", "Phụ lục", "Đoạn máy không hiểu, xem trong văn bản gốc")
_DASH = "- "


@dataclass(frozen=True, slots=True)
class Noted:
    """The items under each heading, and the lines that stand under none."""

    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rest: tuple[str, ...] = ()

    def under(self, heading: str) -> tuple[str, ...]:
        return self.items.get(heading, ())


def noted(notes: str) -> Noted:
    """Take the notes apart; a heading without items under it is a line like others."""
    items: dict[str, tuple[str, ...]] = {}
    rest: list[str] = []
    heading = ""
    lines = [" ".join(line.split()) for line in notes.splitlines()]
    for at, line in enumerate(lines):
        begins = line.removesuffix(":")
        listed = at + 1 < len(lines) and lines[at + 1].startswith(_DASH)
        if line.endswith(":") and begins in {*_PLACED, *_INSIDE} and listed:
            heading = begins
        elif heading and line.startswith(_DASH):
            items[heading] = (*items.get(heading, ()), line[len(_DASH) :])
        elif line:
            heading = ""
            rest.append(line)
        else:
            heading = ""
    return Noted(items, tuple(rest))

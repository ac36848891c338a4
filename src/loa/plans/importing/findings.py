"""What an import finds: values, each with its passage, a confidence and the rule's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from loa.plans.importing.reading.document import Paragraph

FORMAT, VERSION = "loa.plan-findings", "1.0"
SCALARS = ("number", "issuer", "issued_on", "kind", "title")
LISTS = (
    "bases",
    "purposes",
    "phases",
    "topics",
    "channels",
    "assignments",
    "slogans",
    "recipients",
    "annexes",
    "contradictions",
    "not_understood",
)
_END = " .;,:/"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its named values, its passage in the text, 0 to 1, and why."""

    values: Mapping[str, Any]
    passage: tuple[int, int]
    confidence: float
    why: str

    def said(self) -> dict[str, Any]:
        start, end = self.passage
        place = {"start": start, "end": end}
        return {
            **self.values,
            "passage": place,
            "confidence": self.confidence,
            "why": self.why,
        }

    @property
    def value(self) -> Any:
        return self.values.get("value")


def quoted(paragraph: Paragraph, start: int, end: int) -> tuple[str, int, int]:
    """Return the words between two offsets without the punctuation around them."""
    words = paragraph.words
    while end > start and words[end - 1] in _END:
        if words[end - 1] == "." and words[start:end].endswith(("...", "v.v.")):
            break
        end -= 1
    while start < end and words[start] in " .;,:-–":
        start += 1
    return words[start:end], start, end


def finding(
    paragraph: Paragraph, start: int, end: int, confidence: float, why: str, **values: Any
) -> Finding:
    """Make a finding anchored at these words; without `values`, the words are the value."""
    said, first, last = quoted(paragraph, start, end)
    return Finding(values or {"value": said}, paragraph.passage(first, last), confidence, why)


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one document."""

    text: str
    scalars: Mapping[str, Finding | None]
    lists: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        """Return the object that `loa plan import --json` prints."""
        out: dict[str, Any] = {"format": FORMAT, "version": VERSION}
        for key in SCALARS:
            one = self.scalars.get(key)
            out[key] = one.said() if one else None
        for key in LISTS:
            out[key] = [one.said() for one in self.lists.get(key, ())]
        return out | {"text": self.text}

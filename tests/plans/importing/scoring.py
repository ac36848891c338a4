"""How findings are measured against the corpus: README.md of the corpus says what is equal."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loa.core.fold import fold

CORPUS = Path(__file__).parent / "corpus"
SCALARS = ("number", "issuer", "issued_on", "kind", "title")
LISTS = (
    "bases",
    "phases",
    "topics",
    "channels",
    "assignments",
    "slogans",
    "recipients",
    "contradictions",
    "not_understood",
)
FIELDS = (*SCALARS, *LISTS)
ALIKE = 0.9
LONGEST = 4  # times the truth's passage: more is no answer to what was passed over
_ISSUER = (
    ("uy ban nhan dan", "ubnd"),
    ("phat trien nong thon", "ptnt"),
    ("phong chong thien tai", "pctt"),
    ("tim kiem cuu nan", "tkcn"),
    ("ban chap hanh", "bch"),
)
_HEAD = re.compile(r"^\s*(?:[-+*•–]|\d+(?:\.\d+)*\s*[.)/]|[a-zđ]\s*[.)]|[IVX]+\s*[.\-])\s*")


@dataclass
class Tally:
    """Counts of one field: what was found, what is true, and the pairs of both."""

    found: int = 0
    true: int = 0
    matched: int = 0

    @property
    def precision(self) -> float:
        return self.matched / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.matched / self.true if self.true else 1.0

    def add(self, other: "Tally") -> None:
        self.found += other.found
        self.true += other.true
        self.matched += other.matched


def documents(half: str) -> list[Path]:
    return sorted(p for p in (CORPUS / half).glob("*.*") if p.suffix in {".docx", ".txt", ".pdf"})


def truth(document: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(document.with_suffix(".json").read_text(encoding="utf-8"))
    return found


class Letters:
    """A text as its letters and digits alone, with each one's offset: blanks do not count."""

    def __init__(self, text: str) -> None:
        pairs = [(c, at) for at, whole in enumerate(text) for c in whole.casefold() if c.isalnum()]
        self.stream = "".join(c for c, _ in pairs)
        self.at = [at for _, at in pairs]

    def places(self, excerpt: str) -> list[tuple[int, int]]:
        wanted = "".join(c for c in excerpt.casefold() if c.isalnum())
        places, start = [], self.stream.find(wanted)
        while wanted and start >= 0:
            places.append((self.at[start], self.at[start + len(wanted) - 1] + 1))
            start = self.stream.find(wanted, start + 1)
        return places

    def anchored(self, row: dict[str, Any], excerpt: str) -> bool:
        start, end = row["passage"]["start"], row["passage"]["end"]
        return any(start < last and first < end for first, last in self.places(excerpt))


def bare(text: str) -> str:
    return fold(_HEAD.sub("", text))


def alike(one: str, other: str) -> bool:
    """Equal, or nine tenths of the words in common."""
    left, right = bare(one).split(), bare(other).split()
    if left == right:
        return True
    rest, common = list(right), 0
    for word in left:
        if word in rest:
            rest.remove(word)
            common += 1
    return bool(left or right) and 2 * common / (len(left) + len(right)) >= ALIKE


def _issuer(name: str) -> str:
    folded = fold(name)
    for long, short in _ISSUER:
        folded = folded.replace(long, short)
    return folded


def same(  # noqa: PLR0911 -- one way out for each kind of field
    key: str, found: dict[str, Any], true: dict[str, Any]
) -> bool:
    """Say whether a finding's values are the truth's, wherever they stand."""
    if key == "phases":
        days = (found["starts"], found["ends"]) == (true["starts"], true["ends"])
        names = sorted((bare(found["name"]), bare(true["name"])), key=len)
        return days and bool(names[0]) and names[1].startswith(names[0])
    if key == "assignments":
        return alike(found["unit"], true["unit"]) and alike(found["duty"], true["duty"])
    if key == "contradictions":
        return bool(found["kind"] == true["kind"])
    if key == "not_understood":
        length = found["passage"]["end"] - found["passage"]["start"]
        return length <= LONGEST * len(true["passage"])
    if key == "issuer":
        return _issuer(found["value"] or "") == _issuer(true["value"] or "")
    if key in {"channels", "issued_on", "kind"} or None in (found["value"], true["value"]):
        return bool(found["value"] == true["value"])
    if key in {"number", "title"}:
        return bare(found["value"]) == bare(true["value"])
    return alike(found["value"], true["value"])


def pairs(
    key: str, found: list[dict[str, Any]], true: list[dict[str, Any]], letters: Letters
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what was found and is not true, and what is true and was not found."""
    rest, missed = list(found), []
    for one in true:
        anywhere = key == "channels"  # any place that names the channel is right
        match = next(
            (
                row
                for row in rest
                if same(key, row, one) and (anywhere or letters.anchored(row, one["passage"]))
            ),
            None,
        )
        if match is None:
            missed.append(one)
        elif key != "not_understood":
            rest.remove(match)
    return rest, missed


def rows(key: str, result: dict[str, Any]) -> list[dict[str, Any]]:
    if key in SCALARS:
        return [result[key]] if result[key] else []
    return list(result[key])


def score(result: dict[str, Any], true: dict[str, Any], text: str) -> dict[str, Tally]:
    """Return one document's tally for every field."""
    letters = Letters(text)
    tallies = {}
    for key in FIELDS:
        found, wanted = rows(key, result), rows(key, true)
        extra, missed = pairs(key, found, wanted, letters)
        matched = len(wanted) - len(missed)
        if key == "not_understood":  # recall only: more may be listed
            extra = []
        tallies[key] = Tally(matched + len(extra), len(wanted), matched)
    return tallies


def total(tallies: Iterable[dict[str, Tally]]) -> dict[str, Tally]:
    summed = {key: Tally() for key in FIELDS}
    for one in tallies:
        for key, tally in one.items():
            summed[key].add(tally)
    return summed


def table(summed: dict[str, Tally]) -> str:
    """Return the figures, a line for each field; no text of any document."""
    return "\n".join(
        f"{key:15} P {tally.precision:.3f}  R {tally.recall:.3f}"
        f"  ({tally.matched} right of {tally.found} found, {tally.true} true)"
        for key, tally in summed.items()
    )

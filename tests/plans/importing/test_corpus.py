"""The corpus is what it says: counted, in shape, every passage in its document, and frozen."""

import hashlib
import json
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.plans.importing.corpus import legacy, markup

from loa.plans.words import CHANNELS

CORPUS = Path(__file__).parent / "corpus"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENCODED = {"d08": legacy.tcvn3, "d34": legacy.vni, "d50": legacy.tcvn3}
SCALARS = ("number", "issuer", "issued_on", "kind", "title")
ROWS = {
    "bases": {"value"},
    "phases": {"name", "starts", "ends"},
    "topics": {"value"},
    "channels": {"value"},
    "assignments": {"unit", "duty"},
    "slogans": {"value"},
    "recipients": {"value"},
    "contradictions": {"kind"},
    "not_understood": {"value"},
}
KINDS = {"kế hoạch", "hướng dẫn", "công văn", "chương trình", "phương án", "thông báo", "đề án"}
CONTRADICTIONS = {
    "basis-later-than-document",
    "term-ends-before-start",
    "phase-ends-before-start",
    "phase-outside-term",
    "date-does-not-exist",
    "event-date-differs",
}
SEEN = [f"seen/d{n:02d}" for n in range(1, 67)]
UNSEEN = [f"unseen/u{n}" for n in range(21, 31)]  # u01 to u20, and twenty others, were opened
NAMES = SEEN + UNSEEN
HALVES = [pytest.param(SEEN, id="seen"), pytest.param(UNSEEN, id="unseen")]
every_document = pytest.mark.parametrize("name", NAMES)


def one_blank(text: str) -> str:
    return " ".join(text.split())


def document(name: str) -> Path:
    return next(
        path for path in CORPUS.glob(f"{name}.*") if path.suffix in {".docx", ".txt", ".pdf"}
    )


def truth(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def rows(of: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every finding, whatever its field."""
    single = [of[key] for key in SCALARS if of[key]]
    return single + [row for key in ROWS for row in of[key]]


def words(name: str) -> str:
    """Return a document's words with single blanks; of a PDF, those that it was set from."""
    path = document(name)
    if path.suffix == ".docx":
        return one_blank(_word_text(path))
    if path.suffix == ".pdf":
        body = path.with_suffix(".typ").read_text(encoding="utf-8").split("// --- text\n")[1]
        strings = re.findall(r'"(?:[^"\\]|\\.)*"', body)
        return one_blank("\n".join(json.loads(string) for string in strings))
    encoding = (
        "utf-8" if path.stem not in ENCODED else "cp1252" if path.stem == "d34" else "latin-1"
    )
    return one_blank(path.read_bytes().decode(encoding))


def as_stored(name: str, text: str) -> str:
    """Return text in the letters in which its document is stored."""
    stem = Path(name).name
    if stem not in ENCODED:
        return one_blank(text)
    return one_blank(ENCODED[stem](text).decode("cp1252" if stem == "d34" else "latin-1"))


def _word_text(path: Path) -> str:
    lines = []
    with zipfile.ZipFile(path) as archive:
        for part in ("word/document.xml", "word/footnotes.xml"):
            root = ET.fromstring(archive.read(part))  # noqa: S314 -- written by ourselves
            for paragraph in root.iter(f"{W}p"):
                texts = [node.text or "" for node in paragraph.iter(f"{W}t")]
                lines.append("".join(texts))
    return "\n".join(lines)


def test_there_are_enough_documents_of_every_form() -> None:
    forms = Counter(document(name).suffix for name in NAMES)
    assert forms == {".docx": 36, ".txt": 22, ".pdf": 18}
    assert Counter(truth(name)["kind"]["value"] for name in NAMES).keys() == KINDS


def test_contradictions_of_every_kind_stand_in_many_documents() -> None:
    by_document = {name: {row["kind"] for row in truth(name)["contradictions"]} for name in SEEN}
    assert set().union(*by_document.values()) == CONTRADICTIONS
    assert sum(bool(kinds) for kinds in by_document.values()) >= 11


@pytest.mark.parametrize("half", HALVES)
def test_contradictions_stand_in_either_half(half: list[str]) -> None:
    assert sum(bool(truth(name)["contradictions"]) for name in half) >= 4


@pytest.mark.parametrize("half", HALVES)
def test_either_half_uses_every_channel(half: list[str]) -> None:
    used = {row["value"] for name in half for row in truth(name)["channels"]}
    assert used == set(CHANNELS)


@every_document
def test_truth_has_the_shape_of_the_result(name: str) -> None:
    of = truth(name)
    assert set(of) == {*SCALARS, *ROWS}
    for key in SCALARS:
        assert of[key] is None or set(of[key]) == {"value", "passage"}
    for key, named in ROWS.items():
        assert [set(row) for row in of[key]] == [named | {"passage"}] * len(of[key])
    assert {row["kind"] for row in of["contradictions"]} <= CONTRADICTIONS
    assert all(row["passage"].strip() for row in rows(of))


@every_document
def test_every_passage_is_in_its_document(name: str) -> None:
    text = words(name)
    missing = [row for row in rows(truth(name)) if as_stored(name, row["passage"]) not in text]
    assert missing == []


@every_document
def test_every_unit_with_an_assignment_is_named_in_its_document(name: str) -> None:
    text = words(name)
    units = {row["unit"] for row in truth(name)["assignments"]}
    assert {unit for unit in units if as_stored(name, unit) not in text} == set()


@every_document
def test_days_are_days_and_in_order_unless_the_contradiction_says_so(name: str) -> None:
    of = truth(name)
    days = [of["issued_on"]["value"]] if of["issued_on"] else []
    reversed_ones = []
    for phase in of["phases"]:
        days += [phase["starts"], phase["ends"]]
        if phase["starts"] and phase["ends"] and phase["ends"] < phase["starts"]:
            reversed_ones.append(phase["passage"])
    assert [date.fromisoformat(day).isoformat() for day in days if day] == [d for d in days if d]
    said = [r["passage"] for r in of["contradictions"] if r["kind"] == "phase-ends-before-start"]
    assert reversed_ones == said


@every_document
def test_nothing_is_listed_twice(name: str) -> None:
    of = truth(name)
    for key in ("bases", "topics", "channels", "slogans", "recipients", "not_understood"):
        values = [row["value"] for row in of[key]]
        assert len(values) == len(set(values)), key
    for key in ("phases", "assignments"):
        without = [tuple(sorted((k, v) for k, v in row.items() if v)) for row in of[key]]
        assert len(without) == len(set(without)), key


@every_document
def test_truth_is_what_the_marks_in_the_source_say(name: str) -> None:
    half, stem = name.split("/")
    (source,) = (CORPUS / half / "sources").glob(f"{stem}.*.src")
    text = source.read_text(encoding="utf-8").strip("\n")
    if source.name.endswith(".tcvn3.src"):
        text = legacy.without_toned_capitals(text)
    reader = markup.Reader(text)
    reader.read()
    assert reader.truth == truth(name)


def test_nothing_has_changed_since_the_freeze() -> None:
    frozen = json.loads((CORPUS / "frozen.json").read_text(encoding="utf-8"))
    files = [path for half in ("seen", "unseen") for path in (CORPUS / half).glob("*.*")]
    now = {
        path.relative_to(CORPUS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert now == frozen

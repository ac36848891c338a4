"""The canonical form of a report: what is no report is refused, with where it is amiss."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from loa.core.canonical import FormatError, canonical, digest
from loa.reports.rules import written
from loa.reports.rules.report import (
    Difference,
    Figure,
    Graded,
    Kind,
    Line,
    Owed,
    Report,
    State,
    Why,
)

LINE = Line(
    "p", "dot", "1", "t", "talk", "talks", "02071@2025-07-01",
    Figure(Graded(1, 2, 3), Graded(4), 9, State.MISSING, Owed("UBND", "u", "", date(2025, 8, 1))),
)  # fmt: skip
REPORT = Report(
    kind=Kind.MONTH, title="Kết quả", issuer="Huyện uỷ", issuer_key="huyen-uy", unit="",
    starts=date(2025, 7, 1), until=date(2025, 8, 1), since=date(2025, 1, 1),
    due_on=date(2025, 8, 3), cut_on=date(2025, 7, 31),
    as_of=datetime(2025, 8, 2, 3, 4, 5, 678, tzinfo=UTC), simulated=False,
    plans=(), phases=(), topics=(), places=(), lines=(LINE,), sources=(), watermark=7,
    earlier="ab" * 32,
    differences=(
        Difference(LINE.key, Graded(1), Graded(2), None, 3, ((Why.LATE, 2), (Why.MERGED, -1))),
    ),
)  # fmt: skip


def document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written.written(REPORT))
    return found


def test_what_is_written_reads_back() -> None:
    assert written.read(written.written(REPORT)) == REPORT


def test_the_digest_is_over_the_canonical_bytes() -> None:
    assert written.digest(REPORT) == digest(canonical(document()))


def test_what_has_its_default_is_not_written() -> None:
    assert document()["lines"][0]["figure"]["cumulative"] == {"reported": 4}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"version": "2.0"}, "unknown here", id="another-major-version"),
        pytest.param({"format": "loa.plan"}, "loa.report is expected", id="another-format"),
        pytest.param({"colour": "red"}, "colour: unknown member", id="unknown-member"),
        pytest.param({"kind": "week"}, "'week' is no Kind", id="unknown-word"),
        pytest.param({"starts": "14/7/2025"}, "is no date", id="no-day"),
        pytest.param({"as_of": "2025-08-02T03:04:05"}, "has no zone", id="no-zone"),
        pytest.param({"watermark": "7"}, "is no int", id="text-for-a-number"),
        pytest.param({"watermark": True}, "is no int", id="truth-for-a-number"),
        pytest.param({"lines": {}}, "a list is expected", id="no-list"),
        pytest.param({"lines": ["x"]}, "Line: an object is expected", id="no-object"),
        pytest.param({"lines": [{}]}, "Line: channel is missing", id="half-a-line"),
    ],
)
def test_what_is_no_report_is_refused(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(FormatError, match=sentence):
        written.read(canonical(document() | change))


def test_a_member_that_lacks_is_named() -> None:
    whole = document()
    del whole["title"]
    with pytest.raises(FormatError, match="Report: title is missing"):
        written.read(canonical(whole))

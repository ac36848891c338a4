"""docs/formats/report.md against the code: every member and word is described, the example read."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from loa.core.canonical import canonical
from loa.reports.rules import report as shapes
from loa.reports.rules import totals, written
from loa.reports.rules.report import Kind, Origin, Report, State, Why

PAGE = Path(__file__).resolve().parents[3] / "docs" / "formats" / "report.md"
TEXT = PAGE.read_text(encoding="utf-8")
TOLD = frozenset(re.findall(r"`([a-z_-]+)`", TEXT))
SHAPES = [
    shapes.Report, shapes.PlanHead, shapes.Named, shapes.Place, shapes.Line, shapes.Figure,
    shapes.Graded, shapes.Owed, shapes.Source, shapes.Comparison, shapes.Standing,
    shapes.Difference,
]  # fmt: skip


def example() -> Report:
    (block,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    return written.read(canonical(json.loads(block)))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_every_member_is_described(shape: type) -> None:
    assert {one.name for one in fields(shape)} - TOLD == set()


@pytest.mark.parametrize("words", [Kind, State, Origin, Why], ids=lambda words: words.__name__)
def test_every_word_is_described(words: type[Kind | State | Origin | Why]) -> None:
    assert {str(word) for word in words} - TOLD == set()


def test_the_example_is_a_report_in_its_canonical_form() -> None:
    report = example()
    assert written.read(written.written(report)) == report
    (block,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert json.loads(written.written(report)) == json.loads(block)


def test_the_examples_figures_are_those_of_its_rows() -> None:
    report = example()
    assert totals.by_channel(report.lines)["loudspeaker", "plays"].cumulative.total == sum(
        one.quantity for one in report.sources
    )
    assert [one.target for one in report.missing] == ["so-tay"]

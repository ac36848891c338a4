"""docs/formats/plan.md against the code: every field, word and problem is described."""

from pathlib import Path

import pytest

import loa
from loa.plans import words
from loa.plans.problems import MESSAGES
from loa.plans.shape import MOVE, PLAN, ROW_TABLES

PAGE = (Path(loa.__file__).parents[2] / "docs" / "formats" / "plan.md").read_text()
SECTIONS = {part.split("`", 2)[1]: part for part in PAGE.split("\n## ") if part.startswith("`")}


@pytest.mark.parametrize("table", ROW_TABLES)
def test_every_field_is_described_in_its_section(table: str) -> None:
    fields = set(ROW_TABLES[table].fields) | (set(MOVE.fields) if table == "event" else set())
    assert {name for name in fields if f"`{name}`" not in SECTIONS[table]} == set()


def test_every_field_of_the_plan_is_described() -> None:
    head = PAGE.split("\n## ")[1]
    fields = PLAN.fields.keys() - ROW_TABLES.keys()
    assert {name for name in fields if f"`{name}`" not in head} == set()


def test_every_word_and_problem_is_described() -> None:
    listed = (words.KINDS, words.LEVELS, words.EVENT_STATES, words.STAGES, words.ROLES, words.STOPS)
    assert {word for known in listed for word in known if f'`"{word}"`' not in PAGE} == set()
    shown = {*words.CHANNELS, *words.UNITS, *MESSAGES}
    assert {word for word in shown if f"`{word}`" not in PAGE} == set()

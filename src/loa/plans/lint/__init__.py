"""What is wrong with a plan file, line by line, before anything of it is kept.

`lint` is pure: the file's bytes and the register of units go in, problems come out in
the order of their lines. A file with none of them can be loaded and approved; one with
only problems of wording (`Problem.blocks_loading` is false) is kept as a draft.
"""

from dataclasses import dataclass
from typing import Any

from loa.places.rules import Register
from loa.plans.lint import days, names, places, targets
from loa.plans.lint.sheet import Sheet
from loa.plans.problems import Problem, problem
from loa.plans.rules import PlanText
from loa.plans.shape import check_shape
from loa.plans.terms import check_hidden, check_terms
from loa.plans.text import FORMAT, VERSION, parse, plan_from

__all__ = ["Report", "lint"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was found; `plan` is there unless something blocks loading."""

    problems: tuple[Problem, ...]
    plan: PlanText | None = None
    text: str = ""
    sheet: Sheet | None = None

    def line_of(self, table: str, key: str) -> int:
        """Return the line of a row, or the first when the file has no such row."""
        rows = self.sheet.rows(table) if self.sheet else ()
        return next((row.line() for row in rows if row.values.get("key") == key), 1)

    @property
    def ok(self) -> bool:
        return not self.problems


def lint(source: bytes, register: Register) -> Report:
    """Check a plan file whole. Never raises for what the file holds."""
    parsed = parse(source)
    wording = [*check_terms(parsed.text), *check_hidden(parsed.text)]
    if parsed.problem:
        return _report([parsed.problem, *wording], None, parsed.text)
    stranger = _stranger(parsed.values, parsed.lines.get(("format",), 1))
    if stranger:
        return _report([stranger], None, parsed.text)
    if wrong := _version(parsed.values, parsed.lines.get(("version",), 1)):
        return _report([wrong], None, parsed.text)
    sheet = Sheet(parsed.values, parsed.lines)
    found = [
        *check_shape(parsed.values, parsed.lines),
        *names.check(sheet),
        *days.check(sheet),
        *places.check(sheet, register),
        *targets.check(sheet),
        *wording,
    ]
    blocked = any(one.blocks_loading for one in found)
    plan = None if blocked else plan_from(parsed.values)
    return _report(found, plan, parsed.text, sheet)


def _report(
    found: list[Problem], plan: PlanText | None, text: str, sheet: Sheet | None = None
) -> Report:
    ordered = sorted(dict.fromkeys(found), key=lambda one: one.line)
    return Report(tuple(ordered), plan, text, sheet)


def _stranger(values: Any, line: int) -> Problem | None:
    found = values.get("format")
    return None if found == FORMAT else problem(line, "unknown-format", found=_shown(found))


def _version(values: Any, line: int) -> Problem | None:
    found = values.get("version")
    major = VERSION.partition(".")[0]
    if isinstance(found, str) and found.partition(".")[0] == major:
        return None
    return problem(line, "unknown-version", found=_shown(found))


def _shown(found: object) -> str:
    return "—" if found is None else str(found)[:40]

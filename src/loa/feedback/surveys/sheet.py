"""The figures of a survey's results as CSV: the lines of the page and nothing else.

One line for each choice (or choices counted together), way of answering and time of asking:
see `docs/formats/survey-csv.md`. Read by Excel as it stands: UTF-8 with its mark.
"""

import csv as writing
from collections.abc import Iterable, Iterator
from io import StringIO

from loa.feedback.surveys.models import Survey
from loa.feedback.surveys.queries import Cell, Part, Result, Row
from loa.feedback.surveys.rules import Which

FORMAT = ("loa.survey-csv", "1.0")
HEAD = (
    "format",
    "version",
    "survey",
    "mode",
    "wave",
    "question",
    "text",
    "choice",
    "n",
    "count",
    "share",
    "low",
    "high",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would reckon instead of show


def csv(survey: Survey, parts: Iterable[Part]) -> str:
    """Return the sheet."""
    file = StringIO()
    file.write("\ufeff")
    sheet = writing.writer(file)
    sheet.writerow(HEAD)
    for part in parts:
        for result in part.results:
            for row in result.rows:
                sheet.writerows(_lines(survey, part, result, row))
    return file.getvalue()


def _lines(survey: Survey, part: Part, result: Result, row: Row) -> Iterator[tuple[object, ...]]:
    cells: dict[Which, Cell | None] = {Which.BEFORE: row.before, Which.AFTER: row.after}
    for which, cell in cells.items():
        if cell is None:
            continue
        yield (
            *FORMAT,
            survey.key,
            part.mode.value,
            which.value,
            result.number,
            harmless(result.text),
            harmless(row.label),
            cell.n,
            cell.count,
            f"{cell.share.share:.4f}",
            f"{cell.share.low:.4f}",
            f"{cell.share.high:.4f}",
        )


def harmless(text: str) -> str:
    """Return a text that a spreadsheet shows and never reckons."""
    return f"'{text}" if text.startswith(FORMULA) else text

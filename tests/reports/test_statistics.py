"""Statistics by unit code: one row for each unit and measure, the whole first."""

import csv
import io
from datetime import date

import pytest
from tests.reports import world
from tests.reports.world import JULY, NOW, of_plan

from loa.reports.queries.composing import compose
from loa.reports.statistics import HEAD, statistics

pytestmark = pytest.mark.django_db


def test_each_unit_has_a_row_for_each_measure_and_the_whole_stands_first() -> None:
    world.build()
    world.two_months()
    report = compose(of_plan(JULY, cut_on=date(2025, 7, 14)), now=NOW)
    data = statistics(report)
    assert data.startswith(b"\xef\xbb\xbfunit_code,valid_from,")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEAD
    plays = [dict(zip(HEAD, row, strict=True)) for row in rows[1:] if row[7] == "plays"]
    told = [(row["unit_code"], row["valid_from"], row["total"], row["cumulative_total"])
            for row in plays]  # fmt: skip
    assert told == [
        ("", "", "5", "10"),
        ("19", "2004-12-31", "5", "10"),
        ("02071", "2025-07-01", "5", "10"),
    ]
    assert (plays[0]["first_day"], plays[0]["last_day"], plays[0]["cumulative_since"]) == (
        "2025-06-15",
        "2025-07-14",
        "2025-05-15",
    )

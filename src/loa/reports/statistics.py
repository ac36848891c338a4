"""Statistics keyed by unit code: a report's figures as CSV, for whoever counts further.

UTF-8 with a mark at the beginning, so that Excel opens it with its accents; commas, one row
for each unit, channel and measure; English column names that do not change. A row is the unit
with all that lies below it; the first rows, without a code, are the whole. Days are ISO, the
last day is counted. A code alone names no unit: `valid_from` says which state of it.
"""

import csv
import io

from loa.core.periods import DAY
from loa.reports.rules import totals
from loa.reports.rules.report import Graded, Report
from loa.reports.rules.totals import Total

HEAD = (
    "unit_code", "valid_from", "unit_name", "level", "first_day", "last_day", "channel",
    "measure", "reported", "recorded", "confirmed", "total", "cumulative_since",
    "cumulative_reported", "cumulative_recorded", "cumulative_confirmed", "cumulative_total",
    "promised", "missing", "withheld", "simulated",
)  # fmt: skip


def statistics(report: Report) -> bytes:
    """Return a report's figures by unit code as CSV."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(HEAD)
    sums = totals.by_unit(report)
    for place in (None, *report.places):
        key = place.key if place else ""
        code, _, since = key.partition("@")
        unit = (code, since, place.name if place else "", place.level if place else "")
        for (channel, measure), total in sorted(sums.get(key, {}).items()):
            days = (report.starts.isoformat(), (report.until - DAY).isoformat())
            rows.writerow((*unit, *days, channel, measure, *_figures(report, total)))
    return text.getvalue().encode("utf-8-sig")


def _figures(report: Report, total: Total) -> tuple[object, ...]:
    return (
        *_graded(total.period),
        report.since.isoformat(),
        *_graded(total.cumulative),
        "" if total.promised is None else total.promised,
        total.missing,
        total.withheld,
        int(report.simulated),
    )


def _graded(one: Graded) -> tuple[int, ...]:
    return (one.reported, one.recorded, one.confirmed, one.total)

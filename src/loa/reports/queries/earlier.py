"""What has changed since the last report of the same thing was frozen."""

from dataclasses import dataclass, replace
from datetime import datetime

from loa.core.periods import Days
from loa.reports.models import KeptReport
from loa.reports.queries.composing import compose
from loa.reports.rules.asking import Ask
from loa.reports.rules.differences import compared
from loa.reports.rules.report import Difference, Kind, Place, Report


@dataclass(frozen=True, slots=True)
class Since:
    """A frozen report, by its digest, and what its figures would be different in now.

    `places` are the units that the differences name and the new report does not.
    """

    digest: str
    differences: tuple[Difference, ...]
    places: tuple[Place, ...]


def ask_of(row: KeptReport) -> Ask:
    """Return what a kept report was asked to be."""
    return Ask(
        kind=Kind(row.kind),
        period=Days(row.starts, row.until),
        plan=row.plan_key,
        unit=row.unit_code,
        phase=row.phase_key,
        cut_on=row.cut_on,
        simulated=row.simulated,
    )


def last_frozen(ask: Ask, report: Report) -> KeptReport | None:
    """Return the last frozen report of the same plan or unit that ends no later than this."""
    rows = KeptReport.objects.filter(
        frozen_at__isnull=False,
        kind=ask.kind,
        plan_key=ask.plan,
        phase_key=ask.phase,
        unit_code=ask.unit,
        simulated=report.simulated,
        until__lte=report.until,
    )
    return rows.order_by("-until", "-frozen_at").first()


def differences_since(ask: Ask, report: Report, *, now: datetime) -> Since | None:
    """Return what the last frozen report would be different in if it were made now.

    Its days are counted anew, by the units by which it was cut: so late evidence of a month
    that was reported shows in the report of the next.
    """
    row = last_frozen(ask, report)
    if row is None:
        return None
    frozen = row.report()
    listed = all(one.reference for one in frozen.sources if one.origin == "evidence")
    anew = compose(ask_of(row), now=now, apart=frozen.watermark, listed=listed)
    found = compared(frozen, anew)
    named = {one.line[-1] for one in found} - {place.key for place in report.places}
    known = {place.key: place for place in (*anew.places, *frozen.places)}
    gone = (replace(known[key], parent="", holds=False) for key in sorted(named & known.keys()))
    return Since(row.digest, found, tuple(gone))

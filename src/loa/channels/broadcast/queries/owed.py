"""Make-goods: what a station owes its listeners, and whether it is promised again already."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loa.channels.broadcast import inputs
from loa.channels.broadcast.models import AsRun, RundownDay, Station
from loa.core.build import Candidate, propose_make_goods
from loa.core.periods import DAY, Days
from loa.core.reconcile import ItemOutcome
from loa.core.rundown import Item
from loa.core.words import Missed, Outcome
from loa.delivery.models import Placement

LOOK_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Owed:
    """An item that was not heard whole, and the days in which it may be made good."""

    item: Item
    candidate: Candidate


def owed(station: Station, day: date, *, now: datetime) -> list[Owed]:
    """Return what was missed or cut on a day and may still be made good; oldest first.

    Nothing that was itself a make-good, that is promised again already, that a pause or an
    approval forbids, or that no longer fits its placement's days and the day's cap.
    """
    rundown = RundownDay.objects.filter(station=station, day=day).first()
    revision = inputs.policies([station]).get(station.key)
    if rundown is None or revision is None:
        return []
    outcomes = [o for o in _outcomes(rundown) if not o.item.placement.startswith(inputs.MAKE_GOOD)]
    if not outcomes:
        return []
    first = now.astimezone(inputs.zone_of(station)).date() + DAY
    window = Days(first, first + LOOK_AHEAD)
    programme = inputs.read_programme(first, first + LOOK_AHEAD)
    candidates = {placed.candidate.placement: placed.candidate for placed in programme.placed}
    proposals = propose_make_goods(
        outcomes,
        candidates,
        policy=revision.policy(),
        days=window,
        already=promised_again([o.item.id for o in outcomes]),
    )
    items = {outcome.item.id: outcome.item for outcome in outcomes}
    return [Owed(items[candidate.make_good_for], candidate) for candidate in proposals]


def promised_again(items: list[str]) -> frozenset[str]:
    """Return which items have a make-good already."""
    keys = [f"{inputs.MAKE_GOOD}{item}" for item in items]
    found = Placement.objects.filter(key__in=keys, state=Placement.State.ACTIVE)
    return frozenset(
        key.removeprefix(inputs.MAKE_GOOD) for key in found.values_list("key", flat=True)
    )


def _outcomes(rundown: RundownDay) -> list[ItemOutcome]:
    items = {item.id: item for item in rundown.rundown().items}
    rows = AsRun.objects.filter(rundown=rundown, outcome__in=[Outcome.MISSED, Outcome.CUT])
    return [
        ItemOutcome(
            item=items[row.item_id],
            outcome=Outcome(row.outcome),
            reason=Missed(row.reason) if row.reason else None,
            started_at=row.started_at,
            heard_ms=row.heard_ms,
        )
        for row in rows
        if row.item_id in items
    ]

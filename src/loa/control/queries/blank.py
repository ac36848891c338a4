"""What is known of a plan that has proven nothing yet: its players, placements, first play."""

from collections.abc import Collection
from datetime import date, datetime

from loa.channels.broadcast.models import RundownDay
from loa.control.rules.blank import Facts
from loa.delivery.models import Placement
from loa.devices.models import Entry
from loa.plans.models import Phase, Plan
from loa.rehearsal.models import Run

MOST_DAYS = 15


def players_simulated() -> bool:
    """Whether every player in use that has said anything is a trial's; False without any.

    A trial's ledger says so in its first entry.
    """
    first = Entry.objects.filter(device__revoked_at__isnull=True, n=1)
    said = [bool(data.get("simulated")) for data in first.values_list("data", flat=True)]
    return bool(said) and all(said)


def rehearsing(plan: Plan) -> bool:
    """Whether a rehearsal of a plan is under way."""
    under_way = (Run.State.ASKED, Run.State.RUNNING)
    whole = Run.objects.filter(plan_key=plan.key, kind=Run.Kind.WHOLE)
    return whole.filter(state__in=under_way).exists()


def facts(plan: Plan, phases: Collection[Phase], *, simulated: bool) -> Facts:
    """Return what is known of some phases of a plan."""
    placed = Placement.objects.filter(
        target__plan=plan, target__phase__in=phases, state=Placement.State.ACTIVE
    ).order_by("starts")
    targets = {f"{plan.key}/{key}" for key in placed.values_list("target__key", flat=True)}
    first_placed = placed.values_list("starts", flat=True).first()
    return Facts(
        simulated=simulated,
        players_simulated=players_simulated(),
        rehearsing=rehearsing(plan),
        begins=min((phase.starts for phase in phases if phase.starts), default=None),
        first_placed=first_placed,
        first_play=_first_play(targets, first_placed) if first_placed else None,
    )


def _first_play(targets: Collection[str], since: date) -> datetime | None:
    """Return when the first item of some targets is planned, in what has been published."""
    rows = RundownDay.objects.filter(day__gte=since).order_by("day")
    for day in list(rows.values_list("day", flat=True).distinct()[:MOST_DAYS]):
        starts = [
            item.starts
            for row in rows.filter(day=day)
            for item in row.rundown().items
            if item.target in targets
        ]
        if starts:
            return min(starts)
    return None

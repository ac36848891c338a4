"""What the pages of plans show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loa.control.rules.roadmap import Roadmap, roadmap
from loa.delivery import queries as delivery
from loa.delivery.queries import TargetCoverage
from loa.people.models import User
from loa.plans import records, rules
from loa.plans.models import Assignment, Phase, Plan, Target, Topic
from loa.plans.reach import reach
from loa.rehearsal.models import Run


@dataclass(frozen=True, slots=True)
class Listed:
    """A plan in the list: its days so far, and the phases that hold today."""

    plan: Plan
    starts: date | None
    ends: date | None
    now: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic in its tree; `weights` are in the order of the plan's phases, None: not spoken of."""

    topic: Topic
    depth: int
    weights: tuple[int | None, ...]
    children: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A target with what it promises, counted."""

    target: Target
    counted: TargetCoverage


@dataclass(frozen=True, slots=True)
class Duty:
    """An assignment; `next_state` is what this person may bring it to, empty for nothing."""

    assignment: Assignment
    next_state: str


def listed(*, today: date) -> list[Listed]:
    """Return every plan, those that hold today first, then the latest begun."""
    found = []
    for plan in Plan.objects.prefetch_related("phases"):
        phases = [phase for phase in plan.phases.all() if phase.days]
        ends = [phase.ends for phase in phases]
        found.append(
            Listed(
                plan=plan,
                starts=min((p.starts for p in phases if p.starts), default=None),
                ends=None if None in ends else max((e for e in ends if e), default=None),
                now=tuple(p.name for p in phases if p.days and today in p.days),
            )
        )
    active = plan_is_active
    return sorted(found, key=lambda one: (not active(one), -_ordinal(one.starts), one.plan.key))


def plan_is_active(one: Listed) -> bool:
    """Whether a plan is approved and some phase of it holds."""
    return one.plan.state == Plan.State.APPROVED and bool(one.now)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def road_of(plan: Plan, *, today: date) -> Roadmap | None:
    """Return a plan's roadmap; None while nothing in it has a day."""
    text = records.plan_of(plan)
    return roadmap(text, rules.resolve_phases(text.phases, text.events), today=today)


def branches(plan: Plan, phases: Sequence[Phase]) -> list[Branch]:
    """Return the topic tree with each topic's weight in each phase."""
    rows = list(plan.topics.select_related("parent").order_by("position"))
    children: dict[int | None, list[Topic]] = {}
    for topic in rows:
        children.setdefault(topic.parent_id, []).append(topic)

    def walk(parent: int | None, depth: int) -> list[Branch]:
        found = []
        for topic in children.get(parent, ()):
            weights = tuple(topic.weights.get(phase.key) for phase in phases)
            found.append(Branch(topic, depth, weights, len(children.get(topic.pk, ()))))
            found += walk(topic.pk, depth + 1)
        return found

    return walk(None, 0)


def promises(plan: Plan, *, until: date) -> list[Promise]:
    """Return a plan's targets with what each promises."""
    counted = {t.key: t for t in delivery.coverage(plan, simulated=False, until=until).targets}
    rows = plan.targets.select_related("phase", "topic").order_by("phase__position", "position")
    return [Promise(row, counted[row.key]) for row in rows]


def duties(plan: Plan, user: User, *, today: date) -> list[Duty]:
    """Return a plan's assignments, each with what this person may do with it."""
    own = reach(user, today=today)
    return [
        Duty(row, next_state(row) if own.may_answer(row.organisation_key) else "")
        for row in plan.assignments.order_by("position")
    ]


def next_state(row: Assignment) -> str:
    """Return the state that follows; empty when it is done."""
    order = list(Assignment.State)
    place = order.index(Assignment.State(row.state)) + 1
    return str(order[place]) if place < len(order) else ""


def latest_rehearsal(plan_key: str) -> Run | None:
    """Return the latest whole rehearsal of a plan."""
    whole = Run.objects.filter(plan_key=plan_key, kind=Run.Kind.WHOLE)
    return whole.order_by("-asked_at", "-pk").first()

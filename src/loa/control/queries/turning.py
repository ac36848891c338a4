"""Changes of phase in the coming week, each with what has to be changed for it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from loa.channels.broadcast.models import UsbStick
from loa.control.queries.today import Kept
from loa.control.rules import turning as rules
from loa.core.periods import DAY, Days
from loa.delivery.models import Placement, SealedMessage
from loa.newsroom.models import Item
from loa.plans.models import Assignment, Phase, Plan, Target

# What was put on a stick stays on it; what was taken off stands beside it.
_on_sticks: Kept[int, frozenset[str]] = Kept(most=4000)


@dataclass(frozen=True, slots=True)
class Coming:
    """A plan's next change."""

    plan: Plan
    turn: rules.Turn


@dataclass(frozen=True, slots=True)
class Whole:
    """One change with everything for it, and the duties that fall due until then."""

    plan: Plan
    change: rules.Change
    duties: tuple[Assignment, ...]

    @property
    def count(self) -> int:
        """How many things there are to do."""
        return self.change.count + len(self.duties)


def coming(day: date) -> list[Coming]:
    """Return the changes of approved plans in the week after a day, the nearest first."""
    near = Q(starts__gt=day, starts__lte=day + rules.AHEAD)
    near |= Q(ends__gt=day, ends__lte=day + rules.AHEAD)
    rows = Phase.objects.filter(near, plan__state=Plan.State.APPROVED).select_related("plan")
    phases: dict[Plan, list[Phase]] = {}
    for row in rows.order_by("plan__key", "position"):
        phases.setdefault(row.plan, []).append(row)
    found = [
        Coming(plan, turn)
        for plan, own in phases.items()
        for turn in rules.turns(_dated(own), today=day)
    ]
    return sorted(found, key=lambda one: (one.turn.day, one.plan.key))


def whole(plan: Plan, day: date, *, now: datetime) -> Whole | None:
    """Return the change of a plan on a day; None where there is none.

    It is seen from today, or from the day of the week before that is nearest to today.
    """
    today = timezone.localdate(now)
    seen = max(day - rules.AHEAD, min(today, day - DAY))
    own = rules.turns(_dated(plan.phases.all()), today=seen)
    turn = next((one for one in own if one.day == day), None)
    if turn is None:
        return None
    duties = plan.assignments.filter(due__gte=seen, due__lt=day)
    rows = duties.exclude(state=Assignment.State.DONE).order_by("due", "position")
    return Whole(plan, rules.change(turn, _stock(plan, today), today=seen), tuple(rows))


def expired_sticks(day: date) -> tuple[rules.Stick, ...]:
    """Return the sticks in circulation with sound that holds no longer or was taken back."""
    found = sticks(day)
    ends = holds_until({message for stick in found for message in stick.messages}, day)
    return rules.expired(found, ends, today=day)


def sticks(day: date) -> list[rules.Stick]:
    """Return the sticks that are still to be played on a day; each is read once for all."""
    rows = UsbStick.objects.filter(last_day__gte=day).order_by("station__name", "pk")
    found = list(rows.values_list("pk", "station__name", "last_day", "recalled"))
    carried = _on_sticks.all([pk for pk, *_rest in found], _read_sticks)
    return [
        rules.Stick(pk, station, last, carried.get(pk, frozenset()) - set(recalled))
        for pk, station, last, recalled in found
    ]


def holds_until(messages: Collection[str], day: date) -> dict[str, date]:
    """Return the last day of those messages that hold no longer on a day or were taken back."""
    rows = SealedMessage.objects.filter(digest__in=messages)
    rows = rows.filter(Q(valid_until__lt=_midnight(day)) | Q(retracted_at__isnull=False))
    return {
        digest: min(_last_day(until), timezone.localdate(back) if back else date.max)
        for digest, until, back in rows.values_list("digest", "valid_until", "retracted_at")
    }


def _read_sticks(pks: Collection[int]) -> Mapping[int, frozenset[str]]:
    rows = UsbStick.objects.filter(pk__in=pks).values_list("pk", "files")
    return {
        pk: frozenset(file["message"] for file in files if file.get("message") and file.get("path"))
        for pk, files in rows
    }


def _dated(phases: Iterable[Phase]) -> list[rules.Dated]:
    return [rules.Dated(p.key, p.name, Days(p.starts, p.ends)) for p in phases if p.starts]


def _stock(plan: Plan, today: date) -> rules.Stock:
    placements = Placement.objects.filter(message__plan_key=plan.key).select_related(
        "message", "target__phase"
    )
    standing = placements.filter(state=Placement.State.ACTIVE, soon="")
    placed = [_placed(row) for row in standing.order_by("channel", "starts", "key")]
    closed = SealedMessage.objects.filter(plan_key=plan.key, retracted_at__isnull=False)
    known = {one.message for one in placed} | {*closed.values_list("digest", flat=True)}
    return rules.Stock(
        placed=placed,
        promised=_promised(plan),
        sticks=[replace(one, messages=one.messages & known) for one in sticks(today)],
        closed=frozenset(closed.values_list("digest", flat=True)),
    )


def _placed(row: Placement) -> rules.Placed:
    return rules.Placed(
        key=row.key,
        message=row.message_id,
        headline=row.message.headline,
        channel=row.channel,
        phase=row.target.phase.key if row.target else "",
        ends=row.ends,
        holds_until=_last_day(row.message.valid_until),
    )


def _promised(plan: Plan) -> list[rules.Promised]:
    """Return the targets with what is there for each: placements, and items being written."""
    written = {
        (topic, phase): n
        for topic, phase, n in Item.objects.filter(topic__plan=plan, phase__isnull=False)
        .order_by()
        .values_list("topic_id", "phase_id")
        .annotate(n=Count("pk"))
    }
    rows = plan.targets.select_related("phase", "topic").annotate(placed=Count("placements"))
    return [
        rules.Promised(
            key=row.key,
            name=_called(row),
            channel=row.channel,
            phase=row.phase.key,
            has=row.placed + written.get((row.topic_id, row.phase_id), 0),
        )
        for row in rows.order_by("phase__position", "position")
    ]


def _called(row: Target) -> str:
    return row.name or (row.topic.name if row.topic else "")


def _last_day(until: datetime) -> date:
    """Return the last day of which some part lies before an instant."""
    return timezone.localdate(until - datetime.resolution)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))

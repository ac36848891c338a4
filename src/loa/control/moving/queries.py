"""What a move of an event touches: words and sounds that name the old day, phases, placements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from loa.channels.portal.live.models import EventNotes
from loa.core.periods import DAY, Days
from loa.delivery.contract import Reached
from loa.delivery.models import Placement, SealedMessage
from loa.feedback.surveys import moving as surveys
from loa.feedback.surveys.moving import Move
from loa.newsroom import contradictions, outdated
from loa.newsroom.around import planned
from loa.newsroom.contradictions import Around, Planned
from loa.newsroom.models import Item
from loa.newsroom.outdated import MOVED, Outdated
from loa.newsroom.retracting import Trail, trails_of
from loa.people.access import allowed, allowed_over
from loa.people.models import Organisation, User
from loa.plans import records, rules
from loa.plans.models import Event, Plan
from loa.plans.rules import PeriodError

MOST_FOLLOWED = 12  # items of which it is looked up where they are


@dataclass(frozen=True, slots=True)
class Named:
    """An item that names the old day; `sounding` when a recording or a voice says it too."""

    outdated: Outdated
    sounding: bool
    trails: tuple[Trail, ...]
    may_mend: bool

    @property
    def item(self) -> Item:
        return self.outdated.item

    @property
    def draft(self) -> bool:
        return self.item.state in {Item.State.DRAFT, Item.State.RETURNED}


@dataclass(frozen=True, slots=True)
class Shifted:
    """A phase that moves along, and how much hangs on it."""

    name: str
    before: Days | None
    after: Days | None
    targets: int
    duties: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a move changes and touches."""

    shifted: tuple[Shifted, ...]
    misfits: tuple[str, ...]
    named: tuple[Named, ...]
    agenda: tuple[str, ...]
    misplaced: tuple[Placement, ...]
    elsewhere: tuple[Event, ...]
    surveys: tuple[Move, ...] = ()

    @property
    def left(self) -> int:
        """How much of it waits for somebody's hand."""
        return (
            len(self.named)
            + len(self.agenda)
            + len(self.misplaced)
            + len(self.elsewhere)
            + len(self.surveys)
        )


def may_edit(user: User, plan: Plan, *, today: date) -> bool:
    """Whether a person plans for a plan's office, or over everything that it reaches."""
    office = Organisation.objects.filter(key=plan.issuer_key).first()
    if office and allowed(user, "plan.edit", organisation=office, today=today):
        return True
    first = plan.phases.exclude(starts=None).order_by("starts").first()
    day = first.starts if first and first.starts else today
    return bool(plan.area) and allowed_over(
        user, "plan.edit", codes=plan.area, as_of=day, today=today
    )


def foreseen(event: Event, days: Days, reader: User, *, now: datetime) -> Foreseen:
    """Return what a move of an event to other days would change, before it is made.

    Raises PeriodError where a phase would end before it starts.
    """
    plan = event.plan
    text = records.plan_of(plan)
    told = rules.consequences(text.phases, text.events, event.key, days)
    turned = [key for key in told.misfits if _turns_round(text, event.key, days, key)]
    if turned:
        raise PeriodError(turned[0], days.start, days.end or days.start)
    names = {phase.key: phase.name for phase in text.phases}
    moved = [Planned(event.name, days, were=_old(event))] if event.days else []
    moved += [
        Planned(names[one.phase], one.after, were=(_whole(one.before),), phase=True)
        for one in told.shifted
        if one.before and one.after
    ]
    after = {one.phase: one.after for one in told.shifted}
    around = {(plan.key, phase): days for phase, days in after.items()}
    today = timezone.localdate(now)
    return Foreseen(
        shifted=tuple(_shifted(plan, told.shifted, names)),
        misfits=tuple(names[key] for key in told.misfits),
        named=tuple(_named(plan, moved, reader, now=now)),
        agenda=tuple(_agenda(event, moved[:1])),
        misplaced=tuple(_misplaced(plan, after, now=now)),
        elsewhere=tuple(_elsewhere(event, days)),
        surveys=tuple(surveys.moves(around, today=today)),
    )


def left_over(event: Event, reader: User, *, now: datetime) -> Foreseen:
    """Return what still names or needs the days from which an event was moved."""
    plan = event.plan
    moved = [one for one in planned(plan) if one.were]
    own = [one for one in moved if not one.phase and one.name == event.name]
    stands = {row.key: row.days for row in plan.phases.all() if row.start_anchor or row.end_anchor}
    return Foreseen(
        shifted=(),
        misfits=(),
        named=tuple(_named(plan, moved, reader, now=now)),
        agenda=tuple(_agenda(event, own)),
        misplaced=tuple(_misplaced(plan, stands, now=now)) if own else (),
        elsewhere=tuple(_elsewhere(event, event.days)) if own and event.days else (),
        surveys=tuple(_stuck(plan, now=now)) if own else (),
    )


def _stuck(plan: Plan, *, now: datetime) -> Iterator[Move]:
    """Yield the surveys that stand around days which their phases had, and cannot follow."""
    found = surveys.moves(surveys.standing(plan.key), today=timezone.localdate(now))
    return (one for one in found if one.stuck)


def _turns_round(text: rules.PlanText, event: str, days: Days, key: str) -> bool:
    known = {one.key: one.days for one in text.events} | {event: days}
    phase = next(one for one in text.phases if one.key == key)
    try:
        rules.resolve(phase, known)
    except PeriodError:
        return True
    return False


def _old(event: Event) -> tuple[Days, ...]:
    """Return every period from which an event was moved, the one that stands now included."""
    were = [move.before for move in records.event_of(event).moves if move.before]
    return tuple(_whole(one) for one in (*were, event.days) if one is not None)


def _whole(days: Days) -> Days:
    return Days(days.start, days.end or days.start + DAY)


def _shifted(
    plan: Plan, shifts: Sequence[rules.Shift], names: Mapping[str, str]
) -> Iterator[Shifted]:
    rows = plan.phases.annotate(count=Count("targets")).values_list("key", "count")
    targets = dict(rows)
    dues = [day for (day,) in plan.assignments.values_list("due") if day is not None]
    for one in shifts:
        inside = sum(one.before is not None and due in one.before for due in dues)
        yield Shifted(names[one.phase], one.before, one.after, targets.get(one.phase, 0), inside)


def _named(plan: Plan, moved: Sequence[Planned], reader: User, *, now: datetime) -> Iterator[Named]:
    found = outdated.naming(plan, moved, reader, now=now)
    sealed: dict[str, list[str]] = {}
    rows = SealedMessage.objects.filter(key__in=[one.item.key for one in found], retracted_at=None)
    for key, digest in rows.order_by("revision").values_list("key", "digest"):
        sealed.setdefault(key, []).append(digest)
    for number, one in enumerate(found):
        item, digests = one.item, sealed.get(one.item.key, [])
        follow = bool(digests) and number < MOST_FOLLOWED
        office = item.issuer
        yield Named(
            outdated=one,
            sounding=any(v.sound for v in [*item.variants.all(), *item.editions.all()]),
            trails=tuple(_open(trails_of(digests))) if follow else (),
            may_mend=allowed(
                reader, "item.write", organisation=office, unit_code=office.unit_code or None
            ),
        )


def _open(trails: Sequence[Trail]) -> Iterator[Trail]:
    """Yield the trails with the places that still carry something."""
    for trail in trails:
        due = tuple(reach for reach in trail.places if reach.state is Reached.DUE)
        if due:
            yield Trail(trail.channel, due)


def _agenda(event: Event, moved: Sequence[Planned]) -> Iterator[str]:
    """Yield the lines of a public agenda that name an old day."""
    if not moved or event.starts is None:
        return
    around = Around(event.starts, events=tuple(moved))
    notes = EventNotes.objects.filter(plan_key=event.plan.key, event_key=event.key)
    for note in notes.prefetch_related("agenda"):
        for line in note.agenda.all():
            said = f"{line.when} {line.what}"
            if any(one.code in MOVED for one in contradictions.of_days("vi", said, around)):
                yield f"{line.when}: {line.what}"


def _misplaced(
    plan: Plan, phases: Mapping[str, Days | None], *, now: datetime
) -> Iterator[Placement]:
    """Yield placements to come that serve a moved phase and lie outside its days."""
    rows = Placement.objects.filter(
        target__plan=plan, target__phase__key__in=list(phases), state=Placement.State.ACTIVE
    ).exclude(ends__lte=timezone.localdate(now))
    for row in rows.select_related("message", "target__phase").order_by("starts", "key"):
        days = phases[row.target.phase.key] if row.target else None
        late = days is not None and days.end is not None and (row.ends or date.max) > days.end
        if days is None or row.starts < days.start or late:
            yield row


def _elsewhere(event: Event, days: Days) -> Iterator[Event]:
    """Yield the same event where another plan states it on other days."""
    rows = Event.objects.filter(key=event.key, plan__state=Plan.State.APPROVED).exclude(pk=event.pk)
    for row in rows.exclude(starts=None).select_related("plan"):
        if row.days != days:
            yield row

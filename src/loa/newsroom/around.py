"""What an item is compared with while it is written: its plan's days, what its area heard."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import formats, timezone

from loa.core.periods import DAY, Days
from loa.core.words import Form, Genre
from loa.delivery.models import Evidence, Placement
from loa.newsroom import rules
from loa.newsroom.contradictions import Around, Heard, Planned
from loa.newsroom.models import Item
from loa.people.models import Organisation
from loa.places import queries as places
from loa.plans.models import Event, Plan, Topic
from loa.plans.records import event_of, phase_of
from loa.plans.rules import Event as PlannedEvent
from loa.plans.rules import PeriodError, resolve, resolve_phases

REMEMBERED = timedelta(days=14)  # what was heard longer ago may be said again
MOST_COMPARED = 60


def of_item(item: Item, *, now: datetime) -> Around:
    """Return what a written item is compared with."""
    return of_items([item], now=now)[item.pk]


def of_items(items: Sequence[Item], *, now: datetime) -> Mapping[int, Around]:
    """Return what written items are compared with, by their rows; each plan is read once."""
    events = {plan: planned(plan) for plan in {item.topic.plan for item in items}}
    said = {issuer: heard(issuer, now=now) for issuer in {item.issuer for item in items}}
    return {
        item.pk: Around(
            day=timezone.localdate(item.valid_from),
            form=Form(item.form),
            events=events[item.topic.plan],
            heard=_besides(item.key, said[item.issuer]),
        )
        for item in items
    }


def of_draft(*, topic: str, issuer: str, kind: str, key: str, day: date, now: datetime) -> Around:
    """Return what words are compared with that are not kept yet; row ids as a form has them."""
    chosen = Topic.objects.select_related("plan").filter(pk=int(topic)) if _id(topic) else ()
    offices = Organisation.objects.filter(pk=int(issuer)) if _id(issuer) else ()
    genre = Genre(kind) if kind in list(Genre) else Genre.BULLETIN
    return Around(
        day=day,
        form=rules.first_form(genre),
        events=next((planned(one.plan) for one in chosen), ()),
        heard=next((_besides(key, heard(one, now=now)) for one in offices), ()),
    )


def planned(plan: Plan) -> tuple[Planned, ...]:
    """Return a plan's events and phases, each with the days from which it was moved."""
    rows = list(Event.objects.filter(plan=plan).prefetch_related("moves"))
    events = [
        Planned(
            name=row.name,
            days=row.days and _whole(row.days),
            tentative=row.state == Event.State.TENTATIVE,
            were=tuple(_whole(move.before) for move in event_of(row).moves if move.before),
        )
        for row in rows
        if row.state != Event.State.CANCELLED and not row.series  # other days in every unit
    ]
    return (*events, *_moved_phases(plan, [event_of(row) for row in rows]))


def _moved_phases(plan: Plan, events: Sequence[PlannedEvent]) -> Iterator[Planned]:
    """Yield the phases that count from an event and moved with it."""
    moves = [(move, event.key) for event in events for move in event.moves]
    if not moves:
        return
    phases = [phase_of(row) for row in plan.phases.select_related("parent", "event")]
    days = {event.key: event.days for event in events}
    were: dict[str, list[Days]] = {phase.key: [] for phase in phases}
    for move, key in sorted(moves, key=lambda one: one[0].on, reverse=True):
        days[key] = move.before
        for phase in phases:
            # A phase written anew since may never have stood to the old days.
            with suppress(PeriodError):
                if (old := resolve(phase, days).days) is not None:
                    were[phase.key].append(old)
    now = resolve_phases(phases, events)
    for phase in phases:
        stands = now[phase.key].days
        moved = tuple(dict.fromkeys(old for old in were[phase.key] if old != stands))
        if stands and moved:
            yield Planned(phase.name, stands, were=moved, phase=True)


def heard(issuer: Organisation, *, now: datetime) -> tuple[Heard, ...]:
    """Return what loudspeakers said lately where an office speaks, or will say; latest first."""
    today = timezone.localdate(now)
    if not issuer.unit_code:
        return ()
    near = {unit.code for unit in places.ancestors(issuer.unit_code, today)}
    near |= {issuer.unit_code, *(u.code for u in places.units_within(issuer.unit_code, today))}
    rows = (
        Placement.objects.filter(starts__lte=today + REMEMBERED, state=Placement.State.ACTIVE)
        .exclude(ends__lte=today - REMEMBERED)
        .select_related("message")
        .order_by("-starts")[: MOST_COMPARED * 4]
    )
    met: dict[str, Placement] = {}
    for row in rows:
        if near & set(row.areas):
            met.setdefault(row.message_id, row)
    return tuple(_heard(list(met.values())[:MOST_COMPARED], near, since=now - REMEMBERED))


def _heard(placements: list[Placement], near: set[str], *, since: datetime) -> Iterator[Heard]:
    proofs = Evidence.objects.filter(placement__in=placements, unit_code__in=near, at__gte=since)
    last = dict(proofs.values_list("placement").annotate(last=Max("at")))
    for row in placements:
        said = row.message.message().aloud()
        if not said:
            continue  # read somewhere, heard nowhere
        day = timezone.localdate(last[row.pk]) if row.pk in last else row.starts
        yield Heard(
            headline=row.message.headline,
            text=said["vi"].text if "vi" in said else "",
            when=formats.date_format(day, "d/m/Y"),
            proven=row.pk in last,
            key=row.message.key,
        )


def _besides(key: str, said: tuple[Heard, ...]) -> tuple[Heard, ...]:
    return tuple(one for one in said if one.key != key)


def _whole(days: Days) -> Days:
    """Return days with an end: an event that states none lasts one day."""
    return Days(days.start, days.end or days.start + DAY)


def _id(text: str) -> bool:
    return text.isascii() and text.isdigit()

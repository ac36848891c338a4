"""What an item is compared with while it is written: its plan's days, what its area heard."""

from collections.abc import Iterator
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

REMEMBERED = timedelta(days=14)  # what was heard longer ago may be said again
MOST_COMPARED = 60


def of_item(item: Item, *, now: datetime) -> Around:
    """Return what a written item is compared with."""
    return Around(
        day=timezone.localdate(item.valid_from),
        form=Form(item.form),
        events=planned(item.topic.plan),
        heard=heard(item.issuer, besides=item.key, now=now),
    )


def of_draft(*, topic: str, issuer: str, kind: str, key: str, day: date, now: datetime) -> Around:
    """Return what words are compared with that are not kept yet; row ids as a form has them."""
    chosen = Topic.objects.select_related("plan").filter(pk=int(topic)) if _id(topic) else ()
    offices = Organisation.objects.filter(pk=int(issuer)) if _id(issuer) else ()
    genre = Genre(kind) if kind in list(Genre) else Genre.BULLETIN
    return Around(
        day=day,
        form=rules.first_form(genre),
        events=next((planned(one.plan) for one in chosen), ()),
        heard=next((heard(one, besides=key, now=now) for one in offices), ()),
    )


def planned(plan: Plan) -> tuple[Planned, ...]:
    """Return the events of a plan, each with the days from which it was moved."""
    rows = Event.objects.filter(plan=plan).exclude(state=Event.State.CANCELLED)
    return tuple(
        Planned(
            name=event.name,
            days=_whole(event.days),
            tentative=event.state == Event.State.TENTATIVE,
            were=tuple(
                Days(move.from_starts, move.from_ends or move.from_starts + DAY)
                for move in event.moves.all()
                if move.from_starts
            ),
        )
        for event in rows.prefetch_related("moves")
        if not event.series  # has other days in every unit
    )


def heard(issuer: Organisation, *, besides: str, now: datetime) -> tuple[Heard, ...]:
    """Return what loudspeakers said lately where an office speaks, or will say; latest first."""
    today = timezone.localdate(now)
    if not issuer.unit_code:
        return ()
    near = {unit.code for unit in places.ancestors(issuer.unit_code, today)}
    near |= {issuer.unit_code, *(u.code for u in places.units_within(issuer.unit_code, today))}
    rows = (
        Placement.objects.filter(starts__lte=today + REMEMBERED, state=Placement.State.ACTIVE)
        .exclude(ends__lte=today - REMEMBERED)
        .exclude(message__key=besides)
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
        )


def _whole(days: Days | None) -> Days | None:
    """Return days with an end: an event that states none lasts one day."""
    if days is None or days.end is not None:
        return days
    return Days(days.start, days.start + DAY)


def _id(text: str) -> bool:
    return text.isascii() and text.isdigit()

"""The week's programme on A4, for the leader's pen: what is to be heard, day by day."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import typst
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loa import theme
from loa.core.canonical import Json
from loa.core.periods import DAY
from loa.delivery.models import Placement
from loa.newsroom import words
from loa.newsroom.models import Bulletin, Item
from loa.newsroom.queries import draft_message
from loa.people.models import Organisation
from loa.places import queries as places
from loa.theme.figures import clock

SOURCE = Path(__file__).parent / "papers" / "week.typ"
FONTS = Path(theme.__file__).parent / "fonts"
WEEK = 7


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to be heard on a day: when, what, how long, and how far it is."""

    when: str
    headline: str
    kind: str
    languages: str
    length: str
    state: str


@dataclass(frozen=True, slots=True)
class Week:
    """An office's week from its Monday."""

    office: str
    monday: date
    whole: tuple[Row, ...]  # what is heard on all of its days
    days: tuple[tuple[date, tuple[Row, ...]], ...]


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(office: Organisation, monday: date) -> Week:
    """Return what an office's loudspeakers are to say in a week: bulletins, then placements."""
    placements = _placements(office, monday)
    bulletins = list(
        Bulletin.objects.filter(
            issuer=office, day__gte=monday, day__lt=monday + WEEK * DAY, withdrawn_at=None
        )
        .prefetch_related("entries__item__topic__plan", "entries__item__issuer")
        .order_by("day", "opens")
    )
    dates = [monday + number * DAY for number in range(WEEK)]
    always = [p for p in placements if all(_covers(p, day) for day in dates)]
    days = []
    for day in dates:
        rows = [row for b in bulletins if b.day == day for row in _of_bulletin(b)]
        some = [p for p in placements if p not in always and _covers(p, day)]
        days.append((day, (*rows, *_of_placements(some))))
    return Week(office.name, monday, tuple(_of_placements(always)), tuple(days))


def pdf(week: Week, *, made_at: datetime) -> bytes:
    """Return the week as PDF; the same week and time give the same bytes."""
    document: bytes = typst.compile(
        str(SOURCE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"week": json.dumps(paper(week, made_at=made_at))},
        timestamp=int(made_at.timestamp()),
    )
    return document


def paper(week: Week, *, made_at: datetime) -> Json:
    """Return everything that stands on the paper, as text."""
    last = week.monday + (WEEK - 1) * DAY
    made = timezone.localtime(made_at)
    return {
        "office": week.office,
        "title": _("Programme of the week").upper(),
        "week": _("From %(first)s to %(last)s")
        % {"first": f"{week.monday:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
        "heads": [
            _("When"),
            _("News item"),
            _("Kind"),
            _("Length"),
            _("State"),
            _("Leader's remark"),
        ],
        "none": _("Nothing besides.") if week.whole else _("Nothing of our own."),
        "page": _("Page"),
        "foot": _("%(office)s · made at %(made)s")
        % {"office": week.office, "made": f"{made:%H:%M %d/%m/%Y}"},
        "signed": [_("Drawn up by"), _("Approved by the leader")],
        "signed_how": _("(signature, name in full)"),
        "days": [
            {"title": title, "rows": [_cells(row) for row in rows]} for title, rows in _parts(week)
        ],
    }


def _parts(week: Week) -> Iterable[tuple[str, tuple[Row, ...]]]:
    if week.whole:
        yield _("Every day of the week"), week.whole
    for day, rows in week.days:
        yield formats.date_format(day, "l, d/m/Y"), rows


def _cells(row: Row) -> list[str]:
    return [row.when, _title(row), row.kind, row.length, row.state]


def _title(row: Row) -> str:
    return f"{row.headline} ({row.languages})" if row.languages else row.headline


def _of_bulletin(bulletin: Bulletin) -> Iterable[Row]:
    when = f"{bulletin.opens:%H:%M}–{bulletin.closes:%H:%M}"
    for entry in bulletin.entries.all():
        item = entry.item
        said = draft_message(item).sounds().get(entry.language)
        yield Row(
            when=when,
            headline=item.headline,
            kind=str(item.get_kind_display()),
            languages="" if entry.language == words.VIETNAMESE else words.language(entry.language),
            length=clock(said.ms / 1000) if said else "–",
            state=str(item.get_state_display()),
        )


def _of_placements(placements: Iterable[Placement]) -> Iterable[Row]:
    """Yield each message once, with the most that any place hears of it in a day."""
    often: dict[str, Placement] = {}
    for placement in placements:
        other = often.get(placement.message_id)
        if other is None or other.times_a_day < placement.times_a_day:
            often[placement.message_id] = placement
    for placement in often.values():
        message = placement.message.message()
        sounds, times = message.sounds(), placement.times_a_day
        others = [words.language(code) for code in sounds if code != words.VIETNAMESE]
        when = ngettext("%(n)s time", "%(n)s times", times) % {"n": times}
        yield Row(
            when=when,
            headline=message.headline,
            kind=str(Item.Kind(message.extra.genre).label),
            languages=", ".join(others),
            length=clock(max(sound.ms for sound in sounds.values()) / 1000),
            state=str(Item.State.APPROVED.label),
        )


def _placements(office: Organisation, monday: date) -> list[Placement]:
    """Return what is heard where the office is, and what it issued; bulletins apart."""
    here = {office.unit_code, *(u.code for u in places.ancestors(office.unit_code, monday))}
    own = set(Item.objects.filter(issuer=office).values_list("key", flat=True))
    rows = (
        Placement.objects.filter(
            starts__lt=monday + WEEK * DAY, state=Placement.State.ACTIVE, programme=""
        )
        .exclude(ends__lte=monday)
        .select_related("message")
        .order_by("starts", "key")
    )
    near = [row for row in rows if row.message.key in own or here & set(row.areas)]
    return [row for row in near if row.message.message().sounds()]


def _covers(placement: Placement, day: date) -> bool:
    return placement.starts <= day and (placement.ends is None or day < placement.ends)

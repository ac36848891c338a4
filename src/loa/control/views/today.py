"""Today: is everything that should be heard being heard? And one item, down to its ledger."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from loa.channels.broadcast.queries.units import stations_in
from loa.channels.broadcast.words import shown as sentence_shown
from loa.control import choice, words
from loa.control.queries import ledgers
from loa.control.queries.pulse import pulse, shared
from loa.control.queries.today import Kept, Today, today
from loa.control.queries.units import Option
from loa.control.queries.worries import worries
from loa.control.rules.today import Line, Mark, Square, Status, fitted, sessions
from loa.core.fold import fold
from loa.core.words import Outcome
from loa.people.access import allowed, person, requires
from loa.plans.models import Plan
from loa.theme import places
from loa.theme.figures import Label, State

NO_CONTENT = 204  # to an EventSource: do not come again
SESSION_GAP = timedelta(minutes=45)
MOST_LINES = 80  # more is no overview; the unit switcher finds the others


# By pulse and unit, and language: what every display of a unit shows alike.
_days: Kept[tuple[str, str], Today] = Kept(most=200)
_drawn: Kept[tuple[str, str, str], SafeString] = Kept(most=200)


@dataclass(frozen=True, slots=True)
class ShownSquare:
    """One square: its state, what it says to a reader, where it leads."""

    state: State | None
    url: str
    label: str
    relay: bool
    on_air: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """One session of a line."""

    starts: datetime
    squares: tuple[ShownSquare, ...]


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One station as the page draws it."""

    line: Line
    state: State | None
    status: Label
    icon: str
    groups: tuple[ShownGroup, ...]
    before: int
    after: int


@requires("rundown.view")
@require_safe
def today_page(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    beat = pulse(now)  # first: what changes from here on is told
    found, context = _shared(request, beat, now)
    context |= {"pulse": beat, "wall": "wall" in request.GET}
    context["listen"] = _listen(found, request.GET.get("listen", ""))
    return render(request, "control/today.html", context)


@requires("rundown.view")
@require_safe
def today_stream(_request: HttpRequest) -> HttpResponse:
    """Say that nothing is streamed, where no ASGI server stands in front: pages ask instead."""
    return HttpResponse(status=NO_CONTENT)


@requires("rundown.view")
@require_safe
def today_live(request: HttpRequest) -> HttpResponse:
    """Return the part that is asked for again when it changes."""
    now = timezone.now()
    _found, context = _shared(request, shared(now), now)
    return render(request, "control/parts/today.html", context)


def _shared(request: HttpRequest, beat: str, now: datetime) -> tuple[Today, dict[str, Any]]:
    """Return the day and the page's context.

    What is the same for everybody who looks at a unit is laid out and drawn once a pulse.
    """
    unit = choice.unit(request)
    name = (beat, unit.code if unit else "", get_language() or "")
    found = _days.all([name[:2]], lambda _names: {name[:2]: _today(unit, now)})[name[:2]]

    def draw(_names: object) -> dict[tuple[str, str, str], SafeString]:
        context = {"now": now, "today": found} | _drawing(found, now)
        return {name: render_to_string("control/parts/today_now.html", context, request)}

    drawn = _drawn.all([name], draw)[name]
    return found, _context(request, found, unit, now) | {"drawn": drawn}


def forget() -> None:
    """Lay out and draw everything anew."""
    _days.clear()
    _drawn.clear()


def _today(unit: Option | None, now: datetime) -> Today:
    only = stations_in(unit.code, today=timezone.localdate(now)) if unit else None
    return today(now=now, only=only)


def _context(
    request: HttpRequest, found: Today, unit: Option | None, now: datetime
) -> dict[str, Any]:
    """Return what is this person's own on the page, and what is cheap."""
    return {
        "here": "today",
        "now": now,
        "today": found,
        "sums": found.sums,
        "unit": unit,
        "worries": worries(found, person(request), now=now),
        "bulletin_url": _bulletin(request),
        "may_remind": allowed(request.user, "plan.edit"),
        "may_import": allowed(request.user, "setup.import"),
    }


def _drawing(found: Today, now: datetime) -> dict[str, Any]:
    """Return the lines as they are drawn, the same for everybody."""
    lines = sorted(found.lines, key=lambda line: fold(line.name))
    drawn = _most_pressing(lines)
    return {
        "lines": [_shown(line, found.day, now) for line in drawn],
        "left_out": len(lines) - len(drawn),
        "legend": [(state, words.MARKS[mark][1]) for mark, state in _legend()],
    }


def _bulletin(request: HttpRequest) -> str:
    """Return where items are approved, when this person may go there."""
    desk = [entry for entry in places.entries() if entry.key == "bulletin"]
    return next((place.url for place in places.visible(request, "", desk)), "")


def _legend() -> list[tuple[Mark, State | None]]:
    shown = (Mark.AIRED, Mark.LATE, Mark.MISSED, Mark.UPCOMING)
    return [(mark, words.MARKS[mark][0]) for mark in shown]


def _most_pressing(lines: list[Line]) -> list[Line]:
    """Return the lines that fit: all, or of too many first those that are not on schedule."""
    if len(lines) <= MOST_LINES:
        return lines
    trouble = {Mark.MISSED, Mark.UNHEARD_OF, Mark.CUT, Mark.LATE}

    def calm(line: Line) -> bool:
        return line.status is not Status.SILENT and not any(s.mark in trouble for s in line.squares)

    return sorted(lines, key=calm)[:MOST_LINES]


def _shown(line: Line, day: date, now: datetime) -> ShownLine:
    state, status, icon = words.STATUSES[line.status]
    if any(square.mark is Mark.UNTICKED for square in line.squares):
        state = State.DUE  # somebody has its slip
    fit = fitted(line.squares, now=now)
    # An address a square costs more than the rest of it; those of a line differ by their end.
    before = reverse("control:item", args=(line.key, day.isoformat(), "-")).removesuffix("-/")
    groups = tuple(
        ShownGroup(part[0].item.starts, tuple(_square(square, before) for square in part))
        for part in sessions(fit.squares, gap=SESSION_GAP)
    )
    return ShownLine(line, state, status, icon, groups, fit.before, fit.after)


def _square(square: Square, before: str) -> ShownSquare:
    state, label = words.MARKS[square.mark]
    at = timezone.localtime(square.item.starts).strftime("%H:%M")
    return ShownSquare(
        state=state,
        url=f"{before}{square.item.id}/",
        label=f"{at} {square.item.title}: {label}",
        relay=square.relay,
        on_air=square.mark is Mark.ON_AIR,
    )


def _listen(found: Today, key: str) -> tuple[Line, Square] | None:
    """Return what a visitor can listen along with: a station's item that is on air now."""
    on_air = [
        (line, square)
        for line in found.lines
        for square in line.squares
        if square.mark is Mark.ON_AIR and square.item.sound
    ]
    return next((pair for pair in on_air if pair[0].key == key), on_air[0] if on_air else None)


@requires("rundown.view")
@require_safe
def item_page(request: HttpRequest, station: str, day: str, item: str) -> HttpResponse:
    try:
        asked = date.fromisoformat(day)
    except ValueError as error:
        raise Http404(day) from error
    found = ledgers.aired(station, asked, item)
    if found is None:
        raise Http404(item)
    now = timezone.now()
    return render(
        request,
        "control/item.html",
        {
            "here": "today",
            "now": now,
            "aired": found,
            "item": found.item,
            "station": found.rundown.station,
            "verdict": _verdict(found, now),
            "why": _why(found.reasons),
            "variants": _variants(found),
            "on_air": found.item.starts <= now < found.item.ends,
            "reason": words.said(words.REASONS, found.as_run.reason) if found.as_run else "",
            "events": [(line, words.said(words.EVENTS, line.entry.event)) for line in found.lines],
        },
    )


def _verdict(found: ledgers.Aired, now: datetime) -> tuple[State | None, Label]:
    if found.as_run and found.as_run.outcome != Outcome.PENDING:
        return words.MARKS[Mark(found.as_run.outcome)]
    if now < found.item.starts:
        return words.MARKS[Mark.UPCOMING]
    if now < found.item.ends:
        return words.MARKS[Mark.ON_AIR]
    return words.MARKS[Mark.UNHEARD_OF]


def _why(reasons: dict[str, Any]) -> dict[str, Any]:
    """Return why an item is there: its plan, and which play of which day it is."""
    target = str(reasons.get("target") or "")
    plan_key = target.split("/", maxsplit=1)[0] or str(reasons.get("plan") or "")
    run, play = reasons.get("run") or [0, 0], reasons.get("play") or [0, 0]
    return {
        "plan": Plan.objects.filter(key=plan_key).first(),
        "target": target.partition("/")[2],
        "run_day": run[0],
        "run_days": run[1],
        "play": play[0],
        "plays": play[1],
        "make_good_for": reasons.get("make_good_for") or "",
    }


def _variants(found: ledgers.Aired) -> list[dict[str, Any]]:
    """Return the message's texts, the one that was aired first."""
    if found.message is None:
        return []
    message = found.message.message()
    ordered = sorted(message.said(), key=lambda v: v.language != found.item.language)
    return [
        {
            "language": words.said(words.LANGUAGES, variant.language),
            "code": variant.language,
            "text": variant.text,
            "sound": variant.sound,
            "seconds": variant.sound.ms / 1000 if variant.sound else 0,
            "synthetic": bool(variant.sound and variant.sound.voice.startswith("synthetic:")),
            "stand_in": bool(variant.sound and variant.sound.voice == "stand-in"),
            "aired": variant.language == found.item.language,
        }
        for variant in ordered
    ]


@requires("rundown.view")
@require_safe
def unplaced_page(request: HttpRequest) -> HttpResponse:
    """Say what found no place today, why, and at how many stations."""
    found = today(now=timezone.now())
    rows = [(one, sentence_shown(one.sentence)) for one in found.unplaced]
    return render(
        request, "control/unplaced.html", {"here": "today", "rows": rows, "day": found.day}
    )

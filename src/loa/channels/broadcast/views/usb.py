"""Sticks: choose a week, carry it away, tick off what was heard."""

from collections.abc import AsyncIterator, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loa.channels.broadcast import inputs, sticks, tasks, usb
from loa.channels.broadcast.forms import WeekForm
from loa.channels.broadcast.models import Station, UsbStick
from loa.channels.broadcast.queries import sticks as reads
from loa.people.access import allowed, demand, requires
from loa.people.models import User
from loa.theme import toast

UNCHANGED = 204


@requires("usb.export")
@require_http_methods(["GET", "HEAD", "POST"])
def station_usb(request: HttpRequest, key: str) -> HttpResponse:
    """Choose a week for a station, and see its sticks."""
    station = get_object_or_404(Station, key=key)
    now = timezone.now()
    today = now.astimezone(inputs.zone_of(station)).date()
    demand(request, "usb.export", unit_code=sticks.unit_code(station, today))
    form = WeekForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        week = form.cleaned_data["week"]
        try:
            stick = sticks.make(
                station, first=week.first, days=week.days, by=_person(request), now=now
            )
        except usb.UsbError as error:
            form.add_error("week", str(error))
        else:
            tasks.prepare(stick)
            return redirect("broadcast:stick", number=stick.pk)
    found = station.sticks.select_related("made_by", "station").prefetch_related("ticks")
    context = {
        "station": station,
        "form": form,
        "warning": sticks.warning(station),
        "sticks": [reads.summary(stick, now=now) for stick in found[:20]],
        "now": now,
        "here": "today",
    }
    return render(request, "broadcast/usb.html", context)


@requires("station.view")
@require_safe
def stick_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show what is on a stick, session by session, with the boxes to tick."""
    stick = _stick(number)
    now = timezone.now()
    code = sticks.unit_code(stick.station, stick.first_day)
    sessions = reads.sessions(stick, now=now)
    context = {
        "stick": stick,
        "station": stick.station,
        "warning": sticks.warning(stick.station),
        "preparation": reads.preparation(stick, now=now),
        "summary": reads.summary(stick, now=now),
        "sessions": sessions,
        "open": reads.first_open(sessions),
        "may_tick": allowed(request.user, "evidence.report", unit_code=code),
        "may_export": allowed(request.user, "usb.export", unit_code=code),
        "now": now,
        "here": "today",
    }
    return render(request, "broadcast/stick.html", context)


@requires("usb.export")
@require_safe
def ready(request: HttpRequest, number: int) -> HttpResponse:
    """Show how far a stick's files are; 204 when that is what the page shows already."""
    stick = _stick(number)
    _demand_export(request, stick)
    found = reads.preparation(stick, now=timezone.now())
    if request.GET.get("shown") == found.shown:
        return HttpResponse(status=UNCHANGED)
    context = {"stick": stick, "preparation": found}
    return render(request, "broadcast/stick_ready.html", context)


@requires("usb.export")
@require_POST
def prepare(request: HttpRequest, number: int) -> HttpResponse:
    """Have a stick's files converted once more; what is done already stays."""
    stick = _stick(number)
    _demand_export(request, stick)
    tasks.prepare(stick)
    return redirect("broadcast:stick", number=number)


@requires("evidence.report")
@require_POST
def tick(request: HttpRequest, number: int) -> HttpResponse:
    """Take the officer's word for the items that were ticked."""
    stick = _stick(number)
    demand(request, "evidence.report", unit_code=sticks.unit_code(stick.station, stick.first_day))
    now = timezone.now()
    try:
        done = sticks.report(stick, request.POST.getlist("item"), by=_person(request), now=now)
    except usb.UsbError as error:
        toast.say(request, str(error))
    else:
        toast.say(request, _said(done))
    return redirect("broadcast:stick", number=number)


def _said(done: sticks.Reported) -> str:
    if not done.new and not done.early:
        return _("Nothing new was ticked; what was reported before stays.")
    text = ngettext(
        "%(n)s item is reported as heard. Thank you.",
        "%(n)s items are reported as heard. Thank you.",
        done.new,
    ) % {"n": done.new}
    if done.logged:
        text += " " + ngettext(
            "%(n)s of them is in the player's log already: that play is the one that counts.",
            "%(n)s of them are in the player's log already: those plays are the ones that count.",
            done.logged,
        ) % {"n": done.logged}
    if done.early:
        text += " " + _("Not yet: %(titles)s.") % {"titles": ", ".join(done.early)}
    return text


@requires("usb.export")
@require_safe
def download(request: HttpRequest, number: int) -> HttpResponseBase:
    """Return a stick as a zip archive; to the stick's page while files are still to come."""
    stick = _stick(number)
    _demand_export(request, stick)
    load, store = sticks.load_of(stick), sticks.cache()
    if store.waiting(load.tracks):
        return redirect("broadcast:stick", number=number)
    paper = sticks.slip_of(stick)
    pieces = usb.zipped(load, usb.contents(load, paper, store))
    response = StreamingHttpResponse(
        _awaited(pieces) if isinstance(request, ASGIRequest) else pieces,
        content_type="application/zip",
    )
    response.headers["Content-Length"] = str(usb.zipped_size(load, paper, store))
    response.headers["Content-Disposition"] = f'attachment; filename="{load.folder}.zip"'
    return response


@requires("usb.export")
@require_safe
def slip(request: HttpRequest, number: int) -> HttpResponse:
    """Return the slip of a stick, to be printed."""
    stick = _stick(number)
    _demand_export(request, stick)
    response = HttpResponse(sticks.slip_of(stick), content_type="application/pdf")
    name = f"phieu-phat-thanh-{stick.station.key}-{stick.first_day.isoformat()}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


async def _awaited(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Yield pieces as they are made, each in a thread, so that others are served meanwhile."""

    def step() -> bytes | None:
        return next(pieces, None)

    make = sync_to_async(step, thread_sensitive=False)
    while (piece := await make()) is not None:
        yield piece


def _stick(number: int) -> UsbStick:
    return get_object_or_404(UsbStick.objects.select_related("station", "made_by"), pk=number)


def _demand_export(request: HttpRequest, stick: UsbStick) -> None:
    demand(request, "usb.export", unit_code=sticks.unit_code(stick.station, stick.first_day))


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None

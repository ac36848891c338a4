"""A bulletin's screen, its archive to take from, and its sounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from loa.delivery.contract import Session
from loa.devices.files import serve
from loa.devices.objects import ObjectStore
from loa.newsroom import words as items
from loa.newsroom.actions import NewsroomError
from loa.newsroom.bulletins import actions, queries, rules, words
from loa.newsroom.bulletins.queries import Board, Line
from loa.newsroom.bulletins.rules import Standing
from loa.newsroom.forms import grouped, open_topics
from loa.newsroom.models import Bulletin
from loa.newsroom.queries import approvers_of
from loa.newsroom.views.sounds import FOR_A_YEAR
from loa.people.access import allowed, demand, permissions_of, person, requires
from loa.people.models import Organisation, User

RECENT = 12


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry with its words for people."""

    line: Line
    state: Any
    icon: str
    language: str
    voice: str
    notes: tuple[tuple[str, bool], ...]  # sentence, whether it holds the bulletin up


def bulletin_for(request: HttpRequest, key: str, permission: str) -> Bulletin:
    """Return a bulletin; Http404 where there is none, PermissionDenied where it is not theirs."""
    rows = Bulletin.objects.select_related("issuer", "ident", "closing", "author")
    bulletin = get_object_or_404(rows, key=key)
    unit = bulletin.issuer.unit_code or None
    demand(request, permission, organisation=bulletin.issuer, unit_code=unit)
    return bulletin


@requires("item.view")
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Go to the bulletin that is next; where it has not been begun, offer to begin it."""
    user, now = person(request), timezone.now()
    offices = queries.offices(user)
    chosen = next((o for o in offices if o.key == request.GET.get("office")), None)
    office = chosen or (offices[0] if offices else None)
    sessions = queries.sessions_ahead(office, now) if office else []
    if office and sessions and "all" not in request.GET:
        opens = timezone.localtime(sessions[0].starts)
        next_one = Bulletin.objects.filter(issuer=office, day=opens.date(), opens=opens.time())
        if found := next_one.first():
            return redirect("bulletins:bulletin", found.key)
    context = {
        "here": "bulletin",
        "offices": offices,
        "office": office,
        "sessions": [(s, words.when(s, now)) for s in sessions[:4]],
        "recent": [_recent(row) for row in queries.visible(user)[:RECENT]],
        "may_write": "item.write" in permissions_of(user),
    }
    return render(request, "newsroom/bulletins/today.html", context)


@requires("item.write")
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin the bulletin of a session."""
    office = get_object_or_404(Organisation, key=request.POST.get("office", ""))
    demand(request, "item.write", organisation=office, unit_code=office.unit_code or None)
    now = timezone.now()
    session = session_asked(request, office, now)
    if session is None:
        raise Http404
    made = actions.open_for(office, session, by=person(request), now=now)
    return redirect("bulletins:bulletin", made.key)


@requires("item.view")
@require_safe
def bulletin(request: HttpRequest, key: str) -> HttpResponse:
    return board(request, bulletin_for(request, key, "item.view"))


@requires("item.write")
@require_safe
def archive(request: HttpRequest, key: str) -> HttpResponse:
    """List what can be taken into a bulletin."""
    one = bulletin_for(request, key, "item.write")
    text = request.GET.get("q", "").strip()
    found = queries.archive(person(request), one, text)
    context = {
        "bulletin": one,
        "found": [(variant, items.language(variant.language)) for variant in found],
        "text": text,
    }
    return render(request, "newsroom/bulletins/parts/archive.html", context)


@requires("item.view")
@require_safe
def sound(request: HttpRequest, key: str, address: str) -> HttpResponse:
    """Return one of a bulletin's sounds: what is heard in it, a recording, or the whole."""
    one = bulletin_for(request, key, "item.view")
    if not queries.holds_sound(one, address):
        raise Http404(address)
    path = ObjectStore(settings.DATA_DIR / "objects").path(address)
    return serve(request, path, etag=address, cache=FOR_A_YEAR)


def session_asked(request: HttpRequest, office: Organisation, now: datetime) -> Session | None:
    """Return the session that a form names by its start, if it is still ahead."""
    wanted = request.POST.get("starts", "")
    sessions = queries.sessions_ahead(office, now)
    return next((s for s in sessions if s.starts.isoformat() == wanted), None)


def board(
    request: HttpRequest, bulletin: Bulletin, *, problem: str = "", problem_at: int = 0, **more: Any
) -> HttpResponse:
    """Show a bulletin, wholly or, to htmx, its changing part; `problem_at` is an entry's row."""
    part = request.headers.get("HX-Request") == "true"
    now = timezone.now()
    ahead = queries.sessions_ahead(bulletin.issuer, now)
    shown = queries.board(bulletin, ahead)
    context = _context(person(request), shown, ahead, now)
    context |= {"problem": problem, "problem_at": problem_at, **more}
    template = "newsroom/bulletins/parts/board.html" if part else "newsroom/bulletins/bulletin.html"
    # htmx leaves a page as it is on an error status, so a part that explains one is a success.
    return render(request, template, context, status=422 if problem and not part else 200)


def _context(user: User, shown: Board, ahead: Sequence[Session], now: datetime) -> dict[str, Any]:
    one = shown.bulletin
    may_write = _may(user, one, "item.write")
    state, icon, label = words.STANDINGS[shown.standing]
    room = shown.room_ms
    later = queries.next_session(one, now, ahead)
    return {
        "here": "bulletin",
        "now": now,
        "board": shown,
        "bulletin": one,
        "title": words.title(one),
        "state": state,
        "icon": icon,
        "label": label,
        "lines": [_shown(line) for line in shown.lines],
        "room": room,
        "share": min(100, round(100 * shown.own_ms / room)) if room else 0,
        "when": words.when(shown.session, now) if shown.session else "",
        "airs": words.when(later, now) if later else "",
        "airs_session": later,
        "late": not queries.reachable(one, now),
        "sessions": [(s, words.when(s, now)) for s in ahead],
        "signatures": queries.signatures() if may_write else [],
        "topics": grouped(open_topics(None)) if may_write else [],
        "may_write": may_write,
        "may_place": _may(user, one, "placement.edit"),
        "editable": may_write and shown.open,
        "waits_for": _waits_for(shown),
        "is": {str(s): shown.standing is s for s in Standing},
        "largest_mb": rules.LARGEST_FILE // 1_000_000,
    }


def _may(user: User, bulletin: Bulletin, permission: str) -> bool:
    unit = bulletin.issuer.unit_code or None
    return allowed(user, permission, organisation=bulletin.issuer, unit_code=unit)


def _waits_for(shown: Board) -> list[str]:
    if shown.standing is not Standing.REVIEW:
        return []
    return [user.get_full_name() for user in approvers_of(shown.bulletin.issuer)]


def _shown(line: Line) -> Shown:
    state, icon = items.STATES[line.item.state]
    open_ = not line.item.message and line.item.state not in {"review", "approved"}
    lacks = [
        (items.error(NewsroomError(f"missing-{what}", code)), True) for code, what in line.lacks
    ]
    found = [(items.finding(one), one.blocks) for one in line.findings]
    return Shown(
        line=line,
        state=state,
        icon=icon,
        language=items.language(line.entry.language),
        voice=items.voice(line.variant.voice) if line.variant.voice else "",
        notes=(*lacks, *found) if open_ else (),
    )


def _recent(row: Bulletin) -> dict[str, Any]:
    standing = queries.standing(row)
    state, icon, label = words.STANDINGS[standing]
    return {
        "bulletin": row,
        "title": words.title(row),
        "state": state,
        "icon": icon,
        "label": label,
        "count": row.entries.count(),
    }

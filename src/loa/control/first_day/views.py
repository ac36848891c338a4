"""The first day's pages: what there is, the table of what was dropped, what became of it."""

import io
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loa.channels.broadcast.establishing import USUAL, EstablishingError
from loa.control.first_day import dropping, sessions, shown, taking, tasks, words
from loa.control.first_day.sheets import BookError
from loa.control.first_day.sorting import Sort
from loa.control.models import Dropped
from loa.newsroom.actions import NewsroomError
from loa.people import invitations
from loa.people.access import covered, permissions_of, person, public, requires
from loa.people.actions import PeopleError
from loa.people.invitations import InvitationError
from loa.people.models import User
from loa.places.unit_file import UnitFileError
from loa.theme import toast

TASKED = (NewsroomError, PeopleError, UnitFileError, ValidationError)
INVITED = "whoever holds a one-time link sets the first password of the account it was made for"
UNPROCESSABLE, FORGED = 422, 404


@requires("setup.import")
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Ask what an office has."""
    return _start(request)


def _start(request: HttpRequest, problem: str = "", **more: Any) -> HttpResponse:
    user = person(request)
    held = permissions_of(user)
    stations = sessions.stations_of(user) if sessions.PERMISSION in held else []
    context = {
        "here": "setup",
        "now": timezone.now(),
        "empty": shown.empty(),
        "waiting": Dropped.objects.filter(owner=user, confirmed_at=None).exclude(files=[]),
        "recent": Dropped.objects.filter(owner=user, confirmed_at__isnull=False)[:5],
        "hours": sessions.standing(stations) if stations else None,
        "proposed": _proposed(stations, more),
        "people": len(_waiting(user)) if "people.edit" in held else 0,
        "problem": problem,
        **more,
    }
    status = UNPROCESSABLE if problem or more.get("hours_problem") else 200
    return render(request, "control/first_day/start.html", context, status=status)


def _proposed(stations: list[Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return the sessions that the question begins with: as answered, else the usual two."""
    given = more.get("given")
    if given is not None:
        return {"count": len(given), "rows": [*given, *sessions.PROPOSED[len(given) :]]}
    answered = sessions.standing(stations).sittings if stations else ()
    rows = [*answered, *sessions.PROPOSED[len(answered) :]]
    return {"count": len(answered) or len(USUAL), "rows": rows}


@requires("setup.import")
@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Keep what was dropped, and show what it is; a script sends the files some at a time."""
    user, now = person(request), timezone.now()
    dropped = _mine(request, request.POST["key"]) if request.POST.get("key") else None
    if dropped is not None and dropped.confirmed_at is not None:
        raise Http404(dropped.key)
    dropped = dropped or dropping.begin(by=user, now=now)
    refused = [
        words.refusal(name, error)
        for name, error in dropping.add_files(dropped, request.FILES.getlist("files"))
    ]
    if pasted := request.POST.get("text", "").strip():
        try:
            dropping.add_text(dropped, pasted)
        except BookError as error:
            refused.append(words.refusal(_("The pasted words"), error))
    dropping.note_refused(dropped, refused)
    if "application/json" in request.headers.get("Accept", ""):
        told = {"key": dropped.key, "url": _url(dropped), "files": len(dropped.files)}
        return JsonResponse(told | {"refused": refused})
    if not dropped.files:
        dropping.discard(dropped)
        return _start(request, " ".join(refused) or _("Choose files or paste words first."))
    return redirect(_url(dropped))


@requires("setup.import")
@require_safe
def dropped_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show the table of what was recognised, or what became of it."""
    return _dropped(request, _mine(request, key))


def _dropped(request: HttpRequest, dropped: Dropped, problem: str = "") -> HttpResponse:
    if dropped.confirmed_at is not None:
        return render(request, "control/first_day/taken.html", _taken(request, dropped))
    user, now = person(request), timezone.now()
    lists = shown.list_files(taking.lists(dropped, by=user, now=now))
    texts = taking.texts(dropped)
    photos = [
        {"name": name, "bytes": dropped.files[number]["bytes"]}
        for number, name in taking.of_sort(dropped, Sort.PHOTO)
    ]
    sounds = shown.sounds(dropped)
    plans = [name for _number, name in taking.of_sort(dropped, Sort.PLAN)]
    adds = sum(
        group.count
        for file in lists
        for table in file.tables
        for group in table.groups
        if group.fate == "new"
    )
    reads_plans = taking.plan_office(user, now) is not None
    words_taken = sum(one.parted is not None for one in texts)
    context = {
        "here": "setup",
        "now": now,
        "dropped": dropped,
        "lists": lists,
        "sounds": sounds,
        "texts": texts,
        "photos": photos,
        "plans": plans,
        "reads_plans": reads_plans,
        "adds": adds,
        "takes": adds + len(sounds) + words_taken + len(photos) + len(plans) * reads_plans,
        "office": taking.office_of(user, now),
        "problem": problem,
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "control/first_day/table.html", context, status=status)


def _taken(request: HttpRequest, dropped: Dropped) -> dict[str, Any]:
    sounds, lists = shown.sounds_taken(dropped), shown.lists_taken(dropped, person(request))
    finished = [one for one in sounds if one["state"] in {"done", "refused"}]
    return {
        "here": "setup",
        "now": timezone.now(),
        "dropped": dropped,
        "lists": lists,
        "any_red": any(one["red"] for one in lists),
        "sounds": sounds,
        "finished": len(finished),
        "texts": dropped.outcome.get("texts", []),
        "photos": dropped.outcome.get("photos", []),
        "plans": dropped.outcome.get("plans", []),
    }


@requires("setup.import")
@require_POST
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Take in what the table showed."""
    dropped = _mine(request, key)
    try:
        taken = taking.confirm(dropped, by=person(request), now=timezone.now())
    except TASKED as error:
        return _dropped(request, dropped, words.not_kept(error))
    if taken.done_at is None:
        tasks.take_sounds.enqueue(taken.pk)
    return redirect(_url(taken))


@requires("setup.import")
@require_POST
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Delete what was dropped; what was taken in of it stays."""
    dropping.discard(_mine(request, key))
    toast.say(request, _("Deleted. Nothing of it was kept here."))
    return redirect("control:first-day")


@requires("setup.import")
@require_safe
def sounds_part(request: HttpRequest, key: str) -> HttpResponse:
    """Return how far the recordings are."""
    return render(
        request, "control/first_day/parts/sounds.html", _taken(request, _mine(request, key))
    )


@requires("setup.import")
@require_safe
def red_list(request: HttpRequest, key: str, number: int) -> FileResponse:
    """Return a list with its refused rows in red, under its own name."""
    dropped = _mine(request, key)
    path = dropping.red_path(dropped, number)
    if not path.exists() or number >= len(dropped.files):
        raise Http404(str(number))
    name = dropped.files[number]["name"].rsplit(".", 1)[0]
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{name}.xlsx")


@requires("policy.edit")
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Take the answer to the one question."""
    given = []
    try:
        given = sessions.read(request.POST.dict())
        changed = sessions.answer(given, by=person(request), now=timezone.now())
    except EstablishingError as error:
        if "setup.import" not in permissions_of(request.user):
            return redirect("control:today")
        return _start(request, hours_problem=str(words.HOURS[error.code]), given=given or None)
    said = _("Hours noted for %(count)s stations. Leaders sign them next.") % {"count": changed}
    toast.say(request, said if changed else _("These hours stood already."))
    return redirect(reverse("control:first-day") + "#hours")


@requires("policy.edit")
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """Return what leaders have to sign, as one zip for the machine that holds their keys."""
    files = sessions.papers(sessions.stations_of(person(request)))
    if not files:
        raise Http404
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    headers = {"Content-Disposition": 'attachment; filename="cho-lanh-dao-ky.zip"'}
    return HttpResponse(out.getvalue(), content_type="application/zip", headers=headers)


@requires("people.edit")
@require_safe
def people_page(request: HttpRequest) -> HttpResponse:
    """List people without a password yet, each with the link that lets them set one."""
    rows = [
        (
            one,
            request.build_absolute_uri(reverse("control:invited", args=(invitations.token(one),))),
        )
        for one in _waiting(person(request))
    ]
    days = invitations.LASTS.days
    context = {"here": "setup", "now": timezone.now(), "rows": rows, "days": days}
    response = render(request, "control/first_day/people.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _waiting(user: User) -> list[User]:
    """Return whose links this person may hand out: all roles of whom lie in their area."""
    return invitations.waiting(None if user.is_superuser else covered(user, "people.edit"))


@public(reason=INVITED)
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Let a person set the first password of their account."""
    problems: list[str] = []
    try:
        user = invitations.invited(token)
        if request.method == "POST":
            password = request.POST.get("password", "")
            if password == request.POST.get("again", ""):
                invitations.accept(token, password)
                toast.say(request, _("Your password is set. Sign in with it now."))
                return redirect("account_login")
            problems = [_("The two passwords are not the same.")]
    except ValidationError as error:
        problems = list(error.messages)
    except InvitationError:
        return _never_kept(render(request, "control/first_day/uninvited.html", status=FORGED))
    context = {"user_name": user.get_full_name(), "username": user.username, "problems": problems}
    status = UNPROCESSABLE if problems else 200
    page = render(request, "control/first_day/invited.html", context, status=status)
    return _never_kept(page)


def _never_kept(response: HttpResponse) -> HttpResponse:
    """Keep an address that is a secret out of caches and of what the next page is told."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _mine(request: HttpRequest, key: str) -> Dropped:
    """Return a drop of the person asking; others' are not there."""
    found = Dropped.objects.filter(key=key, owner=person(request)).first()
    if found is None:
        raise Http404(key)
    return found


def _url(dropped: Dropped) -> str:
    return reverse("control:dropped", args=(dropped.key,))

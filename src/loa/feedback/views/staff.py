"""The offices' pages: what waits for an answer, one matter, entering for somebody else."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.delivery import drafts, loudness
from loa.devices.files import serve
from loa.feedback import actions, door, queries, voice
from loa.feedback.actions import Brought, FeedbackError
from loa.feedback.door import Refused
from loa.feedback.forms import AnswerForm, DeclineForm, ForwardForm, MatterForm, QuieterForm
from loa.feedback.models import Matter
from loa.feedback.rules import Kind, Trouble
from loa.feedback.voice import VoiceError
from loa.people.access import allowed, covered, demand, person, requires
from loa.people.models import User
from loa.theme import toast

HERE = "work"
VIEW, ANSWER, ENTER = "feedback.view", "feedback.answer", "feedback.enter"
CLOSED_SHOWN = 100


@requires(ENTER)
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Go to what this person does with residents' questions: answer, or enter for others."""
    return redirect("feedback:inbox" if allowed(request.user, VIEW) else "feedback:enter")


@requires(VIEW)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits, the longest due first, or what was closed."""
    waiting = request.GET.get("show") != "closed"
    rows = list(queries.inbox(covered(request.user, VIEW), waiting=waiting)[:CLOSED_SHOWN])
    context = {
        "here": HERE,
        "waiting": waiting,
        "rows": rows,
        "names": queries.names({row.unit_code for row in rows}),
        "today": timezone.localdate(),
        "may_enter": allowed(request.user, ENTER),
    }
    return render(request, "feedback/inbox.html", context)


@requires(VIEW)
@require_safe
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """Show one matter with what can be done about it."""
    return _page(request, _asked(request, number, VIEW))


@requires(ANSWER)
@require_POST
def answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer and close; a loudspeaker that was turned down is as before."""
    row, form = _asked(request, number, ANSWER), AnswerForm(request.POST)
    said = form.data

    def act(by: User) -> None:
        file = request.FILES.get("voice")
        actions.answer(
            row,
            text=str(said.get("text", "")),
            public=said.get("public") == "yes",
            question=str(said.get("question", "")),
            voice=voice.keep(file.chunks()) if file else None,
            by=by,
            now=timezone.now(),
        )

    return _try(request, row, act, Forms(answer=form), _("Answered. The receipt says so."))


@requires(ENTER)
@require_safe
def spoken(request: HttpRequest, number: str) -> HttpResponse:
    """Let an answer be heard by the office, and by whoever entered the matter for somebody."""
    row = get_object_or_404(Matter.objects.select_related("answer"), number=number)
    if row.entered_by != request.user:
        demand(request, VIEW, unit_code=row.unit_code, as_of=row.received_on)
    given = getattr(row, "answer", None)
    if given is None or not given.voice:
        raise Http404(number)
    cache = "private, max-age=3600"
    return serve(request, voice.path(given.voice), etag=given.voice, cache=cache)


@requires(ANSWER)
@require_POST
def forward(request: HttpRequest, number: str) -> HttpResponse:
    """Hand on to the level above."""
    row, form = _asked(request, number, ANSWER), ForwardForm(request.POST)

    def act(by: User) -> None:
        actions.forward(row, to=str(form.data.get("to", "")), by=by, now=timezone.now())

    return _try(request, row, act, Forms(forward=form), _("Handed on. The receipt says to whom."))


@requires(ANSWER)
@require_POST
def decline(request: HttpRequest, number: str) -> HttpResponse:
    """Close without an answer, saying why."""
    row, form = _asked(request, number, ANSWER), DeclineForm(request.POST)

    def act(by: User) -> None:
        actions.decline(row, reason=str(form.data.get("reason", "")), by=by, now=timezone.now())

    return _try(request, row, act, Forms(decline=form), _("Closed. The receipt says why."))


@requires(ANSWER)
@require_POST
def broadcast(request: HttpRequest, number: str) -> HttpResponse:
    """Hand a public answer to the newsroom."""
    row = _asked(request, number, ANSWER)

    def act(by: User) -> None:
        actions.broadcast(row, by=by, now=timezone.now())

    return _try(request, row, act, Forms(), _("The newsroom has it as a draft."))


@requires(ENTER)
def enter(request: HttpRequest) -> HttpResponse:
    """Write down what somebody said who does not write, and show how it went."""
    now = timezone.now()
    day = timezone.localdate(now)
    codes = covered(request.user, ENTER)
    offices = [one for one in queries.communes(day) if one.unit_code in codes]
    only = offices[0].unit_code if len(offices) == 1 else ""
    places = [p for o in offices for p in loudness.places(o.unit_code, day)]
    loud = request.POST.get("what") == Kind.LOUDNESS
    posted = request.POST if request.method == "POST" else None
    form = MatterForm(None if loud else posted, offices=offices, code=only)
    quiet = QuieterForm(posted if loud else None, places=places)
    refused = ""
    chosen: MatterForm | QuieterForm = quiet if loud else form
    if posted is not None and chosen.is_valid():
        said = chosen.cleaned_data
        if loud:
            place = next(one for one in places if one.key == said["place"])
            brought = Brought(
                kind=Kind.LOUDNESS,
                unit_code=place.unit_code,
                form="",
                place=place.key,
                place_name=place.name,
                trouble=Trouble(said["trouble"]),
                reach=said["reach"],
            )
        else:
            brought = Brought(kind=Kind(said.pop("kind")), form="", **said)
        try:
            return _entered(request, brought)
        except (Refused, FeedbackError) as error:
            refused = str(error)
    context = {
        "here": HERE,
        "form": form,
        "quiet": quiet,
        "places": places,
        "offices": offices,
        "loud": loud,
        "refused": refused,
        "seal": door.seal_form(now),
        "mine": queries.entered_by(person(request))[:CLOSED_SHOWN],
        "may_view": allowed(request.user, VIEW),
    }
    return render(request, "feedback/enter.html", context)


@dataclass(frozen=True, slots=True)
class Forms:
    """A matter's forms; the one that was sent keeps what was written."""

    answer: AnswerForm | None = None
    forward: ForwardForm | None = None
    decline: DeclineForm | None = None


def _entered(request: HttpRequest, brought: Brought) -> HttpResponse:
    now = timezone.now()
    form = door.read_form(request.POST.get("seal", ""), now)
    row = actions.receive(replace(brought, form=form), now=now, entered_by=person(request))
    toast.say(
        request,
        _("Entered. Tell them the number of the receipt: %(number)s") % {"number": row.number},
    )
    return redirect("feedback:enter")


def _try(
    request: HttpRequest, row: Matter, act: Callable[[User], object], forms: Forms, done: str
) -> HttpResponse:
    """Do it and go back to the matter; what cannot be done is said beside what was written."""
    try:
        act(person(request))
    except (FeedbackError, VoiceError) as error:
        return _page(request, row, forms, str(error))
    toast.say(request, done)
    return redirect("feedback:matter", number=row.number)


def _page(
    request: HttpRequest, row: Matter, forms: Forms | None = None, refused: str = ""
) -> HttpResponse:
    given = getattr(row, "answer", None)
    forms = forms or Forms()
    context = {
        "here": HERE,
        "row": row,
        "unit": queries.names([row.unit_code]).get(row.unit_code, row.unit_code),
        "contact": getattr(row, "contact", None),
        "answer": given,
        "heard": drafts.times_heard(given.item) if given and given.item else 0,
        "answer_form": forms.answer or AnswerForm(),
        "forward_form": forms.forward or ForwardForm(),
        "decline_form": forms.decline or DeclineForm(),
        "refused": refused,
        "may_answer": allowed(request.user, ANSWER, unit_code=row.unit_code, as_of=row.received_on),
        "by_hand": _by_hand(row),
        "today": timezone.localdate(),
        "longest_s": voice.LONGEST_S,
    }
    return render(request, "feedback/matter.html", context, status=422 if refused else 200)


def _by_hand(row: Matter) -> bool:
    """Whether somebody has to go and turn the loudspeaker down."""
    if row.kind != Kind.LOUDNESS or not row.open:
        return False
    places = loudness.places(row.unit_code, timezone.localdate())
    return any(one.by_hand for one in places if one.key == row.place)


def _asked(request: HttpRequest, number: str, permission: str) -> Matter:
    row = get_object_or_404(Matter.objects.select_related("answer", "contact"), number=number)
    demand(request, permission, unit_code=row.unit_code, as_of=row.received_on)
    return row

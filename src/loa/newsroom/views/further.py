"""Further forms and languages of an item, opened one at a time when somebody wants one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loa.core.words import Form
from loa.newsroom import around, contradictions, rules, unfolding, wording, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Item
from loa.newsroom.views.asking import item_for
from loa.newsroom.views.desk import away, desk
from loa.newsroom.views.writing import place
from loa.people.access import person, requires
from loa.theme import figures, toast


@requires("item.write")
def form_page(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Write a further form of an item, beginning with what its text offers."""
    item = item_for(request, key, "item.write")
    wanted = _form(item, form)
    if item.state in {Item.State.REVIEW, Item.State.APPROVED}:
        toast.say(request, str(words.ERRORS["locked"]))
        return redirect("newsroom:item", item.key)
    kept = item.editions.filter(form=wanted, language=words.VIETNAMESE).first()
    text = wording.tidy(request.POST.get("text", ""))
    problem = ""
    if request.method == "POST":
        try:
            unfolding.write_edition(
                item, wanted, words.VIETNAMESE, _whole(text), now=timezone.now()
            )
        except NewsroomError as error:
            problem = words.error(error)
        else:
            needs = wanted in rules.SPOKEN_FORMS
            toast.say(request, _("Saved. Now give it its sound.") if needs else _("Saved."))
            return redirect("newsroom:item", item.key)
    else:
        text = kept.text if kept else unfolding.proposal(item, wanted)
    context = {
        "here": "bulletin",
        "item": item,
        "form": wanted,
        "name": words.form(wanted),
        "kept": kept,
        "text": text,
        "problem": problem,
        "longest": wording.LONGEST_TEXT,
        "person": person(request),
        **_lint(item, wanted, text),
    }
    return render(request, "newsroom/form.html", context, status=422 if problem else 200)


@requires("item.write")
@require_POST
def form_lint(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Say what stands out in a further form that is not kept yet."""
    item = item_for(request, key, "item.write")
    text = wording.tidy(request.POST.get("text", ""))
    return render(request, "newsroom/parts/lint.html", _lint(item, _form(item, form), text))


@requires("item.write")
@require_POST
def drop_form(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Take a further form away again."""
    item = item_for(request, key, "item.write")
    try:
        unfolding.drop_edition(item, _form(item, form), words.VIETNAMESE, now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    return away(request, "newsroom:item", item.key)


@requires("item.write")
@require_POST
def recordings(request: HttpRequest, key: str) -> HttpResponse:
    """Make room for a recording in a further language, or take it away again."""
    item = item_for(request, key, "item.write")
    language = request.POST.get("language", "")
    if language not in words.LANGUAGES or language == words.VIETNAMESE:
        raise Http404(language)
    act = unfolding.drop_recording if "drop" in request.POST else unfolding.add_recording
    try:
        act(item, language, now=timezone.now())
    except NewsroomError as error:
        return desk(request, item, problem=words.error(error))
    return away(request, "newsroom:item", item.key)


def _form(item: Item, word: str) -> Form:
    if word not in list(Form) or Form(word) not in rules.FURTHER_FORMS or word == item.form:
        raise Http404(word)
    return Form(word)


def _whole(text: str) -> str:
    """Refuse what is longer than any text may be, before it is looked at."""
    if len(text) > wording.LONGEST_TEXT:
        raise NewsroomError("too-long", figures.number(wording.LONGEST_TEXT))
    return text


def _lint(item: Item, form: Form, text: str) -> dict[str, object]:
    beside = around.of_item(item, now=timezone.now())
    found = (
        *wording.of_text(form, text),
        *contradictions.of_form(form, text, form),
        *contradictions.of_days(form, text, beside),
    )
    said = [(words.form(form), wording.spoken_seconds(text))] if form in rules.MAY_SOUND else []
    return {
        "findings": [(one, words.finding(one), (place(one.place)[0], "")) for one in found],
        "lengths": said,
    }

"""Writing an item, with what is wrong in its words beside them."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from loa.newsroom import actions, around, contradictions, queries, wording, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.contradictions import Around
from loa.newsroom.forms import TEXT, ItemForm
from loa.newsroom.models import Item
from loa.newsroom.views.asking import item_for
from loa.people.access import person, requires
from loa.theme import toast


@requires("item.write")
def new_page(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@requires("item.write")
def edit_page(request: HttpRequest, key: str) -> HttpResponse:
    item = item_for(request, key, "item.write")
    if item.state in {Item.State.REVIEW, Item.State.APPROVED}:
        toast.say(request, str(words.ERRORS["locked"]))
        return redirect("newsroom:item", item.key)
    return _edit(request, item)


@requires("item.write")
@require_POST
def lint_part(request: HttpRequest) -> HttpResponse:
    """Say what is wrong in words that are not kept yet, and how long they take to say."""
    texts = {
        code: wording.tidy(text)
        for code in words.LANGUAGES
        if (text := request.POST.get(TEXT + code, "").strip())
    }
    return render(
        request,
        "newsroom/parts/lint.html",
        lint_context(
            request.POST.get("headline", ""),
            texts,
            source=request.POST.get("source", ""),
            byline=request.POST.get("byline", ""),
            beside=_beside(request),
        ),
    )


def _beside(request: HttpRequest) -> Around:
    """Return what words that are not kept yet are compared with."""
    given, now = request.POST, timezone.now()
    return around.of_draft(
        topic=given.get("topic", ""),
        issuer=given.get("issuer", ""),
        kind=given.get("kind", ""),
        key=given.get("key", ""),
        day=parse_day(given.get("valid_from", "")) or timezone.localdate(now),
        now=now,
    )


def parse_day(text: str) -> date | None:
    """Read a day as date inputs send it; None for anything else."""
    try:
        return parse_date(text)
    except ValueError:  # looks like a day and is none
        return None


def lint_context(
    headline: str, texts: dict[str, str], *, source: str, byline: str, beside: Around
) -> dict[str, Any]:
    """Return what the part beside the text shows."""
    found = (
        *wording.findings(headline, texts, source=source, byline=byline),
        *contradictions.findings(headline, texts, beside),
    )
    return {
        "findings": [(one, words.finding(one), place(one.place)) for one in found],
        "lengths": [
            (words.language(code), wording.spoken_seconds(text, language=code))
            for code, text in texts.items()
        ],
    }


def place(name: str) -> tuple[str, str]:
    """Return where a finding lies: the id of its field, and its name where that helps."""
    if name in Item.FormWord.values:
        return "id_text", words.form(name)
    if name in words.LANGUAGES:
        shown = "" if name == words.VIETNAMESE else words.language(name)
        return f"id_{TEXT}{name}", shown
    return f"id_{name}", ""


def _after_saving(item: Item) -> str:
    """Say what comes next, which follows from what the item lacks now."""
    lacks = {what for _language, what in queries.lacks(item)}
    if lacks & {"sound", "length"}:
        return _("Saved. Now give it its sound.")
    if "listening" in lacks:
        return _("Saved. Its sound is kept; somebody still has to listen to it.")
    if any(one.blocks for one in queries.findings(item)):
        return _("Saved. Its sound is kept; the notes say what is still to mend.")
    return _("Saved. Its sound is kept; it can be sent for approval.")


def _edit(request: HttpRequest, item: Item | None) -> HttpResponse:
    user = person(request)
    form = ItemForm(request.POST or None, user=user, item=item)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.write(form.as_item(user), form.texts(), now=timezone.now())
        except NewsroomError as error:
            problem = words.error(error)
        else:
            toast.say(request, _after_saving(saved))
            return redirect("newsroom:item", saved.key)
    shown = {code: wording.tidy(str(form[TEXT + code].value() or "")) for code in words.LANGUAGES}
    context = {
        "here": "bulletin",
        "form": form,
        "item": item,
        "text": form[TEXT + words.VIETNAMESE],
        "problem": problem,
        "fresh": item is None and request.method != "POST",
        **lint_context(
            str(form["headline"].value() or ""),
            {code: text for code, text in shown.items() if text},
            source=str(form["source"].value() or ""),
            byline=str(form["byline"].value() or ""),
            beside=_beside(request) if item is None else around.of_item(item, now=timezone.now()),
        ),
    }
    status = 422 if form.errors or problem else 200
    return render(request, "newsroom/edit.html", context, status=status)

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loa.newsroom import queries, words
from loa.newsroom.models import Item
from loa.newsroom.queries import Asked, Line
from loa.people.access import permissions_of, person, requires
from loa.plans.models import Plan, Topic

PAGE = 25


@requires("item.view")
@require_safe
def items_page(request: HttpRequest) -> HttpResponse:
    """List items, narrowed to what was asked for."""
    user = person(request)
    given = request.GET
    state = given.get("state", "")
    asked = Asked(
        state=state if state in Item.State.values else "",
        plan=given.get("plan", ""),
        topic=given.get("topic", "") if given.get("plan") else "",
        text=given.get("q", "").strip(),
    )
    found = queries.listing(user, asked)
    page = Paginator(found.items, PAGE).get_page(given.get("page"))
    kept = given.copy()
    kept.pop("page", None)
    kept.pop("state", None)
    context = {
        "here": "bulletin",
        "now": timezone.now(),
        "asked": asked,
        "narrowed": any((asked.state, asked.plan, asked.text)),
        "page": page,
        "lines": [_shown(line) for line in queries.lines(page.object_list, user)],
        "tabs": _tabs(found.counts, asked),
        "query": kept.urlencode(),
        "plans": Plan.objects.filter(topics__items__isnull=False).distinct(),
        "topics": _topics(asked),
        "may_write": "item.write" in permissions_of(user),
        "may_approve": "item.approve" in permissions_of(user),
        "may_reckon": "royalty.edit" in permissions_of(user),
    }
    return render(request, "newsroom/items.html", context)


def _shown(line: Line) -> dict[str, Any]:
    state, icon = words.STATES[line.item.state]
    return {
        "line": line,
        "item": line.item,
        "state": state,
        "icon": icon,
        "sounds": [words.language(code) for code in line.sounds],
        "silent": [words.language(code) for code in line.silent],
    }


def _tabs(counts: dict[str, int], asked: Asked) -> list[tuple[str, str, int, bool]]:
    return [
        (state.value, str(state.label), counts[state], asked.state == state) for state in Item.State
    ]


def _topics(asked: Asked) -> list[Topic]:
    if not asked.plan:
        return []
    return list(Topic.objects.filter(plan__key=asked.plan).order_by("position"))

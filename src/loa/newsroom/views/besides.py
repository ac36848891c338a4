"""What the desk shows beside an item's words: its forms, what its kind needs, its shares."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loa.core.words import Form, Genre
from loa.delivery.actions import ANNOUNCED_BY
from loa.newsroom import posted, queries, rules, words
from loa.newsroom.models import Item, Share
from loa.newsroom.views.asking import may
from loa.people.access import person
from loa.people.models import User

EMPTY_ROWS = 1  # offered below the figures that stand
FIGURE = ("what", "unit", "before", "since", "after", "until")


def unfolded(item: Item) -> dict[str, object]:
    """Return what the desk shows of further forms and languages, and what it offers."""
    editions = list(item.editions.filter(language=words.VIETNAMESE))
    order = {form: number for number, form in enumerate(rules.FURTHER_FORMS)}
    editions.sort(key=lambda edition: order.get(Form(edition.form), len(order)))
    stated = {item.form, *(edition.form for edition in editions)}
    spoken = set(item.variants.values_list("language", flat=True))
    return {
        "editions": [(edition, edition.form in rules.SPOKEN_FORMS) for edition in editions],
        "more_forms": [(f, words.form(f)) for f in rules.FURTHER_FORMS if f not in stated],
        "more_languages": [
            (code, words.language(code)) for code in words.LANGUAGES if code not in spoken
        ],
        "linked": queries.said_by_recordings(item),
    }


def needed(user: User, item: Item, *, editable: bool) -> dict[str, Any]:
    """Return what the desk shows of an item's kind."""
    genre = Genre(item.kind)
    rows: list[dict[str, str]] = [
        {name: getattr(figure, name) for name in FIGURE} for figure in item.figures.all()
    ]
    empty = dict.fromkeys(FIGURE, "")
    message = queries.sealed(item) if item.results else None
    announced = list(message.announcements.select_related("person")) if message else []
    return {
        "needs_figures": genre is Genre.ACHIEVEMENT,
        "needs_question": genre is Genre.ANSWER,
        "needs_consent": genre in rules.CONSENTED,
        "figures": rows + [empty] * EMPTY_ROWS if editable else rows,
        "consents": item.consents.select_related("kept_by").defer("paper"),
        "may_see_papers": may(user, item, "consent.view"),
        "announced": announced,
        "public": bool(message and message.announced_at),
        "may_announce": message is not None
        and message.announced_at is None
        and user.pk not in {one.person_id for one in announced}
        and may(user, item, "results.announce"),
        "announced_by": ANNOUNCED_BY,
        "results_held": message is not None and message.announced_at is None,
    }


def shared(request: HttpRequest, item: Item) -> dict[str, Any]:
    """Return what can be sent on from one's own phone now, and what was, latest first."""
    message, now = queries.sealed(item), timezone.now()
    if message is None:
        return {"may_share": False}
    said = message.message()
    texts = [said.text_in(form) for form in (Form.SHORT, Form(item.form))]
    return {
        "may_share": message.public_at(now) and may(person(request), item, "placement.edit"),
        "posted": posted.page_of(request, message.digest, now),
        "share_text": next((text for text in texts if text), ""),
        "share_sounds": [(code, words.language(code)) for code in said.sounds()],
        "shares": list(Share.objects.filter(message=message).select_related("person")),
    }

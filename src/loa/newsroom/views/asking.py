"""Which item a request is about, and whether this person may ask for it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from loa.newsroom import words
from loa.newsroom.models import Edition, Item, Variant
from loa.people import rules
from loa.people.access import allowed, demand
from loa.people.models import Organisation, User

AFTER = "after-approval:"  # how the session names the page to come back to


def item_for(request: HttpRequest, key: str, permission: str) -> Item:
    """Return an item; Http404 where there is none, PermissionDenied where it is not theirs."""
    rows = Item.objects.select_related("topic__plan", "issuer", "author")
    item = get_object_or_404(rows, key=key)
    demand(request, permission, organisation=item.issuer, unit_code=item.issuer.unit_code or None)
    return item


def may(user: User, item: Item, permission: str) -> bool:
    """Return whether a person may do something with an item."""
    return allowed(
        user, permission, organisation=item.issuer, unit_code=item.issuer.unit_code or None
    )


def variant_for(
    request: HttpRequest, key: str, language: str, permission: str
) -> Variant | Edition:
    """Return what an item says: in a language, or in a further form where its word is given."""
    item = item_for(request, key, permission)
    said: Variant | Edition
    if language in Item.FormWord.values:
        said = get_object_or_404(item.editions, form=language, language=words.VIETNAMESE)
    else:
        said = get_object_or_404(item.variants, language=language)
    said.item = item
    return said


def offices(user: User, permission: str) -> list[Organisation]:
    """Return the organisations in which a person holds a permission today."""
    day = timezone.localdate()
    keys = [h.organisation for h in user.holdings() if rules.may([h], permission, day=day)]
    return list(Organisation.objects.filter(key__in=keys).order_by("name"))


def return_after_approval(request: HttpRequest, item: Item, url: str) -> None:
    """Remember the page from which somebody went to approve an item."""
    request.session[f"{AFTER}{item.key}"] = url


def after_approval(request: HttpRequest, item: Item) -> str:
    """Return that page, once; empty when they came by themselves."""
    return str(request.session.pop(f"{AFTER}{item.key}", ""))

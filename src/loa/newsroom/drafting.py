"""Words that another producer hands over become a draft here, and nothing more.

An answer to a resident, for one: it is voiced, checked and approved like any other item.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from loa.delivery.drafts import Draft, DraftError
from loa.newsroom import actions, words
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Item
from loa.people.models import Organisation, User
from loa.people.queries import post_on, title_on
from loa.places import queries as places
from loa.plans.models import Plan, Topic

HOLDS = timedelta(days=90)


@transaction.atomic
def take(draft: Draft, *, by: User, now: datetime) -> str:
    """Make a draft item and return its key; the same draft again is the same item.

    It stands under the standing plan of its unit. Raises DraftError when there is no plan to
    put it under, no office to issue it, or its words may not be kept.
    """
    if Item.objects.filter(key=draft.key).exists():
        return draft.key
    today = timezone.localdate(now)
    issuer = _issuer(draft.unit_code, by, now)
    begins = datetime.combine(today, time.min, ZoneInfo(settings.TIME_ZONE))
    item = Item(
        key=draft.key,
        kind=draft.genre,
        topic=_topic(draft.unit_code, now),
        headline=draft.headline,
        issuer=issuer,
        author=by,
        byline=", ".join(filter(None, (title_on(by, today, issuer), by.get_full_name()))),
        source=draft.source or issuer.name,
        valid_from=begins,
        valid_until=begins + HOLDS,
    )
    try:
        actions.write(item, {words.VIETNAMESE: draft.text}, now=now)
    except NewsroomError as error:
        raise DraftError(str(words.ERRORS.get(error.code, error.code))) from error
    return item.key


def _topic(unit_code: str, now: datetime) -> Topic:
    """Return the first topic of the unit's standing plan, else of any plan that covers it."""
    today = timezone.localdate(now)
    around = {unit_code, *(unit.code for unit in places.ancestors(unit_code, today))}
    rows = Plan.objects.filter(state=Plan.State.APPROVED).prefetch_related("topics")
    covering = [plan for plan in rows if not plan.area or around & set(plan.area)]
    covering.sort(key=lambda plan: (plan.kind != Plan.Kind.STANDING, plan.key))
    for plan in covering:
        topic = plan.topics.order_by("position").first()
        if topic is not None:
            return topic
    raise DraftError(
        _("No approved plan of this commune has a topic: approve its standing plan first.")
    )


def _issuer(unit_code: str, by: User, now: datetime) -> Organisation:
    """Return the office of the unit; where it has none, that of who hands the words over."""
    found = Organisation.objects.filter(unit_code=unit_code).order_by("key").first()
    if found is not None:
        return found
    post = post_on(by, timezone.localdate(now))
    if post is None:
        raise DraftError(_("No office is entered for this commune, and you hold no post."))
    return post.organisation

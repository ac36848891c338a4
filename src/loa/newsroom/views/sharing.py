"""Sending an approved message on from one's own phone, by the share sheet ("Gửi Zalo").

There is no bot and no list of members: the phone asks the person whom to send it to. What
the server learns is that somebody says they did, and that is reported, never proven.
"""

import tempfile
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from loa.audio.render import to_mp3
from loa.core.canonical import FormatError
from loa.delivery.models import SealedMessage
from loa.devices.objects import ObjectStore
from loa.newsroom import queries
from loa.newsroom.actions import decided
from loa.newsroom.models import Item, Share
from loa.newsroom.views.asking import item_for
from loa.newsroom.views.desk import away, desk
from loa.people.access import person, requires
from loa.theme import toast


@requires("placement.edit")
@require_POST
def share(request: HttpRequest, key: str) -> HttpResponse:
    """Note that this person sent the message on."""
    item = item_for(request, key, "placement.edit")
    message = _public(item)
    what = request.POST.get("what", "")
    if message is None or what not in Share.What.values:
        return desk(request, item, problem=_("Only what the public may hear can be sent on."))
    now = timezone.now()
    Share.objects.create(message=message, person=person(request), what=what, at=now)
    decided(item, "share", by=person(request), now=now, reason=what)
    toast.say(request, _("Noted: sent on, as reported by you."))
    return away(request, "newsroom:item", item.key)


@requires("placement.edit")
@require_safe
def sound(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Return what loudspeakers say in a language as MP3, which any phone can pass on."""
    item = item_for(request, key, "placement.edit")
    message = _public(item)
    said = message.message().sounds().get(language) if message else None
    if said is None:
        raise Http404(language)
    try:
        source = ObjectStore(settings.DATA_DIR / "objects").path(said.digest)
    except FormatError as error:
        raise Http404(language) from error
    with tempfile.TemporaryDirectory(prefix="loa-share-") as folder:
        made = Path(folder) / "sound.mp3"
        to_mp3(source, made, title=item.headline)
        response = HttpResponse(made.read_bytes(), content_type="audio/mpeg")
    response.headers["Content-Disposition"] = f'attachment; filename="{item.key}-{language}.mp3"'
    return response


def _public(item: Item) -> SealedMessage | None:
    """Return the message that an item has become, if the public may have it now."""
    message = queries.sealed(item)
    return message if message and message.public_at(timezone.now()) else None

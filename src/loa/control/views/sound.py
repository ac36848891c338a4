"""The sound of an approved message, for people who are signed in and listen in the browser."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loa.core.canonical import FormatError
from loa.devices.files import serve
from loa.devices.objects import ObjectStore
from loa.people.access import requires

FOR_A_YEAR = "private, max-age=31536000, immutable"  # an address never changes its content


@requires("item.view")
@require_safe
def sound(request: HttpRequest, address: str) -> HttpResponse:
    """Return a sound, or the range of it that was asked for: joining on air seeks in it."""
    try:
        path = ObjectStore(settings.DATA_DIR / "objects").path(address)
    except FormatError as error:
        raise Http404(address) from error
    return serve(request, path, etag=address, cache=FOR_A_YEAR)

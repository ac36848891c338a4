"""The sound of an approved message, for people who are signed in and listen in the browser."""

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from loa.core.canonical import FormatError
from loa.devices.objects import ObjectStore
from loa.people.access import requires

PARTIAL, UNSATISFIABLE = 206, 416
RANGE = re.compile(r"bytes=(\d+)-(\d*)")
FOR_A_YEAR = "private, max-age=31536000, immutable"  # an address never changes its content


@requires("item.view")
@require_safe
def sound(request: HttpRequest, address: str) -> HttpResponse:
    """Return a sound, or the range of it that was asked for: joining on air seeks in it."""
    try:
        path = ObjectStore(settings.DATA_DIR / "objects").path(address)
        data = path.read_bytes()
    except (FormatError, OSError) as error:
        raise Http404(address) from error
    response = _part(data, request.headers.get("Range", ""))
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Cache-Control"] = FOR_A_YEAR
    return response


def _part(data: bytes, asked: str) -> HttpResponse:
    match = RANGE.fullmatch(asked.strip())
    if match is None:
        return HttpResponse(data, content_type="audio/ogg")
    first = int(match[1])
    last = min(int(match[2]) if match[2] else len(data) - 1, len(data) - 1)
    if first > last:
        refused = HttpResponse(status=UNSATISFIABLE)
        refused.headers["Content-Range"] = f"bytes */{len(data)}"
        return refused
    response = HttpResponse(data[first : last + 1], content_type="audio/ogg", status=PARTIAL)
    response.headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    return response

"""/healthz and the band: whether this installation does its work, for watchers and for staff."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from loa.operations.band import watched
from loa.operations.models import Duty
from loa.operations.rules import Round, expected, stopped
from loa.people.access import public, requires
from loa.people.rules import OWN_ACCOUNT

UNHEALTHY = 503


@public(reason="watchers of the machine have no account; it names duties and nothing else")
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    try:
        rows = [Round(d.name, d.done_at, d.failures, d.started_at) for d in Duty.objects.all()]
    except DatabaseError as error:
        return JsonResponse({"ok": False, "database": str(error)}, status=UNHEALTHY)
    rounds = expected(settings.TICKER_DUTIES, rows)
    late = stopped(rounds, now=datetime.now(UTC))
    failing = [r.name for r in rounds if r.failures]
    return JsonResponse(
        {"ok": not late, "database": "ok", "ticker": {"stopped": late, "failing": failing}},
        status=UNHEALTHY if late else 200,
    )


@requires(OWN_ACCOUNT)
@require_safe
def band(request: HttpRequest) -> HttpResponse:
    """Return the band again, for a page that stays open."""
    response = HttpResponse(watched(request))
    response.headers["Cache-Control"] = "no-store"
    return response

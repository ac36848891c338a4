"""/healthz: whether this installation does its work, for whatever watches over it."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from loa.operations.models import Duty
from loa.operations.rules import Round, expected, stopped
from loa.people.access import public

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

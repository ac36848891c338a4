"""/healthz: whether this installation does its work, for whatever watches over it."""

from datetime import UTC, datetime

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from loa.operations.models import Duty
from loa.operations.rules import Round, stopped
from loa.people.access import public

UNHEALTHY = 503


@public(reason="watchers of the machine have no account; it names duties and nothing else")
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    try:
        rounds = [Round(d.name, d.done_at, d.failures) for d in Duty.objects.all()]
    except DatabaseError as error:
        return JsonResponse({"ok": False, "database": str(error)}, status=UNHEALTHY)
    late = stopped(rounds, now=datetime.now(UTC))
    failing = [r.name for r in rounds if r.failures]
    ok = bool(rounds) and not late
    return JsonResponse(
        {"ok": ok, "database": "ok", "ticker": {"stopped": late, "failing": failing}},
        status=200 if ok else UNHEALTHY,
    )

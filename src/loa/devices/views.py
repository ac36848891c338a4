"""What players talk to. Small JSON and plain files; each view calls one action."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from loa.core.canonical import FormatError, header, parse
from loa.core.ledger import MAX_SEGMENT
from loa.devices import actions, files, intake
from loa.devices.objects import ObjectStore
from loa.people.access import public

MAX_DOCUMENT = 16_000
_LOOPBACK = {"127.0.0.1", "::1", ""}
View = Callable[[HttpRequest], HttpResponse]


def _answering(view: View) -> View:
    """Answer refusals as `loa.error`: a word, a sentence, whether to try again."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        try:
            return view(request)
        except (actions.DeviceError, intake.IntakeError) as error:
            return _error(error.status, error.word, str(error), again=error.again)
        except FormatError as error:
            return _error(400, "format", str(error), again=False)
        except OSError:
            # The disk is full or gone: the player keeps what it has and asks again.
            return _error(503, "disk", "the server cannot keep anything just now", again=True)

    return answered


def _error(status: int, word: str, sentence: str, *, again: bool) -> HttpResponse:
    document = header("error") | {"error": word, "sentence": sentence, "again": again}
    return JsonResponse(document, status=status)


def _body(request: HttpRequest, limit: int) -> bytes:
    """Return the body; a longer one is refused before it is read."""
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = limit + 1
    if length > limit:
        raise actions.DeviceError("size", f"at most {limit} bytes are read", status=413)
    data = request.read(limit + 1)
    if len(data) > limit:
        raise actions.DeviceError("size", f"at most {limit} bytes are read", status=413)
    return data


@public(reason="a new player has no account; its claim code is the right")
@csrf_exempt
@require_POST
@_answering
def claim(request: HttpRequest) -> HttpResponse:
    """Make a player a station."""
    document = parse(_body(request, MAX_DOCUMENT), actions.REQUEST)
    found = actions.enrol(document, address=_address(request), now=timezone.now())
    return JsonResponse(found.document())


@public(reason="players sign their ledgers; the signature is the right")
@csrf_exempt
@require_POST
@_answering
def ledger(request: HttpRequest) -> HttpResponse:
    """Take a segment of a ledger."""
    receipt = intake.take_segment(_body(request, MAX_SEGMENT), now=timezone.now())
    return JsonResponse(receipt.document())


@public(reason="players sign their heartbeats; the signature is the right")
@csrf_exempt
@require_POST
@_answering
def heartbeat(request: HttpRequest) -> HttpResponse:
    """Hear that a player lives, and how."""
    document = parse(_body(request, MAX_DOCUMENT), actions.HEARTBEAT)
    return JsonResponse(actions.hear(document, now=timezone.now()).document())


@public(reason="signed metadata is the same for everybody, and players have no account")
@require_safe
def metadata(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a role's metadata: versioned files for ever, the timestamp only for now."""
    path = Path(settings.DATA_DIR) / "repo" / "metadata" / f"{name}.json"
    if not name.partition(".")[0].isdecimal():
        etag = f"{path.stat().st_mtime_ns:x}" if path.is_file() else ""
        return files.serve(request, path, etag=etag, cache=files.ASK_AGAIN)
    etag = f"{name}-{path.stat().st_mtime_ns:x}" if path.is_file() else ""
    return files.serve(request, path, etag=etag, cache=files.FOR_EVER)


@public(reason="signed targets: policies and schedules are public, and players have no account")
@require_safe
def target(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Serve a target; its digest stands before its name."""
    path = Path(settings.DATA_DIR) / "repo" / "targets" / kind / name
    return files.serve(request, path, etag=name.partition(".")[0], cache=files.FOR_EVER)


@public(reason="published sounds and schedules are known only by their digest")
@require_safe
def stored_object(request: HttpRequest, prefix: str, address: str) -> HttpResponse:
    """Serve an object by its address."""
    if not address.startswith(prefix):
        return files.missing()
    path = ObjectStore(Path(settings.DATA_DIR) / "objects").path(address)
    return files.serve(request, path, etag=address, cache=files.FOR_EVER)


def _address(request: HttpRequest) -> str:
    """Return who asks. A proxy on this machine is believed as to whom it asks for."""
    remote = request.META.get("REMOTE_ADDR") or ""
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return (forwarded if remote in _LOOPBACK and forwarded else remote)[:60] or "unknown"

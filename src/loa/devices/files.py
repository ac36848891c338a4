"""Serving the repository and the object store: immutable files, in whole or by range.

One server sends these itself; a larger installation lets nginx do it from the same
folders, and a province a CDN: who fetches verifies, so nobody needs to be trusted.
"""

from pathlib import Path

from django.http import HttpRequest, HttpResponse

from loa.devices.disk import open_regular
from loa.devices.ranges import Range, UnsatisfiableError, read_range

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
_SNIFFED = 64
NOT_FOUND = 404


def content_type(head: bytes) -> str:
    """Return what a file is by its first bytes; never anything that a browser would run."""
    if head.startswith(b"OggS"):
        return "audio/ogg; codecs=opus" if b"OpusHead" in head else "audio/ogg"
    if head.startswith((b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")):
        return "audio/mpeg"
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "audio/wav"
    return "application/json" if head.lstrip()[:1] == b"{" else "application/octet-stream"


def missing() -> HttpResponse:
    """Return a bare 404: each refresh asks for the next root, which is rarely there."""
    return HttpResponse(b"not here\n", content_type="text/plain", status=404)


def serve(request: HttpRequest, path: Path, *, etag: str, cache: str) -> HttpResponse:
    """Return a file, a range of it, 304, 404 or 416."""
    quoted = f'"{etag}"'
    if request.headers.get("If-None-Match") in {quoted, "*"} and path.is_file():
        response = HttpResponse(status=304)
    else:
        response = _send(request, path, quoted)
    if response.status_code == NOT_FOUND:
        return response
    response["Cache-Control"] = cache
    response["ETag"] = quoted
    return response


def _send(request: HttpRequest, path: Path, quoted: str) -> HttpResponse:
    try:
        with open_regular(path) as file:
            size = file.seek(0, 2)
            file.seek(0)
            kind = content_type(file.read(_SNIFFED))
            span = _span(request, quoted, size)
            file.seek(span.start if span else 0)
            data = file.read((span.end - span.start) if span else size)
    except (OSError, ValueError):
        return missing()
    except UnsatisfiableError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = HttpResponse(data, content_type=kind, status=206 if span else 200)
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(len(data))
    if span:
        response["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{size}"
    return response


def _span(request: HttpRequest, quoted: str, size: int) -> Range | None:
    if request.method == "HEAD" or request.headers.get("If-Range", quoted) != quoted:
        return None
    return read_range(request.headers.get("Range"), size)

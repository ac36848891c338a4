"""Style sheets and scripts travel compressed, for slow phones; each is compressed once.

Only files that are the same for everybody: a page that holds a secret beside words from
outside must not be compressed, because its length would tell (BREACH).
"""

import gzip
from collections.abc import Callable

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

TYPES = ("text/css", "text/javascript", "application/javascript", "image/svg+xml")
OK = 200


def accepts(request: HttpRequest) -> bool:
    """Whether who asks can read what is compressed."""
    return "gzip" in request.headers.get("Accept-Encoding", "")


class CompressedFiles:
    """Middleware before the one that serves static files."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.answer = answer
        self.made: dict[tuple[str, str], bytes] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the answer, compressed where it is a file that gains by it."""
        response = self.answer(request)
        if not request.path.startswith(settings.STATIC_URL) or response.status_code != OK:
            return response
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if kind not in TYPES or response.has_header("Content-Encoding"):
            return response
        response.headers["Vary"] = "Accept-Encoding"
        if not accepts(request) or request.method != "GET":
            return response
        return self._compressed(request, response)

    def _compressed(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        known = (request.path, response.headers.get("Last-Modified", ""))
        if known not in self.made:
            if not isinstance(response, FileResponse):
                return response
            self.made[known] = gzip.compress(b"".join(response.streaming_content), 9, mtime=0)  # type: ignore[arg-type]  # synchronous here
        # Not response.close(): that would end the request for everybody who listens to its end.
        if (file := getattr(response, "file_to_stream", None)) is not None:
            file.close()
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(self.made[known]))
        return HttpResponse(self.made[known], headers=headers)

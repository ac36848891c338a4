"""The server over HTTP: time-outs, size limits, and no patience with a server that drips."""

import http.client
import io
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from loa.core.bundle import object_path
from loa.player.ports import FetchError, NotThere

TIMEOUT_S = 20.0  # without a byte
SLOWEST_BYTES_S = 500  # on average, after the grace
GRACE_S = 30.0
BLOCK = 64 * 1024
MAX_ANSWER = 1_000_000
GONE = {403, 404, 410}
TOO_BUSY = 429
SERVER_FAULT = 500


class HttpFetch:
    """`ports.Fetch` over HTTP(S). `pace` is called between blocks, so that fetching can wait."""

    def __init__(
        self,
        server: str,
        *,
        pace: Callable[[], None] = lambda: None,
        timeout_s: float = TIMEOUT_S,
        grace_s: float = GRACE_S,
    ) -> None:
        if urlsplit(server).scheme not in {"http", "https"} or not urlsplit(server).netloc:
            raise FetchError(f"{server!r} is no address like https://loa.example", again=False)
        self._server = server.rstrip("/")
        self._pace, self._timeout_s = pace, timeout_s
        self._opener = _opener(grace_s)

    def metadata(self, name: str, limit: int) -> bytes:
        return self._whole(f"/repo/metadata/{quote(name)}", limit)

    def target(self, name: str, limit: int) -> bytes:
        return self._whole(f"/repo/targets/{quote(name)}", limit)

    def content(self, address: str, offset: int, limit: int) -> Iterator[bytes]:
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        request = self._request(f"/repo/objects/{object_path(address)}", headers)
        with self._open(request) as answer:
            skip = offset if answer.status != http.client.PARTIAL_CONTENT else 0
            for block in self._blocks(answer, limit - offset + skip):
                kept = block[skip:]
                skip = max(0, skip - len(block))
                if kept:
                    yield kept

    def post(self, path: str, body: bytes) -> bytes:
        request = self._request(path, {"Content-Type": "application/octet-stream"})
        request.data = body
        with self._open(request) as answer:
            return b"".join(self._blocks(answer, MAX_ANSWER))

    def _whole(self, path: str, limit: int) -> bytes:
        with self._open(self._request(path, {})) as answer:
            return b"".join(self._blocks(answer, limit))

    def _request(self, path: str, headers: dict[str, str]) -> urllib.request.Request:
        # The scheme was checked when the client was made.
        return urllib.request.Request(  # noqa: S310
            self._server + path, headers={"User-Agent": "loa-player"} | headers
        )

    def _open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        try:
            answer: http.client.HTTPResponse = self._opener.open(request, timeout=self._timeout_s)
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error, request.full_url) from error
        except (OSError, http.client.HTTPException) as error:
            raise FetchError(f"{request.full_url}: {_said(error)}") from error
        return answer

    def _blocks(self, answer: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
        size = 0
        try:
            while block := answer.read1(BLOCK):
                size += len(block)
                if size > limit:
                    raise FetchError(f"more than {limit} bytes were sent", again=False)
                yield block
                self._pace()
        except (OSError, http.client.HTTPException) as error:
            raise FetchError(f"the connection broke: {_said(error)}") from error
        if answer.length:
            raise FetchError(f"the connection broke {answer.length} bytes before the end")


class _Patient(io.RawIOBase):
    """A connection's bytes, headers included, read no longer than they are worth waiting for."""

    def __init__(self, raw: io.RawIOBase, grace_s: float) -> None:
        self._raw, self._grace_s = raw, grace_s
        self._begun, self._size = time.monotonic(), 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        spent = time.monotonic() - self._begun
        if spent > self._grace_s and self._size < spent * SLOWEST_BYTES_S:
            raise TimeoutError(f"the server is too slow: {self._size} bytes in {spent:.0f} s")
        count = self._raw.readinto(buffer)
        self._size += count or 0
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _OwnServer(urllib.request.HTTPRedirectHandler):
    """Follows nobody to another machine: a stolen server must not send players about."""

    def redirect_request(  # noqa: PLR0917 - the base class states them so
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        there = urlsplit(newurl)
        if (
            there.scheme not in {"http", "https"}
            or there.hostname != urlsplit(req.full_url).hostname
        ):
            return None  # then the answer is the refusal that it is
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(grace_s: float) -> urllib.request.OpenerDirector:
    class Answer(http.client.HTTPResponse):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named)
            self.fp = io.BufferedReader(_Patient(self.fp.detach(), grace_s))

    class Plain(http.client.HTTPConnection):
        response_class = Answer

    class Secure(http.client.HTTPSConnection):
        response_class = Answer

    class PlainHandler(urllib.request.HTTPHandler):
        def http_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Plain, req)

    class SecureHandler(urllib.request.HTTPSHandler):
        def https_open(self, req: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(Secure, req)

    return urllib.request.build_opener(PlainHandler, SecureHandler, _OwnServer)


def _refusal(error: urllib.error.HTTPError, address: str) -> FetchError:
    sentence, again = f"{address}: {error.code} {error.reason}", error.code >= SERVER_FAULT
    try:
        told = json.loads(error.read(10_000))
        sentence = f"{told['sentence']} ({error.code})"
        again = bool(told.get("again", again))
    except (ValueError, KeyError, TypeError, OSError, http.client.HTTPException):
        pass  # not one of our servers, or not in the mood for words
    if error.code in GONE:
        return NotThere(sentence, again=False)
    return FetchError(sentence, again=again or error.code == TOO_BUSY)


def _said(error: BaseException) -> str:
    reason = getattr(error, "reason", None)
    return str(reason or error) or type(error).__name__

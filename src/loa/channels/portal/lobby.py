"""The lobby: answers visitors from the pages that are kept, before the whole stack is woken.

A crowd after a siren or a result asks for the same few pages. Django would give each of
them a thread, its middleware and a query; here fifty who ask at once share one look at the
number of the last change and are answered from memory.
"""

import asyncio
import gzip
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.http import parse_cookie

from loa.channels.portal.caching import look
from loa.core.asgi import Application, Message, Receive, Scope, Send
from loa.theme.keeping import MAY_BE_KEPT

KEPT_FOR_S = 60
LONGEST = 300  # characters of an address with its query: others are not kept
HELD_BYTES = 64_000_000  # of pages; the one asked for longest ago goes first
NOT_PAGES = ("/static/", "/api/", "/repo/")
OK, NOT_MODIFIED = 200, 304
# What a page may say differently for: the site, the scheme behind a proxy.
SAID_FOR = (b"host", b"x-forwarded-host", b"x-forwarded-proto")

Headers = tuple[tuple[bytes, bytes], ...]
Key = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is given out: it holds no secret, so it may travel compressed."""

    plain: bytes
    small: bytes
    headers: Headers  # without the body's length
    tag: bytes
    made: float  # seconds of the monotonic clock

    @classmethod
    def of(cls, body: bytes, headers: Headers, *, now: float) -> "Kept":
        """Return a page to be kept; browsers ask again, and hear that nothing changed."""
        tag = b'W/"%s"' % sha256(body).hexdigest()[:24].encode()
        replaced = {b"content-length", b"etag", b"cache-control", b"vary"}
        said = tuple((name, value) for name, value in headers if name.lower() not in replaced)
        told = (
            (b"etag", tag),
            (b"cache-control", b"no-cache"),
            (b"vary", b"Cookie, Accept-Encoding"),
        )
        return cls(body, gzip.compress(body, 6, mtime=0), said + told, tag, now)

    async def give(self, asked: Mapping[bytes, bytes], send: Send) -> None:
        """Answer a request."""
        status, body, told = OK, self.plain, self.headers
        if asked.get(b"if-none-match") == self.tag:
            status, body = NOT_MODIFIED, b""
        elif b"gzip" in asked.get(b"accept-encoding", b""):
            body, told = self.small, (*told, (b"content-encoding", b"gzip"))
        if status == OK:
            told = (*told, (b"content-length", b"%d" % len(body)))
        await send({"type": "http.response.start", "status": status, "headers": told})
        await send({"type": "http.response.body", "body": body})

    def __len__(self) -> int:
        return len(self.plain) + len(self.small)


class Lobby:
    """An ASGI application: gives out kept pages, and keeps those that come from behind."""

    def __init__(
        self,
        behind: Application,
        *,
        look: Callable[[], int | None] = look,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._behind, self._clock = behind, clock
        self._turns = _Turns(look)
        self._at: int | None = None
        self._pages: OrderedDict[Key, Kept] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = dict(scope.get("headers", ()))
        if scope["type"] != "http" or (key := _key(scope, asked)) is None:
            await self._behind(scope, receive, send)
            return
        turn = await self._turns.now()
        if (page := self._find(key, turn)) is not None:
            await page.give(asked, send)
            return
        answer = _Answer(scope, send)
        await self._behind(scope, receive, answer.take)
        if answer.page is not None:
            page = Kept.of(answer.page, answer.headers, now=self._clock())
            self._keep(key, page, turn)
            await page.give(asked, send)

    def _find(self, key: Key, turn: int | None) -> Kept | None:
        if turn != self._at:
            # A late answer to an early look only empties the lobby once more than needed.
            self._pages.clear()
            self._at, self._bytes = turn, 0
        page = self._pages.get(key)
        if page is None or self._clock() - page.made > KEPT_FOR_S:
            return None
        self._pages.move_to_end(key)
        return page

    def _keep(self, key: Key, page: Kept, turn: int | None) -> None:
        """Keep a page that was made after `turn` was seen, unless a later one has been."""
        if turn is None or turn != self._at or len(page) > HELD_BYTES:
            return
        self._bytes += len(page) - len(self._pages.pop(key, b""))
        self._pages[key] = page
        while self._bytes > HELD_BYTES:
            self._bytes -= len(self._pages.popitem(last=False)[1])


@dataclass(slots=True)
class _Turns:
    """Looks at the number of the last change, once for all who came before the look began."""

    look: Callable[[], int | None]
    waiting: list["asyncio.Future[int | None]"] = field(default_factory=list)
    work: "asyncio.Task[None] | None" = None
    thread: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "turns"))

    async def now(self) -> int | None:
        """Return the number as it was at some moment after this call; None if unknown."""
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[int | None] = loop.create_future()
        self.waiting.append(mine)
        if self.work is None or self.work.done():
            self.work = loop.create_task(self._look())
        return await mine

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        while self.waiting:
            these, self.waiting = self.waiting, []
            try:
                turn = await loop.run_in_executor(self.thread, self.look)
            except Exception as error:  # noqa: BLE001 - each who waits is told
                _tell(these, error)
                continue
            for one in these:
                if not one.done():
                    one.set_result(turn)


def _tell(these: list["asyncio.Future[int | None]"], error: Exception) -> None:
    for one in these:
        if not one.done():
            one.set_exception(error)


class _Answer:
    """An answer from behind: goes on at once, unless its view says that it may be kept."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self._parts: list[bytes] | None = None
        self.headers: Headers = ()
        self.page: bytes | None = None

    async def take(self, message: Message) -> None:
        """Take one message of an answer."""
        if message["type"] == "http.response.start" and self._may_be_kept(message):
            self.headers, self._parts = tuple(message["headers"]), []
            return
        if self._parts is None:
            await self._send(message)
            return
        self._parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            self.page = b"".join(self._parts)

    def _may_be_kept(self, start: Message) -> bool:
        said = {name.lower() for name, _ in start["headers"]}
        theirs = {b"set-cookie", b"content-encoding"} & said
        marked = self._scope.get(MAY_BE_KEPT, False) and self._scope["method"] == "GET"
        return marked and start["status"] == OK and not theirs


def _key(scope: Scope, asked: Mapping[bytes, bytes]) -> Key | None:
    """Return under what a page is kept; None where a request is answered for itself alone."""
    if scope["method"] not in {"GET", "HEAD"} or scope["path"].startswith(NOT_PAGES):
        return None
    cookies = parse_cookie(asked.get(b"cookie", b"").decode("latin-1"))
    language = cookies.pop(settings.LANGUAGE_COOKIE_NAME, "")
    path, query = scope.get("raw_path") or scope["path"].encode(), scope["query_string"]
    if cookies or len(path) + len(query) > LONGEST:
        return None
    known = language.encode() if language in dict(settings.LANGUAGES) else b""
    said = [asked.get(name, b"") for name in SAID_FOR]
    return (scope["scheme"].encode(), *said, known, path, query)

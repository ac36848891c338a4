"""Server-sent events: an ASGI application in front of the pages, for one kind of stream.

However many listen, they cost no thread and no query each: whoever listens waits for one
shared look, which runs while anybody listens. When `most` listen already, others get what
there is and are asked to come again later, so that nobody is without news. What a stream is
about, who may listen and how news are written is said by its `Source`; whatever is no
stream is handed on to the pages behind.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import FrameType
from typing import Any, Generic, Protocol, TypeVar

from loa.core.asgi import Application, Receive, Scope, Send

MOST = 600  # who listen to one process: below the 1,024 files that a process may open
LOOKS_EVERY_S, BEATS_EVERY_S, LASTS_S = 1.0, 15.0, 3600.0
READ_WITHIN_S, SENT_WITHIN_S = 10.0, 30.0
RETRY_MS, LATER_MS = 3_000, 20_000
HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx hands each line on at once
    (b"x-content-type-options", b"nosniff"),
)

Key = TypeVar("Key", bound=Hashable)
News = TypeVar("News")
Told_contra = TypeVar("Told_contra", contravariant=True)

logger = logging.getLogger(__name__)


class Listener(Protocol[Told_contra]):
    """One browser: it knows what it has had so far."""

    beat: str  # what shows that the line is alive

    def since(self, news: Told_contra) -> str:
        """Return what is new to it as server-sent events, and remember that it had them."""


class Source(Protocol[Key, News]):
    """What streams are about."""

    def find(self, scope: Scope) -> Key | None:
        """Return what a request asks to hear of, by its address; None for no stream."""

    def admits(self, scope: Scope) -> bool:
        """Whether this browser may listen; called in the thread that looks."""

    def listener(self, scope: Scope) -> Listener[News]:
        """Return a browser that listens."""

    def look(self, known: Mapping[Key, News | None]) -> Mapping[Key, News | None]:
        """Return what is known now of those of which something is new; None: no such thing.

        `known` is what was known before, None where that is nothing yet. Called in a thread
        of its own, which has no end of request to let its connection go at.
        """


@dataclass(eq=False, slots=True)
class Room(Generic[News]):
    """What somebody listens to; `moved` is done when there is news, and replaced."""

    moved: "asyncio.Future[None]"
    news: News | None = None
    exists: bool = True
    listeners: int = 0


class Hub(Generic[Key, News]):
    """Looks at what somebody listens to: once for all of them."""

    def __init__(self, source: Source[Key, News], *, every_s: float) -> None:
        self._source, self._every_s = source, every_s
        self._rooms: dict[Key, Room[News]] = {}
        self._thread = ThreadPoolExecutor(1, "live")
        self._work: asyncio.Task[None] | None = None
        self._asked = asyncio.Event()
        self.closing: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def close(self) -> None:
        """Let all who listen go: their browsers come back to whoever serves next."""
        if not self.closing.done():
            self.closing.set_result(None)

    @property
    def listeners(self) -> int:
        return sum(room.listeners for room in self._rooms.values())

    async def admits(self, scope: Scope) -> bool:
        """Whether a browser may listen; not, as long as nobody can say."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._source.admits, scope)
        except Exception:
            logger.exception("who asks to listen could not be looked up")
            return False

    async def enter(self, key: Key) -> Room[News] | None:
        """Return a room, for whoever leaves it again; None for what there is not."""
        room = self._rooms.get(key)
        if room is None:
            room = self._rooms[key] = Room(asyncio.get_running_loop().create_future())
            self._asked.set()
        room.listeners += 1
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._look())
        if room.news is None and room.exists:
            await asyncio.wait({room.moved}, timeout=READ_WITHIN_S)
        if room.exists and room.news is not None:
            return room
        self.leave(room)
        return None  # what cannot be read just now, the pages behind say better

    def leave(self, room: Room[News]) -> None:
        """Say that one listener less is there."""
        room.listeners -= 1

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            for key in [key for key, room in self._rooms.items() if room.listeners < 1]:
                del self._rooms[key]
            if not self._rooms:
                return
            self._asked.clear()
            known = {key: room.news for key, room in self._rooms.items()}
            try:
                found = await loop.run_in_executor(self._thread, self._source.look, known)
            except Exception:
                logger.exception("what is listened to could not be read")  # the next look may
                found = {}
            for key, news in found.items():
                self._tell(key, news)
            await self._pause()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._asked.wait(), self._every_s)
        except TimeoutError:
            return

    def _tell(self, key: Key, news: News | None) -> None:
        room = self._rooms[key]
        if news is None:
            room.exists = False
            del self._rooms[key]
        else:
            room.news = news
        moved, room.moved = room.moved, asyncio.get_running_loop().create_future()
        moved.set_result(None)


class Streams(Generic[Key, News]):
    """An ASGI application: gives out streams, and hands on whatever else comes.

    After `lasts_s` a listener is let go, comes back by itself and is asked anew who it is.
    """

    def __init__(
        self,
        behind: Application,
        source: Source[Key, News],
        *,
        most: int = MOST,
        every_s: float = LOOKS_EVERY_S,
        beats_every_s: float = BEATS_EVERY_S,
        lasts_s: float = LASTS_S,
    ) -> None:
        self._behind, self._source, self._most = behind, source, most
        self._every_s, self._beats_every_s, self._lasts_s = every_s, beats_every_s, lasts_s
        self._hub: Hub[Key, News] | None = None  # belongs to the loop that it was made in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        asked = scope["type"] == "http" and scope["method"] == "GET"
        key = self._source.find(scope) if asked else None
        if key is None:
            await self._behind(scope, receive, send)
            return
        hub = self._hub
        if hub is None:
            hub = self._hub = Hub(self._source, every_s=self._every_s)
            _before_the_server_stops(hub.close)
        full = hub.listeners >= self._most
        room = await hub.enter(key) if await hub.admits(scope) else None
        if room is None:
            await self._behind(scope, receive, send)
            return
        try:
            line = _Line(self._source.listener(scope), send)
            await self._serve(hub, room, line, receive, full=full)
        except (OSError, TimeoutError):
            return  # gone, or too slow; the browser comes back by itself
        finally:
            hub.leave(room)

    async def _serve(
        self,
        hub: Hub[Key, News],
        room: Room[News],
        line: "_Line[News]",
        receive: Receive,
        *,
        full: bool,
    ) -> None:
        await line.begin(room, retry_ms=LATER_MS if full else RETRY_MS)
        if full:
            await line.end()
            return
        until = asyncio.get_running_loop().time() + self._lasts_s
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            while not gone.done():
                await asyncio.wait(
                    {gone, room.moved, hub.closing},
                    timeout=self._beats_every_s,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if hub.closing.done() or asyncio.get_running_loop().time() > until:
                    await line.end()
                    return
                if not gone.done():
                    await line.tell(room)
        finally:
            gone.cancel()


class _Line(Generic[News]):
    """The line to one listener."""

    def __init__(self, listener: Listener[News], send: Send) -> None:
        self._listener, self._send = listener, send

    async def begin(self, room: Room[News], *, retry_ms: int) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": HEADERS}
        await self._send(start)
        await self._write(f"retry: {retry_ms}\n\n{self._since(room)}")

    async def tell(self, room: Room[News]) -> None:
        """Send what is new; when nothing is, a sign that the line is alive."""
        await self._write(self._since(room) or self._listener.beat)

    async def end(self) -> None:
        await self._send({"type": "http.response.body", "body": b""})

    def _since(self, room: Room[News]) -> str:
        return "" if room.news is None else self._listener.since(room.news)

    async def _write(self, text: str) -> None:
        message = {"type": "http.response.body", "body": text.encode(), "more_body": True}
        await asyncio.wait_for(self._send(message), SENT_WITHIN_S)


def _before_the_server_stops(close: Callable[[], None]) -> None:
    """Have `close` called in this loop as the process is asked to stop.

    uvicorn waits for every answer to end before it says that it stops, and a stream never
    ends: its own handler of the signal is the only one that knows in time.
    """
    if threading.current_thread() is not threading.main_thread():
        return  # a test's server: nothing asks it to stop by a signal
    loop = asyncio.get_running_loop()
    for word in (signal.SIGTERM, signal.SIGINT):
        before = signal.getsignal(word)
        if callable(before):
            signal.signal(word, partial(_both, loop, close, before))


def _both(
    loop: asyncio.AbstractEventLoop,
    close: Callable[[], None],
    before: Callable[[int, FrameType | None], Any],
    word: int,
    frame: FrameType | None,
) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(close)
    before(word, frame)


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass

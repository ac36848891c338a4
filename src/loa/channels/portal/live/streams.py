"""Logs as server-sent events: an ASGI application in front of the pages.

A crowd with their phones on one event's page costs no thread and no query each: whoever
listens waits for one shared look at the logs, which runs while anybody listens. Who comes
back says which line they had last (Last-Event-ID) and gets what came since. When MOST
listen already, others get what there is and are asked to come again later, so that nobody
is without news. The view behind answers
so too, where there is no ASGI server.
"""

import asyncio
import logging
import re
import signal
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from types import FrameType
from typing import Any
from urllib.parse import parse_qs

from loa.channels.portal.live.queries import NOTHING_YET, Fragment, Key, News, news_alone
from loa.core.asgi import Application, Receive, Scope, Send

PATH = re.compile(r"/su-kien/([-\w]{1,80})/([-\w]{1,80})/dien-bien/", re.ASCII)
MOST = 600  # who listen to one process: below the 1,024 files that a process may open
LOOKS_EVERY_S, BEATS_EVERY_S = 1.0, 15.0
READ_WITHIN_S, SENT_WITHIN_S = 10.0, 30.0
RETRY_MS, LATER_MS = 3_000, 20_000
HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx hands each line on at once
    (b"x-content-type-options", b"nosniff"),
)

Read = Callable[[Mapping[Key, int]], Mapping[Key, News | None]]

logger = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Room:
    """One log and who listens to it; `moved` is done when there is news, and replaced."""

    moved: "asyncio.Future[None]"
    last: int = NOTHING_YET
    known: bool = True
    listeners: int = 0
    entries: dict[int, Fragment] = field(default_factory=dict)

    def since(self, number: int) -> list[Fragment]:
        """Return the entries with a line after that number, in the order of those lines."""
        later = (one for one in self.entries.values() if one.last > number)
        return sorted(later, key=lambda one: one.last)


class Hub:
    """Looks at the logs that somebody listens to: once for all of them."""

    def __init__(self, read: Read, *, every_s: float) -> None:
        self._read, self._every_s = read, every_s
        self._rooms: dict[Key, Room] = {}
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

    async def enter(self, key: Key) -> Room | None:
        """Return a log's room, for whoever leaves it again; None for what is no event."""
        room = self._rooms.get(key)
        if room is None:
            room = self._rooms[key] = Room(asyncio.get_running_loop().create_future())
            self._asked.set()
        room.listeners += 1
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._look())
        if room.last == NOTHING_YET and room.known:
            await asyncio.wait({room.moved}, timeout=READ_WITHIN_S)
        if room.known and room.last != NOTHING_YET:
            return room
        self.leave(room)
        return None  # what cannot be read just now, the pages behind say better

    def leave(self, room: Room) -> None:
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
            asked = {key: room.last for key, room in self._rooms.items()}
            try:
                found = await loop.run_in_executor(self._thread, self._read, asked)
            except Exception:
                logger.exception("logs of events could not be read")  # the next look may
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
            room.known = False
            del self._rooms[key]
        else:
            room.last = news.last
            room.entries |= {one.entry: one for one in news.fragments}
        moved, room.moved = room.moved, asyncio.get_running_loop().create_future()
        moved.set_result(None)


class Streams:
    """An ASGI application: gives out the logs of events, and hands on whatever else comes."""

    def __init__(
        self,
        behind: Application,
        *,
        read: Read = news_alone,
        most: int = MOST,
        every_s: float = LOOKS_EVERY_S,
        beats_every_s: float = BEATS_EVERY_S,
    ) -> None:
        self._behind, self._most, self._beats_every_s = behind, most, beats_every_s
        self._read, self._every_s = read, every_s
        self._hub: Hub | None = None  # belongs to the loop that it was made in

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        found = PATH.fullmatch(scope.get("path", "")) if scope["type"] == "http" else None
        if found is None or scope["method"] != "GET":
            await self._behind(scope, receive, send)
            return
        hub = self._hub
        if hub is None:
            hub = self._hub = Hub(self._read, every_s=self._every_s)
            _before_the_server_stops(hub.close)
        full = hub.listeners >= self._most
        room = await hub.enter((found[1], found[2]))
        if room is None:
            await self._behind(scope, receive, send)
            return
        try:
            await self._serve(hub, room, _Listener(scope, send), receive, full=full)
        except (OSError, TimeoutError):
            return  # gone, or too slow; the browser comes back by itself
        finally:
            hub.leave(room)

    async def _serve(
        self, hub: Hub, room: Room, listener: "_Listener", receive: Receive, *, full: bool
    ) -> None:
        await listener.begin(room, retry_ms=LATER_MS if full else RETRY_MS)
        if full:
            await listener.end()
            return
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            while not gone.done():
                await asyncio.wait(
                    {gone, room.moved, hub.closing},
                    timeout=self._beats_every_s,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if hub.closing.done():
                    await listener.end()
                    return
                if not gone.done():
                    await listener.tell(room)
        finally:
            gone.cancel()


class _Listener:
    """One browser: what it has had so far, and in which language it reads."""

    def __init__(self, scope: Scope, send: Send) -> None:
        headers = dict(scope.get("headers", ()))
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"), max_num_fields=9)
        had = headers.get(b"last-event-id", b"").decode("latin-1")
        self._had = number(had or asked.get("after", [""])[0])
        self._language = asked.get("lang", ["vi"])[0]
        self._send = send

    async def begin(self, room: Room, *, retry_ms: int) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": HEADERS}
        await self._send(start)
        await self._write(f"retry: {retry_ms}\n\n{self._since(room)}")

    async def tell(self, room: Room) -> None:
        """Send what is new; when nothing is, a sign that the line is alive."""
        await self._write(self._since(room) or ": ping\n\n")

    async def end(self) -> None:
        await self._send({"type": "http.response.body", "body": b""})

    def _since(self, room: Room) -> str:
        fresh = room.since(self._had)
        self._had = max((one.last for one in fresh), default=self._had)
        return written(fresh, self._language)

    async def _write(self, text: str) -> None:
        message = {"type": "http.response.body", "body": text.encode(), "more_body": True}
        await asyncio.wait_for(self._send(message), SENT_WITHIN_S)


def written(fragments: Iterable[Fragment], language: str) -> str:
    """Return entries as server-sent events; each one's id is the number of its latest line."""
    said = []
    for one in fragments:
        html = one.html.get(language) or next(iter(one.html.values()))
        said.append(f"id: {one.last}\nevent: entry\ndata: {' '.join(html.split())}\n\n")
    return "".join(said)


def number(text: str) -> int:
    """Return the number of a line as a browser says it; 0 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("10000000") else 0


def _before_the_server_stops(close: Callable[[], None]) -> None:
    """Have `close` called in this loop as the process is asked to stop.

    uvicorn waits for every answer to end before it says that it stops, and a log never
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

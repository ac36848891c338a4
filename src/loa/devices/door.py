"""The door for ledgers: what many players send at once is taken in together.

After a night without network thousands of players upload within minutes. Through the whole
stack of a web page each would pay for sessions, languages and a transaction of its own.
Here an upload waits a moment for its neighbours and is answered for itself; any other
request goes on to the application behind. `views.ledger` does the same, one by one, where
there is no ASGI server.
"""

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

from django.db import connections
from django.utils import timezone

from loa.core.asgi import Application, Receive, Scope, Send
from loa.core.canonical import Json, header
from loa.core.ledger import MAX_SEGMENT
from loa.devices import intake
from loa.devices.receipts import Receipt

PATH = "/api/ledger"
TOGETHER, TOGETHER_BYTES = 64, 4_000_000  # at most in one transaction
WAITING_BYTES = 64_000_000  # of bodies in memory; beyond that players are asked to come again
_AT_ONCE = 2  # while one batch waits for the disk, another is read

Take = Callable[[Sequence[bytes]], Sequence[intake.Answer]]
Upload = tuple[bytes, "asyncio.Future[intake.Answer]"]

logger = logging.getLogger(__name__)


class TooMuchError(Exception):
    """A body that is not read: the status and the document that say so."""

    def __init__(self, status: int, document: Json) -> None:
        super().__init__(document["sentence"])
        self.status, self.document = status, document


def take_now(sent: Sequence[bytes]) -> Sequence[intake.Answer]:
    """Take segments at this time, in a thread of the door's own."""
    try:
        return intake.take_segments(sent, now=timezone.now())
    finally:
        connections.close_all()  # to the pool; a thread has no end of request to do it at


class Door:
    """An ASGI application: takes ledgers, and hands on whatever else comes."""

    def __init__(self, behind: Application, take: Take = take_now) -> None:
        self._behind, self._take = behind, take
        self._waiting: deque[Upload] = deque()
        self._free = _AT_ONCE
        self._threads: Executor = ThreadPoolExecutor(_AT_ONCE, "intake")
        self._bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if (scope["type"], scope.get("path"), scope.get("method")) != ("http", PATH, "POST"):
            await self._behind(scope, receive, send)
            return
        held = 0
        try:
            chunks: list[bytes] = []
            async for chunk in self._chunks(receive):
                held += len(chunk)
                self._bytes += len(chunk)
                chunks.append(chunk)
            status, document = as_response(await self._answer(b"".join(chunks)))
        except TooMuchError as error:
            status, document = error.status, error.document
        except ConnectionError:
            return  # the player has gone; it will send again
        finally:
            self._bytes -= held
        await _respond(send, status, document)

    async def _chunks(self, receive: Receive) -> AsyncIterator[bytes]:
        """Yield the body's parts; TooMuchError before there is more of it than is read."""
        got = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ConnectionResetError
            chunk = message.get("body", b"")
            got += len(chunk)
            if got > MAX_SEGMENT:
                raise _too_long()
            if self._bytes + len(chunk) > WAITING_BYTES:
                raise TooMuchError(503, _error("busy", "too many players at once", again=True))
            yield chunk
            if not message.get("more_body", False):
                return

    async def _answer(self, data: bytes) -> intake.Answer:
        """Wait until a segment was taken together with its neighbours."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[intake.Answer] = loop.create_future()
        self._waiting.append((data, future))
        if self._free:
            self._free -= 1
            task = loop.create_task(self._work())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await future

    async def _work(self) -> None:
        """Take what waits, batch after batch."""
        loop = asyncio.get_running_loop()
        try:
            while batch := self._next():
                sent = [data for data, _ in batch]
                try:
                    answers = await loop.run_in_executor(self._threads, self._take, sent)
                except Exception as error:
                    logger.exception("ledgers could not be taken in")
                    answers = [OSError(str(error))] * len(batch)
                for (_, future), answer in zip(batch, answers, strict=True):
                    if not future.done():
                        future.set_result(answer)
        finally:
            self._free += 1

    def _next(self) -> list[Upload]:
        batch: list[Upload] = []
        size = 0
        while self._waiting and len(batch) < TOGETHER:
            size += len(self._waiting[0][0])
            if batch and size > TOGETHER_BYTES:
                break
            batch.append(self._waiting.popleft())
        return batch


def as_response(answer: intake.Answer) -> tuple[int, Json]:
    """Return the status and the document that answer a segment."""
    if isinstance(answer, Receipt):
        return 200, answer.document()
    if isinstance(answer, intake.IntakeError):
        return answer.status, _error(answer.word, str(answer), again=answer.again)
    # The disk or the database is full or gone: the player keeps what it has and asks again.
    return 503, _error("disk", "the server cannot keep anything just now", again=True)


def _too_long() -> TooMuchError:
    return TooMuchError(413, _error("size", f"at most {MAX_SEGMENT} bytes are read", again=False))


def _error(word: str, sentence: str, *, again: bool) -> Json:
    return header("error") | {"error": word, "sentence": sentence, "again": again}


async def _respond(send: Send, status: int, document: Json) -> None:
    body = json.dumps(document).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

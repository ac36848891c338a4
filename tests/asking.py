"""Asks an ASGI application as a web server would."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
Message = Mapping[str, Any]
Application = Callable[
    [dict[str, Any], Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]


@dataclass(frozen=True)
class Answered:
    status: int
    headers: Mapping[str, str]
    body: bytes


async def ask(application: Application, scope: Mapping[str, Any], *parts: bytes) -> Answered:
    """Return what an application answers to a request with these parts of a body."""
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request", "body": b"", "more_body": False})
    coming, sent = iter(messages), []
    over = asyncio.Event()

    async def receive() -> Message:
        for message in coming:
            return message
        await over.wait()  # nobody goes away before the answer
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            over.set()

    await application(dict(scope), receive, send)
    headers = {name.decode().lower(): value.decode() for name, value in sent[0].get("headers", ())}
    return Answered(
        sent[0]["status"], headers, b"".join(message.get("body", b"") for message in sent[1:])
    )


def getting(path: str, **headers: str) -> dict[str, Any]:
    """Return the scope of a GET; header names with _ for -."""
    path, _, query = path.partition("?")
    said = {"host": "testserver"} | {name.replace("_", "-"): text for name, text in headers.items()}
    return {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), text.encode()) for name, text in said.items()],
    }


def run(asked: Coroutine[object, object, T]) -> T:
    """Run to the end in a thread of its own: in this one a browser's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()

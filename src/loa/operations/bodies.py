"""How much anybody may send us: counted as it comes, before a page or a file is begun.

Django's ASGI handler keeps a request's whole body, on disk if need be, before any view
sees the request: without this a stranger could fill the disk.
"""

from collections.abc import Mapping

from loa.core.asgi import Application, Message, Receive, Scope, Send
from loa.core.canonical import canonical, header


class BodyLimit:
    """An ASGI application in front of another: a larger body is answered with 413.

    `larger` are the beginnings of addresses that take more than `limit` bytes, longest
    first, each with its own limit.
    """

    def __init__(self, app: Application, *, limit: int, larger: Mapping[str, int]) -> None:
        self._app, self._limit = app, limit
        self._larger = sorted(larger.items(), key=lambda entry: -len(entry[0]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit, taken, answered = self._limit_of(str(scope["path"])), 0, False
        if _declared(scope) > limit:
            await _refuse(send, limit)
            return

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            if message["type"] == "http.request":
                taken += len(message.get("body", b""))
                if taken > limit:
                    return {"type": "http.disconnect"}
            return message

        async def answering(message: Message) -> None:
            nonlocal answered
            answered = True
            await send(message)

        await self._app(scope, counted, answering)
        if taken > limit and not answered:
            await _refuse(send, limit)

    def _limit_of(self, path: str) -> int:
        return next((n for begins, n in self._larger if path.startswith(begins)), self._limit)


def _declared(scope: Scope) -> int:
    named = [value for name, value in scope.get("headers", ()) if name == b"content-length"]
    return int(named[0]) if named and named[0].isdigit() and len(named[0]) < 20 else 0  # noqa: PLR2004 - longer is no length


async def _refuse(send: Send, limit: int) -> None:
    sentence = f"at most {limit} bytes are read here"
    body = canonical(header("error") | {"error": "size", "sentence": sentence, "again": False})
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})

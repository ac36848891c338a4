"""Many who listen cost one look; whoever comes back gets what came since."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from loa.channels.portal.live.queries import NOTHING_YET, Fragment, Key, News
from loa.channels.portal.live.streams import Streams

KEY = ("ke-hoach", "ngay-hoi")
PATH = "/su-kien/ke-hoach/ngay-hoi/dien-bien/"
SOON_S = 0.005


class Logs:
    """Logs in memory, which count how often they are read."""

    def __init__(self) -> None:
        self.entries: dict[int, Fragment] = {}
        self.last = 0
        self.looks = 0
        self.broken = False

    def write(self, text: str, entry: int = 0) -> None:
        self.last += 1
        number = entry or self.last
        html = {"vi": f"<li>{text}</li>", "en": f"<li>{text} in English</li>"}
        self.entries[number] = Fragment(number, self.last, html)

    def read(self, asked: Mapping[Key, int]) -> Mapping[Key, News | None]:
        self.looks += 1
        if self.broken:
            raise OSError("the database is away")
        found: dict[Key, News | None] = {}
        for key, since in asked.items():
            if key != KEY:
                found[key] = None
            elif self.last > since:
                fresh = [one for one in self.entries.values() if one.last > since]
                found[key] = News(self.last, fresh)
        return found


class Phone:
    """A browser that listens until it goes."""

    def __init__(self, path: str = PATH, query: str = "", had: str = "") -> None:
        headers = [(b"last-event-id", had.encode())] if had else []
        self.scope = {
            "type": "http", "method": "GET", "path": path, "query_string": query.encode(),
            "headers": headers,
        }  # fmt: skip
        self.status = 0
        self.heard = ""
        self.over = False
        self._gone = asyncio.Event()

    async def receive(self) -> Mapping[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.heard += message["body"].decode()
            self.over = not message.get("more_body", False)

    def go(self) -> None:
        self._gone.set()

    async def hears(self, text: str) -> None:
        async with asyncio.timeout(5):
            while text not in self.heard:  # noqa: ASYNC110 - a phone has no event to wait for
                await asyncio.sleep(SOON_S)


def live(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Live through a story, in a thread: a browser's own loop may run in this one."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, story()).result()


async def behind(_scope: Any, _receive: Any, send: Callable[..., Awaitable[None]]) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b"pages"})


def streams(logs: Logs, *, most: int = 600, beats: float = 60) -> Streams:
    return Streams(behind, read=logs.read, most=most, every_s=SOON_S, beats_every_s=beats)


async def listening(app: Streams, phones: Sequence[Phone]) -> "list[asyncio.Task[None]]":
    tasks = [asyncio.create_task(app(p.scope, p.receive, p.send)) for p in phones]
    async with asyncio.timeout(5):
        while not all("retry" in p.heard for p in phones):  # noqa: ASYNC110 - the same
            await asyncio.sleep(SOON_S)
    return tasks


def test_five_hundred_phones_hear_of_a_line_and_cost_one_look_at_a_time() -> None:
    async def story() -> None:
        logs = Logs()
        logs.write("Khai mạc")
        app, phones = streams(logs), [Phone(query="after=1") for _ in range(500)]
        tasks = await listening(app, phones)
        before = logs.looks
        logs.write("Thảo luận")
        await asyncio.gather(*(phone.hears("id: 2\nevent: entry\n") for phone in phones))
        assert logs.looks - before < 100  # by time, not by phone
        assert {phone.heard for phone in phones} == {
            "retry: 3000\n\nid: 2\nevent: entry\ndata: <li>Thảo luận</li>\n\n"
        }
        for phone in phones:
            phone.go()
        await asyncio.gather(*tasks)

    live(story)


def test_nobody_is_looked_for_when_nobody_listens() -> None:
    async def story() -> None:
        logs = Logs()
        logs.write("Khai mạc")
        app, phone = streams(logs), Phone()
        tasks = await listening(app, [phone])
        phone.go()
        await asyncio.gather(*tasks)
        await asyncio.sleep(SOON_S * 8)
        looks = logs.looks
        await asyncio.sleep(SOON_S * 8)
        assert logs.looks == looks

    live(story)


@pytest.mark.parametrize(
    ("query", "had", "heard"),
    [
        pytest.param("", "", ["Một", "Hai", "Ba"], id="all"),
        pytest.param("after=2", "", ["Ba"], id="since-the-page"),
        pytest.param("after=0", "2", ["Ba"], id="since-the-last-one-had"),
        pytest.param("after=3", "", [], id="nothing-new"),
        pytest.param("after=x%00&after=7", "đ", ["Một", "Hai", "Ba"], id="no-number"),
    ],
)
def test_whoever_comes_back_gets_what_came_since(query: str, had: str, heard: list[str]) -> None:
    async def story() -> None:
        logs = Logs()
        for text in ("Một", "Hai", "Ba"):
            logs.write(text)
        phone = Phone(query=query)
        if had:
            phone.scope["headers"] = [(b"last-event-id", had.encode())]
        tasks = await listening(streams(logs), [phone])
        assert [word for word in ("Một", "Hai", "Ba") if word in phone.heard] == heard
        phone.go()
        await asyncio.gather(*tasks)

    live(story)


def test_a_correction_comes_as_its_entry_anew_and_in_the_readers_language() -> None:
    async def story() -> None:
        logs = Logs()
        logs.write("Sai")
        phone = Phone(query="after=1&lang=en")
        tasks = await listening(streams(logs), [phone])
        logs.write("Đúng", entry=1)
        await phone.hears("id: 2\nevent: entry\ndata: <li>Đúng in English</li>\n\n")
        phone.go()
        await asyncio.gather(*tasks)

    live(story)


def test_a_quiet_line_beats() -> None:
    async def story() -> None:
        phone = Phone()
        tasks = await listening(streams(begun(), beats=SOON_S), [phone])
        await phone.hears(": ping\n\n: ping\n\n")
        phone.go()
        await asyncio.gather(*tasks)

    live(story)


def begun() -> Logs:
    logs = Logs()
    logs.write("Khai mạc")
    return logs


def test_who_comes_when_all_places_are_taken_is_told_what_there_is_and_comes_later() -> None:
    async def story() -> None:
        app, first, second = streams(begun(), most=1), Phone(), Phone()
        tasks = await listening(app, [first])
        await app(second.scope, second.receive, second.send)
        assert second.over
        assert second.heard == ("retry: 20000\n\nid: 1\nevent: entry\ndata: <li>Khai mạc</li>\n\n")
        first.go()
        await asyncio.gather(*tasks)
        third = Phone()
        tasks = await listening(app, [third])
        assert "retry: 3000" in third.heard
        third.go()
        await asyncio.gather(*tasks)

    live(story)


@pytest.mark.parametrize(
    "path",
    ["/su-kien/ke-hoach/khong-co/dien-bien/", "/su-kien/", "/su-kien/a/../b/dien-bien/", "/"],
)
def test_what_is_no_events_log_goes_on_to_the_pages(path: str) -> None:
    phone_status = []

    async def story() -> None:
        phone = Phone(path)
        await streams(begun())(phone.scope, phone.receive, phone.send)
        phone_status.append((phone.status, phone.heard))

    live(story)
    assert phone_status == [(404, "pages")]


def test_a_look_that_fails_is_made_again() -> None:
    async def story() -> None:
        logs = begun()
        phone = Phone(query="after=1")
        tasks = await listening(streams(logs), [phone])
        logs.broken = True
        logs.write("Nối lại")
        await asyncio.sleep(SOON_S * 5)
        logs.broken = False
        await phone.hears("Nối lại")
        phone.go()
        await asyncio.gather(*tasks)

    live(story)


def test_nothing_yet_is_before_the_first_line() -> None:
    assert NOTHING_YET < 0

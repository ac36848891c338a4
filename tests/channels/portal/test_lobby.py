"""Kept pages: given again from memory, right at once after a change, nobody else's page."""

import asyncio
import gzip
import threading
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from tests.asking import Answered, ask, getting, run

from loa.channels.portal import lobby
from loa.channels.portal.lobby import KEPT_FOR_S, LONGEST, Lobby
from loa.theme.keeping import MAY_BE_KEPT

VISITOR = getting("/tin/")


class Counting:
    """Pages that tell how often they were made; `says` changes what is told of them."""

    def __init__(self, *, may_be_kept: bool = True, status: int = 200, **headers: str) -> None:
        self.made, self.may_be_kept, self.status, self.headers = 0, may_be_kept, status, headers

    async def __call__(self, scope: dict[str, Any], _: object, send: lobby.Send) -> None:
        self.made += 1
        if self.may_be_kept:
            scope[MAY_BE_KEPT] = True
        said = [(name.replace("_", "-"), text) for name, text in self.headers.items()]
        told = [(name.encode(), text.encode()) for name, text in said]
        await send({"type": "http.response.start", "status": self.status, "headers": told})
        await send({"type": "http.response.body", "body": b"page ", "more_body": True})
        await send({"type": "http.response.body", "body": b"%d" % self.made})


def bodies(application: Lobby, *scopes: dict[str, Any]) -> list[bytes]:
    """Return what visitors read, one after another."""

    async def each() -> list[Answered]:
        return [await ask(application, scope) for scope in scopes]

    return [answer.body for answer in run(each())]


def test_a_page_is_made_once_for_all_who_ask() -> None:
    assert bodies(Lobby(Counting(), look=lambda: 1), VISITOR, VISITOR) == [b"page 1"] * 2


def test_after_a_change_nobody_reads_the_old_page() -> None:
    turns = count()
    behind = Lobby(Counting(), look=lambda: next(turns))
    assert bodies(behind, VISITOR, VISITOR) == [b"page 1", b"page 2"]


def test_a_page_made_while_something_changed_is_not_given_as_the_new_one() -> None:
    turns = iter((1, 2, 2))

    async def slow_then_quick() -> list[bytes]:
        slow, made = asyncio.Event(), count(1)

        async def behind(scope: dict[str, Any], receive: object, send: lobby.Send) -> None:
            number = next(made)
            if number == 1:
                await slow.wait()
            scope[MAY_BE_KEPT] = True
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"%d" % number})

        kept = Lobby(behind, look=lambda: next(turns))
        old = asyncio.create_task(ask(kept, VISITOR))
        await asyncio.sleep(0.05)
        new = (await ask(kept, VISITOR)).body
        slow.set()
        return [(await old).body, new, (await ask(kept, VISITOR)).body]

    assert run(slow_then_quick()) == [b"1", b"2", b"2"]


def test_while_the_database_cannot_say_nothing_is_given_from_memory() -> None:
    assert bodies(Lobby(Counting(), look=lambda: None), VISITOR, VISITOR) == [b"page 1", b"page 2"]


def test_what_only_time_changes_is_made_anew() -> None:
    times = iter((0.0, KEPT_FOR_S, KEPT_FOR_S + 1, KEPT_FOR_S + 1))
    behind = Lobby(Counting(), look=lambda: 1, clock=lambda: next(times))
    assert bodies(behind, VISITOR, VISITOR, VISITOR) == [b"page 1", b"page 1", b"page 2"]


@pytest.mark.parametrize(
    "scope",
    [
        pytest.param(getting("/tin/", cookie="sessionid=a"), id="somebody-signed-in"),
        pytest.param(getting("/tin/", cookie="django_language=en; a=b"), id="another-cookie"),
        pytest.param(VISITOR | {"method": "POST"}, id="a-form"),
        pytest.param(getting("/tin/?q=" + "a" * LONGEST), id="a-long-address"),
        pytest.param(getting("/api/ledger"), id="no-page"),
    ],
)
def test_who_asks_for_themselves_is_answered_for_themselves(scope: dict[str, Any]) -> None:
    assert bodies(Lobby(Counting(), look=lambda: 1), scope, scope) == [b"page 1", b"page 2"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(getting("/tin/?page=2"), id="query"),
        pytest.param(getting("/su-kien/"), id="path"),
        pytest.param(getting("/tin/", cookie="django_language=en"), id="language"),
        pytest.param(getting("/tin/", host="xa.example"), id="site"),
        pytest.param(getting("/tin/", x_forwarded_proto="https"), id="scheme-behind-a-proxy"),
        pytest.param(VISITOR | {"scheme": "https"}, id="scheme"),
    ],
)
def test_what_makes_another_page_is_kept_apart(other: dict[str, Any]) -> None:
    behind = Lobby(Counting(), look=lambda: 1)
    assert bodies(behind, VISITOR, other, VISITOR, other) == [b"page 1", b"page 2"] * 2


@pytest.mark.parametrize(
    "behind",
    [
        pytest.param(Counting(may_be_kept=False), id="not-marked"),
        pytest.param(Counting(status=410), id="gone"),
        pytest.param(Counting(set_cookie="a=b"), id="sets-a-cookie"),
        pytest.param(Counting(content_encoding="gzip"), id="compressed-already"),
    ],
)
def test_what_may_not_be_kept_goes_on_as_it_came(behind: Counting) -> None:
    assert bodies(Lobby(behind, look=lambda: 1), VISITOR, VISITOR) == [b"page 1", b"page 2"]


def test_the_page_asked_for_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    small = len(b"page 1") + len(gzip.compress(b"page 1"))
    monkeypatch.setattr(lobby, "HELD_BYTES", 2 * small)
    first, second, third = (getting(f"/{n}/") for n in "abc")
    read = bodies(Lobby(Counting(), look=lambda: 1), first, second, first, third, first, second)
    assert read == [b"page 1", b"page 2", b"page 1", b"page 3", b"page 1", b"page 4"]


def test_a_crowd_shares_looks_and_none_began_before_it_was_asked_for() -> None:
    begun, gate = count(1), threading.Event()

    def look() -> int:
        number = next(begun)
        gate.wait(10)
        return number

    async def crowd() -> tuple[int, list[int]]:
        kept = Lobby(Counting(), look=look)
        first = asyncio.create_task(ask(kept, VISITOR))
        await asyncio.sleep(0.05)  # its look has begun
        others = [asyncio.create_task(ask(kept, VISITOR)) for _ in range(50)]
        await asyncio.sleep(0.05)
        gate.set()
        read = [(await one).body for one in (first, *others)]
        return next(begun) - 1, [len(set(read[1:])), int(read[0] in read[1:])]

    looks, shared = run(crowd())
    assert looks == 2
    assert shared[1] == 0  # who came later never got what was made under the early look


def test_a_fault_in_looking_is_told_to_all_who_wait_and_ends_nothing() -> None:
    looks: Iterator[Any] = iter((ValueError("no table"), 1))

    def look() -> int:
        found = next(looks)
        if isinstance(found, Exception):
            raise found
        return int(found)

    async def twice() -> bytes:
        kept = Lobby(Counting(), look=look)
        with pytest.raises(ValueError, match="no table"):
            await ask(kept, VISITOR)
        return (await ask(kept, VISITOR)).body

    assert run(twice()) == b"page 1"


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_a_kept_page_travels_as_asked_and_is_not_sent_twice(coding: str) -> None:
    async def asked() -> tuple[Answered, Answered]:
        kept = Lobby(Counting(content_length="6", etag="theirs"), look=lambda: 1)
        first = await ask(kept, getting("/tin/", accept_encoding=coding))
        tag = first.headers["etag"]
        return first, await ask(kept, getting("/tin/", accept_encoding=coding, if_none_match=tag))

    first, again = run(asked())
    plain = gzip.decompress(first.body) if coding == "gzip" else first.body
    assert (plain, first.headers["content-length"]) == (b"page 1", str(len(first.body)))
    assert (again.status, again.body, "content-length" in again.headers) == (304, b"", False)

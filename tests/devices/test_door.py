"""The door for ledgers: uploads that come together are taken together, each answered."""

import asyncio
import json
import threading
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests import asking
from tests.asking import run

from loa.devices import door, intake
from loa.devices.door import Door
from loa.devices.receipts import Receipt

UPLOAD = {"type": "http", "method": "POST", "path": door.PATH, "headers": []}


async def nowhere(scope: dict[str, Any], receive: object, send: door.Send) -> None:
    await send({"type": "http.response.start", "status": 299})


async def ask(asked: Door, scope: Mapping[str, Any], *parts: bytes) -> tuple[int, Any]:
    """Return the status and the document that an application answers with."""
    answer = await asking.ask(asked, scope, *parts)
    return answer.status, json.loads(answer.body) if answer.body else None


def taking(sent: Sequence[bytes]) -> Sequence[intake.Answer]:
    return [Receipt((), int(data)) for data in sent]


def test_everything_else_goes_on_to_what_stands_behind() -> None:
    asked = Door(nowhere, taking)
    for change in ({"path": "/"}, {"method": "GET"}, {"type": "websocket"}):
        assert run(ask(asked, UPLOAD | change)) == (299, None)


def test_uploads_that_come_together_are_taken_together_and_answered_each() -> None:
    batches, gate = [], threading.Event()

    def slowly(sent: Sequence[bytes]) -> Sequence[intake.Answer]:
        gate.wait(10)
        batches.append(len(sent))
        return taking(sent)

    async def many() -> list[tuple[int, Any]]:
        asked = Door(nowhere, slowly)
        waiting = [asyncio.create_task(ask(asked, UPLOAD, b"1", str(n).encode())) for n in range(9)]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*waiting)

    answers = run(many())
    assert [(status, body["want"]) for status, body in answers] == [(200, 10 + n) for n in range(9)]
    assert sum(batches) == 9
    assert len(batches) < 9


@pytest.mark.parametrize(
    ("answer", "status", "word", "again"),
    [
        (intake.IntakeError("fork", "two", status=409), 409, "fork", False),
        (intake.IntakeError("seal", "cut", status=403, again=True), 403, "seal", True),
        (OSError("full"), 503, "disk", True),
    ],
)
def test_what_is_refused_is_said_with_a_word(
    answer: intake.Answer, status: int, word: str, again: bool
) -> None:
    got, body = run(ask(Door(nowhere, lambda _sent: [answer]), UPLOAD, b"x"))
    assert (got, body["format"], body["error"], body["again"]) == (status, "loa.error", word, again)


def test_a_fault_in_taking_is_no_receipt_and_does_not_close_the_door() -> None:
    def faulty(sent: Sequence[bytes]) -> Sequence[intake.Answer]:
        if sent == [b"0"]:
            raise RuntimeError("a fault")
        return taking(sent)

    async def both() -> tuple[int, int]:
        asked = Door(nowhere, faulty)
        return (await ask(asked, UPLOAD, b"0"))[0], (await ask(asked, UPLOAD, b"1"))[0]

    assert run(both()) == (503, 200)


def test_no_more_is_held_in_memory_than_is_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Door(nowhere, taking)
    monkeypatch.setattr(door, "MAX_SEGMENT", 8)
    assert run(ask(asked, UPLOAD, b"12345", b"6789"))[0] == 413
    monkeypatch.setattr(door, "WAITING_BYTES", 4)
    status, body = run(ask(asked, UPLOAD, b"12345"))
    assert (status, body["error"], body["again"]) == (503, "busy", True)
    assert run(ask(asked, UPLOAD, b"7")) == (200, Receipt((), 7).document())
    assert asked._bytes == 0

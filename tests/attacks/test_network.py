"""Endless, huge, dripping, cut and diverted answers cost a player no more than they must.

Whoever stands between player and server may delay and cut; the player reads bounded bytes in
bounded time, follows nobody to another machine, and plays on from what it has.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.attacks.village import Village, village
from tests.simulators.malice import Answer, dripping, endless, malicious, saying
from tests.simulators.programme import tone
from tests.simulators.publisher import Publisher, utc
from tests.simulators.server import Server, serving

from loa.core.canonical import digest
from loa.player.client import MAX_ANSWER, HttpFetch
from loa.player.media import MediaFolder
from loa.player.ports import FetchError

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
LIMIT = 100_000


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        pytest.param(endless(OK + b"\r\n", b"x" * 65_536), "more than", id="endless-body"),
        pytest.param(
            endless(CHUNKED, b"10000\r\n" + b"x" * 65_536 + b"\r\n"),
            "more than",
            id="endless-chunks",
        ),
        pytest.param(saying(OK + b"Content-Length: 10\r\n\r\nx"), "broke", id="cut"),
        pytest.param(saying(OK + b"Content-Length: 99999999999\r\n\r\n"), "broke", id="boasting"),
        pytest.param(saying(b"\0\xff nonsense\r\n\r\n"), ".", id="no-http"),
        pytest.param(saying(b""), ".", id="nothing"),
        pytest.param(saying(b"HTTP/1.1 -1 x\r\n\r\n"), ".", id="strange-status"),
        pytest.param(endless(OK, b"A: b\r\n"), ".", id="endless-headers"),
        pytest.param(endless(OK + b"A: ", b"x" * 10_000), ".", id="endless-header"),
    ],
)
def test_an_answer_without_end_or_sense_is_refused_after_bounded_bytes(
    answer: Answer, sentence: str
) -> None:
    with malicious(answer) as server, pytest.raises(FetchError, match=sentence):
        HttpFetch(server.url, timeout_s=2).metadata("timestamp.json", LIMIT)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(dripping(OK + b"X-A: " + b"x" * 5_000), id="headers"),
        pytest.param(dripping(CHUNKED + b"0" * 5_000), id="chunk-lengths"),
        pytest.param(dripping(OK + b"\r\n" + b"x" * 5_000), id="body"),
    ],
)
def test_a_server_that_drips_is_left_whatever_it_drips(answer: Answer) -> None:
    begun = time.monotonic()
    with malicious(answer) as server, pytest.raises(FetchError, match="too slow"):
        HttpFetch(server.url, timeout_s=2, grace_s=0.2).metadata("timestamp.json", LIMIT)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "there", ["http://localhost:{port}/reboot", "ftp://127.0.0.1/x", "file:///etc/passwd"]
)
def test_nobody_is_followed_to_another_machine(there: str) -> None:
    with malicious(saying(OK + b"Content-Length: 2\r\n\r\n{}")) as victim:
        place = there.format(port=victim.url.rpartition(":")[2]).encode()
        away = saying(b"HTTP/1.1 302 Found\r\nLocation: " + place + b"\r\n\r\n")
        with malicious(away) as server:
            fetch = HttpFetch(server.url)
            for ask in (lambda: fetch.metadata("a.json", 9), lambda: fetch.post("/api/claim", b"")):
                with pytest.raises(FetchError):
                    ask()
        assert victim.asked == []


def test_a_receipt_without_end_is_not_read() -> None:
    too_much = pytest.raises(FetchError, match=f"more than {MAX_ANSWER}")
    with malicious(endless(OK + b"\r\n", b"x" * 65_536)) as server, too_much:
        HttpFetch(server.url).post("/api/heartbeat", b"{}")


def test_a_download_goes_on_where_it_broke_and_a_poisoned_part_is_thrown_away(
    tmp_path: Path,
) -> None:
    sound = tone(4_000)
    with serving(Server(Publisher(utc("2026-11-22T03:00:00+00:00")))) as server:
        address = server.publisher.put(sound)
        media, fetch = MediaFolder(tmp_path, min_free=0), HttpFetch(server.url)
        server.cut_after = 40_000
        with pytest.raises(FetchError):
            media.download(address, fetch, ())
        part = next(tmp_path.glob("*/*.part"))
        assert 0 < part.stat().st_size <= 40_000
        part.write_bytes(b"x" * 500)  # what came first was not ours
        server.cut_after = None
        with pytest.raises(FetchError, match="thrown away"):
            media.download(address, fetch, ())
        media.download(address, fetch, ())
    assert digest(media.path(address).read_bytes()) == address


# ---- the real program


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    with village(tmp_path) as made:
        yield made


def test_the_program_plays_its_last_good_rundown_while_every_answer_is_cut(place: Village) -> None:
    place.play("--at", "2026-11-23T04:00:00+07:00", "--until", "2026-11-23T04:01:00+07:00")
    place.server.cut_after = 7
    played = place.play()
    assert (played.heard, played.code) == (["first", "second"], 0)
    assert any("broke" in note for note in place.notes())


def test_the_program_survives_a_server_that_answers_everything_with_nonsense(
    place: Village,
) -> None:
    place.play("--at", "2026-11-23T04:00:00+07:00", "--until", "2026-11-23T04:01:00+07:00")
    for name in place.publisher.files:
        place.publisher.files[name] = b"[" * 50_000
    played = place.play()
    assert (played.heard, played.code) == (["first", "second"], 0)

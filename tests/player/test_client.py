"""The HTTP client: limits, slow servers, refusals in words."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from tests.simulators.publisher import Publisher
from tests.simulators.server import Server, serving

from loa.player.client import HttpFetch
from loa.player.ports import FetchError, NotThere

DATA = bytes(range(256)) * 10


@pytest.fixture
def server() -> Iterator[Server]:
    publisher = Publisher(datetime.now(UTC))
    with serving(Server(publisher)) as state:
        yield state


def test_a_file_arrives_and_a_missing_one_is_not_there(server: Server) -> None:
    fetch = HttpFetch(server.url)
    assert fetch.metadata("1.root.json", 10_000) == server.publisher.root
    with pytest.raises(NotThere):
        fetch.metadata("2.root.json", 10_000)


def test_more_than_the_limit_is_never_read(server: Server) -> None:
    with pytest.raises(FetchError, match="more than 100 bytes") as caught:
        HttpFetch(server.url).metadata("1.root.json", 100)
    assert not caught.value.again


def test_an_object_goes_on_from_an_offset(server: Server) -> None:
    address = server.publisher.put(DATA)
    assert b"".join(HttpFetch(server.url).content(address, 1000, 5000)) == DATA[1000:]


def test_an_answer_that_is_cut_short_is_no_answer(server: Server) -> None:
    address = server.publisher.put(DATA)
    server.cut_after = 500
    with pytest.raises(FetchError, match="broke"):
        b"".join(HttpFetch(server.url).content(address, 0, 5000))


def test_a_server_that_drips_is_left(server: Server) -> None:
    address = server.publisher.put(DATA)
    server.drip_s = 0.02
    with pytest.raises(FetchError, match="too slow"):
        b"".join(HttpFetch(server.url, grace_s=0.2).content(address, 0, 5000))


def test_a_refusal_comes_in_the_servers_words(server: Server) -> None:
    fetch = HttpFetch(server.url)
    body = b'{"format":"loa.claim-request","proof":"","public":"","secret":"x","version":"1.0"}'
    with pytest.raises(FetchError, match="this claim code is not known, or was used") as caught:
        fetch.post("/api/claim", body)
    assert not caught.value.again


@pytest.mark.parametrize("address", ["ftp://x", "loa.example", "http://", "file:///etc/passwd"])
def test_only_http_is_an_address_of_a_server(address: str) -> None:
    with pytest.raises(FetchError, match="is no address"):
        HttpFetch(address)


def test_nobody_there_is_worth_another_try() -> None:
    with pytest.raises(FetchError) as caught:
        HttpFetch("http://127.0.0.1:9", timeout_s=1).metadata("timestamp.json", 100)
    assert caught.value.again

"""Articles for residents: beside a bare Wagtail page, kept for visitors, and on a slow phone.

The server is uvicorn as `loa up` runs it, on SQLite; fifty clients ask over connections of
their own, in turns for the article and for the bare page, so that both meet the same
machine. A request with a cookie is never answered from what is kept. At the end one article
is corrected from another process, and the next visitor has to read the new words.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from bench.postgres import ROOT
from bench.slow_phone import on_a_slow_phone
from bench.table import Row

CLIENTS, ROUNDS, EACH = 50, 4, 6  # requests of each client in a round
KEPT_EACH = 60
MOST_QUERIES, MOST_TIMES, LEAST_RATE = 12, 1.3, 10
ARTICLES = 60
TEXT = "Sáng thứ Hai, trạm y tế xã tiêm phòng cho trẻ em dưới năm tuổi tại nhà văn hoá thôn. "
ARTICLE, BARE = "/tin/tin-30/", "/trang-tran/"


def run() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="loa-bench-") as folder:
        own = {"LOA_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "bench.bare"}
        done = subprocess.run(
            [sys.executable, "-m", "bench.portal"],
            env={k: v for k, v in os.environ.items() if k != "LOA_DATABASE_URL"} | own,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
    return [Row(**row) for row in json.loads(done.stdout)]


def _fill() -> None:
    """Make a site with articles and the bare page."""
    from bench.bare import SLUG  # noqa: PLC0415 - Django is set up by then
    from tests.channels.portal.builders import placement, sealed, site  # noqa: PLC0415
    from wagtail.models import Page, Site  # noqa: PLC0415

    site(hostname="127.0.0.1")
    for n in range(ARTICLES):
        placement(sealed(f"tin-{n}", text="\n\n".join([TEXT * 4] * 5)))
    home = Site.objects.get(is_default_site=True).root_page
    home.add_child(instance=Page(title="Trang trần", slug=SLUG, search_description=TEXT))


def _queries(address: str) -> int:
    """Return how often an uncached answer asks the database, caches of Django's warm."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by then
    from django.test import Client  # noqa: PLC0415 - the same
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - the same

    client = Client(headers={"cookie": "a=b"}, SERVER_NAME="127.0.0.1")
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@contextmanager
def _served(more: int) -> Iterator[int]:
    """Run the web server as `loa up` does; yields its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "uvicorn", "loa.asgi:application", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--log-level", "error"],
        env=os.environ | {"LOA_BENCH_MORE_QUERIES": str(more)},
        cwd=ROOT,
    )
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(10)


async def _client(port: int, address: str, *, times: int, cookie: str) -> list[float]:
    """Ask again and again over one connection; return how many milliseconds each took."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"GET {address} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    request = ("\r\n".join([*lines, *([f"Cookie: {cookie}"] if cookie else []), "", ""])).encode()
    taken = []
    for _ in range(times):
        began = time.monotonic()
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        assert " 200 " in head.split("\r\n", 1)[0], head
        await reader.readexactly(int(head.split("content-length: ")[1].split("\r\n")[0]))
        taken.append(1000 * (time.monotonic() - began))
    writer.close()
    return taken


def _crowd(port: int, address: str, *, times: int, cookie: str = "") -> tuple[list[float], float]:
    """Let all clients ask at once; return what each request took, and requests a second."""

    async def together() -> list[list[float]]:
        one = (_client(port, address, times=times, cookie=cookie) for _ in range(CLIENTS))
        return await asyncio.gather(*one)

    began = time.monotonic()
    taken = [ms for these in asyncio.run(together()) for ms in these]
    return taken, len(taken) / (time.monotonic() - began)


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))]


def _corrected(port: int) -> bool:
    """Correct an article that visitors have just read; whether the next one reads it so."""
    from urllib.request import urlopen  # noqa: PLC0415 - beside its only use

    from tests.channels.portal.builders import placement, sealed  # noqa: PLC0415 - Django is set up

    address = f"http://127.0.0.1:{port}/tin/tin-7/"
    before = [urlopen(address).read().decode() for _ in range(2)][-1]
    placement(sealed("tin-7", text="Lùi sang thứ Ba.", revision=2))
    after = urlopen(address).read().decode()
    return "Lùi sang thứ Ba." in after and "Lùi sang thứ Ba." not in before


def measure() -> list[Row]:
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    import django  # noqa: PLC0415

    django.setup()
    _fill()
    queries, bare = _queries(ARTICLE), _queries(BARE)
    with _served(max(0, queries - bare)) as port:
        for address in (ARTICLE, BARE):
            _crowd(port, address, times=2, cookie="a=b")  # what is read once is warm
        ours: list[float] = []
        theirs: list[float] = []
        rates = []
        for _ in range(ROUNDS):
            theirs += _crowd(port, BARE, times=EACH, cookie="a=b")[0]
            taken, rate = _crowd(port, ARTICLE, times=EACH, cookie="a=b")
            ours += taken
            rates.append(rate)
        _crowd(port, ARTICLE, times=1)
        kept = max(_crowd(port, ARTICLE, times=KEPT_EACH)[1] for _ in range(2))
        right = _corrected(port)
        phone = on_a_slow_phone(f"http://127.0.0.1:{port}{ARTICLE}")
    times, rate = _p95(ours) / _p95(theirs), max(rates)
    return [
        Row(
            f"an article uncached, {CLIENTS} clients, p95",
            _p95(ours),
            "ms",
            f"{MOST_TIMES} × a bare Wagtail page's {_p95(theirs):.0f} ms: {times:.2f} ×",
            times <= MOST_TIMES,
        ),
        Row("  its queries", queries, "queries", f"{MOST_QUERIES}; bare {bare}, made equal",
            queries <= MOST_QUERIES),
        Row("  kept for visitors", kept, "pages/s",
            f"{LEAST_RATE} × uncached, {rate:.0f}/s: {kept / rate:.1f} ×",
            kept >= LEAST_RATE * rate),
        Row("  right at once after a correction", int(right), "of 1", "1", right),
        *phone,
    ]  # fmt: skip


if __name__ == "__main__":
    print(json.dumps([asdict(row) for row in measure()]))

"""One day's backlog of 3,500 players into PostgreSQL: directly, and over HTTP.

The network was away for a day. Then every player sends what it has: in parts, some of
them twice, late or out of order, some overlapping, and when the server asks for what is
missing, from there on. What each part must be answered with follows from what came before
it; tables and alarms at the end are compared whole with what the players wrote.

COPY of the same rows into a table with the same key is measured in the same run.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from pathlib import Path
from time import monotonic, process_time, sleep
from typing import Any

from bench.backlog import EVENTS, Part, Player, expected, waves
from bench.postgres import beside_postgres
from bench.table import Row

PLAYERS = 3500
PROCESSES, ROUNDS, TOGETHER = 2, 3, 64
AT_ONCE = 64  # connections
DIRECT, OVER_HTTP, OF_COPY = 50_000, 15_000, 0.2


def run() -> list[Row]:
    return beside_postgres("bench.intake")


class Database:
    """The bench's own look at the server, past all that is measured."""

    def __init__(self, players: Sequence[Player], folder: str) -> None:
        import psycopg  # noqa: PLC0415

        self.players, self.folder = players, folder
        self.link = psycopg.connect(host=folder, user="postgres", autocommit=True)
        with self.link.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO devices_device (station, keyid, public, enrolled_at, revoked_why, n,"
                " head, durable_n, durable_head, clock, playing, bundle, software)"
                " VALUES (%s, %s, %s, now(), '', 0, '', 0, '', '', '', 0, '')",
                [(p.station, p.keyid, p.public) for p in players],
            )

    def empty(self) -> None:
        self.link.execute("TRUNCATE devices_entry, devices_segment, devices_alarm RESTART IDENTITY")
        self.link.execute("UPDATE devices_device SET n = 0, head = ''")
        self.link.execute("VACUUM ANALYZE devices_device")
        self.link.execute("CHECKPOINT")

    def is_whole(self) -> bool:
        """Whether every line of every player stands in the tables once, and all alarms are over."""
        found = self.link.execute(
            "SELECT keyid, array_agg(hash ORDER BY e.n), array_agg(e.n ORDER BY e.n),"
            " array_agg(e.item ORDER BY e.n)"
            " FROM devices_entry e JOIN devices_device d ON d.id = device_id GROUP BY keyid"
        )
        held = {keyid: (hashes, numbers, items) for keyid, hashes, numbers, items in found}
        for p in self.players:
            items = [json.loads(line).get("item", "") for line in p.lines]
            numbers = list(range(1, len(p.lines) + 1))
            assert held[p.keyid] == (p.heads[1:], numbers, items), p.keyid
        ends = dict(self.link.execute("SELECT keyid, head FROM devices_device").fetchall())
        assert ends == {p.keyid: p.heads[-1] for p in self.players}
        gaps = {p.keyid for p in self.players if expected(p.parts)[1]}
        alarms = self.link.execute(
            "SELECT keyid, kind, closed_at IS NULL FROM devices_alarm a"
            " JOIN devices_device d ON d.id = device_id"
        )
        assert {tuple(row) for row in alarms} == {(keyid, "gap", False) for keyid in gaps}
        return True

    def copied(self) -> float:
        """Return rows a second of COPY into a table with the same key: the peer."""
        self.link.execute("DROP TABLE IF EXISTS peer")
        self.link.execute(
            "CREATE TABLE peer (LIKE devices_entry INCLUDING DEFAULTS, PRIMARY KEY (device_id, n))"
        )
        names = "id, device_id, n, at, clock, boot, mono_ms, event, item, ms, late_ms, data, hash"
        with self.link.cursor() as cursor:
            with cursor.copy(f"COPY devices_entry ({names}) TO STDOUT") as copy:
                text = b"".join(copy)
            self.link.execute("CHECKPOINT")
            began = monotonic()
            with cursor.copy(f"COPY peer ({names}) FROM STDIN") as copy:
                copy.write(text)
            return text.count(b"\n") / (monotonic() - began)

    def cpu_s(self) -> float:
        """Return the processor time of the database's processes so far."""
        pid = (Path(self.folder) / "postmaster.pid").read_text().split()[0]
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return sum(_ticks(one) for one in [pid, *children]) / os.sysconf("SC_CLK_TCK")


def _ticks(pid: str) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(map(int, fields[11:15]))  # its own, and of children that it waited for


def _take(sent: Sequence[tuple[bytes, int]], ready: Any, go: Any, done: Any) -> None:
    """Take segments in a process of its own, as a worker does."""
    import django  # noqa: PLC0415

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from loa.devices.intake import take_segments  # noqa: PLC0415
    from loa.devices.models import Device  # noqa: PLC0415
    from loa.devices.receipts import Receipt  # noqa: PLC0415

    Device.objects.exists()  # connected
    ready.release()
    go.wait()
    began = process_time()
    try:
        for place in range(0, len(sent), TOGETHER):
            batch = sent[place : place + TOGETHER]
            answers = take_segments([data for data, _ in batch], now=timezone.now())
            for answer, (_, wanted) in zip(answers, batch, strict=True):
                assert isinstance(answer, Receipt), answer
                assert answer.want == wanted, (answer.want, wanted)
    finally:  # else the bench would wait for ever on one that failed
        done.put(process_time() - began)


def direct(players: Sequence[Player], database: Database) -> tuple[float, float]:
    """Return seconds and processor seconds of a backlog's intake by worker processes."""
    context = get_context("fork")
    ready, go, done = context.Semaphore(0), context.Event(), context.SimpleQueue()
    shares = [waves(players[start::PROCESSES]) for start in range(PROCESSES)]
    workers = [context.Process(target=_take, args=(share, ready, go, done)) for share in shares]
    for worker in workers:
        worker.start()
    for _ in workers:
        ready.acquire()
    before, began = database.cpu_s(), monotonic()
    go.set()
    used = [done.get() for _ in workers]
    seconds = monotonic() - began
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0, "a worker failed, or found a wrong answer"
    return seconds, sum(used) + database.cpu_s() - before


async def _player(requests: Iterator[tuple[bytes, int]], port: int, seen: dict[str, int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for data, wanted in requests:
        head = (
            f"POST /api/ledger HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(data)}\r\n\r\n"
        )
        writer.write(head.encode() + data)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        size = int(answer.partition("content-length: ")[2].split("\r\n")[0])
        body = json.loads(await reader.readexactly(size))
        word = answer.split()[1]
        if word == "200" and body["want"] != wanted:
            word = "wrong"
        seen[word] = seen.get(word, 0) + 1
    writer.close()


async def _send(players: Sequence[Player], port: int) -> tuple[float, dict[str, int]]:
    """Send everybody's parts over a few connections; each player's stay in order."""
    shares = [iter(waves(players[start::AT_ONCE])) for start in range(AT_ONCE)]
    seen: dict[str, int] = {}
    began = monotonic()
    await asyncio.gather(*(_player(share, port, seen) for share in shares))
    return monotonic() - began, seen


def over_http(players: Sequence[Player]) -> tuple[float, float, dict[str, int]]:
    """Return seconds, the server's processor seconds, and how many answers of each kind."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = ["-m", "uvicorn", "loa.asgi:application", "--port", str(port)]  # as `loa up` does
    web = subprocess.Popen([sys.executable, *words, "--log-level", "warning", "--no-access-log"])
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                sleep(0.1)
        before = _ticks(str(web.pid))
        seconds, seen = asyncio.run(_send(players, port))
        used = (_ticks(str(web.pid)) - before) / os.sysconf("SC_CLK_TCK")
    finally:
        web.terminate()
        web.wait()
    return seconds, used, seen


def growth() -> list[Row]:
    """Classify one ledger of 1×, 10× and 100× a day: a line must not cost more in a long one."""
    from loa.core.ledger import read_segment  # noqa: PLC0415
    from loa.devices.rules import Finding, Held, classify  # noqa: PLC0415

    costs = []
    for times in (1, 10, 100):
        player = Player(1, EVENTS * times)
        data = player.segment(Part(1, EVENTS * times))
        best = float("inf")
        for _ in range(5):
            began = process_time()
            for _ in range(100 // times):
                checkpoint, lines = read_segment(data)
                found = classify(Held(0, {}), checkpoint, lines)
                assert (found.finding, len(found.rows)) == (Finding.NEW, EVENTS * times)
            best = min(best, process_time() - began)
        costs.append(best / (100 // times * times * EVENTS) * 1e6)
    return [_grown("classify, 1, 10 and 100 days", costs)]


def _grown(name: str, costs: Sequence[float]) -> Row:
    """Return what a line costs at the largest size beside the smallest; n log n allows a third."""
    curve = ", ".join(f"{cost:.1f}" for cost in costs)
    worst = costs[-1] / costs[0]
    allowed = 1.5 if len(costs) > 2 else 1.3
    return Row(
        name, worst, "× per event", f"{allowed}; µs of CPU an event: {curve}", worst <= allowed
    )


def measure(folder: str) -> list[Row]:
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    players = [Player(number) for number in range(PLAYERS)]
    database = Database(players, folder)
    return [*_direct(players, database), *_over_http(players, database), *growth()]


def _direct(players: Sequence[Player], database: Database) -> list[Row]:
    events = sum(len(p.lines) for p in players)
    few = players[: PLAYERS // 10]
    small = direct(few, database)[1] / sum(len(p.lines) for p in few) * 1e6
    best, peer, least = 0.0, 0.0, float("inf")
    for _ in range(ROUNDS):
        database.empty()
        seconds, used = direct(players, database)
        assert database.is_whole()
        best, least = max(best, events / seconds), min(least, used / events * 1e6)
        peer = max(peer, database.copied())
        line = f"  {events / seconds:,.0f}/s, {used / events * 1e6:.1f} µs; COPY {peer:,.0f}/s"
        print(line, file=sys.stderr)
        if best >= max(DIRECT, OF_COPY * peer):
            break  # else a busy machine may give it room in the next round
    share, idle = best / peer, (os.cpu_count() or 1) * 1e6 / least
    return [
        Row("intake, a day's backlog", best, "events/s", f"{DIRECT:,}", best >= DIRECT),
        Row("  by CPU time of all processors", idle, "events/s", f"{least:.1f} µs an event"),
        Row("  beside COPY", share, "of rows/s", f"{OF_COPY} of {peer:,.0f}", share >= OF_COPY),
        _grown("intake, 350 and 3,500 players", [small, least]),
    ]


def _over_http(players: Sequence[Player], database: Database) -> list[Row]:
    events = sum(len(p.lines) for p in players)
    database.empty()
    seconds, used, seen = over_http(players)
    assert database.is_whole()
    rate, sent = events / seconds, sum(seen.values())
    refused = sent - seen.get("200", 0)
    cpu = used / events * 1e6
    return [
        Row("intake over HTTP", rate, "events/s", f"{OVER_HTTP:,}", rate >= OVER_HTTP),
        Row("  refused or answered wrongly", refused, "segments", f"0 of {sent:,}", refused == 0),
        Row("  by CPU time of the web server", 1e6 / cpu, "events/s", f"{cpu:.1f} µs an event"),
    ]


if __name__ == "__main__":
    from dataclasses import asdict

    print(json.dumps([asdict(row) for row in measure(sys.argv[1])]))

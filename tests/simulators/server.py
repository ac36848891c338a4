"""A server: serves a publisher's files over HTTP, takes claims, ledgers and heartbeats.

It can be slow, cut answers short, and lose what it was told (a restore).
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tests.simulators.programme import STATION, acknowledge
from tests.simulators.publisher import Publisher

from loa.core.canonical import canonical, digest, header, parse
from loa.core.claim import Claim, new_claim
from loa.core.ledger import GENESIS, Entry, Stage, read_segment, sealed_by, verify_chain
from loa.player.crypto import DeviceKey, verify


@dataclass
class Server:
    """The state behind the handler; `lines` is the ledger as received."""

    publisher: Publisher
    key: DeviceKey = field(default_factory=lambda: DeviceKey(b"s" * 32))
    claim: Claim | None = None
    device: str = ""
    lines: list[bytes] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    durable: bool = False
    drip_s: float = 0.0
    cut_after: int | None = None
    url: str = ""

    def __post_init__(self) -> None:
        self.claim = new_claim(digest(self.publisher.root))

    @property
    def entries(self) -> list[Entry]:
        return verify_chain(self.lines)

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        if path == "/api/claim":
            return self._claim(body)
        if path == "/api/heartbeat":
            value = parse(body, "heartbeat")
            signature = value.pop("signature")
            good = verify("ed25519", self.device, signature, canonical(value))
            return (200, self._receipt()) if good else (403, b"{}")
        checkpoint, lines = read_segment(body)
        sealed_by(checkpoint, lines, self.device, verify)
        first = checkpoint.n - len(lines)
        held = self.lines[:first]
        verify_chain(lines, after=(first, digest(held[-1]) if held else GENESIS))
        self.lines = held + lines
        return 200, self._receipt()

    def _claim(self, body: bytes) -> tuple[int, bytes]:
        value = parse(body, "claim-request")
        proof = value.pop("proof")
        if self.claim is None or value["secret"] != self.claim.secret:
            error = header("error") | {
                "error": "claim",
                "sentence": "this claim code is not known, or was used",
                "again": False,
            }
            return 403, canonical(error)
        assert verify("ed25519", value["public"], proof, canonical(value))
        self.device = value["public"]
        answer = header("claim-answer") | {
            "station": STATION,
            "device": digest(bytes.fromhex(self.device))[:16],
            "root": self.publisher.root.decode(),
            "timestamp": self.publisher.versions.get("timestamp", 0),
        }
        return 200, canonical(answer)

    def _receipt(self) -> bytes:
        acks = []
        if self.lines and self.durable:
            device = digest(bytes.fromhex(self.device))[:16]
            ack = acknowledge(
                self.key,
                device=device,
                n=len(self.lines),
                head=digest(self.lines[-1]),
                stage=Stage.DURABLE,
            )
            acks.append(ack.document())
        document = header("receipt") | {"acknowledgements": acks, "want": len(self.lines) + 1}
        return json.dumps(document).encode()


class _Handler(BaseHTTPRequestHandler):
    server_state: Server

    def do_GET(self) -> None:
        state = self.server_state
        state.requests.append(self.path)
        data = state.publisher.files.get(self.path.removeprefix("/repo/"))
        if data is None:
            self.send_error(404)
            return
        begin = 0
        if wanted := self.headers.get("Range"):
            begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(data) - begin))
        self.end_headers()
        end = len(data) if state.cut_after is None else min(len(data), begin + state.cut_after)
        if state.drip_s:
            for index in range(begin, end):
                self.wfile.write(data[index : index + 1])
                time.sleep(state.drip_s)
        else:
            self.wfile.write(data[begin:end])

    def do_POST(self) -> None:
        self.server_state.requests.append(self.path)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        status, data = self.server_state.post(self.path, body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that went away is what some tests are about


@contextmanager
def serving(server: Server) -> Iterator[Server]:
    handler = type("Handler", (_Handler,), {"server_state": server})
    with _Quiet(("127.0.0.1", 0), handler) as listener:
        thread = threading.Thread(target=listener.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        server.url = f"http://127.0.0.1:{listener.server_address[1]}"
        try:
            yield server
        finally:
            listener.shutdown()
            thread.join()

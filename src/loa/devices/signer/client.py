"""The web side of the signer: asks over the Unix socket, and says plainly when nobody answers."""

import json
import socket
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loa.core.canonical import FormatError, Json, canonical, header, require

ANSWER_S = 120
_BLOCK = 1 << 16
_MAX_ANSWER = 64_000_000


class SignerError(Exception):
    """The signer did not publish; `again` says whether asking later can help."""

    def __init__(self, sentence: str, *, again: bool) -> None:
        super().__init__(sentence)
        self.again = again


@dataclass(frozen=True, slots=True)
class SignerClient:
    """A signer at an address; publishes like one in the same process."""

    address: Path
    patience_s: float = ANSWER_S

    def publish(self, bundles: Mapping[str, bytes], *, now: datetime) -> dict[str, list[str]]:
        """Have bundles judged and published by station; return the refused with their reasons.

        `now` is not sent: the signer has a clock of its own. Raises SignerError when it
        cannot be reached or cannot publish at all; nothing was published then.
        """
        del now
        named = (canonical(station) + b":" + data for station, data in bundles.items())
        start = canonical(header("signer-request")).removesuffix(b"}")
        document = self._ask(start + b',"publish":{' + b",".join(named) + b"}}")
        sentences: dict[str, list[str]] = defaultdict(list)
        for one in document["refused"]:
            place = " ".join(filter(None, (one["day"], one["item"])))
            detail = one["detail"]
            sentences[one["station"]].append(f"{place}: {detail}" if place else detail)
        return dict(sentences)

    def ask(self, request: Json) -> Json:
        """Send one request and return its answer; SignerError when there is none."""
        return self._ask(canonical(request))

    def _ask(self, request: bytes) -> Json:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
                line.settimeout(self.patience_s)
                line.connect(str(self.address))
                line.sendall(request + b"\n")
                data = _read_line(line)
        except OSError as error:
            raise SignerError(
                f"{self.address}: the signer does not answer ({error}); "
                "is `loa signer run` running?",
                again=True,
            ) from error
        try:
            value = json.loads(data)
            if isinstance(value, dict) and value.get("format") == "loa.error":
                raise SignerError(str(value["sentence"]), again=bool(value["again"]))
            return require(value, "signer-answer")
        except (FormatError, ValueError, KeyError) as error:
            raise SignerError(f"the signer's answer is unreadable: {error}", again=True) from error


def _read_line(line: socket.socket) -> bytes:
    data = bytearray()
    while not data.endswith(b"\n"):
        block = line.recv(_BLOCK)
        if not block or len(data) > _MAX_ANSWER:
            raise ConnectionError("it closed the connection in mid-answer")
        data += block
    return bytes(data)

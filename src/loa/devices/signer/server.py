"""`loa-signer`: one Unix socket, one request a line, one answer a line.

    → {"format":"loa.signer-request","version":"1.0","publish":{STATION: bundle document}}
    ← {"format":"loa.signer-answer","version":"1.0","published":{STATION: serial},
       "refused":[{"station","reason","detail","day","item"}],"timestamp":n}
    ← {"format":"loa.error","version":"1.0","error":…,"sentence":…,"again":bool}

The time is this process's own: a web server cannot tell the signer what day it is.
"""

import fcntl
import json
import logging
import os
import socketserver
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from loa.core.canonical import FormatError, Json, header, parse
from loa.devices.repository.layout import TIMESTAMP, RepositoryError
from loa.devices.signer.judge import Refused
from loa.devices.signer.signing import Answer, Signer

REQUEST, ANSWER, ERROR = "signer-request", "signer-answer", "error"
MAX_REQUEST = 64_000_000
PATIENCE_S = 30
log = logging.getLogger("loa.signer")


class SignerBusyError(Exception):
    """Another signer works in this folder, or something else listens at the address."""


def answer(signer: Signer, line: bytes, now: datetime) -> Json:
    """Return what a request is answered with; never raises for what a request holds."""
    try:
        request = parse(line, REQUEST, limit=MAX_REQUEST)
        documents = {str(key): document for key, document in request["publish"].items()}
    except (FormatError, KeyError, AttributeError) as error:
        return _error("request", str(error), again=False)
    try:
        return _document(signer.submit(documents, now=now))
    except RepositoryError as error:
        return _error("repository", str(error), again=False)
    except OSError as error:
        return _error("disk", str(error), again=True)


def _document(found: Answer) -> Json:
    return header(ANSWER) | {
        "published": dict(found.published),
        "refused": [_refused(one) for one in found.refused],
        "timestamp": found.publication.versions[TIMESTAMP] if found.publication else 0,
    }


def _refused(one: Refused) -> Json:
    return {
        "station": one.station,
        "reason": one.reason,
        "detail": one.detail,
        "day": one.day.isoformat() if one.day else "",
        "item": one.item,
    }


def _error(word: str, sentence: str, *, again: bool) -> Json:
    log.error("%s: %s", word, sentence)
    return header(ERROR) | {"error": word, "sentence": sentence, "again": again}


class _Handler(socketserver.StreamRequestHandler):
    timeout = PATIENCE_S
    server: "SignerServer"

    def handle(self) -> None:
        """Answer line by line until the other side closes or says nothing for a while."""
        while line := self._line():
            reply = answer(self.server.signer, line, self.server.clock())
            self.wfile.write(json.dumps(reply, ensure_ascii=False).encode() + b"\n")

    def _line(self) -> bytes:
        try:
            return self.rfile.readline(MAX_REQUEST + 1)
        except TimeoutError:
            return b""


class SignerServer(socketserver.UnixStreamServer):
    """Serves one signer, one request after another, at a socket of mode 0600.

    The folder's lock is held for as long as it lives: two signers with one memory would
    let a serial go back.
    """

    def __init__(
        self,
        signer: Signer,
        address: Path,
        *,
        folder: Path,
        clock: Callable[[], datetime],
        mode: int = 0o600,
    ) -> None:
        self.signer, self.clock, self.address = signer, clock, address
        self._lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._lock)
            raise SignerBusyError(f"{folder}: another signer works with this folder") from error
        address.parent.mkdir(parents=True, exist_ok=True)
        if address.is_socket():
            address.unlink()  # left by a signer that was killed; the lock says that it is gone
        mask = os.umask(0o177)
        try:
            super().__init__(str(address), _Handler)
        except OSError as error:
            os.close(self._lock)
            raise SignerBusyError(f"{address}: {error.strerror or error}") from error
        finally:
            os.umask(mask)
        address.chmod(mode)

    def server_close(self) -> None:
        """Close the socket and leave the folder to another."""
        super().server_close()
        self.address.unlink(missing_ok=True)
        os.close(self._lock)

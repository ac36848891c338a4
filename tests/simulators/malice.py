"""A server that means harm at the level of bytes: it drips, never ends, cuts off, sends away."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = Callable[[socket.socket], None]


@dataclass
class Malice:
    """Answers each request with the same behaviour; `asked` are the request lines."""

    answer: Answer
    url: str = ""
    asked: list[str] = field(default_factory=list)
    sent: int = 0

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                line, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=(line,), daemon=True).start()

    def _one(self, line: socket.socket) -> None:
        with line, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head and (block := line.recv(4096)):
                head += block
            self.asked.append(head.split(b"\r\n")[0].decode("latin-1"))
            self.answer(line)


@contextmanager
def malicious(answer: Answer) -> Iterator[Malice]:
    """Serve a behaviour at an address of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Malice(answer, f"http://127.0.0.1:{listener.getsockname()[1]}")
        threading.Thread(target=made.serve, args=(listener,), daemon=True).start()
        yield made
        listener.shutdown(socket.SHUT_RDWR)


def dripping(data: bytes, every_s: float = 0.01) -> Answer:
    """Send bytes one by one."""

    def answer(line: socket.socket) -> None:
        for byte in data:
            line.sendall(bytes([byte]))
            time.sleep(every_s)

    return answer


def saying(data: bytes) -> Answer:
    """Send bytes and close."""
    return lambda line: line.sendall(data)


def endless(head: bytes, block: bytes) -> Answer:
    """Send a head, and then a block again and again until the other side has had enough."""

    def answer(line: socket.socket) -> None:
        line.sendall(head)
        while True:
            line.sendall(block)

    return answer

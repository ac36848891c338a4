"""Bundles laid down while others are judged: the disk and the judge wait for each other no more."""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from loa.devices.repository.online import Publisher, Standing

AT_ONCE = 64  # a few bundles are laid down by the caller's own thread


class Laying:
    """Lays bundles down where nobody sees them yet. As a context: it leaves no write behind."""

    def __init__(self, publisher: Publisher) -> None:
        self._publisher = publisher
        self._fresh: dict[str, bytes] = {}
        self._threads: ThreadPoolExecutor | None = None
        self._laid: list[Future[dict[str, Standing]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._threads is not None:
            self._threads.shutdown()

    def add(self, station: str, data: bytes) -> None:
        """Take one more bundle."""
        self._fresh[station] = data
        if len(self._fresh) == AT_ONCE:
            self._threads = self._threads or ThreadPoolExecutor(1, "laying")
            self._laid.append(self._threads.submit(self._publisher.lay_down, self._fresh))
            self._fresh = {}

    def all(self) -> Mapping[str, Standing]:
        """Return what lies there to stay, all that was taken. Raises OSError."""
        standing = self._publisher.lay_down(self._fresh)
        self._fresh = {}
        for laid in self._laid:
            standing |= laid.result()
        return standing

"""Where tokens are kept: one module for each database, with the same four functions.

`put(rows)` keeps the tokens of entries by their number, in place of what stood there;
`drop(numbers)` takes them out; `find(rung, …)` returns numbers, the highest first, in time
that grows with the answer and not with the archive; `emptied()` is a context in which the
store is filled anew from nothing. Tokens hold no character that either database reads as
more than a letter, and are quoted all the same.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, cast

from django.db import connection

from loa.search.rules import Rung
from loa.search.stores import postgresql, sqlite

Row = tuple[int, set[str]]


class Store(Protocol):
    """The promise of both modules."""

    def put(self, rows: Iterable[Row]) -> None: ...
    def drop(self, numbers: Sequence[int]) -> None: ...
    def find(
        self,
        rung: Rung,
        *,
        one_of: Sequence[Sequence[str]],
        none_of: Sequence[str],
        since: int | None,
        until: int | None,
        limit: int,
    ) -> list[int]: ...
    def emptied(self) -> AbstractContextManager[None]: ...


def store() -> Store:
    """Return the module for the database at hand."""
    return cast("Store", {"sqlite": sqlite, "postgresql": postgresql}[connection.vendor])

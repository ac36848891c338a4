"""Tokens in SQLite: an FTS5 table whose row numbers are the entries' numbers.

FTS5 walks its lists from the highest number down and stops at the limit. Its `ascii`
tokenizer leaves every letter beyond ASCII alone: folding has been done before.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from loa.search.rules import Rung

CREATE = (
    "CREATE VIRTUAL TABLE search_tokens USING fts5"
    "(tokens, detail=none, columnsize=0, tokenize=\"ascii tokenchars '_:~'\")"
)
DROP = "DROP TABLE search_tokens"


def put(rows: Iterable[tuple[int, set[str]]]) -> None:
    """Keep tokens by number, in place of what stood there."""
    values = [(number, " ".join(tokens)) for number, tokens in rows]
    drop([number for number, _ in values])
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO search_tokens (rowid, tokens) VALUES (%s, %s)", values)


def drop(numbers: Sequence[int]) -> None:
    """Take numbers out."""
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_tokens WHERE rowid = %s", [(n,) for n in numbers])


def find(
    rung: Rung,
    *,
    one_of: Sequence[Sequence[str]],
    none_of: Sequence[str],
    since: int | None,
    until: int | None,
    limit: int,
) -> list[int]:
    """Return the numbers of what meets a rung, the highest first."""
    parts = [_quoted(token) for token in rung.all_of]
    if rung.begins:
        parts.append(f"{_quoted(rung.begins)} *")
    parts += ["(" + " OR ".join(map(_quoted, group)) + ")" for group in one_of]
    match = " AND ".join(parts)
    if none_of:
        match = f"({match}) NOT (" + " OR ".join(map(_quoted, none_of)) + ")"
    sql, values = "SELECT rowid FROM search_tokens WHERE search_tokens MATCH %s", [match]
    bounds: list[int] = []
    if since is not None:
        sql, bounds = f"{sql} AND rowid >= %s", [*bounds, since]
    if until is not None:
        sql, bounds = f"{sql} AND rowid < %s", [*bounds, until]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY rowid DESC LIMIT %s", [*values, *bounds, limit])
        return [number for (number,) in cursor.fetchall()]


@contextmanager
def emptied() -> Iterator[None]:
    """Fill the table anew; at the end its parts are merged into one."""
    with connection.cursor() as cursor:
        cursor.execute(DROP)
        cursor.execute(CREATE)
        yield
        cursor.execute("INSERT INTO search_tokens (search_tokens) VALUES ('optimize')")


def _quoted(token: str) -> str:
    return '"' + token.replace('"', '""') + '"'

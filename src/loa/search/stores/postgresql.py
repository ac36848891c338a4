"""Tokens in PostgreSQL: a narrow table with a tsvector of tokens and a GIN index over it.

The vectors are always laid aside (TOAST), so that the table itself stays a few megabytes
and sorting what the index found touches nothing else. To the planner the narrow table looks
cheap to read through, but each vector then has to be fetched, and that takes seconds: so it
is forbidden, for that query alone. (A function that forbids it costs 2 ms a call.)
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from loa.search.rules import Rung

INDEX = (
    "CREATE INDEX search_tokens_gin ON search_tokens USING gin (tokens)"
    " WITH (gin_pending_list_limit = 512)"  # kB: what came last is looked through one by one
)
TABLE = (
    "CREATE TABLE search_tokens (number bigint PRIMARY KEY, tokens tsvector NOT NULL)"
    " WITH (toast_tuple_target = 128)"
)
FIND = (
    "SELECT number FROM search_tokens"
    " WHERE tokens @@ %s::tsquery AND number >= %s AND number < %s"
    " ORDER BY number DESC LIMIT %s"
)
PLANNER = ("enable_seqscan", "enable_indexscan", "jit")
FORBID = "; ".join(f"SET LOCAL {name} = off" for name in PLANNER)
ALLOW = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in PLANNER)
LEAST, MOST = -(1 << 62), 1 << 62
CREATE = (
    TABLE,
    "ALTER TABLE search_tokens ALTER COLUMN tokens SET STORAGE EXTERNAL",
    "ALTER TABLE search_tokens ALTER COLUMN tokens SET STATISTICS 0",
    INDEX,
)
KEEP = (
    "INSERT INTO search_tokens (number, tokens) VALUES (%s, array_to_tsvector(%s))"
    " ON CONFLICT (number) DO UPDATE SET tokens = excluded.tokens"
)


def put(rows: Iterable[tuple[int, set[str]]]) -> None:
    """Keep tokens by number, in place of what stood there."""
    with connection.cursor() as cursor:
        cursor.executemany(KEEP, [(number, list(tokens)) for number, tokens in rows])


def drop(numbers: Sequence[int]) -> None:
    """Take numbers out."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_tokens WHERE number = ANY(%s)", (list(numbers),))


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
        parts.append(f"{_quoted(rung.begins)}:*")
    parts += ["(" + " | ".join(map(_quoted, group)) + ")" for group in one_of]
    parts += [f"!{_quoted(token)}" for token in none_of]
    values = (
        " & ".join(parts),
        LEAST if since is None else since,
        MOST if until is None else until,
        limit,
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FORBID)
        cursor.execute(FIND, values)
        found = [number for (number,) in cursor.fetchall()]
        cursor.execute(ALLOW)  # there may be a transaction around this one
    return found


@contextmanager
def emptied() -> Iterator[None]:
    """Fill the table anew; its index is built at the end, over all at once."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE search_tokens")
        cursor.execute("DROP INDEX search_tokens_gin")
        yield
        cursor.execute(INDEX)


def _quoted(token: str) -> str:
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"

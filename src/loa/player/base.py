"""`ledger/base.json`: what the ledger's lines hang on once the oldest have been deleted.

It is believed only if the lines that are here follow from it. Where it is damaged, gone or
does not fit, it is made again from the first line that is here: that line names the number
and the digest of the one before. A chain is thus never begun a second time while anything
of the first is left.
"""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loa.core.canonical import FormatError, canonical, digest, header, is_digest, parse
from loa.core.ledger import GENESIS, Entry, read_entry, verify_chain
from loa.core.message import instant, read_instant
from loa.player.ports import Store

FOLDER = "ledger"
BASE, BASE_NAME = "ledger-base", f"{FOLDER}/base.json"
DAMAGED = "damaged/ledger"
LINES = re.compile(rf"{FOLDER}/[0-9]{{12}}\.jsonl")


@dataclass(frozen=True, slots=True)
class Base:
    """The last line deleted, and when it was written; line 0 stands for none."""

    n: int = 0
    head: str = GENESIS
    at: datetime | None = None
    simulated: bool = False

    def write(self, store: Store) -> None:
        """Keep it on the disk; there must be one only where something was deleted."""
        if self.at is None:
            store.remove(BASE_NAME)
            return
        members = {"n": self.n, "head": self.head, "at": instant(self.at)}
        store.write(BASE_NAME, canonical(header(BASE) | members | {"simulated": self.simulated}))


@dataclass(frozen=True, slots=True)
class Found:
    """The base, the files whose lines may follow it, and what had to be done for it."""

    base: Base
    names: Sequence[str]
    sentence: str = ""


def find_base(store: Store) -> Found:
    """Return what the lines on a store hang on; mend it there when it does not hold."""
    names = [name for name in store.names(FOLDER) if LINES.fullmatch(name)]
    base, wrong = read_base(store)
    first = _first_of(store, names, lines=1)
    if first is None:
        if not wrong:
            return Found(base, names)
        _mend(store, base)
        return Found(base, names, f"{wrong}, and no line is left: the ledger begins anew")
    _, entry = first
    if not wrong and _carries(store, names, base, entry):
        if base.at is not None and base.at > entry.at:  # it would settle what is still to come
            base = Base(base.n, base.head, entry.at, base.simulated)
        return Found(base, names)
    place, entry = _first_of(store, names, lines=2) or first  # one that the next hangs on
    for name in names[:place]:
        set_aside(store, name, store.read(name) or b"", 0)
    rebuilt = Base(simulated=base.simulated)
    if entry.n > 1:
        rebuilt = Base(entry.n - 1, entry.prev, entry.at, base.simulated)
    _mend(store, rebuilt)
    wrong = wrong or f"{BASE_NAME} does not fit the lines that are here"
    return Found(rebuilt, names[place:], f"{wrong}: made again from line {entry.n}")


def read_base(store: Store) -> tuple[Base, str]:
    """Return the base as it stands on the disk, and what is wrong with it."""
    try:
        data = store.read(BASE_NAME)
    except OSError as error:
        return Base(), f"{BASE_NAME} cannot be read ({error.strerror})"
    if data is None:
        return Base(), ""
    damaged = f"{BASE_NAME} is damaged"
    try:
        value = parse(data, BASE)
        base = Base(
            int(value["n"]),
            str(value["head"]),
            read_instant(value["at"]),
            value.get("simulated") is True,
        )
    except (FormatError, KeyError, TypeError, ValueError):
        return Base(simulated=b'"simulated":true' in data), damaged
    if base.n <= 0 or not is_digest(base.head):
        return Base(simulated=base.simulated), damaged
    return base, ""


def _first_of(store: Store, names: Sequence[str], *, lines: int) -> tuple[int, Entry] | None:
    """Return the first file whose first lines are a chain of its number, and its first entry."""
    for place, name in enumerate(names):
        n = int(name.rpartition("/")[2].partition(".")[0])
        held = (store.read(name) or b"").split(b"\n", lines)[:-1]
        with contextlib.suppress(FormatError, IndexError):
            entry = read_entry(held[0])
            if is_digest(entry.prev):
                return place, verify_chain(held, after=(n - 1, entry.prev))[0]
    return None


def _carries(store: Store, names: Sequence[str], base: Base, entry: Entry) -> bool:
    """Whether the lines follow from the base, or hold its very line.

    The latter when the power failed before a file was removed that the base counts already.
    """
    if base.n < entry.n:
        return (base.n + 1, base.head) == (entry.n, entry.prev)
    held, n = None, entry.n
    for name in names:
        lines = (store.read(name) or b"").split(b"\n")[:-1]
        if n <= base.n < n + len(lines):
            held = lines[base.n - n]
        n += len(lines)
    return held is not None and digest(held) == base.head


def _mend(store: Store, base: Base) -> None:
    """Put a base in the place of what is there, which is kept aside."""
    with contextlib.suppress(OSError):  # a disk that refuses must not keep the player from starting
        if (data := store.read(BASE_NAME)) is not None:
            store.write(f"{DAMAGED}-base.json-{digest(data)[:8]}", data)
    with contextlib.suppress(OSError):
        base.write(store)


def set_aside(store: Store, name: str, data: bytes, keep: int) -> int:
    """Move what follows the first `keep` bytes of a file below `damaged/`; return how much."""
    tail = data[keep:]
    with contextlib.suppress(OSError):  # a full disk must not keep the player from starting
        store.write(f"{DAMAGED}-{name.rpartition('/')[2]}-{digest(tail)[:8]}", tail)
    if keep:
        store.truncate(name, keep)
    else:
        store.remove(name)
    return len(tail)

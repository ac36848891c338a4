"""One day's backlog of many players: what they wrote, and how it comes in.

The network was away for a day. Then every player sends what it has: in parts, some of
them twice, late or out of order, some overlapping, and what the server then asks for.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from loa.core.canonical import canonical, header
from loa.core.keyring import keyid
from loa.core.ledger import CHECKPOINT, GENESIS

EVENTS = 64  # a day of Chợ Đồn's roadmap at one station


@dataclass(frozen=True, slots=True)
class Part:
    """Lines first to last of a player's ledger, on their way."""

    first: int
    last: int


class Player:
    """One player: its key and the lines of its day."""

    def __init__(self, number: int, events: int = EVENTS) -> None:
        self.station = f"{number:05}"
        self.key = Ed25519PrivateKey.from_private_bytes(sha256(f"{number}".encode()).digest())
        self.public = self.key.public_key().public_bytes_raw().hex()
        self.keyid = keyid(bytes.fromhex(self.public))
        self.lines: list[bytes] = []
        self.heads = [GENESIS]
        for n in range(1, events + 1):
            line = _line(number, n, self.heads[-1])
            self.lines.append(line)
            self.heads.append(sha256(line).hexdigest())
        self.parts = tuple(_parts(random.Random(number), events))

    def segment(self, part: Part) -> bytes:
        bare = header(CHECKPOINT) | {
            "station": self.station,
            "device": self.keyid,
            "n": part.last,
            "head": self.heads[part.last],
            "at": "2026-11-23T00:00:00.000Z",
        }
        seal = canonical(bare | {"signature": self.key.sign(canonical(bare)).hex()})
        return b"\n".join([seal, *self.lines[part.first - 1 : part.last], b""])


def _line(player: int, n: int, prev: str) -> bytes:
    """Return an entry as a player writes it: openings, sounds begun and ended, mutes."""
    at = f"2026-11-22T{5 + n // 60 % 19:02}:{n % 60:02}:00.{player % 1000:03}Z"
    item = f'"item":"{player * 1000 + n // 2:020x}",'
    started = (
        f'"data":{{"gain_cdb":-600,"of":43090,"serial":1583082000,"sound":"{n:064x}"}},'
        f'"event":"started",{item}'
    )
    middle = {
        0: f'"event":"finished",{item}',
        1: started,
        2: f'"event":"finished",{item}',
        3: started,
        4: '"data":{"on":1},"event":"mute",',
    }[n % 5]
    played = '"ms":43090,' if "finished" in middle else ""
    text = f'{{"at":"{at}","boot":1,"clock":"synchronised",{middle}"mono":{n * 60_000},{played}'
    return f'{text}"n":{n},"prev":"{prev}"}}'.encode()


def _parts(rng: random.Random, events: int) -> list[Part]:
    """Return a day's uploads: cut, repeated, overlapping, swapped or lost, then asked for."""
    cuts = sorted(rng.sample(range(1, events), rng.choice([0, 0, 0, 1, 2])))
    parts = [Part(a + 1, b) for a, b in zip([0, *cuts], [*cuts, events], strict=True)]
    if len(parts) > 1 and rng.random() < 0.3:
        parts[0], parts[1] = parts[1], parts[0]  # out of order: the later one is a gap
    if len(parts) > 1 and rng.random() < 0.2:
        del parts[0]  # lost: a gap, too
    sent = []
    for part in parts:
        sent.append(part)
        if rng.random() < 0.1:
            sent.append(part)  # its answer was lost
        if rng.random() < 0.1:
            sent.append(Part(max(1, part.first - 5), part.last))  # overlaps what was sent before
    wanted = expected(sent)[0][-1]
    return [*sent, Part(wanted, events)] if wanted <= events else sent


def expected(parts: Sequence[Part]) -> tuple[list[int], bool]:
    """Return what must be wanted after each part, and whether there was a gap."""
    held, wanted, gap = 0, [], False
    for part in parts:
        if part.first - 1 > held:
            gap = True
        else:
            held = max(held, part.last)
        wanted.append(held + 1)
    return wanted, gap


def waves(players: Sequence[Player]) -> list[tuple[bytes, int]]:
    """Return everybody's parts as they come: all first ones, then all second ones…"""
    plans = [(p, p.parts, expected(p.parts)[0]) for p in players]
    longest = max(len(parts) for _, parts, _ in plans)
    return [
        (p.segment(parts[turn]), wanted[turn])
        for turn in range(longest)
        for p, parts, wanted in plans
        if turn < len(parts)
    ]

"""Talking with the server: refresh, documents, ledger, heartbeat. Blocking, without threads."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from loa.core.bundle import object_path, read_bundle
from loa.core.canonical import FormatError, Json, canonical, digest, header, is_digest, parse
from loa.core.ledger import Acknowledgement, read_acknowledgement
from loa.core.message import instant
from loa.player.agent import VERSION, Agent
from loa.player.crypto import DeviceKey
from loa.player.enrol import Enrolment
from loa.player.intake import Signed
from loa.player.ports import Fetch, FetchError, Store
from loa.player.trusted import Trusted

OBJECTS = "objects"
MAX_DOCUMENT = 4_000_000
MAX_DOCUMENTS = 100_000_000  # all that one bundle names; weeks of a busy station are a tenth
RECEIPT, HEARTBEAT = "receipt", "heartbeat"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's answer to a segment or a heartbeat."""

    acknowledgements: tuple[Acknowledgement, ...]
    want: int


class Documents:
    """Rundowns and messages on disk, by address."""

    def __init__(self, store: Store, fetch: Fetch) -> None:
        self._store, self._fetch = store, fetch

    def get(self, address: str) -> bytes | None:
        """Return a document whose bytes are what its address says, or None."""
        data = self._store.read(f"{OBJECTS}/{object_path(address)}")
        return data if data is not None and digest(data) == address else None

    def bring(self, signed: Signed) -> tuple[int, str]:
        """Fetch what the bundle names and is not held; return how many came, and what failed.

        The earliest days come first, so that a line that breaks has brought today.
        """
        bundle = read_bundle(parse(signed.bundle, "bundle"))
        wanted = [address for _, address in sorted(bundle.days.items())]
        wanted[2:2] = sorted(bundle.messages)
        came, room = 0, MAX_DOCUMENTS
        for address in dict.fromkeys(wanted):
            if (held := self.get(address)) is not None:
                room -= len(held)
                continue
            try:
                data = b"".join(self._fetch.content(address, 0, min(room, MAX_DOCUMENT)))
            except FetchError as error:
                return came, str(error)
            if digest(data) != address:
                return came, f"what came is not {address[:12]}"
            self._store.write(f"{OBJECTS}/{object_path(address)}", data)
            came, room = came + 1, room - len(data)
        self._forget(set(wanted))
        return came, ""

    def _forget(self, needed: set[str]) -> None:
        for name in self._store.names(OBJECTS):
            address = name.rpartition("/")[2]
            if is_digest(address) and address not in needed:
                self._store.remove(name)


class Link:
    """One player's conversation with its server."""

    def __init__(self, store: Store, fetch: Fetch, enrolment: Enrolment) -> None:
        self.fetch = fetch
        self.trusted = Trusted(
            store, fetch, enrolment.station, enrolment.root, since=enrolment.timestamp
        )
        self.documents = Documents(store, fetch)

    def refresh(self, now: datetime) -> tuple[bool, str]:
        """Bring metadata and documents; return whether anything is new, and what failed."""
        result = self.trusted.refresh(now)
        signed = self.trusted.signed()
        came, failure = self.documents.bring(signed) if signed else (0, "")
        return result.changed or came > 0, failure

    def send(self, segment: bytes) -> Receipt:
        """Send a segment of the ledger."""
        return read_receipt(self.fetch.post("/api/ledger", segment))

    def beat(self, heartbeat: bytes) -> Receipt:
        """Send a heartbeat."""
        return read_receipt(self.fetch.post("/api/heartbeat", heartbeat))


def heartbeat(agent: Agent, key: DeviceKey, now: datetime, home: Path) -> bytes:
    """Return a signed sign of life."""
    state, ledger = agent.state, agent.ledger
    current = state.deck.order.item.id if state.deck and state.deck.started else ""
    document: Json = header(HEARTBEAT) | {
        "station": agent.identity.station,
        "device": agent.identity.device,
        "at": instant(now),
        "clock": str(state.clock),
        "n": ledger.n,
        "head": ledger.head,
        "playing": current,
        "bundle": state.known.serial if state.known else 0,
        "free_mb": shutil.disk_usage(home).free // 1_000_000,
        "version_player": VERSION,
    }
    return canonical(document | {"signature": key.sign(canonical(document))})


def read_receipt(data: bytes) -> Receipt:
    try:
        value = parse(data, RECEIPT)
        acks = tuple(read_acknowledgement(one) for one in value["acknowledgements"])
        return Receipt(acks, int(value["want"]))
    except (FormatError, KeyError, TypeError, ValueError) as error:
        raise FetchError(f"the server's receipt cannot be read: {error}") from error

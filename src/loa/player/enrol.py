"""Enrolment: a claim code makes this machine the player of one station."""

from dataclasses import dataclass
from pathlib import Path

from loa.core.canonical import FormatError, Json, canonical, digest, header, parse
from loa.core.claim import Claim, fingerprint
from loa.player.crypto import DeviceKey, load_or_create
from loa.player.ports import Fetch
from loa.player.store import FolderStore

REQUEST, ANSWER, ENROLMENT = "claim-request", "claim-answer", "enrolment"
ENROLMENT_NAME, KEY_NAME = "enrolment.json", "device.key"


class EnrolmentError(Exception):
    """A player that cannot be enrolled, or is not; the sentence says the mend."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Which station this is, whose server, the root that is believed, and from when on.

    `timestamp` is the version of the publication that was served when the station was
    claimed. A board that is new knows no other, so without it an older one, served again,
    would be believed. 0: the server did not say.
    """

    server: str
    station: str
    device: str
    root: bytes
    timestamp: int = 0


def enrol(home: Path, server: str, claim: Claim, fetch: Fetch) -> Enrolment:
    """Claim a station and keep the answer.

    Repeating it with the same code after a broken line is safe: the key stays the same.
    Raises FetchError when the server refuses, EnrolmentError when its root is not the one
    that the code names, or when this home is enrolled already.
    """
    store = FolderStore(home)
    if store.read(ENROLMENT_NAME) is not None:
        raise EnrolmentError(
            f"{home}: is enrolled as {load(home).station} already; "
            "to enrol anew, move this folder away (its ledger is proof: keep it)"
        )
    key = load_or_create(home / KEY_NAME)
    answer = fetch.post("/api/claim", claim_request(key, claim))
    try:
        value = parse(answer, ANSWER)
        station, device, root = (str(value[name]) for name in ("station", "device", "root"))
        timestamp = int(value.get("timestamp", 0))
    except (FormatError, KeyError, ValueError, TypeError) as error:
        raise EnrolmentError(f"the server's answer cannot be read: {error}") from error
    if fingerprint(digest(root.encode())) != claim.fingerprint:
        raise EnrolmentError(
            "the server's root is not the one that this claim code names: nothing was kept; "
            "check the server's address, and ask for a new code if it is right"
        )
    if device != key.keyid:
        raise EnrolmentError("the server answered for another device; nothing was kept")
    enrolment = Enrolment(server, station, device, root.encode(), timestamp)
    document = header(ENROLMENT) | {
        "server": server,
        "station": station,
        "device": device,
        "root": root,
        "timestamp": timestamp,
    }
    store.write(ENROLMENT_NAME, canonical(document))
    return enrolment


def claim_request(key: DeviceKey, claim: Claim) -> bytes:
    """Return the signed request: the secret, the public key, the proof of holding it."""
    document: Json = header(REQUEST) | {"secret": claim.secret, "public": key.public}
    return canonical(document | {"proof": key.sign(canonical(document))})


def load(home: Path) -> Enrolment:
    """Return this home's enrolment; EnrolmentError when there is none that can be read."""
    data = FolderStore(home).read(ENROLMENT_NAME)
    if data is None:
        raise EnrolmentError(f"{home}: not enrolled; run `loa-player enrol --home {home} …` first")
    try:
        value = parse(data, ENROLMENT)
        return Enrolment(
            str(value["server"]),
            str(value["station"]),
            str(value["device"]),
            str(value["root"]).encode(),
            int(value.get("timestamp", 0)),
        )
    except (FormatError, KeyError, ValueError, TypeError) as error:
        raise EnrolmentError(f"{home / ENROLMENT_NAME}: {error}; enrol anew") from error

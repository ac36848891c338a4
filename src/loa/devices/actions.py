"""The verbs of this room: issue a claim, enrol, hear a heartbeat, revoke."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from loa.core.canonical import FormatError, Json, canonical, digest, header, is_digest, require
from loa.core.claim import SECRET_LETTERS, Claim, new_claim
from loa.core.keyring import keyid
from loa.core.ledger import Checkpoint
from loa.core.lines import EARLIEST, LATEST
from loa.core.message import read_instant
from loa.core.words import Clock
from loa.devices import alarms
from loa.devices.keys import ED25519, verify
from loa.devices.models import Alarm, ClaimCode, ClaimFailure, Device
from loa.devices.receipts import Receipt, receipt
from loa.devices.repository.layout import ROOT, Repository, check_name
from loa.devices.rules import (
    CLAIM_LIFE,
    FAILURE_WINDOW,
    MAX_NUMBER,
    TWINS_WITHIN,
    Finding,
    Held,
    Refused,
    classify,
    clock_is_wrong,
    may_claim,
    may_try,
)

REQUEST, ANSWER, HEARTBEAT = "claim-request", "claim-answer", "heartbeat"
_KEY_LETTERS = 64


class DeviceError(Exception):
    """What a player asked for is refused: a word, a sentence, and whether to try again."""

    def __init__(self, word: str, sentence: str, *, status: int = 403, again: bool = False) -> None:
        super().__init__(sentence)
        self.word, self.status, self.again = word, status, again


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A player that has become a station."""

    device: Device
    root: str  # metadata, JSON text
    timestamp: int  # the publication that is served now: nothing older is to be believed

    def document(self) -> Json:
        """Return what is sent back."""
        return header(ANSWER) | {
            "station": self.device.station,
            "device": self.device.keyid,
            "root": self.root,
            "timestamp": self.timestamp,
        }


def repository() -> Repository:
    """Return this installation's repository."""
    return Repository(Path(settings.DATA_DIR) / "repo")


def issue_claim(*, station: str, issued_by: str = "", now: datetime) -> Claim:
    """Issue a code for one player; it is shown once and not kept.

    Raises FormatError for a station's key that is unsafe in a path, RepositoryError when
    there is no root yet that the code could name.
    """
    version, data = repository().newest_root()
    claim = new_claim(digest(data))
    ClaimCode.objects.create(
        station=check_name(station),
        secret_hash=_hash(claim.secret),
        root=version,
        issued_by=issued_by,
        issued_at=now,
        expires_at=now + CLAIM_LIFE,
    )
    return claim


def enrol(document: object, *, address: str, now: datetime) -> Enrolled:
    """Make a player a station by the secret of a claim and the proof that it has its key.

    A player whose answer was lost may ask again with the same key and gets the same
    answer. Raises DeviceError; failures are counted by address, in all, and by code.
    """
    if refused := _tried_too_often(address, now):
        raise DeviceError(refused.word, refused.sentence, status=429, again=refused.again)
    secret, public, proof, signed = _claim_request(document)
    code = _find_code(secret)
    if code is None:
        _count_failure(None, address, now)
        raise DeviceError("claim", "no such code; look at it again, or issue a new one")
    if not verify(ED25519, public, proof, signed):
        _count_failure(code, address, now)
        raise DeviceError("proof", "the request is not signed by the key that it names")
    with transaction.atomic():
        code = ClaimCode.objects.select_for_update(of=("self",)).get(pk=code.pk)
        refused = _may_claim(code, public, now)
        if refused is None:
            device = _enrol(code, public, now)
            return Enrolled(device, _root(code.root), repository().newest_timestamp())
    _count_failure(code, address, now)
    raise DeviceError(refused.word, refused.sentence, again=refused.again)


def hear(document: object, *, now: datetime) -> Receipt:
    """Take note of a heartbeat and return the same receipt that an upload would get.

    Raises DeviceError for an unknown or revoked player or a wrong signature.
    """
    beat = _heartbeat(document)
    device = Device.objects.filter(keyid=beat["device"], station=beat["station"]).first()
    if device is None:
        raise DeviceError("unknown", "this player is not enrolled here")
    if device.revoked_at is not None:
        raise DeviceError("revoked", "this player was revoked; enrol it again")
    unsigned = {name: value for name, value in beat.items() if name != "signature"}
    if not verify(ED25519, device.public, beat["signature"], canonical(unsigned)):
        alarms.raise_alarm(device, Alarm.Kind.SIGNATURE, detail="a heartbeat", now=now)
        raise DeviceError("signature", "the heartbeat is not signed by this player's key")
    said = read_instant(beat["at"])
    if clock_is_wrong(said, now, synchronised=beat["clock"] == Clock.SYNCHRONISED):
        # It may also be an old heartbeat, sent again by somebody else: not a sign of life.
        alarms.raise_alarm(device, Alarm.Kind.CLOCK, detail=f"it says {beat['at']}", now=now)
        return receipt(device, now)
    _note(device, beat, said, now)
    _watch_for_twins(device, beat, now)
    return receipt(device, now)


def revoke(*, device: Device, why: str, now: datetime) -> None:
    """Believe a player no longer; its ledger stays. Its policy must be signed anew without it."""
    Device.objects.filter(pk=device.pk, revoked_at=None).update(revoked_at=now, revoked_why=why)


def _hash(secret: str) -> str:
    # Keyed: 40 bits alone would be guessed from a stolen database within minutes.
    return salted_hmac("loa.devices.claim", secret, algorithm="sha256").hexdigest()


def _find_code(secret: str) -> ClaimCode | None:
    wanted, found = _hash(secret), None
    for code in ClaimCode.objects.select_related("used_by").order_by("-issued_at")[:2000]:
        if constant_time_compare(code.secret_hash, wanted):
            found = code
    return found


def _claim_request(document: object) -> tuple[str, str, str, bytes]:
    try:
        value = require(document, REQUEST)
        secret, public, proof = (str(value[name]) for name in ("secret", "public", "proof"))
        signed = canonical({name: member for name, member in value.items() if name != "proof"})
        # Exactly 64 digits: `bytes.fromhex` would also take spaces, a second spelling of a key.
        usable = len(secret) == SECRET_LETTERS and is_digest(public.lower())
    except (FormatError, KeyError, ValueError) as error:
        raise DeviceError("request", f"the claim cannot be read: {error}", status=400) from error
    if not usable:
        raise DeviceError("request", "the secret or the key has another length", status=400)
    return secret, public.lower(), proof, signed


def _tried_too_often(address: str, now: datetime) -> Refused | None:
    ClaimFailure.objects.filter(at__lt=now - 24 * FAILURE_WINDOW).delete()
    recent = ClaimFailure.objects.filter(at__gt=now - FAILURE_WINDOW)
    return may_try(recent.filter(address=address).count(), recent.count())


def _count_failure(code: ClaimCode | None, address: str, now: datetime) -> None:
    ClaimFailure.objects.create(address=address, at=now)
    if code is not None:
        ClaimCode.objects.filter(pk=code.pk).update(attempts=F("attempts") + 1)


def _may_claim(code: ClaimCode, public: str, now: datetime) -> Refused | None:
    return may_claim(
        expires_at=code.expires_at,
        attempts=code.attempts,
        used=code.used_at is not None,
        by_the_same=code.used_by is not None and code.used_by.public == public,
        now=now,
    )


def _enrol(code: ClaimCode, public: str, now: datetime) -> Device:
    if code.used_by is not None:
        return code.used_by
    known = Device.objects.filter(keyid=keyid(bytes.fromhex(public))).first()
    if known is not None and (known.station, known.revoked_at) != (code.station, None):
        raise DeviceError("key", "this player's key is already in use; give it a new one")
    device = known or Device.objects.create(
        station=code.station, keyid=keyid(bytes.fromhex(public)), public=public, enrolled_at=now
    )
    code.used_at, code.used_by = now, device
    code.save(update_fields=["used_at", "used_by"])
    return device


def _root(version: int) -> str:
    return repository().metadata(ROOT, version).read_text(encoding="utf-8")


def _heartbeat(document: object) -> dict[str, Any]:
    try:
        value = require(document, HEARTBEAT)
        _time(value["at"])
        Clock(value["clock"])
        for name in ("station", "device", "head", "playing", "version_player", "signature"):
            _text(value[name])
        for name in ("n", "bundle", "free_mb"):
            _number(value[name])
    except (FormatError, KeyError, ValueError) as error:
        raise DeviceError("heartbeat", f"it cannot be read: {error}", status=400) from error
    return value


def _text(value: object) -> None:
    if not isinstance(value, str) or "\0" in value or len(value) > 2 * _KEY_LETTERS:
        raise FormatError(f"{value!r} is no short text")


def _time(value: object) -> None:
    if not EARLIEST <= read_instant(value) <= LATEST:
        raise FormatError(f"no clock says {value}")


def _number(value: object) -> None:
    if not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        raise FormatError(f"{value!r} is no whole number")


def _note(device: Device, beat: Mapping[str, Any], said: datetime, now: datetime) -> None:
    Device.objects.filter(pk=device.pk).update(
        seen_at=now,
        said_at=said,
        clock=beat["clock"],
        playing=beat["playing"][:100],
        bundle=beat["bundle"],
        free_mb=beat["free_mb"],
        software=beat["version_player"][:60],
    )


def _watch_for_twins(device: Device, beat: Mapping[str, Any], now: datetime) -> None:
    """Raise an alarm when one key has two ledgers, or one station two players."""
    n = beat["n"]
    rows = device.entries.filter(n=n).values_list("n", "hash")
    checkpoint = Checkpoint(device.station, device.keyid, n, beat["head"], now)
    found = classify(Held(device.n, dict(rows)), checkpoint, [])
    if found.finding is Finding.FORK:
        alarms.raise_alarm(device, Alarm.Kind.FORK, n=found.n, detail=found.detail, now=now)
    others = Device.objects.filter(
        station=device.station, revoked_at=None, seen_at__gt=now - TWINS_WITHIN
    ).exclude(pk=device.pk)
    for other in others:
        detail = f"{other.keyid} reports as well; revoke the one that is no longer there"
        alarms.raise_alarm(device, Alarm.Kind.TWINS, detail=detail, now=now)

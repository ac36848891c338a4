"""Raw segments that the rows lack: after a restore, and after a server was killed."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from loa.core.canonical import digest
from loa.devices import intake, raw
from loa.devices.disk import Disk
from loa.devices.models import Segment
from loa.devices.receipts import Receipt

LOOKED = "looked"  # a file in the ledgers' folder: when `recover` last began to look
IN_FLIGHT_S = 60  # far longer than an intake takes from its bytes to its rows
logger = logging.getLogger(__name__)


@dataclass
class Replayed:
    """How many raw segments the rows hold now, and why each of the others was left."""

    segments: int = 0
    left: dict[str, str] = field(default_factory=dict)  # by the path of its bytes
    contradicting: list[str] = field(default_factory=list)  # of these: kept as evidence now

    def leave(self, place: raw.Place, why: Exception) -> None:
        """Note one that was not taken, and why."""
        self.left[place.path] = str(why)
        evident = isinstance(why, intake.IntakeError) and why.word in intake.EVIDENT
        if evident and place.path == place.own:
            self.contradicting.append(place.path)


def replay(*, now: datetime, disk: Disk | None = None) -> Replayed:
    """Take in again what the rows lack of the raw segments.

    For a database that was lost or put back to an older day: players are known (their
    rows stand), the bytes are here, and taking them twice changes nothing. What was
    received while a player was trusted counts, also when it has been revoked since.
    """
    return _take_in(raw.listed(intake.ledgers_folder()), now, disk)


def recover(now: datetime, *, disk: Disk | None = None) -> Replayed:
    """Take in what was written and not entered, because the server was killed in between.

    Its player has no receipt and may never come again; where it has a twin, the other's
    ledger may have gone on meanwhile. What contradicts the rows is then evidence, and no
    longer lies in the ledger's place. Only files since the last time are looked at.
    """
    folder = intake.ledgers_folder()
    folder.mkdir(parents=True, exist_ok=True)
    looked, begun = folder / LOOKED, folder / f"{LOOKED}.new"
    begun.touch()
    begins = begun.stat().st_mtime
    last = looked.stat().st_mtime if looked.exists() else 0.0
    since = last - IN_FLIGHT_S if last <= begins else 0.0  # a clock that went back says nothing
    done = _take_in(_unknown(raw.listed(folder, since=since)), now, disk)
    for path in done.contradicting:
        (folder / path).unlink(missing_ok=True)
    for path, why in done.left.items():
        logger.warning("%s: written when the server was killed, and not taken in: %s", path, why)
    begun.replace(looked)
    return done


def _unknown(places: Iterable[raw.Place]) -> list[raw.Place]:
    """Return those whose bytes no row names."""
    found: list[raw.Place] = []
    for keyid, theirs in groupby(places, key=attrgetter("keyid")):
        listed = list(theirs)
        rows = Segment.objects.filter(device__keyid=keyid, first__gte=min(map(raw.first, listed)))
        held = {raw.own_path(keyid, *row) for row in rows.values_list("first", "last", "sha256")}
        found += [place for place in listed if place.own not in held]
    return found


def _take_in(places: Iterable[raw.Place], now: datetime, disk: Disk | None) -> Replayed:
    done, folder = Replayed(), intake.ledgers_folder()
    for keyid, theirs in groupby(places, key=attrgetter("keyid")):
        rows = Segment.objects.filter(device__keyid=keyid)
        held, good = set(rows.values_list("sha256", flat=True)), set()
        for place in theirs:
            try:
                data = place.read(folder)
            except OSError as error:
                done.left[place.path] = f"cannot be read ({error.strerror})"
                continue
            if (sha256 := digest(data)) not in held:
                (answer,) = intake.take_segments([data], now=now, disk=disk, received=True)
                if not isinstance(answer, Receipt):
                    done.leave(place, answer)
                    continue
            good.add(sha256)
        done.segments += len(good)
    return done

"""After a restore: the raw segments are taken in again where the rows lack them."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from loa.core.canonical import digest
from loa.devices import intake, raw
from loa.devices.disk import Disk
from loa.devices.models import Segment
from loa.devices.receipts import Receipt


@dataclass
class Replayed:
    """How many raw segments the rows hold now, and why each of the others was left."""

    segments: int = 0
    left: dict[str, str] = field(default_factory=dict)  # by the path of its bytes


def replay(*, now: datetime, disk: Disk | None = None) -> Replayed:
    """Take in again what the rows lack of the raw segments.

    For a database that was lost or put back to an older day: players are known (their
    rows stand), the bytes are here, and taking them twice changes nothing. What was
    received while a player was trusted counts, also when it has been revoked since.
    """
    done = Replayed()
    for keyid, places in groupby(raw.listed(intake.ledgers_folder()), key=attrgetter("keyid")):
        rows = Segment.objects.filter(device__keyid=keyid)
        held, good = set(rows.values_list("sha256", flat=True)), set()
        for place in places:
            try:
                data = place.read(intake.ledgers_folder())
            except OSError as error:
                done.left[place.path] = f"cannot be read ({error.strerror})"
                continue
            if (sha256 := digest(data)) not in held:
                (answer,) = intake.take_segments([data], now=now, disk=disk, received=True)
                if not isinstance(answer, Receipt):
                    done.left[place.path] = str(answer)
                    continue
            good.add(sha256)
        done.segments += len(good)
    return done

"""The day itself: which faults it is given, and what the rehearsal then says of it.

Whatever the picture shows is read here from the run: the published rundown, the observer's
word at the loudspeaker, the raw segments that the server keeps, our own tables, and what
the server was sent.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from loa.channels.broadcast.models import AsRun, RundownDay
from loa.core.periods import Days
from loa.devices.intake import ledgers_folder
from loa.player.ports import FetchError
from loa.rehearsal import simulate, stage
from loa.rehearsal.faults import Fault, FaultKind
from loa.rehearsal.observer import Observer, Seen
from loa.rehearsal.server import Server

PLAN, STATION, SEED = "cho-don-2020", "nghia-ta", 7
DAY = date(2020, 3, 4)
DAYS = Days(date(2020, 3, 2), date(2020, 3, 6))
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MS = timedelta(milliseconds=1)


def _fault(kind: FaultKind, starts: str, ends: str, pick: int) -> Fault:
    begins, over = (datetime.combine(DAY, time.fromisoformat(at), ZONE) for at in (starts, ends))
    return Fault(kind, STATION, begins, over, pick)


# `pick` is a fault's own dice: how a line is torn, how long the board stays dark.
FAULTS = (
    _fault(FaultKind.AWAY, "02:40", "05:12", 1),
    _fault(FaultKind.POWER_IN_ITEM, "05:02:20", "05:03:40", 2),
    _fault(FaultKind.NO_CLOCK, "05:06:15", "05:14", 3),
    _fault(FaultKind.POWER_IN_WRITE, "05:18:20", "05:20:30", 4),
    _fault(FaultKind.ALTERED, "16:50", "17:10:30", 5),
    _fault(FaultKind.POWER_IN_ITEM, "17:18:30", "18:05", 6),
    _fault(FaultKind.UPLOAD_CUT, "18:06", "18:14", 1),
    _fault(FaultKind.DOUBLED, "18:16", "18:27", 8),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """One item as it was published, and what became of it."""

    item: str
    kind: str
    starts: datetime
    ends: datetime
    seen: Seen | None  # None: not a message (idents, relays)
    reason: str  # the tables' word, when it was not heard whole


@dataclass(frozen=True, slots=True)
class Sound:
    """What left the loudspeaker, in true time; `late` is how long after its planned start."""

    item: str
    starts: datetime
    ends: datetime
    whole: bool
    late: timedelta


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger as the server keeps it; `at` by the player's own clock."""

    n: int
    at: datetime
    boot: int
    mono: timedelta  # since that boot
    event: str
    item: str
    clock: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """One segment on its way to the server, whole or not; `refused` is the server's sentence."""

    at: datetime
    size: int
    refused: str


@dataclass(frozen=True, slots=True)
class FaultyDay:
    """Everything the picture shows."""

    station: str
    day: date
    faults: tuple[Fault, ...]
    planned: list[Planned]
    heard: list[Sound]
    ledger: list[Line]
    dark: list[datetime]  # when the power went
    sent: list[Sent]
    kept_twice: int  # lines that the server keeps more than once
    result: dict[str, object]

    def count(self, seen: Seen) -> int:
        """Count the day's messages of which this became."""
        return sum(one.seen is seen for one in self.planned)


def rehearse(home: Path, scratch: Path) -> FaultyDay:
    """Live through the days; Django is set up and its data folder is `scratch`.

    Raises SystemExit when one of the six counts is not zero: such a day is no example.
    """
    ready = stage.prepare(PLAN, DAYS, home=home, scratch=scratch, progress=_silent)
    with _listening() as sent:
        outcome = ready.run(SEED, FAULTS, _silent)
    if outcome.offences:
        raise SystemExit("\n".join(f"{one.count}: {one.sentence}" for one in outcome.offences))
    lines = list(_ledger())
    row = RundownDay.objects.get(station__key=STATION, day=DAY)
    planned = list(_planned(row, outcome.observer))
    return FaultyDay(
        station=row.station.name,
        day=DAY,
        faults=FAULTS,
        planned=planned,
        heard=list(_sounds(planned, outcome.observer)),
        ledger=[line for _n, line in sorted({line.n: line for line in lines}.items())],
        dark=sorted(at for station, at in outcome.observer.dark if station == STATION),
        sent=[one for one in sent if one.at.astimezone(ZONE).date() == DAY],
        kept_twice=len(lines) - len({line.n for line in lines}),
        result=outcome.result,
    )


def _planned(row: RundownDay, observer: Observer) -> Iterator[Planned]:
    seen = {
        item: what for (station, item), what in observer.outcomes().items() if station == STATION
    }
    reasons = dict(AsRun.objects.filter(rundown=row).values_list("item_id", "reason"))
    for item in json.loads(row.document)["items"]:
        starts = _moment(item["starts"])
        yield Planned(
            item=item["id"],
            kind=item["kind"],
            starts=starts,
            ends=starts + timedelta(milliseconds=item["ms"]),
            seen=seen.get(item["id"]),
            reason=reasons.get(item["id"], ""),
        )


def _sounds(planned: Iterable[Planned], observer: Observer) -> Iterator[Sound]:
    known = {one.item: one for one in planned}
    for heard in observer.heard:
        one = known.get(heard.item)
        if heard.station != STATION or one is None:
            continue
        long_enough = heard.ends - heard.starts >= one.ends - one.starts - MS
        whole = long_enough and (STATION, heard.ends) not in observer.dark
        yield Sound(one.item, heard.starts, heard.ends, whole, heard.starts - one.starts)


def _ledger() -> Iterator[Line]:
    """Yield the station's lines from the raw segments that the server keeps."""
    for path in sorted(ledgers_folder().glob("*/*.segment")):
        seal, *lines = path.read_bytes().split(b"\n")[:-1]
        if json.loads(seal)["station"] == STATION:
            yield from map(_line, lines)


def _line(raw: bytes) -> Line:
    entry = json.loads(raw)
    data = entry.get("data", {})
    return Line(
        n=entry["n"],
        at=_moment(entry["at"]),
        boot=entry["boot"],
        mono=timedelta(milliseconds=entry["mono"]),
        event=entry["event"],
        item=entry.get("item", ""),
        clock=entry["clock"],
        reason=data.get("reason", ""),
        text=data.get("text", data.get("detail", "")),
    )


@contextmanager
def _listening() -> Iterator[list[Sent]]:
    """Note every segment of the station that reaches the server, also one that it refuses."""
    sent: list[Sent] = []

    class Listening(Server):
        def post(self, path: str, body: bytes) -> bytes:
            if path != "/api/ledger" or f'"station":"{STATION}"'.encode() not in body:
                return super().post(path, body)
            try:
                answer = super().post(path, body)
            except FetchError as error:
                sent.append(Sent(self.now, len(body), str(error)))
                raise
            sent.append(Sent(self.now, len(body), ""))
            return answer

    with patch.object(simulate, "Server", Listening):
        yield sent


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(ZONE)


def _silent(_step: str, _done: int, _of: int) -> None:
    """Say nothing: it takes half a minute."""

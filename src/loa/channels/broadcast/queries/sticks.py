"""Sticks as pages show them: by session, with what was ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from loa.channels.broadcast.models import Tick, UsbStick
from loa.channels.broadcast.slip import session_title
from loa.channels.broadcast.sticks import track_of
from loa.channels.broadcast.usb import Track
from loa.core.words import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a session; `due` when its time has come."""

    track: Track
    tick: Tick | None
    due: bool

    @property
    def counts(self) -> bool:
        """Whether it is asked for: signature sounds and relays are not."""
        return self.track.kind == Kind.MESSAGE


@dataclass(frozen=True, slots=True)
class SessionRows:
    """A session of a stick."""

    folder: str
    title: str
    opens: datetime
    rows: tuple[Row, ...]

    @property
    def asked(self) -> int:
        return sum(row.counts for row in self.rows)

    @property
    def ticked(self) -> int:
        return sum(row.counts and row.tick is not None for row in self.rows)

    @property
    def due(self) -> bool:
        """Whether something may be ticked now."""
        return any(row.counts and row.due and row.tick is None for row in self.rows)


@dataclass(frozen=True, slots=True)
class Summary:
    """A stick in figures."""

    stick: UsbStick
    files: int
    minutes: int
    asked: int
    ticked: int
    over: bool


def sessions(stick: UsbStick, *, now: datetime) -> list[SessionRows]:
    """Return a stick's sessions in order."""
    ticks = {tick.item_id: tick for tick in stick.ticks.select_related("by")}
    tracks = [track_of(file) for file in stick.files]
    zone = stick.station.zone
    found = []
    for folder, own in groupby(tracks, key=lambda track: track.session):
        rows = tuple(Row(t, ticks.get(t.item), t.starts <= now) for t in own)
        opens = rows[0].track.opens
        found.append(SessionRows(folder, session_title(opens, ZoneInfo(zone)), opens, rows))
    return found


def first_open(found: Sequence[SessionRows]) -> str:
    """Return the folder of the first session with something to tick; empty when none."""
    return next((session.folder for session in found if session.due), "")


def summary(stick: UsbStick, *, now: datetime) -> Summary:
    """Return a stick in figures; what is asked for are messages, not signature sounds."""
    playable = [file for file in stick.files if file["path"]]
    ticked = {tick.item_id for tick in stick.ticks.all()}
    asked = [file["item"] for file in playable if file["kind"] == Kind.MESSAGE]
    return Summary(
        stick=stick,
        files=len(playable),
        minutes=round(sum(file["ms"] for file in playable) / 60_000),
        asked=len(asked),
        ticked=sum(item in ticked for item in asked),
        over=stick.last_day < now.date(),
    )

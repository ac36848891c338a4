"""Sticks as pages show them: by session, with what was ticked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from loa.channels.broadcast.models import Tick, UsbStick
from loa.channels.broadcast.rules import Job, Readiness, readiness
from loa.channels.broadcast.slip import session_title
from loa.channels.broadcast.sticks import cache, track_of
from loa.channels.broadcast.usb import Track
from loa.core.words import Kind

MOVING = frozenset({Readiness.CONVERTING, Readiness.QUEUED, Readiness.UNATTENDED})
LONGEST_TASK = timedelta(minutes=30)


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


@dataclass(frozen=True, slots=True)
class Preparation:
    """How far a stick's files are; `at` is the title that comes next."""

    readiness: Readiness
    done: int
    total: int
    at: str

    @property
    def ready(self) -> bool:
        return self.readiness is Readiness.READY

    @property
    def moving(self) -> bool:
        """Whether it is worth asking again."""
        return self.readiness in MOVING

    @property
    def shown(self) -> str:
        """What a page that shows this gives back, to be told only of a change."""
        return f"{self.readiness}-{self.done}"


def preparation(stick: UsbStick, *, now: datetime) -> Preparation:
    """Return how far a stick's files are, as the cache and the worker's queue say."""
    tracks = [track_of(file) for file in stick.files]
    store = cache()
    waiting = store.waiting(tracks)
    files = [store.place(track) for track in tracks if track.path]
    lacking = {store.place(track) for track in waiting}
    done = sum(place not in lacking for place in files)
    job = _job(stick, datetime.fromtimestamp(store.last_at(tracks), UTC)) if waiting else None
    return Preparation(
        readiness(done, len(files), job, busy=_busy(now), now=now),
        done,
        len(files),
        waiting[0].title if waiting else "",
    )


def _job(stick: UsbStick, written_at: datetime) -> Job | None:
    row = DBTaskResult.objects.filter(pk=stick.task).first() if stick.task else None
    if row is None or row.status == TaskResultStatus.SUCCESSFUL:
        return None  # never asked for; or done once, and cleared away since
    moved = max(row.started_at, written_at) if row.started_at else None
    return Job(row.status == TaskResultStatus.FAILED, row.enqueued_at, moved)


def _busy(now: datetime) -> bool:
    """Whether the worker has something in hand; one that died long ago has not."""
    since = now - LONGEST_TASK
    return DBTaskResult.objects.running().filter(started_at__gte=since).exists()


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
        over=stick.last_day < timezone.localdate(now),
    )

"""When stations are heard on a day, and how much of it one programme may fill.

Stations whose hours overlap are told as one session: it begins with the first of them,
ends with the last, and holds what the fullest of them still holds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from loa.channels.broadcast import inputs
from loa.channels.broadcast.models import Station
from loa.core.build import Ident
from loa.core.grid import SlotKind
from loa.core.policy import Policy
from loa.core.scheduling.airtime import PAUSE_MS, frame_of
from loa.core.scheduling.objective import may_use
from loa.delivery.contract import Jingle, Session

HOME = may_use(SlotKind.BULLETIN)


def sessions_on(heard: Mapping[date, Sequence[str]]) -> list[Session]:
    """Return the sessions of days, in order; the keys of the stations of each are given."""
    keys = {key for some in heard.values() for key in some}
    stations = list(Station.objects.filter(key__in=keys).select_related("grid"))
    policies = {key: row.policy() for key, row in inputs.policies(stations).items()}
    idents = inputs.idents()
    found = [
        session
        for day, some in heard.items()
        for station in stations
        if station.key in some and station.key in policies and _serves(station, day)
        for session in _of_one(station, policies[station.key], day, idents)
    ]
    return _together(sorted(found, key=lambda one: one.starts))


def _serves(station: Station, day: date) -> bool:
    return station.since <= day and (station.until is None or day < station.until)


def _of_one(
    station: Station, policy: Policy, day: date, idents: Mapping[str, Ident]
) -> Iterator[Session]:
    ident = idents.get(station.grid.ident_key)
    frame = frame_of(day, policy, station.grid.grid_for(station.key), ident.ms if ident else 0)
    jingle = Jingle(ident.headline, ident.sound, ident.ms) if ident else None
    for number, (opens, closes) in enumerate(policy.sessions(day)):
        blocks = [b.ms for b in frame.blocks if b.session == number and b.kind in HOME]
        around = {f.slot.kind for f in frame.fixed if f.session == number}
        if blocks:
            yield Session(
                starts=opens,
                ends=closes,
                room_ms=max(0, min(max(blocks) - PAUSE_MS, frame.caps[number])),
                receivers=1,
                before=jingle if SlotKind.IDENT in around else None,
                after=jingle if SlotKind.CLOSING in around else None,
            )


def _together(sessions: Sequence[Session]) -> list[Session]:
    found: list[Session] = []
    for one in sessions:
        if not found or one.starts >= found[-1].ends:
            found.append(one)
            continue
        last = found[-1]
        found[-1] = replace(
            last,
            ends=max(last.ends, one.ends),
            room_ms=min(last.room_ms, one.room_ms),
            receivers=last.receivers + 1,
            before=last.before or one.before,
            after=last.after or one.after,
        )
    return found

"""A day that a station lives through, and what was heard of it."""

from datetime import datetime

from tests.simulators.programme import ZONE, Programme, at
from tests.simulators.station import SimulatedStation


def aired(programme: Programme, *, booted: str = "04:00", until: str = "19:00") -> SimulatedStation:
    """Return a station that lived through the day with every sound at hand."""
    station = SimulatedStation(at(booted))
    station.know(programme)
    station.give(*programme.sounds)
    station.go(at(until))
    return station


def spans(station: SimulatedStation) -> list[tuple[str, str, str]]:
    def wall(moment: datetime) -> str:
        return f"{moment.astimezone(ZONE):%H:%M:%S}"

    return [(h.item, wall(h.start), wall(h.end)) for h in station.heard]

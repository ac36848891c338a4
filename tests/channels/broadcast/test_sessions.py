"""When stations are heard, and that a bulletin's placements become one programme there."""

from datetime import date, time, timedelta

import pytest
from tests.channels.broadcast.builders import DAY, UNIT, at, placement, sealed, station

from loa.channels.broadcast import inputs
from loa.channels.broadcast.channel import CHANNEL
from loa.channels.broadcast.models import GridFrame
from loa.core.build import build
from loa.core.canonical import canonical
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.words import Kind
from loa.delivery.contract import Jingle, Scheduled, Session

pytestmark = pytest.mark.django_db


def test_loudspeakers_are_heard_at_set_hours() -> None:
    assert isinstance(CHANNEL, Scheduled)


def test_a_session_says_what_one_programme_may_fill() -> None:
    station()
    assert CHANNEL.sessions([UNIT], [DAY]) == [
        Session(at(5), at(6), room_ms=1_500_000, receivers=1),
        Session(at(17), at(18), room_ms=1_500_000, receivers=1),
    ]


def test_stations_together_hold_what_the_fullest_holds() -> None:
    station()
    station("ban-lac", session_s=600)
    assert [(s.room_ms, s.receivers) for s in CHANNEL.sessions([UNIT], [DAY])] == [(600_000, 2)] * 2


def test_a_station_not_yet_in_service_has_no_session() -> None:
    station()
    assert CHANNEL.sessions([UNIT], [date(2025, 12, 1)]) == []
    assert CHANNEL.sessions([], [DAY]) == []


def test_the_signature_sound_of_the_grid_is_told() -> None:
    here = station()
    row = sealed("nhac-hieu", ms=12_000)
    slots = (
        Slot(SlotKind.IDENT, time(5), time(5, 1), "Nhạc hiệu"),
        Slot(SlotKind.BULLETIN, time(5, 1), time(5, 59), "Bản tin"),
        Slot(SlotKind.CLOSING, time(5, 59), time(6), "Chào"),
    )
    grid = Grid(station="", serial=1, source="Quy chế", slots=slots)
    GridFrame.objects.filter(pk=here.grid_id).update(
        document=canonical(grid.document()).decode(), ident_key="nhac-hieu"
    )
    (session,) = CHANNEL.sessions([UNIT], [DAY])
    sound = row.message().sounds()["vi"]
    jingle = Jingle("Tin nhac-hieu", sound.digest, 12_000)
    assert (session.before, session.after, session.room_ms) == (
        jingle,
        jingle,
        1_500_000 - 2 * 12_000,
    )


def test_a_programme_is_heard_in_its_order_in_its_session() -> None:
    here = station()
    for turn, key in enumerate(["ba", "mot", "hai"]):
        placement(
            sealed(key),
            starts=DAY,
            ends=DAY + timedelta(days=1),
            days=1,
            languages=["vi"],
            programme="ban-tin",
            turn=turn,
            opens=time(17),
            closes=time(18),
        )
    programme = inputs.read_programme(DAY, DAY)
    (request,) = inputs.requests({here: [DAY]}, programme, serial=1).values()
    (rundown,) = build(request).rundowns
    heard = [(i.title, i.starts) for i in rundown.items if i.kind is Kind.MESSAGE]
    assert heard == [
        ("Tin ba", at(17)),
        ("Tin mot", at(17, 1, 1)),
        ("Tin hai", at(17, 2, 2)),
    ]

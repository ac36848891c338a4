"""A player in wrong hands signs what it likes, and stops nobody else with it.

What it says of itself may be false, absurd or at the edge of time: it is refused in words, or
counted for that one station within the bounds of a number. No round of the ticker ends by it.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from tests.core.examples import MONDAY, item, message
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder

from loa.core.ledger import GENESIS, Entry, Event, LedgerError, verify_chain
from loa.core.lines import EARLIEST, LATEST
from loa.core.reconcile import MOST_LATE_MS, reconcile
from loa.core.rundown import Rundown
from loa.core.words import Clock
from loa.devices import actions
from loa.devices.actions import DeviceError
from loa.devices.lines import read_rows

NEWS = item(message(), "05:10", id="news")
NIGHT = datetime(2020, 3, 2, 15, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("at", [EARLIEST, LATEST, NIGHT, LATEST - timedelta(days=2900 * 365)])
@pytest.mark.parametrize("ms", [0, 1, 2**53 - 1])
@pytest.mark.parametrize("event", [Event.FINISHED, Event.CUT, Event.STARTED, Event.MISSED])
def test_whatever_a_ledger_claims_of_an_item_it_has_one_outcome_within_bounds(
    at: datetime, ms: int, event: Event
) -> None:
    entry = Entry(1, GENESIS, at, Clock.SYNCHRONISED, 1, 5, event, item="news", ms=ms)
    found = reconcile(
        Rundown("02071", MONDAY, 2, (NEWS,)),
        [entry, replace(entry, n=2, event=Event.BOOT)],
        now=NIGHT,
    )
    (outcome,) = found.outcomes
    assert 0 <= outcome.heard_ms <= NEWS.ms
    assert 0 <= outcome.late_ms <= MOST_LATE_MS < 2**31


@pytest.mark.parametrize("at", [EARLIEST - A_SECOND, LATEST + A_SECOND])
def test_a_time_that_no_clock_says_is_refused_by_both_readers(at: datetime) -> None:
    player = Recorder()
    player.write(at=at)
    for read in (verify_chain, read_rows):
        with pytest.raises(LedgerError, match="no clock says"):
            read(player.lines)


@pytest.mark.parametrize("at", [EARLIEST, LATEST])
def test_a_time_at_the_edge_can_be_said_in_every_zone(at: datetime) -> None:
    player = Recorder()
    player.write(at=at)
    assert len(read_rows(player.lines)) == len(verify_chain(player.lines)) == 2
    for zone in ("Pacific/Kiritimati", "Asia/Ho_Chi_Minh", "Etc/GMT+12"):
        assert at.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)


@pytest.mark.django_db
def test_a_heartbeat_from_the_edge_of_time_is_refused_in_words() -> None:
    player = Recorder()
    player.enrolled()
    for at in (EARLIEST - A_SECOND, LATEST + A_SECOND):
        with pytest.raises(DeviceError, match="no clock says"):
            actions.hear(player.heartbeat(at, clock="floor"), now=NOW)

"""The agent: acknowledgements, restores, and proof that outlives its media."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.simulators.disk import FillingStore
from tests.simulators.programme import DAY, STATION, Programme, acknowledge, at
from tests.simulators.station import KEY, SimulatedStation

from loa.core.canonical import digest
from loa.core.ledger import Stage, read_segment, sealed_by, verify_chain
from loa.player import ledger as ledgers
from loa.player.agent import Agent, Identity, TrialError
from loa.player.crypto import DeviceKey, verify
from loa.player.events import MediaLost
from loa.player.store import MemoryStore

SERVER, STRANGER = DeviceKey(b"s" * 32), DeviceKey(b"x" * 32)
LATER = DAY + timedelta(days=9)


@pytest.fixture
def station(monkeypatch: pytest.MonkeyPatch) -> SimulatedStation:
    monkeypatch.setattr(ledgers, "FILE_LINES", 5)
    day = Programme()
    day.policy = replace(day.policy, acknowledgers=(SERVER.public,))
    for n in range(10):
        day.add("05:00", 60, day=DAY + timedelta(days=n), name=f"d{n}")
    lived = SimulatedStation(at("04:00"))
    lived.know(day)
    lived.give(*day.sounds)
    lived.go(at("19:00", LATER))
    return lived


def last(station: SimulatedStation) -> tuple[int, str]:
    return station.agent.ledger.n, station.agent.ledger.head


@pytest.mark.parametrize(
    ("key", "device", "stage", "deleted"),
    [
        pytest.param(SERVER, KEY.keyid, Stage.DURABLE, True, id="durable"),
        pytest.param(SERVER, KEY.keyid, Stage.RECEIVED, False, id="received-only"),
        pytest.param(STRANGER, KEY.keyid, Stage.DURABLE, False, id="a-strangers"),
        pytest.param(SERVER, "0" * 16, Stage.DURABLE, False, id="of-another-device"),
    ],
)
def test_a_row_is_deleted_only_by_a_durable_acknowledgement_that_counts(
    station: SimulatedStation, key: DeviceKey, device: str, stage: Stage, deleted: bool
) -> None:
    n, head = last(station)
    ack = acknowledge(key, device=device, n=n, head=head, stage=stage)
    assert (station.agent.acknowledged(ack, station.now) > 0) is deleted


def test_a_forged_acknowledgement_deletes_nothing(station: SimulatedStation) -> None:
    n, head = last(station)
    ack = replace(acknowledge(SERVER, device=KEY.keyid, n=n, head=head), n=n - 1)
    assert station.agent.acknowledged(ack, station.now) == 0


def test_after_forgetting_a_restart_neither_replays_nor_misses_anything(
    station: SimulatedStation,
) -> None:
    before = station.outcomes()
    n, head = last(station)
    ack = acknowledge(SERVER, device=KEY.keyid, n=n, head=head)
    gone = station.agent.acknowledged(ack, station.now)
    day = Programme()
    for number in range(10):
        day.add("05:00", 60, day=DAY + timedelta(days=number), name=f"d{number}")
    station.power_on(station.now)
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00", LATER + timedelta(days=1)))
    kept = station.agent.ledger.lines(1, 10_000_000)
    verify_chain(kept, after=station.agent.ledger.base)
    assert gone > 0
    assert station.outcomes() == before[-len(station.outcomes()) :]


def test_asked_again_it_sends_what_it_still_holds(station: SimulatedStation) -> None:
    n, head = last(station)
    ack = acknowledge(SERVER, device=KEY.keyid, n=n, head=head)
    gone = station.agent.acknowledged(ack, station.now)
    data = station.agent.segment(1, sign=KEY.sign, now=station.now)
    assert data is not None
    checkpoint, lines = read_segment(data)
    sealed_by(checkpoint, lines, KEY.public, verify)
    assert (checkpoint.n, len(lines)) == (n, n - gone)
    assert digest(lines[-1]) == head


def test_proof_outlives_its_media(station: SimulatedStation) -> None:
    before = station.outcomes()
    station.send(MediaLost(station.agent.state.media))
    station.go(at("19:00", LATER + timedelta(days=2)))
    assert station.outcomes() == before


def test_a_trials_ledger_is_never_continued_as_a_real_one() -> None:
    store = MemoryStore()
    trial = Agent(Identity(STATION, KEY.keyid, simulated=True), store, verify=verify)
    trial.boot(at("04:00"), trial.state.clock)
    with pytest.raises(TrialError, match="a trial's"):
        Agent(Identity(STATION, KEY.keyid), store, verify=verify)


def test_a_torn_line_is_noted_in_the_chain_itself() -> None:
    station = SimulatedStation(at("04:00"))
    station.store.append("ledger/000000000001.jsonl", b'{"at":"2026')
    station.power_on(at("04:01"))
    notes = [str(e.get("text")) for e in station.entries if e.event == "note"]
    assert notes == ["11 bytes of the ledger were set aside: its last line was cut"]


def test_a_full_disk_silences_nobody_and_loses_no_entry() -> None:
    day = Programme()
    items = [day.add(clock, 60) for clock in ("05:00", "05:10", "05:20")]
    store = FillingStore(room=1500)
    station = SimulatedStation(at("04:00"), store=store)
    station.know(day)
    station.give(*day.sounds)
    station.go(at("05:15"))
    assert station.agent.trouble is not None
    store.room = 100_000
    station.go(at("19:00"))
    assert station.agent.trouble is None
    assert [h.item for h in station.heard] == [item.id for item in items]
    assert station.outcomes() == [(item.id, "finished", "") for item in items]


def test_a_boot_on_a_full_disk_still_plays() -> None:
    day = Programme()
    item = day.add("05:00", 60)
    station = SimulatedStation(at("04:00"), store=FillingStore(room=0))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert [h.item for h in station.heard] == [item.id]

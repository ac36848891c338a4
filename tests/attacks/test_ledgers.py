"""A forged, forked, cut or repeated ledger is seen; no stranger's receipt deletes a line."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.attacks.village import Village, village
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder
from tests.simulators.programme import DAY, Programme, acknowledge, at
from tests.simulators.station import KEY, SimulatedStation

from loa.core.canonical import digest, header
from loa.core.ledger import (
    GENESIS,
    Acknowledgement,
    Checkpoint,
    Event,
    LedgerError,
    Stage,
    read_segment,
    sealed_by,
    verify_chain,
    write_segment,
)
from loa.devices import intake
from loa.devices.intake import IntakeError, take_segment
from loa.devices.models import Alarm, Entry
from loa.player.crypto import DeviceKey, verify

SERVER, THIEF = DeviceKey(b"s" * 32), DeviceKey(b"t" * 32)


@pytest.fixture
def _ledgers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "ledgers_folder", lambda: tmp_path / "ledgers")


@pytest.fixture
def player(db: None, _ledgers: None) -> Recorder:
    made = Recorder().write_many(5)
    made.enrolled()
    return made


def rows() -> list[tuple[int, str]]:
    return list(Entry.objects.order_by("n").values_list("n", "hash"))


def forged(player: Recorder) -> bytes:
    """A line changed by somebody who has not the device's key."""
    player.lines[2] = player.lines[2].replace(b'"ms":60000', b'"ms":90000')
    return player.segment()


def resealed(player: Recorder) -> bytes:
    """The seal of another key over a true chain."""
    return replace_seal(player, Recorder(player.station))


def replace_seal(player: Recorder, thief: Recorder) -> bytes:
    bare = replace(player.checkpoint(), signature="")
    signature = thief.key.sign(bare.statement()).hex()
    return write_segment(replace(bare, signature=signature), player.lines)


def cut(player: Recorder) -> bytes:
    """Lines left out of the middle."""
    del player.lines[2]
    return player.segment()


def renumbered(player: Recorder) -> bytes:
    player.lines[3] = player.lines[3].replace(b'"n":4', b'"n":5')
    return player.segment()


def for_another_station(player: Recorder) -> bytes:
    return Recorder("bang-lung", key=player.key).segment()


def with_a_float(player: Recorder) -> bytes:
    player.lines[1] = player.lines[1].replace(b"60000", b"6e4")
    return player.segment()


def empty_line(player: Recorder) -> bytes:
    player.lines[1] = b""
    return player.segment()


@pytest.mark.parametrize(
    "crime",
    [forged, resealed, cut, renumbered, for_another_station, with_a_float, empty_line],
    ids=lambda crime: crime.__name__,
)
def test_a_ledger_that_is_not_whole_and_the_devices_own_becomes_no_row(
    player: Recorder, crime: Callable[[Recorder], bytes]
) -> None:
    with pytest.raises(IntakeError):
        take_segment(crime(player), now=NOW)
    assert rows() == []


def test_a_fork_is_refused_kept_as_evidence_and_alarms(player: Recorder) -> None:
    take_segment(player.segment(), now=NOW)
    held = rows()
    fork = Recorder(key=player.key)
    fork.lines = player.lines[:2]
    fork.write_many(8)
    with pytest.raises(IntakeError) as caught:
        take_segment(fork.segment(), now=NOW)
    assert caught.value.word == "fork"
    assert rows() == held
    alarm = Alarm.objects.get(kind="fork")
    assert (intake.ledgers_folder() / alarm.evidence).read_bytes() == fork.segment()


def test_a_ledger_begun_anew_under_an_old_key_is_a_fork(player: Recorder) -> None:
    take_segment(player.segment(), now=NOW)
    anew = Recorder(key=player.key)
    anew.lines = []
    anew.write(Event.OPENED, NOW + timedelta(days=1))
    with pytest.raises(IntakeError, match="another entry is held"):
        take_segment(anew.segment(), now=NOW)


def test_a_ledger_shortened_afterwards_is_noticed_by_what_is_held(player: Recorder) -> None:
    take_segment(player.segment(), now=NOW)
    player.lines = player.lines[:3]
    player.write(Event.BOOT)  # goes on as if nothing had been
    with pytest.raises(IntakeError) as caught:
        take_segment(player.segment(), now=NOW)
    assert caught.value.word == "fork"


def test_a_ledger_sent_again_by_anybody_changes_nothing(player: Recorder) -> None:
    data = player.segment()
    take_segment(data, now=NOW)
    held = rows()
    for _ in range(3):
        assert take_segment(data, now=NOW + timedelta(days=30)).want == len(held) + 1
    assert rows() == held


# ---- the player: whose word lets it delete


def _long_station() -> SimulatedStation:
    day = Programme()
    day.policy = replace(day.policy, acknowledgers=(SERVER.public,))
    for number in range(9):
        for minute in range(55):
            name = f"{number}:{minute}"
            day.add(f"05:{minute:02}", 20, day=DAY + timedelta(days=number), name=name)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00", DAY + timedelta(days=12)))
    return station


@pytest.fixture(scope="module")
def station() -> SimulatedStation:
    return _long_station()


def _ack(of: SimulatedStation, **changes: object) -> Acknowledgement:
    ledger = of.agent.ledger
    good = acknowledge(SERVER, device=KEY.keyid, n=ledger.n, head=ledger.head)
    return replace(good, **changes)  # type: ignore[arg-type]  # of the table


def _signed_by(key: DeviceKey, ack: Acknowledgement) -> Acknowledgement:
    bare = replace(ack, public=key.public)
    return replace(bare, signature=key.sign(bare.statement()))


@pytest.mark.parametrize(
    "crime",
    [
        pytest.param(lambda s: _ack(s, signature=""), id="unsigned"),
        pytest.param(lambda s: _ack(s, signature="00" * 64), id="nonsense"),
        pytest.param(lambda s: _signed_by(THIEF, _ack(s)), id="another-key"),
        pytest.param(lambda s: _ack(s, public=THIEF.public), id="another-keys-name"),
        pytest.param(
            lambda s: replace(_signed_by(THIEF, _ack(s)), public=SERVER.public), id="borrowed-name"
        ),
        pytest.param(lambda s: _signed_by(SERVER, _ack(s, device="0" * 16)), id="another-device"),
        pytest.param(lambda s: _signed_by(SERVER, _ack(s, station="x")), id="another-station"),
        pytest.param(
            lambda s: _signed_by(SERVER, _ack(s, stage=Stage.RECEIVED)), id="received-only"
        ),
        pytest.param(lambda s: _signed_by(SERVER, _ack(s, head="ab" * 32)), id="another-ledger"),
        pytest.param(
            lambda s: _signed_by(SERVER, _ack(s, n=s.agent.ledger.n + 10)), id="lines-to-come"
        ),
        pytest.param(lambda s: _signed_by(KEY, _ack(s)), id="the-devices-own-key"),
    ],
)
def test_no_receipt_but_the_servers_own_for_this_very_line_deletes_anything(
    station: SimulatedStation, crime: Callable[[SimulatedStation], Acknowledgement]
) -> None:
    held = station.agent.ledger.lines(1, 100_000_000)
    assert station.agent.acknowledged(crime(station), station.now) == 0
    assert station.agent.ledger.lines(1, 100_000_000) == held
    verify_chain(held)


def test_the_servers_own_receipt_does() -> None:
    """Beside the crimes above: the guard is what refused them, not the length of the ledger."""
    station = _long_station()
    assert station.agent.acknowledged(_ack(station), station.now) > 0


def test_a_policy_without_the_key_takes_the_right_to_receipts_away() -> None:
    station = _long_station()
    day = Programme()
    day.policy = replace(day.policy, serial=2, acknowledgers=())
    day.add("05:00", 20, day=DAY + timedelta(days=20))
    station.know(day, serial=2)
    assert station.agent.acknowledged(_ack(station), station.now) == 0


# ---- the real program


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    with village(tmp_path) as made:
        yield made


def test_the_program_keeps_every_line_whatever_receipts_a_thief_sends(place: Village) -> None:
    def forged_receipt() -> bytes:
        lines = place.server.lines
        head = digest(lines[-1]) if lines else GENESIS
        device = digest(bytes.fromhex(place.server.device))[:16]
        acks = [
            acknowledge(THIEF, device=device, n=len(lines), head=head),
            acknowledge(place.server.key, device="0" * 16, n=len(lines), head=head),
        ]
        documents = [ack.document() for ack in acks]
        return json.dumps(
            header("receipt") | {"acknowledgements": documents, "want": len(lines) + 1}
        ).encode()

    place.server._receipt = forged_receipt  # type: ignore[method-assign]  # the thief's server
    played = place.play()
    assert played.heard == ["first", "second"]
    entries = place.entries()
    assert [entry.n for entry in entries] == list(range(1, len(entries) + 1))
    verify_chain(entry.line() for entry in entries)


def whole(checkpoint: Checkpoint, lines: list[bytes], device: str) -> bool:
    try:
        verify_chain(lines)
        sealed_by(checkpoint, lines, device, verify)
    except LedgerError:
        return False
    return True


def test_the_program_sends_a_chain_that_nobody_can_alter_on_the_way(place: Village) -> None:
    sent: list[bytes] = []
    post = place.server.post

    def listening(path: str, body: bytes) -> tuple[int, bytes]:
        sent.extend([body] if path == "/api/ledger" else [])
        return post(path, body)

    place.server.post = listening  # type: ignore[method-assign]  # somebody on the line
    place.play()
    checkpoint, lines = read_segment(sent[0])
    assert whole(checkpoint, lines, place.server.device)
    for number in range(len(lines)):
        altered = [*lines]
        altered[number] = lines[number].replace(b'"mono":', b'"mono":1', 1)
        assert not whole(checkpoint, altered, place.server.device)

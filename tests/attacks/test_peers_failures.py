"""What failed in the peers' code and trackers, each line with a test named after what must hold.

The failures: obplayer (a play-log row of the future dropped, and deleted by the player; late
items joined in the middle; alert signatures parsed and not checked), LibreTime (a schedule in
memory; any file that exists is played), AzuraCast, Xibo and Anthias (time windows), Xibo
(proof lost with its media), ScreenTinker (an outage's plays lost), Rivendell (an unplayable
item kills the running one; loudness open since 2015). A fleet-wide wake, which takes Xibo
half an hour, comes with the alerts. `docs/security.md` has the table.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from tests.devices.authority import NOW
from tests.devices.recorder import Recorder
from tests.simulators.programme import DAY, Programme, acknowledge, at, ring, tone
from tests.simulators.server import Server
from tests.simulators.station import KEY, SimulatedStation

from loa.audio.measure import measure
from loa.audio.render import CEILING_DBTP, TARGET_LUFS, render
from loa.audio.standin import stand_in
from loa.core.canonical import digest
from loa.core.dayparts import Daypart
from loa.core.keyring import approvers
from loa.core.ledger import Event, verify_chain
from loa.core.message import Approval
from loa.core.policy import Hours
from loa.core.words import LateRule, Priority
from loa.devices import intake
from loa.devices.intake import take_segment
from loa.devices.models import Entry
from loa.player.crypto import DeviceKey, verify
from loa.player.events import Failed, Play
from loa.player.media import MediaFolder
from loa.settings import PROCESSES

A_DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SERVER, STRANGER = DeviceKey(b"s" * 32), DeviceKey(b"t" * 32)


def station_with(day: Programme, now: str = "04:00") -> SimulatedStation:
    station = SimulatedStation(at(now))
    station.know(day)
    station.give(*day.sounds)
    return station


@pytest.mark.django_db
@pytest.mark.parametrize("year", [1970, 2019, 2031, 9998])
def test_a_wrong_clock_never_loses_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    monkeypatch.setattr(intake, "ledgers_folder", lambda: tmp_path)
    player = Recorder()
    player.enrolled()
    player.write(Event.FINISHED, datetime(year, 7, 1, tzinfo=UTC), item="x", ms=60_000)
    receipt = take_segment(player.segment(), now=NOW)
    assert [ack.n for ack in receipt.acknowledgements] == [2]
    assert Entry.objects.get(n=2).at.year == year


def test_a_row_is_deleted_only_when_a_signed_acknowledgement_names_it() -> None:
    day = Programme()
    day.policy = replace(day.policy, acknowledgers=(SERVER.public,))
    for number in range(600):
        moment = DAY + timedelta(days=number // 30)
        day.add(f"05:{number % 30:02}", 30, day=moment, name=str(number))
    station = station_with(day)
    station.go(at("19:00", DAY + 30 * A_DAY))
    ledger = station.agent.ledger
    held = ledger.lines(1, 10**9)
    success = acknowledge(STRANGER, device=KEY.keyid, n=ledger.n, head=ledger.head)
    assert station.agent.acknowledged(success, station.now) == 0
    assert ledger.lines(1, 10**9) == held
    early = acknowledge(SERVER, device=KEY.keyid, n=5, head=digest(held[4]))
    assert station.agent.acknowledged(early, station.now) == 0  # its file goes on after line 5
    whole = acknowledge(SERVER, device=KEY.keyid, n=ledger.n, head=ledger.head)
    assert station.agent.acknowledged(whole, station.now) == 1000  # whole files alone
    verify_chain(ledger.lines(1, 10**9), after=ledger.base)


@pytest.mark.parametrize(
    ("rule", "on_at", "heard"),
    [
        pytest.param(LateRule.WHOLE, "05:00:20", (20, 60), id="whole-from-its-beginning"),
        pytest.param(LateRule.SKIP, "05:00:20", None, id="skipped"),
        pytest.param(LateRule.JOIN, "05:00:20", (20, 40), id="joined"),
        pytest.param(LateRule.WHOLE, "05:59:30", None, id="whole-only-while-it-fits"),
    ],
)
def test_a_late_start_follows_the_items_own_rule(
    rule: LateRule, on_at: str, heard: tuple[int, int] | None
) -> None:
    day = Programme()
    item = day.add("05:00", 60, late=rule)
    station = station_with(day, on_at)
    station.go(at("19:00"))
    found = [
        ((h.start - item.starts) // SECOND, (h.end - h.start) // SECOND) for h in station.heard
    ]
    assert found == ([heard] if heard else [])


def test_only_pinned_keys_count() -> None:
    """A signature that verifies by a key that came with the message is worth nothing."""
    day = Programme()
    item = day.add("05:00", 60, priority=Priority.EMERGENCY, signed=())
    sealed = day.messages[item.message]
    brought = []
    for number in (b"x", b"y"):
        key = DeviceKey(number * 32)
        plain = Approval(item.message, key.keyid, at("03:00"), "ed25519", "")
        brought.append(replace(plain, signature=key.sign(plain.statement())))
        assert verify("ed25519", key.public, brought[-1].signature, plain.statement())
    day.messages[item.message] = replace(sealed, approvals=tuple(brought))
    assert approvers(day.messages[item.message], [ring(1, 2)], verify) == frozenset()
    station = station_with(day)
    station.go(at("19:00"))
    assert station.heard == []
    assert not [e for e in station.entries if e.event is Event.ALERT]


def test_a_restart_without_network_plays_the_last_good_rundown() -> None:
    day = Programme()
    items = [day.add("05:00", 60, day=DAY + n * A_DAY, name=str(n)) for n in range(3)]
    station = station_with(day)
    station.go(at("06:00"))
    for number in (1, 2):
        station.power_cut()
        station.power_on(at("04:00", DAY + number * A_DAY))
        station.know(day, confirmed=False)  # from the disk: no word from the network
        station.give(*day.sounds)
        station.go(at("06:00", DAY + number * A_DAY))
    assert [h.item for h in station.heard] == [item.id for item in items]


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-1], lambda _: b"", lambda data: data + b"x", lambda _: b"x" * 9],
    ids=["truncated", "empty", "longer", "other"],
)
def test_a_file_counts_only_by_its_hash(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    media, sound = MediaFolder(tmp_path), tone(500)
    address = digest(sound)
    path = media.path(address)
    path.parent.mkdir(parents=True)
    path.write_bytes(sound)
    assert media.held() == {address}
    path.write_bytes(damage(sound))
    assert not media.true(address)
    assert MediaFolder(tmp_path).held() == frozenset()


NIGHT = Daypart(time(22), time(2))


@pytest.mark.parametrize(
    ("part", "clock", "seconds", "heard"),
    [
        pytest.param(Daypart(time(5), time(6)), "05:00:00", 60, True, id="at-opening"),
        pytest.param(Daypart(time(5), time(6)), "04:59:59", 60, False, id="before-opening"),
        pytest.param(Daypart(time(5), time(6)), "05:59:00", 60, True, id="to-closing"),
        pytest.param(Daypart(time(5), time(6)), "05:59:01", 60, False, id="over-closing"),
        pytest.param(Daypart(time(5), time(6)), "06:00:00", 60, False, id="at-closing"),
        pytest.param(NIGHT, "23:59:30", 60, True, id="across-midnight"),
        pytest.param(NIGHT, "01:59:00", 60, True, id="to-closing-after-midnight"),
        pytest.param(NIGHT, "01:59:01", 60, False, id="over-closing-after-midnight"),
        pytest.param(NIGHT, "02:00:00", 60, False, id="at-closing-after-midnight"),
        pytest.param(NIGHT, "21:59:59", 60, False, id="before-opening-at-night"),
    ],
)
def test_time_windows_are_half_open_at_both_edges_in_the_stations_zone_across_midnight(
    part: Daypart, clock: str, seconds: int, heard: bool
) -> None:
    day = Programme()
    day.policy = replace(day.policy, hours=(Hours(part),))
    tomorrow = DAY + A_DAY
    day.add(clock, seconds, day=tomorrow)
    station = station_with(day)
    station.go(at("12:00", tomorrow + A_DAY))
    assert [h.start for h in station.heard] == ([at(clock, tomorrow)] if heard else [])


def test_proof_outlives_its_media() -> None:
    day = Programme()
    item = day.add("05:00", 60)
    station = station_with(day)
    station.go(at("06:00"))
    later = Programme()  # the message, its sound and its rundown are gone
    later.add("05:00", 60, day=DAY + 5 * A_DAY, name="later")
    station.power_on(at("04:00", DAY + 5 * A_DAY))
    station.know(later, serial=2)
    station.go(at("06:00", DAY + 5 * A_DAY))
    assert (item.id, "finished", "") in station.outcomes()
    (proof,) = [e for e in station.entries if e.item == item.id and e.event is Event.STARTED]
    assert proof.get("sound") == item.sound


def test_outages_of_days_lose_nothing() -> None:
    day = Programme()
    items = [
        day.add(clock, 60, day=DAY + n * A_DAY, name=f"{n} {clock}")
        for n in range(10)
        for clock in ("05:00", "05:20", "17:00")
    ]
    station = station_with(day)
    for number in range(10):  # away the whole time, and without power each night
        station.go(at("19:00", DAY + number * A_DAY))
        station.power_cut()
        station.power_on(at("04:00", DAY + (number + 1) * A_DAY))
        station.know(day, confirmed=False)
        station.give(*day.sounds)
    assert station.outcomes() == [(item.id, "finished", "") for item in items]
    server = Server.__new__(Server)
    server.lines, server.device, server.durable, server.key = [], KEY.public, False, SERVER
    while data := station.agent.segment(len(server.lines) + 1, sign=KEY.sign, now=station.now):
        server.post("/api/ledger", data)
    assert [entry.item for entry in server.entries if entry.event is Event.FINISHED] == [
        item.id for item in items
    ]


class _Scratched(SimulatedStation):
    """A station whose output cannot play one of its sounds."""

    broken = ""

    def _play(self, order: Play) -> None:
        if order.item.id == self.broken:
            self._push(order.at, Failed(order.play, "not a sound that can be decoded"))
        else:
            super()._play(order)


def test_an_unplayable_item_hurts_no_other() -> None:
    day = Programme()
    items = [day.add(clock, 60, name=clock) for clock in ("05:00", "05:00:30", "05:20")]
    station = _Scratched(at("04:00"))
    station.broken = items[1].id  # due while the first is still heard
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert [(h.item, h.end - h.start) for h in station.heard] == [
        (items[0].id, 60 * SECOND),
        (items[2].id, 60 * SECOND),
    ]
    assert (items[1].id, "missed", "output") in station.outcomes()


@pytest.mark.parametrize("seconds", [3, 8])
def test_loudness_is_one_for_all_and_measured_on_what_is_sent(tmp_path: Path, seconds: int) -> None:
    made = render(stand_in("vi", seconds, "any"), tmp_path / "made.opus")
    sent = measure(made.path)
    assert sent.lufs == pytest.approx(TARGET_LUFS, abs=0.1)
    assert sent.true_peak_dbtp <= CEILING_DBTP


def test_a_fleet_wide_wake_is_not_promised_yet() -> None:
    """There is no push: players ask. When one comes, its test takes this one's place."""
    assert {word for word in PROCESSES if "wake" in word or "nats" in word} == set()

"""Claim codes guessed, players stolen: who may become a station, and how one ceases to be it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.attacks.village import Village, village
from tests.devices.authority import NOW, Client, Province
from tests.devices.recorder import Recorder
from tests.simulators.programme import DAY, Programme, at
from tests.simulators.station import KEY, SimulatedStation

from loa.cli import main
from loa.core.bundle import policy_path
from loa.core.canonical import FormatError, parse
from loa.core.claim import ALPHABET, SECRET_LETTERS, new_claim, read_claim
from loa.core.policy import NOBODY, read_policy
from loa.core.words import Clock, Kind, Priority
from loa.devices import actions, intake
from loa.devices.actions import DeviceError
from loa.devices.models import ClaimFailure, Device, Entry
from loa.devices.rules import (
    CLAIM_LIFE,
    FAILURE_WINDOW,
    FAILURES_IN_ALL,
    FAILURES_PER_ADDRESS,
    FAILURES_PER_CODE,
)
from loa.devices.views import _address
from loa.player.cli import main as player_main
from loa.player.events import ClockJudged
from loa.player.intake import STRANGER

ELSEWHERE = "10.0.0.9"


@pytest.fixture
def office(
    db: None, province: Province, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Province:
    monkeypatch.setattr(actions, "repository", lambda: province.repository)
    monkeypatch.setattr(intake, "ledgers_folder", lambda: tmp_path / "ledgers")
    return province


def refused(document: object, address: str = ELSEWHERE, after: timedelta = timedelta(0)) -> str:
    with pytest.raises(DeviceError) as caught:
        actions.enrol(document, address=address, now=NOW + after)
    return caught.value.word


def guess(number: int) -> str:
    return f"{number:0{SECRET_LETTERS}}"


# ---- guessing


def test_a_code_carries_forty_bits_that_nobody_chose() -> None:
    secrets = {new_claim("ab" * 32).secret for _ in range(200)}
    assert len(secrets) == 200
    assert {len(secret) for secret in secrets} == {SECRET_LETTERS}
    assert len(ALPHABET) ** SECRET_LETTERS == 2**40


def test_guessing_is_stopped_by_address_and_in_all_and_costs_the_attacker_the_window(
    office: Province,
) -> None:
    claim = actions.issue_claim(station="nghia-ta", now=NOW)
    for number in range(FAILURES_PER_ADDRESS):
        assert refused(Recorder().claim(guess(number))) == "claim"
    assert refused(Recorder().claim(claim.secret)) == "too-many"  # even the right one
    ClaimFailure.objects.bulk_create(
        ClaimFailure(address=f"10.1.{n // 200}.{n % 200}", at=NOW) for n in range(FAILURES_IN_ALL)
    )
    assert refused(Recorder().claim(claim.secret), address="10.9.9.9") == "too-many"
    later = NOW + FAILURE_WINDOW
    assert actions.enrol(Recorder().claim(claim.secret), address=ELSEWHERE, now=later)


def test_what_may_be_tried_in_a_codes_life_is_a_chance_in_millions() -> None:
    tries = FAILURES_IN_ALL * (CLAIM_LIFE / FAILURE_WINDOW)
    codes = 50  # waiting at one time in a province
    assert tries * codes / 2**40 < 1e-6


def test_a_code_serves_one_player_once(office: Province) -> None:
    claim = actions.issue_claim(station="nghia-ta", now=NOW)
    first = Recorder()
    actions.enrol(first.claim(claim.secret), address=ELSEWHERE, now=NOW)
    assert refused(Recorder().claim(claim.secret)) == "used"
    assert list(Device.objects.values_list("keyid", flat=True)) == [first.keyid]


def test_a_code_ends_with_its_days_and_with_too_many_failures(office: Province) -> None:
    old = actions.issue_claim(station="nghia-ta", now=NOW)
    assert refused(Recorder().claim(old.secret), after=CLAIM_LIFE) == "expired"
    worn = actions.issue_claim(station="nghia-ta", now=NOW)
    unsigned = Recorder().claim(worn.secret) | {"public": Recorder().public}
    for number in range(FAILURES_PER_CODE):
        assert refused(unsigned, address=f"10.2.0.{number}") == "proof"
    assert refused(Recorder().claim(worn.secret), address="10.3.0.1") == "locked"


@pytest.mark.parametrize(
    "spelled",
    [
        lambda public: " ".join((public[:32], public[32:])),
        lambda public: public[:-1],
        lambda public: public + "00",
        lambda _: "",
        lambda _: "zz" * 32,
        lambda _: "\0" * 64,
    ],
    ids=["spaced", "short", "long", "empty", "no-hex", "null"],
)
def test_a_key_has_one_spelling(office: Province, spelled: Callable[[str], str]) -> None:
    claim = actions.issue_claim(station="nghia-ta", now=NOW)
    player = Recorder()
    player.public = spelled(player.public)
    assert refused(player.claim(claim.secret)) == "request"


@given(st.text(max_size=40))
def test_whatever_is_typed_as_a_code_is_read_or_refused_in_words(typed: str) -> None:
    try:
        claim = read_claim(typed)
    except FormatError as error:
        said = str(error)
    else:
        said = "a claim code" if read_claim(str(claim)) == claim else ""
    assert "claim code" in said


def test_a_forwarded_address_is_believed_from_this_machine_alone(rf: object) -> None:
    ask = rf.post  # type: ignore[attr-defined]  # pytest-django's factory
    forged = {"HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2"}
    assert _address(ask("/api/claim", REMOTE_ADDR="9.9.9.9", **forged)) == "9.9.9.9"
    assert _address(ask("/api/claim", REMOTE_ADDR="127.0.0.1", **forged)) == "2.2.2.2"


# ---- stolen: the server


def test_a_revoked_players_uploads_heartbeats_and_key_are_refused(office: Province) -> None:
    player = Recorder().write_many(3)
    device = player.enrolled()
    intake.take_segment(player.segment(1, 2), now=NOW)
    actions.revoke(device=device, why="stolen", now=NOW)
    with pytest.raises(intake.IntakeError, match="revoked"):
        intake.take_segment(player.segment(3), now=NOW)
    with pytest.raises(DeviceError, match="revoked"):
        actions.hear(player.heartbeat(), now=NOW)
    claim = actions.issue_claim(station="nghia-ta", now=NOW)
    assert refused(player.claim(claim.secret)) == "key"
    assert Entry.objects.count() == 2  # what it proved before stays


def test_revoking_says_what_the_leaders_must_sign(
    office: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    stolen, other = Recorder(), Recorder()
    stolen.enrolled()
    other.enrolled()
    for player, left in ((stolen, other.keyid), (other, NOBODY)):
        assert main(["device", "revoke", player.keyid, "--why", "stolen"]) == 0
        assert f'"devices": {json.dumps([left])}' in capsys.readouterr().out


def test_a_revocation_reaches_the_repository_with_the_leaders_next_policy(
    office: Province, listener: Client
) -> None:
    office.sign(office.policy("nghia-ta", devices=(NOBODY,)))
    office.signer().publish({"nghia-ta": office.one_item("nghia-ta")}, now=NOW)
    data = listener.get(policy_path("nghia-ta"))
    assert data is not None
    policy = read_policy(parse(data, "policy"))
    assert not policy.admits(Recorder().keyid)


# ---- stolen: the player


def a_full_day() -> Programme:
    day = Programme()
    day.add("05:00", 60, name="first")
    day.add("05:10", 600, kind=Kind.RELAY, name="relay")
    day.add("05:30", 60, name="second")
    day.add("05:40", 60, name="alarm", priority=Priority.EMERGENCY, signed=(1, 2))
    return day


def lived(devices: tuple[str, ...], *, from_: str = "04:00") -> SimulatedStation:
    """Let a station learn at a time that its policy names these devices."""
    day = a_full_day()
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at(from_))
    day.policy = replace(day.policy, serial=2, devices=devices)
    station.know(day, serial=2)
    station.go(at("23:00"))
    return station


@pytest.mark.parametrize("devices", [(), (KEY.keyid,), ("0" * 16, KEY.keyid)])
def test_a_player_that_its_policy_names_or_that_names_none_plays(devices: tuple[str, ...]) -> None:
    assert len(lived(devices).heard) == 3


@pytest.mark.parametrize("devices", [(NOBODY,), ("ab" * 8,)])
def test_a_player_that_its_policy_leaves_out_is_silent_and_says_why(
    devices: tuple[str, ...],
) -> None:
    station = lived(devices)
    assert (station.heard, station.relayed) == ([], [])
    assert {(event, reason) for _, event, reason in station.outcomes()} == {("missed", "refused")}
    assert STRANGER in [str(entry.get("text")) for entry in station.entries]


def test_a_player_revoked_in_mid_sound_is_silent_at_once() -> None:
    station = lived((NOBODY,), from_="05:00:20")
    (heard,) = station.heard
    assert heard.end - heard.start == timedelta(seconds=20)
    assert (station.outcomes()[0][1:]) == ("cut", "refused")


def test_a_player_revoked_in_mid_relay_switches_it_off_at_once() -> None:
    station = lived((NOBODY,), from_="05:12")
    assert [(moment, on) for moment, on in station.relayed] == [
        (at("05:10"), True),
        (at("05:12"), False),
    ]


def test_a_revoked_player_stays_silent_after_a_restart_without_network() -> None:
    station = lived((NOBODY,))
    station.power_on(at("04:00", DAY + timedelta(days=1)))
    station.send(ClockJudged(Clock.SYNCHRONISED, station.now))
    station.go(at("23:00", DAY + timedelta(days=1)))
    assert station.heard == []


# ---- the real program


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    with village(tmp_path) as made:
        yield made


def test_the_program_falls_silent_when_its_policy_leaves_it_out(place: Village) -> None:
    place.day.policy = replace(place.day.policy, serial=2, devices=(NOBODY,))
    place.publish(serial=2)
    played = place.play()
    assert played.heard == []
    assert played.outcomes == {"first": "missed refused", "second": "missed refused"}
    assert STRANGER in place.notes()
    assert STRANGER in played.said


def test_the_program_lets_no_other_root_than_the_codes_in(tmp_path: Path) -> None:
    with village(tmp_path) as honest, village(tmp_path / "thief") as thief:
        assert honest.server.claim is not None
        assert thief.server.claim is not None
        thief.server.claim = replace(honest.server.claim)  # it has learnt the secret
        home = tmp_path / "new"
        arguments = ["enrol", "--server", thief.server.url, "--claim", str(honest.server.claim)]
        assert player_main([*arguments, "--home", str(home)]) == 2
        assert not (home / "enrolment.json").exists()

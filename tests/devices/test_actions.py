"""Claims, heartbeats, revocation."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.devices.authority import NOW, Province
from tests.devices.recorder import Recorder

from loa.core.canonical import FormatError, digest
from loa.core.claim import Claim, fingerprint
from loa.devices import actions, queries
from loa.devices.actions import DeviceError
from loa.devices.models import Alarm, ClaimCode, ClaimFailure, Device
from loa.devices.repository.layout import Repository
from loa.devices.rules import CLAIM_LIFE, FAILURES_PER_ADDRESS, FAILURES_PER_CODE

pytestmark = pytest.mark.django_db
HERE = "10.0.0.7"


@pytest.fixture(autouse=True)
def _repository(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "repository", lambda: province.repository)


@pytest.fixture
def claim() -> Claim:
    return actions.issue_claim(station="nghia-ta", issued_by="kỹ thuật viên", now=NOW)


def word(document: object, *, address: str = HERE, now: object = NOW) -> str:
    with pytest.raises(DeviceError) as caught:
        actions.enrol(document, address=address, now=now)  # type: ignore[arg-type]
    return caught.value.word


def test_a_player_becomes_a_station_and_learns_whom_to_believe(
    claim: Claim, province: Province
) -> None:
    player = Recorder()
    found = actions.enrol(player.claim(claim.secret), address=HERE, now=NOW).document()
    assert (found["station"], found["device"]) == ("nghia-ta", player.keyid)
    assert found["root"].encode() == province.root
    assert fingerprint(digest(found["root"].encode())) == claim.fingerprint
    assert queries.active_keyids("nghia-ta") == (player.keyid,)


def test_the_secret_itself_is_kept_nowhere(claim: Claim) -> None:
    row = ClaimCode.objects.values().get()
    assert claim.secret not in str(row)
    assert digest(claim.secret.encode()) not in str(row)  # nor what could be guessed offline


def test_a_code_serves_one_player_who_may_ask_again(claim: Claim) -> None:
    player = Recorder()
    first = actions.enrol(player.claim(claim.secret), address=HERE, now=NOW).document()
    again = actions.enrol(player.claim(claim.secret), address=HERE, now=NOW).document()
    assert first == again
    assert word(Recorder().claim(claim.secret)) == "used"
    assert Device.objects.count() == 1


def test_a_code_expires(claim: Claim) -> None:
    assert word(Recorder().claim(claim.secret), now=NOW + CLAIM_LIFE) == "expired"


def test_a_claim_without_its_keys_signature_is_refused_and_locks_the_code(claim: Claim) -> None:
    player = Recorder()
    borrowed = player.claim(claim.secret) | {"public": Recorder().public}
    for number in range(FAILURES_PER_CODE):
        assert word(borrowed, address=f"10.0.1.{number}") == "proof"
    assert word(player.claim(claim.secret)) == "locked"


def test_guessing_from_one_address_stops_that_address_for_an_hour(claim: Claim) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        assert word(Recorder().claim("00000000")) == "claim"
    assert word(Recorder().claim(claim.secret)) == "too-many"
    later = NOW + timedelta(hours=1)
    actions.enrol(Recorder().claim(claim.secret), address=HERE, now=later)
    ClaimFailure.objects.all().delete()


def test_another_address_is_not_stopped(claim: Claim) -> None:
    for _ in range(FAILURES_PER_ADDRESS):
        word(Recorder().claim("00000000"))
    actions.enrol(Recorder().claim(claim.secret), address="10.0.0.8", now=NOW)


def test_a_code_still_fits_after_the_root_changed(claim: Claim, province: Province) -> None:
    newer = province.root.replace(b'"version":1', b'"version":2')
    (province.repository.folder / "metadata" / "2.root.json").write_bytes(newer)
    found = actions.enrol(Recorder().claim(claim.secret), address=HERE, now=NOW)
    assert fingerprint(digest(found.root.encode())) == claim.fingerprint


@pytest.mark.parametrize("key", ["../etc", "a/b", "", "trạm", ".hidden"])
def test_a_stations_key_that_is_no_file_name_gets_no_code(key: str) -> None:
    with pytest.raises(FormatError):
        actions.issue_claim(station=key, now=NOW)


def test_without_a_repository_the_mend_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "repository", lambda: Repository(tmp_path / "none"))
    with pytest.raises(FormatError, match="loa office init"):
        actions.issue_claim(station="nghia-ta", now=NOW)


def test_a_revoked_players_key_is_not_let_in_again(claim: Claim) -> None:
    player = Recorder()
    actions.revoke(device=player.enrolled(), why="mất", now=NOW)
    assert word(player.claim(claim.secret)) == "key"


def test_a_heartbeat_is_noted_and_answered_with_a_receipt() -> None:
    player = Recorder()
    player.enrolled()
    receipt = actions.hear(player.heartbeat(playing="i1"), now=NOW)
    assert (receipt.want, receipt.acknowledgements) == (1, ())
    device = Device.objects.get()
    assert (device.seen_at, device.playing, device.bundle) == (NOW, "i1", 3)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"signature": "00" * 64}, "signature"),
        ({"playing": "other"}, "signature"),
        ({"device": "0" * 16}, "unknown"),
        ({"station": "bang-lung"}, "unknown"),
        ({"n": -1}, "heartbeat"),
        ({"at": "yesterday"}, "heartbeat"),
        ({"clock": "sundial"}, "heartbeat"),
        ({"version": "2.0"}, "heartbeat"),
    ],
)
def test_a_heartbeat_that_is_not_the_players_own_is_refused(
    changes: dict[str, object], word: str
) -> None:
    player = Recorder()
    player.enrolled()
    with pytest.raises(DeviceError) as caught:
        actions.hear(player.heartbeat() | changes, now=NOW)
    assert caught.value.word == word
    assert Device.objects.get().seen_at is None


def test_an_old_heartbeat_sent_again_is_no_sign_of_life() -> None:
    player = Recorder()
    player.enrolled()
    actions.hear(player.heartbeat(), now=NOW + timedelta(hours=2))
    assert Device.objects.get().seen_at is None
    assert Alarm.objects.get().kind == Alarm.Kind.CLOCK


def test_two_players_that_report_as_one_station_raise_an_alarm() -> None:
    for player in (Recorder(), Recorder()):
        player.enrolled()
        actions.hear(player.heartbeat(), now=NOW)
    assert [alarm.kind for alarm in Alarm.objects.all()] == [Alarm.Kind.TWINS]

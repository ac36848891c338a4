"""Trust in a repository that may lie: against a real one, made by a publisher of our own."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.simulators.programme import STATION, Programme
from tests.simulators.publisher import MemoryFetch, Publisher, signer
from tuf.api.metadata import Metadata, Targets

from loa.core.bundle import read_bundle
from loa.core.canonical import parse
from loa.player.ports import FetchError
from loa.player.store import MemoryStore
from loa.player.trusted import Distrust, Refresh, Trusted

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def published(publisher: Publisher) -> Programme:
    day = Programme()
    day.add("05:00", 60)
    send(publisher, day)
    return day


def send(publisher: Publisher, day: Programme, serial: int = 1) -> None:
    publisher.station(day.policy, day.rings, day.rundowns(serial), list(day.messages.values()))
    publisher.publish()


class Case:
    """A player that has refreshed once."""

    def __init__(self) -> None:
        self.publisher = Publisher(NOW)
        self.day = published(self.publisher)
        self.fetch = MemoryFetch(self.publisher.files)
        self.store = MemoryStore()
        self.trusted = Trusted(self.store, self.fetch, STATION, self.publisher.root)
        self.trusted.refresh(NOW)

    @property
    def serial(self) -> int:
        signed = self.trusted.signed()
        assert signed is not None
        return read_bundle(parse(signed.bundle, "bundle")).serial


@pytest.fixture
def case() -> Case:
    return Case()


def test_a_first_refresh_brings_policy_keyrings_and_bundle(case: Case) -> None:
    signed = case.trusted.signed()
    assert signed is not None
    assert (case.serial, list(signed.keyrings)) == (1, ["02071"])


def test_a_refresh_is_small(case: Case) -> None:
    again = case.trusted.refresh(NOW)
    assert (again.changed, again.requests) == (False, 2)
    assert again.bytes < 1_000
    send(case.publisher, case.day, serial=2)
    more = case.trusted.refresh(NOW)
    assert (more.changed, case.serial) == (True, 2)
    assert more.bytes < 10_000


def test_only_what_is_ours_is_fetched(case: Case) -> None:
    assert {path for path in case.fetch.asked if path.startswith("targets/")} == {
        path for path in case.fetch.asked if STATION in path or "/keyring/" in path
    } - {path for path in case.fetch.asked if path.startswith("metadata/")}
    bins = [p for p in case.fetch.asked if ".rundowns-" in p or ".leaders-" in p]
    assert len(bins) <= 3  # one of the signer's, and at most two of the leaders'


def test_a_server_that_is_away_changes_nothing(case: Case) -> None:
    case.fetch.away = True
    with pytest.raises(FetchError, match="away"):
        case.trusted.refresh(NOW + 40 * DAY)
    assert case.serial == 1


def test_expired_metadata_leaves_what_was_verified(case: Case) -> None:
    with pytest.raises(Distrust, match="freeze"):
        case.trusted.refresh(NOW + 8 * DAY)
    assert case.serial == 1


def rollback(case: Case) -> None:
    old = dict(case.publisher.files)
    send(case.publisher, case.day, serial=2)
    case.trusted.refresh(NOW)
    case.fetch.files = old


def frozen_snapshot(case: Case) -> None:
    """Sign the old snapshot's content anew under a lower version than was seen."""
    send(case.publisher, case.day, serial=2)
    case.trusted.refresh(NOW)
    case.publisher.versions["snapshot"] = 0
    case.publisher.publish()


def mixed(case: Case) -> None:
    """Serve a bin of one publication under the version of another."""
    send(case.publisher, case.day, serial=2)
    files = case.publisher.files
    changed = [n for n in files if n.startswith("metadata/2.rundowns-")]
    for name in changed:
        files[name] = files[name.replace("/2.", "/1.")]


def wrong_key(case: Case) -> None:
    case.publisher.online = signer()
    send(case.publisher, case.day, serial=2)


def thief_as_leader(case: Case) -> None:
    """The online key alone signs a policy."""
    case.publisher.offline = case.publisher.online
    case.day.policy = replace(case.day.policy, serial=9, hours=())
    send(case.publisher, case.day, serial=2)


def oversized(case: Case) -> None:
    case.publisher.files["metadata/timestamp.json"] = b"{" + b" " * 20_000


def nonsense(case: Case) -> None:
    case.publisher.files["metadata/timestamp.json"] = b"\xff\x00"


def altered_target(case: Case) -> None:
    send(case.publisher, case.day, serial=2)
    for name in list(case.publisher.files):
        if name.startswith("targets/station"):
            case.publisher.files[name] = case.publisher.files[name].replace(b'"1"', b'"2"')
            case.publisher.files[name] = case.publisher.files[name][:-1] + b" "


@pytest.mark.parametrize(
    "lie",
    [
        rollback,
        frozen_snapshot,
        mixed,
        wrong_key,
        thief_as_leader,
        oversized,
        nonsense,
        altered_target,
    ],
)
def test_a_lie_is_refused_and_changes_nothing(case: Case, lie: Callable[[Case], None]) -> None:
    lie(case)
    before = case.trusted.signed()
    with pytest.raises((Distrust, FetchError)):
        case.trusted.refresh(NOW)
    assert case.trusted.signed() == before


def test_the_same_lie_again_is_refused_again(case: Case) -> None:
    wrong_key(case)
    for _ in range(2):
        with pytest.raises(Distrust):
            case.trusted.refresh(NOW)


def test_a_rotated_online_key_is_followed(case: Case) -> None:
    case.publisher.online = signer()
    case.publisher.sign_root()
    send(case.publisher, case.day, serial=2)
    refresh = case.trusted.refresh(NOW)
    assert (refresh.changed, case.serial) == (True, 2)
    assert refresh.bytes < 12_000


def test_a_rotated_root_key_needs_the_old_one(case: Case) -> None:
    old, case.publisher.offline = case.publisher.offline, signer()
    case.publisher.sign_root((case.publisher.offline,))
    with pytest.raises(Distrust):
        case.trusted.refresh(NOW)
    case.publisher.root_version -= 1
    case.publisher.sign_root((old, case.publisher.offline))
    send(case.publisher, case.day, serial=2)
    assert case.trusted.refresh(NOW).changed
    assert Trusted(case.store, case.fetch, STATION, case.publisher.root).refresh(NOW) == Refresh(
        changed=False, requests=2, bytes=len(case.publisher.files["metadata/timestamp.json"])
    )


@pytest.mark.parametrize("name", ["tuf/timestamp.json", "tuf/snapshot.json", "tuf/state.json"])
def test_a_damaged_file_of_our_own_is_fetched_again(case: Case, name: str) -> None:
    case.store.remove("tuf/state.json")
    if name != "tuf/state.json":
        case.store.write(name, b"{")
    case.trusted.refresh(NOW)
    assert case.serial == 1


def test_a_damaged_note_of_what_was_trusted_is_written_anew(case: Case) -> None:
    case.store.write("tuf/state.json", b"\0" * 40)
    assert case.trusted.signed() is None  # and a player starts nevertheless
    assert case.trusted.refresh(NOW).changed
    assert case.serial == 1


def test_another_bin_under_our_bins_name_is_not_kept_for_ever(case: Case) -> None:
    files = case.publisher.files
    before = set(files)
    send(case.publisher, case.day, serial=2)
    (own,) = [name for name in set(files) - before if ".rundowns-" in name]
    other = next(name for name in before if ".rundowns-" in name and name[11:] != own[11:])
    metadata = Metadata[Targets].from_bytes(files[other])
    metadata.signed.version = 2  # one key signs all bins, and versions coincide
    metadata.sign(case.publisher.online)
    honest, files[own] = files[own], metadata.to_bytes()
    with pytest.raises(Distrust):
        case.trusted.refresh(NOW)
    files[own] = honest
    case.trusted.refresh(NOW)
    assert case.serial == 2


def test_a_lost_document_is_fetched_again(case: Case) -> None:
    for name in case.store.names("documents"):
        case.store.remove(name)
    assert case.trusted.signed() is None
    case.trusted.refresh(NOW)
    assert case.serial == 1


def test_a_station_that_was_never_published_is_told(case: Case) -> None:
    other = Trusted(MemoryStore(), case.fetch, "cd-99999", case.publisher.root)
    with pytest.raises(Distrust, match="has the station been published"):
        other.refresh(NOW)


@pytest.mark.parametrize("day", [6, 8])
def test_time_is_given_and_never_taken_from_the_machine(day: int) -> None:
    then = datetime(2021, 3, 1, tzinfo=UTC)  # long expired by any clock on a wall
    publisher = Publisher(then)
    published(publisher)
    fetch = MemoryFetch(publisher.files)
    trusted = Trusted(MemoryStore(), fetch, STATION, publisher.root)
    if day < 7:
        assert trusted.refresh(then + day * DAY).changed
    else:
        with pytest.raises(Distrust, match="expired"):
            trusted.refresh(then + day * DAY)

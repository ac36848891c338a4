"""What is altered, rolled back, frozen, mixed or signed by somebody else is not played.

Attackers: the network, and whoever serves the repository. They have every published byte
and no key. First the player's own trust in a repository that lies, then the real program.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.attacks.village import Village, a_day, village
from tests.simulators.programme import STATION, Programme, at, ring, seal
from tests.simulators.publisher import MemoryFetch, Publisher, signer
from tests.simulators.station import SimulatedStation, documents

from loa.core.bundle import read_bundle
from loa.core.canonical import digest, parse
from loa.core.words import Priority
from loa.player.ports import FetchError
from loa.player.store import MemoryStore
from loa.player.trusted import Distrust, Trusted

NOW, A_DAY = at("03:00"), timedelta(days=1)


class Player:
    """A player that has refreshed once, and what its repository can be made to say."""

    def __init__(self) -> None:
        self.publisher, self.day = Publisher(NOW), a_day()
        self.send(1)
        self.fetch = MemoryFetch(self.publisher.files)
        self.trusted = Trusted(MemoryStore(), self.fetch, STATION, self.publisher.root)
        self.trusted.refresh(NOW)

    def send(self, serial: int) -> None:
        day = self.day
        self.publisher.station(
            day.policy, day.rings, day.rundowns(serial), list(day.messages.values())
        )
        self.publisher.publish()

    def serial(self) -> int:
        signed = self.trusted.signed()
        assert signed is not None
        return read_bundle(parse(signed.bundle, "bundle")).serial


@pytest.fixture
def player() -> Player:
    return Player()


def altered_policy(player: Player) -> None:
    """Change an hour in the policy's own file; its digest in the metadata stays."""
    player.day.policy = replace(player.day.policy, day_s=9)
    player.send(2)
    for name, data in player.fetch.files.items():
        if name.startswith("targets/policy/"):
            player.fetch.files[name] = data.replace(b'"day_s":9', b'"day_s":8')


def altered_metadata(player: Player) -> None:
    """Change the digest in the metadata as well; its signature stays."""
    player.send(2)
    for name, data in list(player.fetch.files.items()):
        if name.startswith("metadata/2.rundowns-"):
            player.fetch.files[name] = data.replace(b'"length":', b'"length": 1')


def rolled_back(player: Player) -> None:
    """Serve what was true yesterday, every signature whole."""
    yesterday = dict(player.fetch.files)
    player.send(2)
    player.trusted.refresh(NOW)
    player.fetch.files = yesterday


def mixed(player: Player) -> None:
    """Serve one publication's bins under another's snapshot."""
    player.send(2)
    for name in [n for n in player.fetch.files if n.startswith("metadata/2.rundowns-")]:
        player.fetch.files[name] = player.fetch.files[name.replace("/2.", "/1.")]


def wrong_commune(player: Player) -> None:
    """Serve another province's repository, truly signed by its own keys."""
    other = Publisher(NOW)
    other.station(player.day.policy, player.day.rings, player.day.rundowns(9), [])
    for _ in range(3):
        other.publish()
        other.timestamp_again()
    player.fetch.files = other.files


def revoked_key(player: Player) -> None:
    """Sign with the online key of before a rotation that the player has followed."""
    old, player.publisher.online = player.publisher.online, signer()
    player.publisher.sign_root()
    player.send(2)
    player.trusted.refresh(NOW)
    player.publisher.online = old
    player.send(3)


def threshold_not_met(player: Player) -> None:
    """Take the signatures off, so that none of one is there."""
    player.send(2)
    for name in ("metadata/timestamp.json", "metadata/2.snapshot.json"):
        data = player.fetch.files[name]
        begin, end = data.index(b'"sig":"') + 7, data.index(b'"', data.index(b'"sig":"') + 7)
        player.fetch.files[name] = data[:begin] + b"0" * (end - begin) + data[end:]


LIES = [
    altered_policy,
    altered_metadata,
    rolled_back,
    mixed,
    wrong_commune,
    revoked_key,
    threshold_not_met,
]


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_publication_that_lies_is_refused_and_what_was_verified_stays(
    player: Player, lie: Callable[[Player], None]
) -> None:
    lie(player)
    before = player.trusted.signed()
    for _ in range(2):
        with pytest.raises((Distrust, FetchError)):
            player.trusted.refresh(NOW)
    assert player.trusted.signed() == before


@pytest.mark.parametrize(("since", "believed"), [(0, True), (1, True), (2, False)])
def test_a_new_board_believes_nothing_older_than_what_its_claim_named(
    player: Player, since: int, *, believed: bool
) -> None:
    """A board in another's place has no memory in which it could see a rollback."""
    board = Trusted(MemoryStore(), player.fetch, STATION, player.publisher.root, since=since)
    if believed:
        board.refresh(NOW)
        return
    for _ in range(2):
        with pytest.raises(Distrust, match=r"offers publication 1; .* claimed it had 2"):
            board.refresh(NOW)
        assert board.signed() is None
    player.send(2)
    assert board.refresh(NOW).changed


def test_a_frozen_publication_is_noticed_when_its_week_is_over(player: Player) -> None:
    player.trusted.refresh(NOW + 6 * A_DAY)
    with pytest.raises(Distrust, match="freeze"):
        player.trusted.refresh(NOW + 8 * A_DAY)
    assert player.serial() == 1


# ---- approvals: who may put words into a loudspeaker


@pytest.mark.parametrize(
    ("signed", "rings", "priority"),
    [
        pytest.param((), [ring(1, 2)], Priority.ROUTINE, id="by-nobody"),
        pytest.param((9,), [ring(1, 2)], Priority.ROUTINE, id="by-a-stranger"),
        pytest.param((1,), [ring(1, unit="02020")], Priority.ROUTINE, id="by-another-commune"),
        pytest.param((1,), [ring(1, 2, revoked=(1,))], Priority.ROUTINE, id="by-a-revoked-key"),
        pytest.param(
            (1,), [ring(1), ring(1, unit="064", revoked=(1,))], Priority.ROUTINE, id="revoked-above"
        ),
        pytest.param((1,), [ring(1, 2)], Priority.EMERGENCY, id="by-one-of-two"),
        pytest.param((1, 1), [ring(1, 2)], Priority.EMERGENCY, id="by-one-twice"),
    ],
)
def test_what_is_not_approved_by_whom_the_leaders_name_is_not_heard(
    signed: tuple[int, ...], rings: list[object], priority: Priority
) -> None:
    day = Programme(rings=rings)  # type: ignore[arg-type]  # keyrings of the table
    day.policy = replace(day.policy, keyrings=("02071", "064"))
    item = day.add("05:00", 60, signed=signed, priority=priority)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert station.heard == []
    assert station.outcomes() == [(item.id, "missed", "refused")]


def test_an_approval_of_one_message_is_worth_nothing_under_another() -> None:
    day = a_day()
    mine, other = (day.messages[item.message] for item in day.items)
    day.messages[day.items[1].message] = replace(other, approvals=mine.approvals)
    station = SimulatedStation(at("04:00"))
    station.know(day)
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert [h.item for h in station.heard] == [day.items[0].id]
    assert seal(mine.message, 1) == mine  # the approval itself was whole


def test_a_rundown_whose_bytes_were_changed_is_left_out_and_said() -> None:
    day = a_day()
    signed, get = documents(day)
    station = SimulatedStation(at("04:00"))

    def altered(address: str) -> bytes | None:
        data = get(address)  # type: ignore[operator]  # a function
        return data.replace(b"T22:10", b"T22:12") if data else None

    station._do(station.agent.refreshed(signed, altered, station.now))
    station.give(*day.sounds)
    station.go(at("19:00"))
    assert station.heard == []
    assert any("its bytes are not those of" in str(e.get("text")) for e in station.entries)


# ---- the real program


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    with village(tmp_path) as made:
        yield made


def test_the_program_plays_no_sound_that_was_altered_on_the_servers_disk(place: Village) -> None:
    sound = place.day.items[0].sound
    data = place.publisher.files[place.object(sound)]
    place.publisher.files[place.object(sound)] = data[:-2] + b"\x01\x02"
    played = place.play()
    assert played.heard == ["second"]
    assert played.outcomes == {"first": "missed media", "second": "finished"}
    assert "it was thrown away" in played.said


def test_the_program_plays_no_sound_that_was_altered_on_its_own_disk(place: Village) -> None:
    place.play("--at", "2026-11-23T04:00:00+07:00", "--until", "2026-11-23T04:01:00+07:00")
    sound = place.day.items[0].sound
    path = place.home / "media" / sound[:2] / sound
    assert digest(path.read_bytes()) == sound
    path.write_bytes(place.publisher.files[place.object(place.day.items[1].sound)])
    place.publisher.files.pop(place.object(sound))
    played = place.play()
    assert played.heard == ["second"]


def test_the_program_goes_on_with_what_it_verified_when_the_repository_lies(
    place: Village,
) -> None:
    place.play("--at", "2026-11-23T04:00:00+07:00", "--until", "2026-11-23T04:01:00+07:00")
    place.publisher.online = signer()
    more = a_day()
    more.add("05:20", 20, name="forged", sound=b"forged")
    place.publish(more, serial=2)
    played = place.play()
    assert played.heard == ["first", "second"]
    assert any("not to be trusted" in note for note in place.notes())

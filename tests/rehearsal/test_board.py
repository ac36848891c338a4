"""The board of a rehearsed player: what its disk and its clock do to it."""

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.rehearsal.scenes import dice

from loa.core.canonical import digest
from loa.core.ledger import Event
from loa.core.words import Clock
from loa.player.clock import Floor
from loa.player.events import Draft
from loa.player.ledger import Moment, open_ledger
from loa.player.media import DiskFullError
from loa.rehearsal.board import NO_BATTERY, Flash, Hashes, PowerCut, Quartz, Sounds, change, rot

NOON = datetime(2020, 3, 4, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("seed", range(40))
def test_a_torn_write_leaves_its_beginning_and_perhaps_zeros(seed: int) -> None:
    flash, told = Flash(), []
    flash.append("ledger", b"whole\n")
    flash.tears, flash.on_tear = dice(seed), lambda: told.append(1)
    with pytest.raises(PowerCut):
        flash.append("ledger", b"torn\n")
    left = bytes(flash.read("ledger") or b"").removeprefix(b"whole\n").rstrip(b"\0")
    assert b"torn\n".startswith(left)
    assert told == [1]


def test_a_write_is_torn_once() -> None:
    flash = Flash()
    flash.tears = dice(1)
    with pytest.raises(PowerCut):
        flash.append("ledger", b"torn\n")
    flash.append("other", b"whole\n")
    assert flash.read("other") == b"whole\n"


@pytest.mark.parametrize("seed", range(40))
def test_a_ledger_with_a_torn_end_opens_with_all_lines_before(seed: int) -> None:
    flash = Flash()
    ledger, _ = open_ledger(flash)
    moment = Moment(NOON, Clock.SYNCHRONISED, 1, 0)
    entries = ledger.append([Draft(Event.BOOT)], moment)
    flash.tears = dice(seed)
    with pytest.raises(PowerCut):
        ledger.append([Draft(Event.NOTE), Draft(Event.NOTE)], moment)
    _, recovery = open_ledger(flash)
    assert recovery.entries[:1] == tuple(entries)
    assert len(recovery.entries) <= 1 + 2


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize(
    "deed",
    [
        pytest.param(lambda flash: flash.write("a", b"new"), id="write"),
        pytest.param(lambda flash: flash.append("a", b"new"), id="append"),
        pytest.param(lambda flash: flash.truncate("a", 1), id="truncate"),
        pytest.param(lambda flash: flash.remove("a"), id="remove"),
    ],
)
def test_a_disk_that_refuses_changes_nothing_and_can_be_read(
    deed: Callable[[Flash], None], number: int
) -> None:
    flash = Flash()
    flash.write("a", b"old")
    flash.refuses = number
    with pytest.raises(OSError, match=r".+") as raised:
        deed(flash)
    assert (raised.value.errno, flash.read("a")) == (number, b"old")


def test_a_copied_disk_is_another_disk() -> None:
    flash = Flash()
    flash.write("a", b"old")
    other = flash.copy()
    other.append("a", b"er")
    assert (flash.read("a"), other.read("a")) == (b"old", b"older")


@dataclass
class _Shop:
    """`ports.Fetch` of one sound."""

    data: bytes

    def content(self, address: str, offset: int, limit: int) -> Iterator[bytes]:
        assert address == digest(self.data)
        yield self.data[offset:limit]


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFullError), (errno.EROFS, OSError)]
)
def test_sounds_suffer_with_the_disk(number: int, kind: type[OSError], tmp_path: Path) -> None:
    flash, shop = Flash(), _Shop(b"sound")
    sounds = Sounds(tmp_path, flash, Hashes())
    flash.refuses = number
    with pytest.raises(kind):
        sounds.download(digest(b"sound"), shop, ())  # type: ignore[arg-type]  # only sounds are fetched
    assert sounds.held() == frozenset()
    flash.refuses = 0
    sounds.download(digest(b"sound"), shop, ())  # type: ignore[arg-type]  # only sounds are fetched
    assert sounds.held() == {digest(b"sound")}


def test_what_is_in_a_file_is_read_again_once_it_has_changed(tmp_path: Path) -> None:
    path, hashes = tmp_path / "sound", Hashes()
    path.write_bytes(b"whole")
    assert hashes.of(path) == digest(b"whole")
    for data in (b"other", b"whole", b"other"):  # within one tick of the file system's clock
        change(path, data)
        assert hashes.of(path) == digest(data)


@pytest.mark.parametrize("seed", range(20))
def test_rot_changes_one_byte_of_some_files_and_says_what_they_were(
    seed: int, tmp_path: Path
) -> None:
    files = [tmp_path / name for name in "abcd"]
    for path in files[:3]:
        path.write_bytes(path.name.encode() * 50)
    before = rot(files, dice(seed))
    assert before
    for path in files[:3]:
        whole, now = path.name.encode() * 50, path.read_bytes()
        changed = sum(one != other for one, other in zip(whole, now, strict=True))
        assert (changed, before.get(path, whole)) == (int(path in before), whole)
    assert not files[3].exists()


def test_where_there_is_no_sound_nothing_rots(tmp_path: Path) -> None:
    assert rot([tmp_path / "a"], dice(1)) == {}


# ---- the clock


class World:
    """True time, and whether there is a network."""

    def __init__(self) -> None:
        self.now, self.online = NOON, True
        self.quartz = Quartz(now=lambda: self.now, online=lambda: self.online)

    def after(self, seconds: float) -> timedelta:
        """Let time pass; return how far the board's wall clock is from the truth."""
        self.now += seconds * SECOND
        return self.quartz.wall() - self.now


def test_a_step_lasts_until_the_network_corrects_it() -> None:
    world = World()
    world.quartz.boot(Floor(Flash()))
    world.quartz.off = 20 * SECOND
    assert [world.after(10), world.after(10), world.after(10)] == [20 * SECOND] * 2 + [0 * SECOND]
    world.online = False
    assert world.after(10) == 0 * SECOND


def test_a_step_that_nobody_corrects_lasts_as_long_as_that() -> None:
    world = World()
    world.quartz.boot(Floor(Flash()))
    world.quartz.off, world.quartz.uncorrected_until = 20 * SECOND, NOON + 60 * SECOND
    assert [world.after(59), world.after(1)] == [20 * SECOND, 0 * SECOND]


def test_a_network_that_lies_is_followed() -> None:
    world = World()
    world.quartz.boot(Floor(Flash()))
    world.quartz.forged = timedelta(days=365)
    assert world.after(31) == timedelta(days=365)


def test_without_a_battery_time_begins_anew_until_the_network_tells() -> None:
    world = World()
    world.quartz.battery, world.online = False, False
    clock = world.quartz.boot(Floor(Flash()))
    world.after(10)
    assert world.quartz.wall() == NO_BATTERY + 10 * SECOND
    assert clock.judge(NOON - timedelta(days=1)) is Clock.FLOOR
    world.online = True
    assert world.after(30) == 0 * SECOND
    assert clock.judge(NOON - timedelta(days=1)) is Clock.SYNCHRONISED
    assert clock.now() == world.now

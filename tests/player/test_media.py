"""Sounds on disk: truncated, altered, interrupted, too large, and a disk that is full."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.simulators.publisher import MemoryFetch

from loa.core.bundle import object_path
from loa.core.canonical import digest
from loa.player.media import DiskFullError, MediaFolder
from loa.player.ports import FetchError

SOUND = bytes(range(256)) * 40
ADDRESS = digest(SOUND)


def fetch_of(*sounds: bytes) -> MemoryFetch:
    return MemoryFetch({f"objects/{object_path(digest(s))}": s for s in sounds})


class Breaking(MemoryFetch):
    """Breaks off after some bytes, once."""

    def content(self, address: str, offset: int, limit: int) -> Iterator[bytes]:
        for number, block in enumerate(super().content(address, offset, limit)):
            if number == 3 and offset == 0:
                raise FetchError("the connection broke")
            yield block
        self.offset = offset


def test_a_sound_arrives_whole(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    media.download(ADDRESS, fetch_of(SOUND), [])
    assert media.path(ADDRESS).read_bytes() == SOUND
    assert media.held() == {ADDRESS}


def test_a_broken_download_goes_on_where_it_broke(tmp_path: Path) -> None:
    media, fetch = MediaFolder(tmp_path / "media"), Breaking(fetch_of(SOUND).files)
    with pytest.raises(FetchError, match="broke"):
        media.download(ADDRESS, fetch, [])
    assert media.held() == frozenset()
    media.download(ADDRESS, fetch, [])
    assert (fetch.offset, media.held()) == (3000, {ADDRESS})


@pytest.mark.parametrize(
    "came",
    [SOUND[:-1], SOUND[:-1] + b"x", b"", SOUND + b"x"],
    ids=["truncated", "altered", "empty", "longer"],
)
def test_what_is_not_its_address_is_thrown_away(tmp_path: Path, came: bytes) -> None:
    media = MediaFolder(tmp_path / "media")
    fetch = MemoryFetch({f"objects/{object_path(ADDRESS)}": came})
    with pytest.raises(FetchError, match="thrown away"):
        media.download(ADDRESS, fetch, [])
    assert [p for p in media.root.rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("size", [100, len(SOUND)])
def test_a_file_replaced_behind_our_back_does_not_count(tmp_path: Path, size: int) -> None:
    media = MediaFolder(tmp_path / "media")
    media.download(ADDRESS, fetch_of(SOUND), [])
    assert media.true(ADDRESS)
    media.path(ADDRESS).unlink()
    media.path(ADDRESS).write_bytes(b"x" * size)
    assert not media.true(ADDRESS)
    assert not media.path(ADDRESS).exists()


def test_after_a_boot_every_sound_is_hashed_again(tmp_path: Path) -> None:
    MediaFolder(tmp_path / "media").download(ADDRESS, fetch_of(SOUND), [])
    path = MediaFolder(tmp_path / "media").path(ADDRESS)
    path.write_bytes(SOUND[:-1] + b"x")
    assert MediaFolder(tmp_path / "media").held() == frozenset()


def test_a_full_disk_gives_up_what_is_not_scheduled_and_nothing_else(tmp_path: Path) -> None:
    sounds = [bytes([n]) * 1000 for n in range(4)]
    room = 3500

    def free(root: Path) -> int:
        return room - sum(p.stat().st_size for p in root.rglob("*") if p.is_file())

    media = MediaFolder(tmp_path / "media", min_free=1000, free=free)
    fetch = fetch_of(*sounds)
    scheduled = [digest(sounds[0]), digest(sounds[2])]
    for sound in sounds[:3]:
        media.download(digest(sound), fetch, scheduled)
    media.download(digest(sounds[3]), fetch, [*scheduled, digest(sounds[3])])
    assert media.held() == {digest(sounds[0]), digest(sounds[2]), digest(sounds[3])}
    with pytest.raises(DiskFullError, match="still scheduled"):
        media.download(ADDRESS, fetch_of(SOUND), media.held())

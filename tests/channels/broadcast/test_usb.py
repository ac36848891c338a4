"""A stick: names that play in order anywhere, whole or not at all, and every digest true."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.channels.broadcast.builders import DAY, VOV, at, ident_in, policy, relay

from loa.audio.measure import measure
from loa.channels.broadcast.sticks import track_of
from loa.channels.broadcast.usb import (
    MANIFEST,
    SLIP,
    Cache,
    Load,
    UsbError,
    contents,
    tracks,
    write_folder,
    zipped,
)
from loa.core.canonical import digest, require
from loa.core.rundown import Item, Rundown
from loa.core.words import Kind
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore

SOUND = digest(b"sound")


def spoken(title: str, hour: int, minute: int = 0, **members: str) -> Item:
    return Item(
        id=f"{title}-{hour}-{minute}"[:40],
        starts=at(hour, minute),
        ms=2420,
        kind=Kind.MESSAGE,
        title=title,
        message=digest(b"message"),
        language=members.pop("language", "vi"),
        sound=SOUND,
        placement="dat/x",
        **members,
    )


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        pytest.param("Lịch tiêm phòng", "vi", "lich-tiem-phong", id="accents"),
        pytest.param("Đợt 2: 5/6 thôn", "vi", "dot-2-5-6-thon", id="signs"),
        pytest.param("Lịch tiêm phòng", "tyz", "lich-tiem-phong_tyz", id="another-language"),
        pytest.param("通知", "vi", "tin", id="no-letter-that-a-player-shows"),
        pytest.param("../../etc/passwd", "vi", "etc-passwd", id="no-way-out"),
        pytest.param(
            "dài " * 40, "vi", "dai-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai-dai", id="long"
        ),
    ],
)
def test_names(title: str, language: str, name: str) -> None:
    (track,) = tracks([_day(spoken(title, 5, language=language))], policy("x"))
    assert track.path == f"2026-11-23_sang_0500/01_{name}.mp3"


def test_each_session_is_numbered_from_one_and_relays_have_no_file() -> None:
    items = [spoken("Tin một", 5), spoken("Tin hai", 5, 2), relay(at(5, 28)), spoken("Chiều", 17)]
    found = tracks([_day(*items)], policy("x"))
    assert [(t.session, t.number, t.path, t.title) for t in found] == [
        ("2026-11-23_sang_0500", 1, "2026-11-23_sang_0500/01_tin-mot.mp3", "Tin một"),
        ("2026-11-23_sang_0500", 2, "2026-11-23_sang_0500/02_tin-hai.mp3", "Tin hai"),
        ("2026-11-23_sang_0500", 0, "", f"Tiếp sóng: {VOV}"),
        ("2026-11-23_chieu_1700", 1, "2026-11-23_chieu_1700/01_chieu.mp3", "Chiều"),
    ]


@given(st.text(max_size=80))
def test_any_title_makes_a_safe_name(title: str) -> None:
    (track,) = tracks([_day(spoken(title, 5))], policy("x"))
    folder, name = track.path.split("/")
    assert folder == "2026-11-23_sang_0500"
    assert name.isascii()
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "mp3", ObjectStore(tmp_path / "objects", HastyDisk()))


@pytest.fixture
def load(cache: Cache, tmp_path: Path) -> Load:
    sound = ident_in(cache.objects, tmp_path)
    items = [replace(spoken("Tin một", 5), sound=sound), relay(at(5, 28))]
    again = replace(spoken("Tin một", 17), sound=sound)
    found = tracks([_day(*items, again)], policy("nghia-ta"))
    return Load(7, "nghia-ta", "Trạm Nghĩa Tá", DAY, DAY, at(1), tuple(found))


def test_a_zip_holds_everything_with_its_digest(load: Load, cache: Cache) -> None:
    data = b"".join(zipped(load, contents(load, b"%PDF slip", cache)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    top = "loa-nghia-ta-2026-11-23"
    assert list(files) == [
        f"{top}/{SLIP}",
        f"{top}/2026-11-23_sang_0500/01_tin-mot.mp3",
        f"{top}/2026-11-23_chieu_1700/01_tin-mot.mp3",
        f"{top}/{MANIFEST}",
    ]
    manifest = require(json.loads(files[f"{top}/{MANIFEST}"]), "usb")
    assert manifest["version"] == "1.0"
    assert {f"{top}/{one['path']}": one["sha256"] for one in manifest["files"]} == {
        name: digest(data) for name, data in files.items() if name.endswith(".mp3")
    }
    assert manifest["slip"] == {"path": SLIP, "sha256": digest(b"%PDF slip")}
    assert data == b"".join(zipped(load, contents(load, b"%PDF slip", cache)))


def test_a_file_is_mp3_with_its_title_at_the_loudness_of_its_source(
    load: Load, cache: Cache
) -> None:
    path = cache.mp3(load.tracks[0])
    with av.open(str(path)) as sound:
        assert sound.format.name == "mp3"
        assert sound.metadata["title"] == "Tin một"
    source = measure(cache.objects.path(load.tracks[0].sound))
    assert measure(path).lufs == pytest.approx(source.lufs, abs=0.1)


def test_a_sound_is_converted_once(load: Load, cache: Cache) -> None:
    path = cache.mp3(load.tracks[0])
    path.write_bytes(b"kept")
    assert cache.mp3(load.tracks[2]).read_bytes() == b"kept"


def test_missing_sounds_are_named(cache: Cache) -> None:
    found = tracks([_day(spoken("Tin một", 5), spoken("Tin hai", 5, 2))], policy("x"))
    assert cache.missing(found) == ["Tin hai", "Tin một"]


def test_a_folder_is_written_whole(load: Load, cache: Cache, tmp_path: Path) -> None:
    out = tmp_path / "stick"
    out.mkdir()
    folder = write_folder(load, contents(load, b"slip", cache), out)
    assert folder == out / "loa-nghia-ta-2026-11-23"
    assert [path.name for path in out.iterdir()] == [folder.name]
    with pytest.raises(UsbError, match="is there already"):
        write_folder(load, contents(load, b"slip", cache), out)


def test_nothing_half_done_stays_on_a_stick_that_is_full(load: Load, tmp_path: Path) -> None:
    def filling_up() -> Iterator[tuple[str, bytes]]:
        yield SLIP, b"slip"
        raise OSError(28, "No space left on device")

    with pytest.raises(UsbError, match="No space left on device; nothing was left there"):
        write_folder(load, filling_up(), tmp_path)
    assert [path for path in tmp_path.iterdir() if "loa-" in path.name] == []


def test_a_track_is_stored_and_read_again(load: Load) -> None:

    stored = [json.loads(json.dumps(track.document())) for track in load.tracks]
    assert [track_of(one) for one in stored] == list(load.tracks)


def _day(*items: Item) -> Rundown:
    return Rundown("nghia-ta", DAY, 1, tuple(items))

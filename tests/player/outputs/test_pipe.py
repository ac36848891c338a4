"""The pipe: samples to another program, at the pace of a sound card."""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from loa.core.rundown import Item
from loa.core.words import Kind
from loa.player.events import Play
from loa.player.outputs.pcm import BYTES_A_MS
from loa.player.outputs.pipe import AHEAD_S, PipeOutput

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    return path


def order(play: int, ms: int, gain_cdb: int = 0) -> Play:
    item = Item("x", NOW, ms, Kind.MESSAGE, "t", "m", "vi", "s")
    return Play(play, item, NOW, 0, gain_cdb, NOW + timedelta(hours=1))


def reader(fifo: Path) -> int:
    return os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)


def read(descriptor: int, size: int, within_s: float = 2.0) -> bytes:
    data, until = b"", time.monotonic() + within_s
    while len(data) < size and time.monotonic() < until:
        try:
            data += os.read(descriptor, size - len(data))
        except BlockingIOError:
            time.sleep(0.005)
    return data


def samples(ms: int) -> memoryview:
    return memoryview(b"".join((n % 30_000).to_bytes(2, "little") for n in range(ms * 48)))


def test_what_is_read_is_the_sound_whole_and_in_order(fifo: Path) -> None:
    output, listener = PipeOutput(fifo), reader(fifo)
    pcm = samples(130)
    output.begin(order(1, 130), NOW, pcm)
    assert read(listener, len(pcm)) == pcm
    output.end(order(1, 130), 130, pcm)
    output.close()


def test_it_comes_at_the_pace_of_a_sound_card(fifo: Path) -> None:
    output, listener = PipeOutput(fifo), reader(fifo)
    pcm, begun = samples(500), time.monotonic()
    output.begin(order(1, 500), NOW, pcm)
    assert len(read(listener, len(pcm))) == len(pcm)
    assert time.monotonic() - begun >= 0.5 - AHEAD_S - 0.02
    output.close()


def test_the_gain_lowers_the_samples(fifo: Path) -> None:
    output, listener = PipeOutput(fifo), reader(fifo)
    output.begin(order(1, 1, gain_cdb=-2000), NOW, memoryview((1000).to_bytes(2, "little")))
    assert int.from_bytes(read(listener, 2), "little") == 100
    output.close()


def test_after_an_end_nothing_more_comes(fifo: Path) -> None:
    output, listener = PipeOutput(fifo), reader(fifo)
    pcm = samples(1000)
    output.begin(order(1, 1000), NOW, pcm)
    output.end(order(1, 1000), 0, pcm)
    assert len(read(listener, len(pcm), within_s=0.3)) <= 200 * BYTES_A_MS
    output.close()


def test_without_a_reader_a_start_fails(fifo: Path) -> None:
    output = PipeOutput(fifo)
    with pytest.raises(OSError, match="nobody reads it"):
        output.begin(order(1, 100), NOW, samples(100))
    output.close()


def test_what_was_not_taken_was_not_heard(fifo: Path) -> None:
    output, listener = PipeOutput(fifo), reader(fifo)
    pcm = samples(2500)
    output.begin(order(1, 2500), NOW, pcm)
    os.close(listener)
    time.sleep(2.6)
    with pytest.raises(OSError, match=r"\d+ ms were not taken"):
        output.end(order(1, 2500), 2500, pcm)
    output.close()


def test_a_reader_may_come_again(fifo: Path) -> None:
    output = PipeOutput(fifo)
    for play in (1, 2):
        listener, pcm = reader(fifo), samples(40)
        output.begin(order(play, 40), NOW, pcm)
        assert read(listener, len(pcm)) == pcm
        os.close(listener)
        output.begin(order(play, 40), NOW, pcm)  # finds that nobody is there any more
        with pytest.raises(OSError, match="nobody reads it"):
            output.begin(order(play, 40), NOW, pcm)
    output.close()


def test_only_a_pipe_is_written(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"kept")
    with pytest.raises(OSError, match="make one with mkfifo"):
        PipeOutput(path)
    assert path.read_bytes() == b"kept"

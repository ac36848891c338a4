"""The output's thread in real time: starts at their deadlines, cuts, failures."""

import queue
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.simulators.programme import tone

from loa.core.canonical import digest
from loa.core.rundown import Item
from loa.core.words import Kind
from loa.player.clock import SystemClock
from loa.player.events import Event, Failed, Finished, Play, Started
from loa.player.outputs.file import FileOutput
from loa.player.outputs.pcm import decode, length_ms
from loa.player.outputs.speaker import SpeakerOutput
from loa.player.playing import Playing
from loa.player.ports import Output

MS = timedelta(milliseconds=1)
CLOCK = SystemClock(datetime(2020, 1, 1, tzinfo=UTC))


class Rig:
    def __init__(self, output: Output, folder: Path, sound: bytes) -> None:
        self.reports: queue.Queue[Event] = queue.Queue()
        self.playing = Playing(output, CLOCK, self.reports.put)
        self.sound, self.path = digest(sound), folder / "sound"
        self.path.write_bytes(sound)

    def order(self, play: int, ms: int, *, in_ms: int = 100, until_ms: int = 10_000) -> Play:
        at = CLOCK.now() + in_ms * MS
        item = Item("x", at, ms, Kind.MESSAGE, "t", "m", "vi", self.sound)
        order = Play(play, item, at, 0, -600, at + until_ms * MS)
        self.playing.play(order, self.path)
        return order

    def next(self) -> Event:
        return self.reports.get(timeout=5)


def outputs(folder: Path) -> list[Output]:
    return [FileOutput(folder / "out"), SpeakerOutput("null")]


@pytest.mark.parametrize("which", [0, 1], ids=["file", "speaker"])
def test_a_sound_starts_at_its_deadline_and_ends(tmp_path: Path, which: int) -> None:
    rig = Rig(outputs(tmp_path)[which], tmp_path, tone(200))
    order = rig.order(1, 200, in_ms=400)
    started = rig.next()
    assert isinstance(started, Started)
    assert timedelta(0) <= started.at - order.at < timedelta(milliseconds=250)
    assert rig.next() == Finished(1, 200)
    rig.playing.close()


def test_the_end_of_the_hours_is_silence_whatever_is_left(tmp_path: Path) -> None:
    rig = Rig(outputs(tmp_path)[0], tmp_path, tone(500))
    rig.order(1, 500, until_ms=100)
    assert isinstance(rig.next(), Started)
    finished = rig.next()
    assert isinstance(finished, Finished)
    assert finished.ms <= 100
    rig.playing.close()


def test_a_cut_is_silence_at_once_without_a_report(tmp_path: Path) -> None:
    rig = Rig(outputs(tmp_path)[0], tmp_path, tone(5000))
    rig.order(1, 5000)
    assert isinstance(rig.next(), Started)
    time.sleep(0.2)
    rig.playing.cut(1)
    rig.order(2, 5000)
    assert rig.next().play == 2  # type: ignore[union-attr]
    rig.playing.close()
    heard = [length_ms(decode(p)) for p in (tmp_path / "out").glob("*.wav")]
    assert len(heard) == 1
    assert heard[0] < 4000


def test_what_is_no_sound_fails_in_words(tmp_path: Path) -> None:
    rig = Rig(outputs(tmp_path)[0], tmp_path, b"not a sound at all")
    rig.order(1, 500)
    failed = rig.next()
    assert isinstance(failed, Failed)
    assert "not a sound that can be decoded" in failed.sentence
    rig.playing.close()


def test_ordering_does_not_wait_for_the_deadline(tmp_path: Path) -> None:
    rig = Rig(outputs(tmp_path)[0], tmp_path, tone(100))
    begun = time.monotonic()
    rig.order(1, 100, in_ms=60_000)
    assert time.monotonic() - begun < 1
    assert rig.playing.seconds_to_start() > 50
    rig.playing.cut(1)
    rig.playing.close()


def test_decoding_makes_way_for_a_start_that_is_ready(tmp_path: Path) -> None:
    rig = Rig(outputs(tmp_path)[0], tmp_path, tone(100))
    rig.order(1, 100, in_ms=400)
    while not rig.playing._is_ready():
        time.sleep(0.01)
    time.sleep(0.36)  # within what is kept clear
    begun = time.monotonic()
    rig.playing._rest()
    assert 0.005 < time.monotonic() - begun < 1
    assert isinstance(rig.next(), Started)
    rig.playing.close()


class Unheard(FileOutput):
    def end(self, order: Play, heard_ms: int, pcm: memoryview) -> None:
        super().end(order, heard_ms, pcm)
        raise OSError("the cable is off")


def test_a_sound_that_was_not_all_heard_has_failed(tmp_path: Path) -> None:
    rig = Rig(Unheard(tmp_path / "out"), tmp_path, tone(100))
    rig.order(1, 100)
    assert isinstance(rig.next(), Started)
    assert rig.next() == Failed(1, "the output failed: the cable is off", ms=100)
    rig.playing.close()

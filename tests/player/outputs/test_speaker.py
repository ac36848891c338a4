"""The loudspeaker: a start lies at its sample, whatever the device's periods are."""

from datetime import UTC, datetime, timedelta

import pytest

from loa.core.rundown import Item
from loa.core.words import Kind
from loa.player.events import Play
from loa.player.outputs.speaker import PERIOD_MS, SpeakerOutput

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)
FRAMES = PERIOD_MS * 48


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def order(play: int) -> Play:
    item = Item("x", NOW, 100, Kind.MESSAGE, "t", "m", "vi", "s")
    return Play(play, item, NOW, 0, 0, NOW + timedelta(hours=1))


def heard(output: SpeakerOutput, clock: Clock, periods: int) -> list[int]:
    """Return the samples of the next periods, as the device asks for them."""
    source = output._source()
    next(source)
    found: list[int] = []
    for _ in range(periods):
        block = source.send(FRAMES)
        found += [int.from_bytes(block[n : n + 2], "little") for n in range(0, len(block), 2)]
        clock.now += PERIOD_MS / 1000
    return found


@pytest.mark.parametrize(
    ("in_s", "silent"),
    [
        pytest.param(0.0, 0, id="at-once"),
        pytest.param(-0.5, 0, id="late"),
        pytest.param(0.005, 240, id="within-the-first-period"),
        pytest.param(0.020, 960, id="between-two"),
        pytest.param(0.0475, 2280, id="in-the-third"),
    ],
)
def test_a_sound_begins_at_its_sample(in_s: float, silent: int) -> None:
    clock = Clock()
    output = SpeakerOutput("null", monotonic=clock)
    output._device = object()  # nothing is opened: this test asks in its place
    pcm = memoryview((7).to_bytes(2, "little") * 4800)
    output.begin(order(1), NOW, pcm, in_s)
    samples = heard(output, clock, 10)
    assert samples == [0] * silent + [7] * 4800 + [0] * (len(samples) - silent - 4800)


def test_what_is_ended_before_it_began_is_not_heard() -> None:
    clock = Clock()
    output = SpeakerOutput("null", monotonic=clock)
    output._device = object()
    pcm = memoryview((7).to_bytes(2, "little") * 4800)
    output.begin(order(1), NOW, pcm, 0.04)
    output.end(order(1), 0, pcm)
    assert set(heard(output, clock, 10)) == {0}

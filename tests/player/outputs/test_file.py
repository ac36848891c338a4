"""The file sink: what was heard, whole, at the gain it had."""

import wave
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from loa.core.rundown import Item
from loa.core.words import Kind
from loa.player.events import Play
from loa.player.outputs.file import FileOutput

NOW = datetime(2026, 11, 23, 5, tzinfo=UTC)


@pytest.mark.parametrize("heard_ms", [1, 999, 1000, 1001, 2500])
def test_a_file_holds_what_was_heard(tmp_path: Path, heard_ms: int) -> None:
    item = Item("x", NOW, 2500, Kind.MESSAGE, "t", "m", "vi", "s")
    order = Play(1, item, NOW, 0, -2000, NOW + timedelta(hours=1))
    samples = np.arange(2500 * 48, dtype="<i2") * 10
    pcm = memoryview(samples.tobytes())
    output = FileOutput(tmp_path)
    output.begin(order, NOW, pcm)
    output.end(order, heard_ms, pcm)
    with wave.open(str(next(tmp_path.glob("*.wav")))) as file:
        written = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    whole = (samples[: heard_ms * 48].astype(np.float32) * 0.1).round().astype("<i2")
    assert np.array_equal(written, whole)

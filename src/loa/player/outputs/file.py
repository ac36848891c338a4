"""The file sink: what would have been heard, as WAV files and two logs of JSON lines.

`starts.jsonl` has a line for each start, `switches.jsonl` one for each relay and mute. A
sound's file appears when it is over and holds what was heard of it, at the gain it had.
"""

import json
import wave
from datetime import datetime, timedelta
from pathlib import Path

from loa.core.message import instant
from loa.player.events import Play
from loa.player.outputs.pcm import RATE, Pcm, amplified, slice_ms

MS = timedelta(milliseconds=1)
BLOCK_MS = 1000


class FileOutput:
    """Writes below one folder."""

    wants_samples = True
    lead_s = 0.0

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._begun: dict[int, datetime] = {}

    def begin(
        self,
        order: Play,
        at: datetime,
        pcm: Pcm,  # noqa: ARG002 - written when it is over
        in_s: float = 0.0,  # noqa: ARG002 - the same as `at`
    ) -> None:
        self._begun[order.play] = at
        self._log(
            "starts.jsonl",
            {
                "item": order.item.id,
                "planned": instant(order.item.starts),
                "started": instant(at),
                "late_ms": max(0, (at - order.item.starts) // MS),
                "sound": order.item.sound,
                "gain_cdb": order.gain_cdb,
            },
        )

    def end(self, order: Play, heard_ms: int, pcm: Pcm) -> None:
        at = self._begun.pop(order.play, order.at)
        if heard_ms <= 0:
            return
        name = f"{at:%Y%m%dT%H%M%SZ}-{order.item.id}.wav"
        temporary = self._folder / f".{name}"
        with wave.open(str(temporary), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            for start in range(0, heard_ms, BLOCK_MS):  # in parts: boards are small
                part = slice_ms(pcm, start, min(BLOCK_MS, heard_ms - start))
                file.writeframes(amplified(part, order.gain_cdb))
        temporary.replace(self._folder / name)

    def gain(self, gain_cdb: int) -> None:
        pass  # the file keeps the gain with which its sound began

    def mute(self, *, muted: bool, at: datetime) -> None:
        self._log("switches.jsonl", {"at": instant(at), "mute": muted})

    def relay(self, source: str, *, on: bool, at: datetime) -> None:
        self._log("switches.jsonl", {"at": instant(at), "relay": source, "on": on})

    def close(self) -> None:
        pass

    def _log(self, name: str, line: dict[str, object]) -> None:
        with (self._folder / name).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

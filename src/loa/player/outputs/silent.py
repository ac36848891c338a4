"""No sound at all: for a player that only keeps its ledger, and for tests."""

from datetime import datetime

from loa.player.events import Play
from loa.player.outputs.pcm import Pcm


class SilentOutput:
    """Takes every order and is heard by nobody."""

    wants_samples = False
    lead_s = 0.0

    def begin(self, order: Play, at: datetime, pcm: Pcm, in_s: float = 0.0) -> None:
        pass

    def end(self, order: Play, heard_ms: int, pcm: Pcm) -> None:
        pass

    def gain(self, gain_cdb: int) -> None:
        pass

    def mute(self, *, muted: bool, at: datetime) -> None:
        pass

    def relay(self, source: str, *, on: bool, at: datetime) -> None:
        pass

    def close(self) -> None:
        pass

"""Recordings as a microphone or a folder gives them."""

import io
import tempfile
import wave
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from django.utils import timezone
from tests.channels.broadcast.builders import grid, policy
from tests.newsroom.desk import Desk

from loa.audio.sound import RATE
from loa.audio.standin import stand_in
from loa.channels.broadcast.models import GridFrame, PolicyRevision, Station, StationUnit
from loa.core.canonical import canonical
from loa.devices.objects import ObjectStore
from loa.newsroom.bulletins import actions, rules, sounds
from loa.newsroom.bulletins.actions import Kept
from loa.newsroom.models import Bulletin, BulletinEntry


def station(key: str, unit: str) -> Station:
    """Open a station with a policy, in a unit that is known already."""
    document = canonical(grid().document()).decode()
    made = Station.objects.create(
        key=key,
        name="Trạm Chợ Đồn",
        kind=Station.Kind.PLAYER,
        languages=["vi", "tyz"],
        since=date(2026, 1, 1),
        grid=GridFrame.objects.create(key="khung", name="Khung", document=document),
    )
    StationUnit.objects.create(station=made, unit_code=unit, since=date(2026, 1, 1))
    PolicyRevision.objects.create(
        station=made,
        serial=1,
        document=canonical(policy(key).document()).decode(),
        decided_at=timezone.now(),
    )
    return made


def wav(seconds: float = 2.0, seed: str = "a") -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(stand_in("vi", seconds, seed).samples.tobytes())
    return held.getvalue()


@cache
def _made(seconds: float, seed: str) -> tuple[bytes, bytes, Kept]:
    """Render a recording once for all tests: as it came, as it is heard, and what is kept."""
    with tempfile.TemporaryDirectory() as folder:
        objects = ObjectStore(Path(folder))
        kept = sounds.keep([wav(seconds, seed)], "", objects=objects)
        return objects.read(kept.source), objects.read(kept.spoken.address), kept


def recorded(
    desk: Desk,
    bulletin: Bulletin,
    objects: ObjectStore,
    name: str,
    *,
    seed: str = "a",
    seconds: float = 2.0,
) -> BulletinEntry:
    """Put a recording into a bulletin."""
    source, heard, kept = _made(seconds, seed)
    objects.put_all([source, heard])
    kept = replace(kept, name=name)
    named = rules.named(name)
    return actions.add_recording(bulletin, kept, named, by=desk.editor, now=timezone.now())

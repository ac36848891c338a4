"""A player's home: one folder with everything that it is and remembers.

enrolment.json  device.key  player.toml  floor.json  alive.json
tuf/  documents/  objects/  media/  ledger/  damaged/
"""

import fcntl
import os
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path

from loa.player.crypto import DeviceKey, load_or_create
from loa.player.enrol import KEY_NAME, Enrolment, EnrolmentError, load

SETTINGS_NAME, LOCK_NAME, MEDIA = "player.toml", ".lock", "media"


class HomeError(Exception):
    """A home that cannot be used; the sentence names the file and the mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the owner of a board may set in `player.toml`; every line is optional."""

    refresh_s: int = 600  # once a minute at least while something is heard
    report_s: int = 300  # heartbeat, and the ledger's new lines
    backend: str = ""  # of the speaker: alsa, pulseaudio, null; empty: the first that works
    amplifier_command: str = ""
    relay_command: str = ""
    trust_system_clock: bool = False  # for machines whose clock is kept right by their host
    min_free_mb: int = 50


@dataclass(frozen=True, slots=True)
class Home:
    """An enrolled home, opened."""

    folder: Path
    enrolment: Enrolment
    key: DeviceKey
    settings: Settings


def open_home(folder: Path) -> Home:
    """Open an enrolled home. Raises HomeError, EnrolmentError or DeviceKeyError."""
    enrolment = load(folder)
    key_file = folder / KEY_NAME
    if not key_file.exists():
        raise EnrolmentError(f"{key_file}: the device's key is gone; move {folder} away and enrol")
    key = load_or_create(key_file)
    if key.keyid != enrolment.device:
        raise EnrolmentError(f"{key_file}: not the key that was enrolled; move {folder} away")
    return Home(folder, enrolment, key, read_settings(folder / SETTINGS_NAME))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other players out of a home; HomeError when one is in, or it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise HomeError(f"{folder}: cannot be written ({error.strerror})") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise HomeError(f"{folder}: another loa-player is running here") from error
        yield
    finally:
        os.close(descriptor)


def read_settings(path: Path) -> Settings:
    """Read `player.toml`; HomeError for what cannot be understood."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HomeError(f"{path}: {error}") from error
    kinds = {field.name: field.type for field in fields(Settings)}
    for name, value in values.items():
        if name not in kinds:
            raise HomeError(f"{path}: {name}: no such setting; known: {', '.join(kinds)}")
        if type(value) is not kinds[name]:
            raise HomeError(
                f"{path}: {name}: {value!r} is no {getattr(kinds[name], '__name__', '')}"
            )
        if isinstance(value, int) and not isinstance(value, bool) and value <= 0:
            raise HomeError(f"{path}: {name}: must be more than 0")
    return Settings(**values)

"""Sound for what does not know Opus: podcasts and older phones get MP3, made once."""

from pathlib import Path

from django.conf import settings

from loa.audio.render import to_mp3

BITS_A_SECOND = 64_000


def folder() -> Path:
    """Return where they are kept; what is lost there is made again."""
    return Path(settings.DATA_DIR) / "portal" / "mp3"


def as_mp3(source: Path, address: str, *, title: str) -> Path:
    """Return the MP3 of a sound; the first to ask waits while it is made."""
    made = folder() / f"{address}.mp3"
    if not made.exists() and source.is_file():
        made.parent.mkdir(parents=True, exist_ok=True)
        to_mp3(source, made, title=title)
    return made


def mp3_bytes(address: str, ms: int) -> int:
    """Return how long the MP3 is in bytes; as it will be about, while it is not made."""
    made = folder() / f"{address}.mp3"
    return made.stat().st_size if made.exists() else ms * BITS_A_SECOND // 8000

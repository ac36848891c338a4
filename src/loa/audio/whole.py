"""Whether a file ends where it says that it ends.

FFmpeg plays what is there and is silent about what is missing.
"""

import os
import struct
from pathlib import Path

from loa.audio.ogg import ended_properly

RIFF = struct.Struct("<4sI")
LENGTH_UNKNOWN = {0, 0xFFFFFFFF}  # written by programs that record into a pipe
MP3_LENGTH_TAGS = (b"Xing", b"Info", b"VBRI")
MP3_HEAD = 512 * 1024  # the tag follows an ID3 tag, which may hold a picture
# Their decoders' length comes from the header; elsewhere it is an estimate from the bit rate.
DECLARING = ("flac", "wav", "w64", "aiff", "mov", "matroska", "caf", "ogg")


def is_cut_off(path: Path, container_format: str) -> bool:
    """Say whether the end of a WAV or Ogg file is missing."""
    if container_format == "ogg":
        return not ended_properly(path)
    if container_format == "wav":
        with path.open("rb") as file:
            head = file.read(RIFF.size)
        if len(head) < RIFF.size:
            return True
        magic, length = RIFF.unpack(head)
        declared = magic == b"RIFF" and length not in LENGTH_UNKNOWN
        return declared and length + RIFF.size > path.stat().st_size + 1
    return False


def declares_its_length(path: Path, container_format: str) -> bool:
    """Say whether the length that FFmpeg tells was written by whoever made the file."""
    if container_format == "mp3":
        with path.open("rb") as file:
            head = file.read(min(MP3_HEAD, os.fstat(file.fileno()).st_size))
        return any(tag in head for tag in MP3_LENGTH_TAGS)
    return any(name in container_format for name in DECLARING)

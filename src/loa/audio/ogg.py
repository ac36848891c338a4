"""The few bytes of an Ogg Opus file that are ours to set: the output gain (RFC 7845).

The first page carries the OpusHead packet: magic 0-7, version 8, channels 9, pre-skip
10-11, input rate 12-15, output gain 16-17 (signed, 1/256 dB, little-endian).
"""

import os
import struct
from pathlib import Path

CAPTURE = b"OggS"
PAGE_HEADER = struct.Struct("<4sBBqIIIB")  # capture, version, flags, granule, serial, seq, crc, n
CRC_AT = 22
LAST_PAGE = 0x04
GAIN_AT = 16
GAIN_STEPS_PER_DB = 256
MAX_PAGE = 27 + 255 + 255 * 255


def _crc_table() -> tuple[int, ...]:
    table = []
    for index in range(256):
        register = index << 24
        for _ in range(8):
            register = (register << 1) ^ (0x04C11DB7 if register & 0x80000000 else 0)
        table.append(register & 0xFFFFFFFF)
    return tuple(table)


CRC_TABLE = _crc_table()


def crc(page: bytes) -> int:
    """Return the checksum of a page whose checksum field is zero (RFC 3533)."""
    register = 0
    for byte in page:
        register = ((register << 8) & 0xFFFFFFFF) ^ CRC_TABLE[(register >> 24) ^ byte]
    return register


def set_gain(path: Path, gain_db: float) -> float:
    """Write the output gain that every decoder applies; return it as rounded to 1/256 dB.

    Raises ValueError for a file that does not begin with an OpusHead page.
    """
    steps = round(gain_db * GAIN_STEPS_PER_DB)
    with path.open("r+b") as file:
        page = bytearray(_first_page(file.read(MAX_PAGE)))
        head = page.find(b"OpusHead")
        struct.pack_into("<h", page, head + GAIN_AT, steps)
        struct.pack_into("<I", page, CRC_AT, 0)
        struct.pack_into("<I", page, CRC_AT, crc(bytes(page)))
        file.seek(0)
        file.write(page)
        file.flush()
        os.fsync(file.fileno())
    return steps / GAIN_STEPS_PER_DB


def gain_of(path: Path) -> float:
    """Return the output gain in dB; raises ValueError as `set_gain` does."""
    with path.open("rb") as file:
        page = _first_page(file.read(MAX_PAGE))
    (steps,) = struct.unpack_from("<h", page, page.find(b"OpusHead") + GAIN_AT)
    return float(steps) / GAIN_STEPS_PER_DB


def ended_properly(path: Path) -> bool:
    """Say whether the last page is whole and marked as the last one."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        start = max(0, size - MAX_PAGE)
        file.seek(start)
        tail = file.read()
    at = tail.rfind(CAPTURE)
    while at >= 0:  # the capture pattern can also occur inside a packet
        page = tail[at:]
        if len(page) >= PAGE_HEADER.size and _page_length(page) == len(page):
            return bool(page[5] & LAST_PAGE)
        at = tail.rfind(CAPTURE, 0, at)
    return False


def _page_length(data: bytes) -> int:
    count = data[26]
    return 27 + count + sum(data[27 : 27 + count])


def _first_page(data: bytes) -> bytes:
    if not data.startswith(CAPTURE) or len(data) < PAGE_HEADER.size:
        raise ValueError("not an Ogg file")
    page = data[: _page_length(data)]
    if b"OpusHead" not in page:
        raise ValueError("not an Opus file")
    return page

"""The listener: reads a FIFO in a process of its own and writes down when sound began.

`python -m bench.listening FIFO OUT` writes one line for each beginning, the wall clock in
nanoseconds at the arrival of the first bytes that hold a sample above silence, after at
least GAP_S without one. It ends when told to (SIGTERM). The samples are signed 16 bit.
Where it may, it runs before everything else: its own lateness is nobody's.
"""

import contextlib
import os
import signal
import sys
import time
from pathlib import Path

import numpy as np

GAP_S = 0.1
SILENT = 64  # of 32767: dither and the codec's ringing
BYTES = 65_536


def listen(pipe: int) -> list[int]:
    """Return the beginnings until the signal comes."""
    begun: list[int] = []
    loud_until = 0

    def stop(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            data = os.read(pipe, BYTES)
            now = time.time_ns()
            samples = np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.int32)
            if len(samples) and int(np.abs(samples).max()) > SILENT:
                if now - loud_until > GAP_S * 1e9:
                    begun.append(now)
                loud_until = now
    return begun


def main() -> int:
    fifo, out = Path(sys.argv[1]), Path(sys.argv[2])
    with contextlib.suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50))
    # Both ends are held open, so that a writer may come and go.
    pipe = os.open(fifo, os.O_RDWR)
    out.with_suffix(".ready").touch()
    begun = listen(pipe)
    out.write_text("".join(f"{moment}\n" for moment in begun))
    return 0


if __name__ == "__main__":
    sys.exit(main())

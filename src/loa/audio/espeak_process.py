"""The process in which espeak-ng speaks: a program, not a module to import.

A process of its own for each text, because espeak-ng keeps hidden state between texts
(the same text sounds different by a few samples the second time), is not safe for
threads, and may crash on text that nobody expected. Standard library only: it starts in
some 30 ms.

Reads one JSON object from standard input: library, data, voice, rate_wpm, volume and
pieces, a list of [text, pause_ms]. Writes 16-bit native mono samples to standard output
and one JSON object {"rate", "version"} to standard error. Exit 3: no such voice.
"""

import ctypes
import json
import sys

SYNCHRONOUS = 2  # espeak_AUDIO_OUTPUT: samples come to the callback, inside the call
DONT_EXIT = 0x8000  # report a failure instead of ending the process
RATE, VOLUME = 1, 2  # espeak_PARAMETER
UTF8 = 1
NO_SUCH_VOICE = 3
SAMPLE_BYTES = 2
ON_SAMPLES = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> int:
    """Speak what standard input asks for."""
    asked = json.load(sys.stdin)
    out = sys.stdout.buffer
    library = ctypes.CDLL(asked["library"])
    library.espeak_Info.restype = ctypes.c_char_p
    rate = library.espeak_Initialize(SYNCHRONOUS, 0, asked["data"].encode(), DONT_EXIT)
    if rate <= 0 or library.espeak_SetVoiceByName(asked["voice"].encode()):
        return NO_SUCH_VOICE

    def write(samples: int | None, count: int, _events: int | None) -> int:
        if samples and count:
            out.write(ctypes.string_at(samples, count * SAMPLE_BYTES))
        return 0

    callback = ON_SAMPLES(write)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetParameter(RATE, asked["rate_wpm"], 0)
    library.espeak_SetParameter(VOLUME, asked["volume"], 0)
    for text, pause_ms in asked["pieces"]:
        data = text.encode("utf-8", "replace") + b"\0"
        library.espeak_Synth(data, len(data), 0, 1, 0, UTF8, None, None)
        out.write(bytes(SAMPLE_BYTES * (rate * pause_ms // 1000)))
    version = library.espeak_Info(None).decode()
    sys.stderr.write(json.dumps({"rate": rate, "version": version}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Synthetic voices. Each names itself and its version, for the provenance of a message.

A voice says what it is given; `read_out` is what others call: it spells out numbers,
dates and abbreviations first. The minority languages of the north have no voice, and a
Vietnamese one never pretends: they need a recording.
"""

import functools
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

import espeakng_loader
import numpy as np

from loa.audio.sound import AudioError, Sound
from loa.audio.spoken import spell_out

RECORDED_ONLY = {"tyz": "Tày", "ium": "Dao", "hmn": "Mông", "nut": "Nùng"}
ESPEAK_VOICES = {"vi": "vi", "en": "en"}
ESPEAK_RATE = 112  # gives some 150 Vietnamese syllables a minute, for open air with echo
ESPEAK_VOLUME = 60  # espeak-ng's 100 reaches full scale
SENTENCE_PAUSE_MS = 350
PARAGRAPH_PAUSE_MS = 700
LONGEST_PIECE = 400  # characters; espeak-ng's own buffer for a clause ends at 800
SENTENCE_END = re.compile(r"(?<=[.!?…;:])\s+")


class Voice(Protocol):
    """A speech synthesiser. `name` and `version` go into a message's provenance."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def speak(self, text: str, *, language: str) -> Sound:
        """Say `text` as it stands, in an ISO 639 language.

        Raises AudioError for a language without a voice and for text that holds nothing
        to say. Safe to call from many threads.
        """
        ...


def read_out(text: str, *, language: str, voice: Voice) -> Sound:
    """Say a written text as a person would read it; raises AudioError like `speak`."""
    return voice.speak(spell_out(text) if language == "vi" else text, language=language)


@dataclass(frozen=True, slots=True)
class EspeakVoice:
    """espeak-ng from its wheel: always there, plainly a machine. Same text, same samples."""

    rate_wpm: int = ESPEAK_RATE

    @property
    def name(self) -> str:
        return "espeak-ng"

    @property
    def version(self) -> str:
        return _espeak_version()

    def speak(self, text: str, *, language: str) -> Sound:
        voice = _voice_for(language, self.name, ESPEAK_VOICES)
        with tempfile.TemporaryFile() as samples:
            report = _espeak(list(_pieces(text)), voice, self.rate_wpm, samples)
            origin = f"espeak-ng {report['version']} {voice}"
            return Sound(_mapped(samples, origin), int(report["rate"]), origin)


@dataclass(frozen=True, slots=True)
class PiperVoice:
    """A Piper voice that the operator installed: `command` with a Vietnamese `model`.

    Piper adds noise of its own: the same text is not the same samples twice.
    """

    command: str
    model: Path
    language: str = "vi"

    @property
    def name(self) -> str:
        return f"piper {self.model.stem}"

    @property
    def version(self) -> str:
        """The beginning of the model's SHA-256: what makes the voice is the model."""
        with self.model.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:12]

    def speak(self, text: str, *, language: str) -> Sound:
        _voice_for(language, self.name, {self.language: self.model.stem})
        lines = "\n".join(" ".join(piece.split()) for piece, _ in _pieces(text))
        arguments = [self.command, "--model", str(self.model), "--output-raw"]
        origin = f"{self.name} {self.version}"
        with tempfile.TemporaryFile() as samples:
            _run(arguments, lines, samples, name="piper")
            return Sound(_mapped(samples, origin), self._rate(), origin)

    def _rate(self) -> int:
        config = Path(f"{self.model}.json")
        try:
            return int(json.loads(config.read_text(encoding="utf-8"))["audio"]["sample_rate"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise AudioError(
                f"{config}: does not say the voice's sample rate; copy the file that came "
                "with the model beside it"
            ) from error


def _voice_for(language: str, name: str, voices: dict[str, str]) -> str:
    if language in voices:
        return voices[language]
    if language in RECORDED_ONLY:
        raise AudioError(
            f"{RECORDED_ONLY[language]} ({language}) has no synthetic voice: it needs a recording"
        )
    known = ", ".join(sorted(voices))
    raise AudioError(f"{language}: {name} has no such voice ({known}): it needs a recording")


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Cut a text into sentences, each with the pause that follows it."""
    spoken = "".join(c if c in "\n\t" or not _control(c) else " " for c in text)
    found = False
    for paragraph in spoken.splitlines():
        sentences = [s for s in _sentences(paragraph) if any(c.isalnum() for c in s)]
        for number, sentence in enumerate(sentences, start=1):
            found = True
            last = number == len(sentences)
            yield sentence, PARAGRAPH_PAUSE_MS if last else SENTENCE_PAUSE_MS
    if not found:
        raise AudioError("the text holds nothing to say; write at least a word")


def _sentences(paragraph: str) -> Iterator[str]:
    for sentence in SENTENCE_END.split(paragraph):
        left = sentence.strip()
        while len(left) > LONGEST_PIECE:  # at a comma, else between words, else anywhere
            head = left[:LONGEST_PIECE]
            cut = max(head.rfind(", "), 0) or max(head.rfind(" "), 0) or LONGEST_PIECE - 1
            yield left[: cut + 1]
            left = left[cut + 1 :].strip()
        yield left


def _control(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}


def _espeak(
    pieces: list[tuple[str, int]], voice: str, rate_wpm: int, out: IO[bytes]
) -> dict[str, str]:
    asked = {
        "library": espeakng_loader.get_library_path(),
        "data": espeakng_loader.get_data_path(),
        "voice": voice,
        "rate_wpm": rate_wpm,
        "volume": ESPEAK_VOLUME,
        "pieces": pieces,
    }
    program = str(Path(__file__).with_name("espeak_process.py"))
    # -I and -S: nothing from the environment or the installed packages is read.
    told = _run([sys.executable, "-I", "-S", program], json.dumps(asked), out, name="espeak-ng")
    report: dict[str, str] = json.loads(told)
    return report


@functools.cache
def _espeak_version() -> str:
    with tempfile.TemporaryFile() as nowhere:
        return _espeak([], "vi", ESPEAK_RATE, nowhere)["version"]


def _run(arguments: list[str], text: str, out: IO[bytes], *, name: str) -> str:
    """Run a synthesiser with `text` on its input; return what it told on standard error."""
    patience = 60 + len(text) / 200  # seconds
    try:
        done = subprocess.run(
            arguments,
            input=text.encode(),
            stdout=out,
            stderr=subprocess.PIPE,
            timeout=patience,
            check=False,
        )
    except OSError as error:
        raise AudioError(f"{arguments[0]}: cannot be started ({error.strerror})") from error
    except subprocess.TimeoutExpired as error:
        raise AudioError(f"{name}: not done in {patience:.0f} s; shorten the text") from error
    told = done.stderr.decode(errors="replace")
    if done.returncode:
        last = (told.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise AudioError(f"{name}: could not say this text ({last}); change it, or record it")
    return told


def _mapped(samples: IO[bytes], origin: str) -> np.memmap[tuple[int], np.dtype[np.int16]]:
    size = samples.seek(0, 2)
    if size < np.dtype(np.int16).itemsize:
        raise AudioError(f"{origin}: nothing in this text can be said; change it, or record it")
    return np.memmap(samples, dtype=np.int16, mode="r", shape=(size // 2,))

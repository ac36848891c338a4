"""`loa audio`: a text read out into a sound file, and any sound file measured."""

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress as Bar

from loa.audio.measure import measure
from loa.audio.render import Progress, render, to_mp3
from loa.audio.sound import AudioError, Sound
from loa.audio.synthesis import EspeakVoice, PiperVoice, Voice, read_out

PROBLEM = 1
MEASURES = "lufs, true_peak_dbtp and seconds"


def add_commands(commands: Any) -> None:
    """Add `loa audio render` and `loa audio measure` (`commands`: argparse's sub-parsers)."""
    audio = commands.add_parser("audio", help="read a text out into sound; measure loudness")
    verbs = audio.add_subparsers(title="commands", metavar="COMMAND", required=True)
    rendering = verbs.add_parser(
        "render",
        help="read a text out into one Opus or MP3 file at one loudness",
        description="Read a text out (UTF-8; numbers, dates and abbreviations are spelled out "
        "in Vietnamese) into one file at −16 LUFS with peaks under −1 dBTP.",
        epilog=f"Exit: 0 done, 1 the text or a file cannot be used. --json tells {MEASURES}.",
    )
    rendering.add_argument("text_file", metavar="TEXT-FILE", type=Path)
    rendering.add_argument("--out", metavar="FILE", type=Path, required=True, help=".opus or .mp3")
    rendering.add_argument("--language", default="vi", help="ISO 639 code (default: vi)")
    rendering.add_argument("--title", default="", help="title in an MP3 (default: the file's name)")
    rendering.add_argument("--piper", metavar="COMMAND", help="speak with this Piper command")
    rendering.add_argument("--model", metavar="FILE", type=Path, help="the Piper voice's model")
    rendering.add_argument("--json", action="store_true", help="tell the result as JSON")
    rendering.set_defaults(run=_reporting(_render))
    measuring = verbs.add_parser(
        "measure",
        help="measure a sound file's loudness, true peak and length",
        description="Measure a sound file as a listener would hear it (EBU R 128, true peak).",
        epilog="Silence reads −70 LUFS and −120 dBTP. Exit: 0 measured, 1 not a usable file. "
        f"--json tells {MEASURES}.",
    )
    measuring.add_argument("file", metavar="FILE", type=Path)
    measuring.add_argument("--json", action="store_true", help="tell the result as JSON")
    measuring.set_defaults(run=_reporting(_measure))


def _render(arguments: argparse.Namespace) -> dict[str, object]:
    out: Path = arguments.out
    if out.suffix.lower() not in {".opus", ".mp3"}:
        raise AudioError(f"{out}: the name must end in .opus or .mp3")
    text = _text_of(arguments.text_file)
    voice = _voice(arguments)
    with _progress() as progress:
        progress("speaking", 0.0)
        sound = read_out(text, language=arguments.language, voice=voice)
        if out.suffix.lower() == ".mp3":
            title = arguments.title or arguments.text_file.stem
            return {"path": str(out), **_as_mp3(sound, out, title, progress)}
        made = render(sound, out, progress=progress)
    return {**asdict(made), "path": str(made.path), "voice": f"{voice.name} {voice.version}"}


def _as_mp3(sound: Sound, out: Path, title: str, progress: Progress) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        opus = Path(folder) / "sound.opus"
        render(sound, opus, progress=progress)
        progress("encoding MP3", 0.0)
        return asdict(to_mp3(opus, out, title=title))


def _measure(arguments: argparse.Namespace) -> dict[str, object]:
    return {"path": str(arguments.file), **asdict(measure(arguments.file))}


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise AudioError(f"{path}: line {line} is not UTF-8; save it as UTF-8 text") from error


def _voice(arguments: argparse.Namespace) -> Voice:
    if not arguments.piper and not arguments.model:
        return EspeakVoice()
    if not (arguments.piper and arguments.model):
        raise AudioError("a Piper voice needs both: --piper COMMAND and --model FILE")
    return PiperVoice(arguments.piper, arguments.model, arguments.language)


def _reporting(
    work: Callable[[argparse.Namespace], dict[str, object]],
) -> Callable[[argparse.Namespace], int]:
    def run(arguments: argparse.Namespace) -> int:
        try:
            result = work(arguments)
        except AudioError as error:
            return _failed(str(error))
        except OSError as error:
            return _failed(": ".join(str(p) for p in (error.filename, error.strerror) if p))
        print(json.dumps(result, ensure_ascii=False) if arguments.json else _sentence(result))
        return 0

    return run


def _failed(sentence: str) -> int:
    print(f"loa audio: {sentence}", file=sys.stderr)
    return PROBLEM


def _sentence(result: dict[str, object]) -> str:
    return (
        f"{result['path']}: {result['seconds']:.2f} s, {result['lufs']:.2f} LUFS, "
        f"true peak {result['true_peak_dbtp']:.2f} dBTP"
    )


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show the running step on standard error, where that is a terminal."""
    console = Console(stderr=True)
    with Bar(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=1.0)

        def tell(step: str, share: float) -> None:
            bar.update(task, description=step, completed=share)

        yield tell

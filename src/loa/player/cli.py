"""`loa-player`: enrol a machine as a station's player, run it, ask how it is.

Exit codes: 0 done; 1 the server or the disk did not give what is needed; 2 misuse.
"""

import argparse
import gc
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from loa.core.canonical import FormatError, parse
from loa.core.claim import read_claim
from loa.core.policy import read_policy
from loa.player import enrol as enrolment
from loa.player import home as homes
from loa.player.agent import INSTANT, TrialError
from loa.player.client import HttpFetch
from loa.player.clock import Floor, SystemClock
from loa.player.crypto import DeviceKeyError
from loa.player.machine import DEFAULT
from loa.player.outputs.file import FileOutput
from loa.player.outputs.hooks import Hooks
from loa.player.outputs.pipe import PipeOutput
from loa.player.outputs.silent import SilentOutput
from loa.player.ports import FetchError, Output
from loa.player.run import Runner
from loa.player.station import Station
from loa.player.status import encoded, in_words, status
from loa.player.store import FolderStore
from loa.player.sync import Link
from loa.player.trial import SteppedClock, Trial
from loa.player.trusted import Distrust, held

DONE, PROBLEM, MISUSE = 0, 1, 2
FASTEST = 100_000.0
SWITCH_S = 0.0005  # a tenth of the interpreter's own: a start within 2 ms has to wait for it


def parser() -> argparse.ArgumentParser:
    """Build the command line."""
    root = argparse.ArgumentParser(
        prog="loa-player", description="The unattended player of one station.", allow_abbrev=False
    )
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    one = commands.add_parser("enrol", help="make this machine the player of a station")
    one.add_argument("--server", required=True, metavar="URL", help="https://… of the server")
    one.add_argument("--claim", required=True, metavar="CODE", help="the code on the slip")
    _home(one)
    one.set_defaults(run=_enrol)
    two = commands.add_parser("run", help="play the station's rundowns")
    _home(two)
    two.add_argument(
        "--output",
        default="speaker",
        metavar="WHERE",
        help="speaker (the default), pipe:FIFO (samples to another program), "
        "file:DIR (sound files and starts.jsonl), or none",
    )
    two.add_argument("--at", type=_instant, metavar="TIME", help="a trial: begin at this time")
    two.add_argument(
        "--speed", type=_speed, default=1.0, metavar="N", help="a trial: N times as fast"
    )
    two.add_argument("--until", type=_instant, metavar="TIME", help="a trial: end at this time")
    two.set_defaults(run=_run)
    three = commands.add_parser("status", help="what this player holds and has done")
    _home(three)
    three.add_argument("--json", action="store_true", help="as one JSON object")
    three.set_defaults(run=_status)
    return root


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command."""
    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except (enrolment.EnrolmentError, homes.HomeError, DeviceKeyError, TrialError) as error:
        return _say(str(error), MISUSE)
    except (FetchError, Distrust, FormatError) as error:
        return _say(str(error), PROBLEM)
    except OSError as error:
        return _say(f"{error.filename or 'the system'}: {error.strerror or error}", PROBLEM)


def _enrol(arguments: argparse.Namespace) -> int:
    try:
        claim = read_claim(arguments.claim)
    except FormatError as error:
        return _say(str(error), MISUSE)
    try:
        fetch = HttpFetch(arguments.server)
    except FetchError as error:
        return _say(str(error), MISUSE)
    with homes.alone(arguments.home):
        done = enrolment.enrol(arguments.home, arguments.server, claim, fetch)
        print(f"enrolled as {done.station} ({done.device}) in {arguments.home}")
        link = Link(FolderStore(arguments.home), fetch, done)
        try:
            _, failure = link.refresh(datetime.now(UTC))
        except (FetchError, Distrust) as error:
            failure = str(error)
    # Enrolled is enrolled: `run` asks for the documents again.
    print(f"the rundowns have not all come yet: {failure}" if failure else "the rundowns are here")
    return DONE


def _run(arguments: argparse.Namespace) -> int:
    trial = arguments.at is not None
    if not trial and (arguments.speed != 1.0 or arguments.until is not None):
        return _say("--speed and --until belong to a trial: give --at as well", MISUSE)
    if trial and arguments.output.startswith(("speaker", "pipe:")):
        return _say("a trial plays into files: give --output file:DIR, or none", MISUSE)
    home = homes.open_home(arguments.home)
    with homes.alone(home.folder):
        output = _output(arguments.output, home.settings)
        return _trial(arguments, home, output) if trial else _real(home, output)


def _trial(arguments: argparse.Namespace, home: homes.Home, output: Output) -> int:
    store = FolderStore(home.folder)
    floor, zone = Floor(store).at, _zone(store, home.enrolment.station)
    at = arguments.at if arguments.at.tzinfo else arguments.at.replace(tzinfo=zone)
    until = arguments.until
    if until is not None and until.tzinfo is None:
        until = until.replace(tzinfo=zone)
    if at < floor:
        return _say(
            f"--at {at.isoformat()} is before {floor.isoformat()}, which this home has "
            "lived through; give a later time, or enrol a trial in a new home",
            MISUSE,
        )
    clock = SteppedClock(at.astimezone(UTC))
    fetch = HttpFetch(home.enrolment.server)
    station = Station(home, clock, fetch, tuning=INSTANT, simulated=True, say=_tell)
    driver = Trial(station, clock, output, speed=arguments.speed)
    _on_signal(driver.stop)
    print(f"a trial of {home.enrolment.station} from {at.isoformat()}", flush=True)
    driver.run(until)
    print(f"the trial ended at {clock.now().isoformat()}; {station.agent.ledger.n} entries")
    return DONE


def _zone(store: FolderStore, station: str) -> tzinfo:
    """Return the station's zone: a time typed without one is the people's own."""
    signed = held(store, station)
    return ZoneInfo(read_policy(parse(signed.policy, "policy")).zone) if signed else UTC


def _real(home: homes.Home, output: Output) -> int:
    floor = Floor(FolderStore(home.folder)).at
    trusted = home.settings.trust_system_clock
    clock = SystemClock(floor, synchronised=lambda: True) if trusted else SystemClock(floor)
    holder: list[Runner] = []
    fetch = HttpFetch(home.enrolment.server, pace=lambda: holder[0].pace() if holder else None)
    station = Station(home, clock, fetch, tuning=DEFAULT, simulated=False, say=_tell)
    runner = Runner(station, output)
    holder.append(runner)
    _on_signal(runner.stop)
    print(f"playing {home.enrolment.station}", flush=True)
    # No thread keeps the others waiting for long, and no collection looks through what stays.
    sys.setswitchinterval(SWITCH_S)
    gc.freeze()
    runner.run()
    return DONE


def _status(arguments: argparse.Namespace) -> int:
    document = status(arguments.home, datetime.now(UTC))
    print(encoded(document) if arguments.json else in_words(document))
    return DONE if document["ledger"]["whole"] else PROBLEM


def _output(where: str, settings: homes.Settings) -> Output:
    kind, _, folder = where.partition(":")
    if kind == "file" and folder:
        return FileOutput(Path(folder))
    if where == "none":
        return SilentOutput()
    hooks = Hooks(settings.amplifier_command, settings.relay_command)
    if kind == "pipe" and folder:
        return PipeOutput(Path(folder), hooks)
    if where == "speaker":
        # The sound library opens the system's audio: only who plays loads it.
        from loa.player.outputs.speaker import BACKENDS, SpeakerOutput  # noqa: PLC0415

        if settings.backend not in {"", *BACKENDS}:
            raise homes.HomeError(f"player.toml: backend: one of {', '.join(BACKENDS)}")
        return SpeakerOutput(settings.backend, hooks)
    raise homes.HomeError(f"--output {where}: give speaker, pipe:FIFO, file:DIR or none")


def _home(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--home", required=True, type=Path, metavar="DIR", help="the player's own folder"
    )


def _instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no time like 2026-11-23T05:00:00+07:00"
        ) from None
    return moment


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed <= FASTEST:
        raise argparse.ArgumentTypeError(f"{text!r}: a number up to {FASTEST:g}")
    return speed


def _on_signal(stop: Callable[[], None]) -> None:
    def handler(_number: int, _frame: FrameType | None) -> None:
        stop()

    signal.signal(signal.SIGTERM, handler)
    signal.signal(signal.SIGINT, handler)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _say(sentence: str, code: int) -> int:
    _tell(f"loa-player: {sentence}")
    return code


if __name__ == "__main__":
    sys.exit(main())

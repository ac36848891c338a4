"""`loa publish`, `loa usb export`, `loa station list`."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a command that is not asked for must not wait for Django
    from rich.progress import Progress

    from loa.channels.broadcast.actions import Published
    from loa.channels.broadcast.models import Station
    from loa.channels.broadcast.usb import Load

DONE, PROBLEMS, MISUSE = 0, 1, 2
AT_ONCE = 6  # stations signed together, between two steps of the progress shown


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `publish`, `usb` and `station`."""
    publish = commands.add_parser("publish", help="build the stations' programmes and sign them")
    publish.add_argument(
        "--station", action="append", default=[], metavar="KEY", help="only these; may be repeated"
    )
    publish.add_argument("--json", action="store_true", help="print one object")
    publish.set_defaults(run=run_publish)

    usb = commands.add_parser("usb", help="sticks for stations without a player")
    usb_acts = usb.add_subparsers(title="commands", metavar="COMMAND", required=True)
    export = usb_acts.add_parser("export", help="write a station's days as MP3 files, with a slip")
    export.add_argument("station", metavar="STATION", help="the station's key")
    export.add_argument(
        "--from",
        dest="first",
        type=_day,
        metavar="DAY",
        help="first day, 2026-11-23; today if not given",
    )
    export.add_argument("--days", type=int, default=7, help="how many days (7)")
    export.add_argument("--out", type=Path, required=True, metavar="DIR", help="the stick's folder")
    export.add_argument("--json", action="store_true", help="print one object")
    export.set_defaults(run=run_export)

    station = commands.add_parser("station", help="the stations")
    station_acts = station.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = station_acts.add_parser("list", help="stations with their kind, unit and languages")
    listing.add_argument("--json", action="store_true", help="print one list of objects")
    listing.set_defaults(run=run_list)


def run_publish(arguments: argparse.Namespace) -> int:
    """Build from the next day on and sign now; 1 when the signer refuses, with its reasons."""
    _set_up()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.channels.broadcast import actions  # noqa: PLC0415 - as above
    from loa.devices.signer.client import SignerError  # noqa: PLC0415 - as above

    now = timezone.now()
    serving = {station.key: station for station in actions.serving(now)}
    if unknown := [key for key in arguments.station if key not in serving]:
        print(f"loa: {unknown[0]}: no station in service has this key", file=sys.stderr)
        return PROBLEMS
    keys = arguments.station or sorted(serving)
    actions.mark_dirty([serving[key] for key in keys], reason="loa publish", now=now)
    total = Total(())
    try:
        with _progress() as bar:
            task = bar.add_task("building and signing", total=len(keys))
            for i in range(0, len(keys), AT_ONCE):
                total = total.plus(_publish(keys[i : i + AT_ONCE]))
                bar.update(task, completed=min(i + AT_ONCE, len(keys)))
    except SignerError as error:
        print(f"loa: {error}", file=sys.stderr)
        return PROBLEMS
    return total.show(as_json=arguments.json)


@dataclass(frozen=True, slots=True)
class Total:
    """What several publications did together."""

    parts: tuple["Published", ...]

    def plus(self, part: "Published") -> "Total":
        """Add one publication."""
        return Total((*self.parts, part))

    def show(self, *, as_json: bool) -> int:
        """Print it; return the exit code."""
        refused = {k: list(v) for part in self.parts for k, v in part.refused.items()}
        stations = sorted(key for part in self.parts for key in part.stations)
        days, items, unplaced = (
            sum(getattr(part, name) for part in self.parts)
            for name in ("days", "items", "unplaced")
        )
        if as_json:
            found = {
                "ok": not refused,
                "stations": stations,
                "days": days,
                "items": items,
                "unplaced": unplaced,
                "refused": refused,
            }
            print(json.dumps(found, ensure_ascii=False))
            return PROBLEMS if refused else DONE
        print(
            f"{len(stations)} stations signed: {days} station-days, {items} items, "
            f"{unplaced} could not be placed"
        )
        for key, reasons in sorted(refused.items()):
            for reason in reasons:
                print(f"refused: {key}: {reason}", file=sys.stderr)
        return PROBLEMS if refused else DONE


def _publish(keys: Sequence[str]) -> "Published":
    from django.conf import settings  # noqa: PLC0415 - needs Django set up
    from django.utils import timezone  # noqa: PLC0415 - as above

    from loa.channels.broadcast import actions, tasks  # noqa: PLC0415 - as above
    from loa.devices.signer.client import SignerClient  # noqa: PLC0415 - as above

    return actions.publish_due(
        publisher=SignerClient(settings.CONFIG.signer_address),
        objects=tasks.objects(),
        horizon_days=settings.CONFIG.horizon_days,
        now=timezone.now(),
        only=frozenset(keys),
    )


def run_export(arguments: argparse.Namespace) -> int:
    """Write a stick; 1 when nothing is published for its days or the disk refuses."""
    _set_up()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.channels.broadcast import sticks, usb  # noqa: PLC0415 - as above
    from loa.channels.broadcast.models import Station  # noqa: PLC0415 - as above

    station = Station.objects.filter(key=arguments.station).first()
    if station is None:
        print(f"loa: {arguments.station}: no station has this key", file=sys.stderr)
        return PROBLEMS
    if not arguments.out.is_dir():
        print(f"loa: {arguments.out}: no such folder; is the stick there?", file=sys.stderr)
        return PROBLEMS
    if warning := sticks.warning(station):
        print(f"loa: {warning}", file=sys.stderr)
    now = timezone.now()
    first = arguments.first or timezone.localdate(now)
    stick = None
    try:
        stick = sticks.make(station, first=first, days=arguments.days, by=None, now=now)
        load = sticks.load_of(stick)
        with _progress() as bar:
            task = bar.add_task("converting and writing", total=len(load.tracks))

            def step() -> None:
                bar.advance(task)

            files = usb.counted(sticks.files_of(stick), step)
            folder = usb.write_folder(load, files, arguments.out)
    except usb.UsbError as error:
        if stick is not None:
            stick.delete()  # nothing was written: this stick is not in circulation
        print(f"loa: {error}", file=sys.stderr)
        return PROBLEMS
    return _tell(station, stick.pk, load, folder, as_json=arguments.json)


def _tell(station: "Station", number: int, load: "Load", folder: Path, *, as_json: bool) -> int:
    files = sum(1 for track in load.tracks if track.path)
    seconds = sum(track.ms for track in load.tracks if track.path) // 1000
    if as_json:
        found = {
            "stick": number,
            "station": station.key,
            "first": load.first.isoformat(),
            "last": load.last.isoformat(),
            "folder": str(folder),
            "files": files,
            "seconds": seconds,
        }
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(f"{folder}: {files} files, {seconds // 60} minutes, stick no. {number}")
    return DONE


def run_list(arguments: argparse.Namespace) -> int:
    """Print every station with the unit in which it stands today."""
    _set_up()
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.channels.broadcast import inputs  # noqa: PLC0415 - as above
    from loa.channels.broadcast.models import Station  # noqa: PLC0415 - as above

    stations = list(Station.objects.order_by("key"))
    units = inputs.unit_codes(stations, timezone.localdate())
    if arguments.json:
        found = [
            {
                "key": s.key,
                "name": s.name,
                "kind": s.kind,
                "unit": units.get(s.key, ""),
                "languages": s.languages,
                "since": s.since.isoformat(),
                "until": s.until.isoformat() if s.until else None,
            }
            for s in stations
        ]
        print(json.dumps(found, ensure_ascii=False))
        return DONE
    for s in stations:
        print(f"{s.key:24} {s.kind:9} {units.get(s.key, ''):10} {s.name}")
    return DONE


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _progress() -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - only where something takes long
    from rich.progress import Progress  # noqa: PLC0415 - as above

    return Progress(console=Console(stderr=True), transient=True)


def _set_up() -> None:
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()

"""`loa device`, `loa backup`, `loa signer` and `loa office`: players, proof and keys.

The signer's and the office's commands live without Django: theirs are other machines or
other users.
"""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loa.core.config import load
from loa.devices import office_commands
from loa.devices.signer import commands as signer_commands

if TYPE_CHECKING:
    from loa.devices.models import Device

DONE, PROBLEMS = 0, 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's four words."""
    _add_device(commands)
    _add_backup(commands)
    signer_commands.add_commands(commands)
    office_commands.add_commands(commands)


def _add_device(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    room = commands.add_parser("device", help="players: let in, list, revoke")
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)
    claim = verbs.add_parser("claim", help="issue a code by which one player becomes a station")
    claim.add_argument("station")
    claim.add_argument("--qr", action="store_true", help="draw it as a QR code too")
    claim.add_argument("--by", default="", help="who issues it, for the record")
    claim.add_argument("--json", action="store_true", help="print one object")
    claim.set_defaults(run=run_claim)
    listing = verbs.add_parser("list", help="players, how far their ledgers are, open alarms")
    listing.add_argument("--station")
    listing.add_argument("--json", action="store_true", help="print one list of objects")
    listing.set_defaults(run=run_list)
    revoke = verbs.add_parser("revoke", help="believe a player no longer (lost, replaced)")
    revoke.add_argument("device", help="its key id, as `loa device list` prints it")
    revoke.add_argument("--why", default="", help="for the record")
    revoke.set_defaults(run=run_revoke)


def _add_backup(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    room = commands.add_parser("backup", help="verified copies of ledgers and database")
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)
    run = verbs.add_parser("run", help="copy, read back, verify; then call it durable")
    run.add_argument("--to", type=Path, help="folder, best on another disk (default: DATA/backup)")
    run.add_argument("--full", action="store_true", help="read every ledger from its beginning")
    run.add_argument("--json", action="store_true", help="print one object")
    run.set_defaults(run=run_backup)
    replay = verbs.add_parser("replay", help="take the raw ledgers in again after a restore")
    replay.add_argument("--json", action="store_true", help="print one object")
    replay.set_defaults(run=run_replay)


def run_claim(arguments: argparse.Namespace) -> int:
    """Print a claim code; 1 when there is no repository yet or the key is unsafe."""
    _set_up()
    from loa.core.canonical import FormatError  # noqa: PLC0415 - beside what needs Django
    from loa.devices import actions, rules  # noqa: PLC0415 - needs Django set up

    now = datetime.now(UTC)
    try:
        code = actions.issue_claim(station=arguments.station, issued_by=arguments.by, now=now)
    except FormatError as error:
        print(f"loa: {error}", file=sys.stderr)
        return PROBLEMS
    expires = now + rules.CLAIM_LIFE
    if arguments.json:
        found = {"station": arguments.station, "claim": str(code), "expires": expires.isoformat()}
        print(json.dumps(found))
        return DONE
    print(f"{arguments.station}: {code}")
    print(f"for one player, until {expires:%Y-%m-%d %H:%M} UTC; it is not shown again")
    if arguments.qr:
        import qrcode  # noqa: PLC0415 - only for those who want it drawn

        drawing = qrcode.QRCode(border=2)
        drawing.add_data(str(code))
        drawing.print_ascii(invert=True)
    return DONE


def run_list(arguments: argparse.Namespace) -> int:
    """Print every player; 1 when an alarm is open."""
    _set_up()
    from loa.devices import queries  # noqa: PLC0415 - needs Django set up

    alarms: dict[int, list[str]] = {}
    for alarm in queries.open_alarms():
        alarms.setdefault(alarm.device_id, []).append(alarm.kind)
    found = [_device(d, alarms.get(d.pk, [])) for d in queries.devices(arguments.station)]
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    for one in found if not arguments.json else []:
        seen = one["seen"] or "never seen"
        state = "revoked" if one["revoked"] else ", ".join(one["alarms"]) or "well"
        print(f"{one['station']}  {one['device']}  {seen}  {one['n']}/{one['durable_n']}  {state}")
    return PROBLEMS if any(one["alarms"] for one in found) else DONE


def _device(device: "Device", alarms: list[str]) -> dict[str, Any]:
    return {
        "station": device.station,
        "device": device.keyid,
        "enrolled": device.enrolled_at.isoformat(),
        "revoked": device.revoked_at.isoformat() if device.revoked_at else None,
        "seen": device.seen_at.isoformat() if device.seen_at else None,
        "clock": device.clock,
        "playing": device.playing,
        "bundle": device.bundle,
        "n": device.n,
        "durable_n": device.durable_n,
        "alarms": alarms,
    }


def run_revoke(arguments: argparse.Namespace) -> int:
    """Revoke a player; 1 when there is none with this key id."""
    _set_up()
    from loa.core.policy import NOBODY  # noqa: PLC0415 - beside what needs Django
    from loa.devices import actions, queries  # noqa: PLC0415 - needs Django set up

    device = queries.devices().filter(keyid=arguments.device).first()
    if device is None:
        print(f"loa: {arguments.device}: no player has this key id", file=sys.stderr)
        return PROBLEMS
    actions.revoke(device=device, why=arguments.why, now=datetime.now(UTC))
    left = queries.active_keyids(device.station) or (NOBODY,)
    print(f"{device}: revoked; what it sends is refused from now on")
    print("it falls silent with its station's next policy: have the leaders sign one with")
    print(f'  "devices": {json.dumps(list(left))}')
    return DONE


def run_backup(arguments: argparse.Namespace) -> int:
    """Run a backup; 1 when something in it could not be verified."""
    _set_up()

    from loa.devices import backup  # noqa: PLC0415 - needs Django set up

    to = arguments.to or load().data_dir / "backup"
    try:
        report = backup.run(to, now=datetime.now(UTC), full=arguments.full)
    except (backup.BackupError, OSError) as error:
        print(f"loa: backup: {error}; nothing was called durable", file=sys.stderr)
        return PROBLEMS
    if arguments.json:
        print(json.dumps(asdict(report), ensure_ascii=False))
    else:
        print(f"{report.folder}: {report.devices} ledgers verified,")
        print(f"  {report.segments_copied} segments copied,")
        print(f"  {report.entries_made_durable} entries are durable now")
        for problem in report.problems.values():
            print(f"  not verified: {problem}")
    return PROBLEMS if report.problems else DONE


def run_replay(arguments: argparse.Namespace) -> int:
    """Take every raw segment in again."""
    _set_up()
    from loa.devices.replay import replay  # noqa: PLC0415 - needs Django set up

    done = replay(now=datetime.now(UTC))
    if arguments.json:
        print(json.dumps({"segments": done.segments, "left": done.left}))
    else:
        print(f"{done.segments} segments are taken in")
        for path, reason in done.left.items():
            print(f"  left: {path}: {reason}")
    return PROBLEMS if done.left else DONE


def _set_up() -> None:
    import django  # noqa: PLC0415 - the signer and the office live without it

    django.setup()

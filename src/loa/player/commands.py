"""`loa ledger verify`: what an auditor needs, without a server and without Django."""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

from loa.core.canonical import FormatError, Json, digest, parse
from loa.core.ledger import (
    GENESIS,
    Checkpoint,
    Entry,
    Event,
    LedgerError,
    read_checkpoint,
    read_entry,
    sealed_by,
    verify_chain,
)
from loa.core.message import instant
from loa.player.base import BASE, BASE_NAME
from loa.player.crypto import verify

WHOLE, BROKEN, MISUSE = 0, 1, 2
ED25519_HEX = 64


class UnreadableError(Exception):
    """A ledger that cannot be read at all; the sentence names the file."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One file's lines: a player's own file, or a sent segment with its checkpoint."""

    path: Path
    lines: list[bytes]
    checkpoint: Checkpoint | None


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa ledger`."""
    ledger = commands.add_parser("ledger", help="check what players have recorded")
    verbs = ledger.add_subparsers(title="commands", metavar="COMMAND", required=True)
    one = verbs.add_parser(
        "verify",
        help="check a ledger's chain, and its checkpoints' signatures",
        description="Check that each entry follows the one before it. FILE is a player's "
        "ledger file or a sent segment; DIR holds either, or is a player's home. "
        "Exit code 1: the chain breaks, and the entry is named.",
    )
    one.add_argument("path", type=Path, metavar="FILE|DIR")
    one.add_argument("--json", action="store_true", help="as one JSON object")
    one.add_argument("--key", metavar="HEX", help="the device's public key, for the signatures")
    one.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    if arguments.key is not None and not _is_key(arguments.key):
        print(f"loa: --key: {ED25519_HEX} hexadecimal digits are expected", file=sys.stderr)
        return MISUSE
    try:
        report = examine(arguments.path, arguments.key)
    except UnreadableError as error:
        print(f"loa: {error}", file=sys.stderr)
        return MISUSE
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(_in_words(report))
    return WHOLE if report["ok"] else BROKEN


def examine(path: Path, key: str | None = None) -> Json:
    """Return what a check finds; `ok` is whether the chain, and each signature, holds.

    Raises UnreadableError when there is no ledger at all.
    """
    parts, after = _parts(path)
    report: Json = {
        "ok": True,
        "first": after[0] + 1,
        "entries": 0,
        "head": after[1],
        "station": None,
        "device": None,
        "simulated": False,
        "checkpoints": 0,
        "signatures": 0,
        "problem": None,
    }
    head = after
    for part in parts:
        try:
            head = _examine_part(part, head, key, report)
        except LedgerError as error:
            report["ok"] = False
            report["problem"] = {"file": str(part.path), "entry": error.n, "reason": error.reason}
            break
    report["head"] = head[1]
    return report


def _examine_part(
    part: _Part, head: tuple[int, str], key: str | None, report: Json
) -> tuple[int, str]:
    lines = part.lines
    if part.checkpoint is not None:
        first = part.checkpoint.n - len(lines)
        if first < head[0]:  # sent twice: what is known already must be the same
            lines = lines[head[0] - first :]
        report["checkpoints"] += 1
        report["station"], report["device"] = part.checkpoint.station, part.checkpoint.device
    entries = verify_chain(lines, after=head)
    if entries:
        head = (entries[-1].n, digest(lines[-1]))
    report["entries"] += len(entries)
    _opened(entries, report)
    if part.checkpoint is not None:
        if part.lines and digest(part.lines[-1]) != part.checkpoint.head:
            raise LedgerError(part.checkpoint.n, "the checkpoint names another last line")
        if key is not None:
            sealed_by(part.checkpoint, part.lines, key, verify)
            report["signatures"] += 1
    return head


def _opened(entries: list[Entry], report: Json) -> None:
    for entry in entries:
        if entry.event is Event.OPENED:
            report["station"], report["device"] = entry.get("station"), entry.get("device")
            report["simulated"] = bool(entry.get("simulated"))
        report["last_at"] = instant(entry.at)


def _parts(path: Path) -> tuple[list[_Part], tuple[int, str]]:
    """Return the files in their order, and (number, digest) of what they follow."""
    folder = path / "ledger" if (path / "ledger").is_dir() else path
    files = [folder] if folder.is_file() else sorted(p for p in folder.rglob("*") if p.is_file())
    after = (0, GENESIS)
    parts = []
    for file in files:
        if file.name == Path(BASE_NAME).name:
            after = _base(file)
        elif file.suffix != ".new" and (part := _part(file)) is not None:
            parts.append(part)
    if not parts:
        raise UnreadableError(f"{path}: no ledger here; give a ledger's file, or a folder of them")
    parts.sort(key=_first)
    start = _first(parts[0])
    if after[0] == 0 and start > 1:  # a later part alone: what it follows is taken at its word
        after = (start - 1, _previous(parts[0]))
    return parts, after


def _part(file: Path) -> _Part | None:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{file}: cannot be read ({error.strerror})") from error
    lines = data.split(b"\n")
    if lines and not lines[-1]:
        lines.pop()
    if not lines:
        return None
    try:
        return _Part(file, lines[1:], read_checkpoint(lines[0]))
    except FormatError:
        return _Part(file, lines, None) if lines[0].startswith(b"{") else None


def _first(part: _Part) -> int:
    if part.checkpoint is not None:
        return part.checkpoint.n - len(part.lines) + 1
    try:
        return read_entry(part.lines[0]).n
    except FormatError:  # a player names its files by their first number
        return int(part.path.stem) if part.path.stem.isdecimal() else 1


def _previous(part: _Part) -> str:
    try:
        return read_entry(part.lines[0]).prev
    except (FormatError, IndexError):
        return GENESIS


def _base(file: Path) -> tuple[int, str]:
    try:
        value = parse(file.read_bytes(), BASE)
        return int(value["n"]), str(value["head"])
    except (OSError, FormatError, KeyError, ValueError) as error:
        raise UnreadableError(f"{file}: {error}") from error


def _is_key(text: str) -> bool:
    try:
        return len(bytes.fromhex(text)) * 2 == ED25519_HEX
    except ValueError:
        return False


def _in_words(report: Json) -> str:
    if not report["ok"]:
        problem = report["problem"]
        return f"BROKEN at entry {problem['entry']} ({problem['file']}): {problem['reason']}"
    last = report["first"] + report["entries"] - 1
    signed = f", {report['signatures']} signatures hold" if report["signatures"] else ""
    kind = " (a trial)" if report["simulated"] else ""
    return (
        f"whole: entries {report['first']} to {last} of {report['station'] or 'a station'}{kind}, "
        f"head {report['head'][:16]}{signed}"
    )

"""`loa office`: the offline keys at work. No database, no network, no server's private key."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from loa.core.canonical import FormatError
from loa.core.config import load
from loa.devices import office
from loa.devices.keys import KeyFileError
from loa.devices.office import LEADERS_KEY, Office
from loa.devices.repository.layout import Repository
from loa.devices.repository.leaders import DEFAULT_BITS
from loa.devices.repository.reading import open_offline

DONE, PROBLEMS = 0, 1
PASSPHRASE = "LOA_OFFICE_PASSPHRASE"  # noqa: S105 - a variable's name


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa office`."""
    room = commands.add_parser(
        "office",
        help="the offline keys: root and leaders",
        description="Runs where the offline keys are. Only the repository's folder travels. "
        f"A passphrase is asked for, or read from {PASSPHRASE}.",
    )
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def verb(
        name: str, run: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text)
        added.add_argument("--office", type=Path, help="folder of the keys (default: DATA/office)")
        added.add_argument("--repository", type=Path, help="default: DATA/repo")
        added.set_defaults(run=_answering(run))
        return added

    init = verb("init", run_init, "make the keys and an empty repository")
    init.add_argument("--signer-key", required=True, metavar="HEX", help="from `loa signer key`")
    init.add_argument("--bits", type=int, default=DEFAULT_BITS, help="2**BITS bins (default: 64)")
    init.add_argument("--plain", action="store_true", help="keep the keys without a passphrase")
    sign = verb("sign-policy", run_sign, "sign policies and keyrings")
    sign.add_argument("files", type=Path, nargs="+", metavar="FILE")
    online = verb("rotate-online-key", run_rotate_online, "name another key of the signer")
    online.add_argument(
        "--signer-key", required=True, metavar="HEX", help="`loa signer key --next`"
    )
    verb("rotate-leaders-key", run_rotate_leaders, "make another leaders' key and hand over to it")
    verb("renew", run_renew, "sign anew what runs out within three months")
    show = verb("show", run_show, "what is signed, and until when")
    show.add_argument("--json", action="store_true", help="print one object")


def run_init(arguments: argparse.Namespace) -> int:
    """Make an office; 1 when there is one."""
    folder, repository = _places(arguments)
    phrase = b"" if arguments.plain else _new_passphrase()
    office.init(
        Office(folder, phrase),
        repository,
        online_public=arguments.signer_key,
        now=datetime.now(UTC),
        bits=arguments.bits,
    )
    print(f"{folder}: keep it offline, and a second copy elsewhere")
    print("root's fingerprint: " + Office(folder).fingerprint())
    return DONE


def run_sign(arguments: argparse.Namespace) -> int:
    """Sign documents; what already stands is left alone."""
    folder, repository = _places(arguments)
    documents = office.read_documents({str(p): p.read_bytes() for p in arguments.files})
    release = office.sign(_open(folder), repository, documents, now=datetime.now(UTC))
    print("signed; the signer publishes it next" if release else "nothing differs from what stands")
    return DONE


def run_rotate_online(arguments: argparse.Namespace) -> int:
    """Name another online key."""
    folder, repository = _places(arguments)
    office.rotate_online_key(
        _open(folder), repository, online_public=arguments.signer_key, now=datetime.now(UTC)
    )
    print("signed; restart the signer, which publishes it with both keys that it holds")
    return DONE


def run_rotate_leaders(arguments: argparse.Namespace) -> int:
    """Make another leaders' key."""
    folder, repository = _places(arguments)
    office.rotate_leaders_key(_open(folder), repository, now=datetime.now(UTC))
    print(f"signed; destroy {folder / LEADERS_KEY}.old once it is published")
    return DONE


def run_renew(arguments: argparse.Namespace) -> int:
    """Sign anew what runs out."""
    folder, repository = _places(arguments)
    names = office.renew(_open(folder), repository, now=datetime.now(UTC))
    print(f"signed anew: {', '.join(names)}" if names else "nothing runs out within three months")
    return DONE


def run_show(arguments: argparse.Namespace) -> int:
    """Print the offline roles with their versions and last days."""
    folder, repository = _places(arguments)
    offline = open_offline(repository, Office(folder).pinned)
    roles = {
        "root": offline.root,
        "targets": offline.targets,
        "leaders": offline.leaders,
        "rundowns": offline.rundowns,
    }
    found = {
        name: {"version": role.version, "expires": role.expires.isoformat()}
        for name, role in roles.items()
    }
    if arguments.json:
        print(json.dumps({"fingerprint": Office(folder).fingerprint(), "roles": found}))
    else:
        for name, role in found.items():
            print(f"{name:10} version {role['version']}, until {role['expires']}")
    return DONE


def _answering(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    def answered(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except (KeyFileError, FormatError, OSError, ValueError) as error:
            print(f"loa: office: {error}", file=sys.stderr)
            return PROBLEMS

    return answered


def _places(arguments: argparse.Namespace) -> tuple[Path, Repository]:
    data = load().data_dir
    return arguments.office or data / "office", Repository(arguments.repository or data / "repo")


def _open(folder: Path) -> Office:
    path = folder / LEADERS_KEY
    if not path.is_file() or b"ENCRYPTED" not in path.read_bytes():
        return Office(folder)
    given = os.environ.get(PASSPHRASE)
    phrase = getpass.getpass("Passphrase of the office: ") if given is None else given
    return Office(folder, phrase.encode())


def _new_passphrase() -> bytes:
    if given := os.environ.get(PASSPHRASE):
        return given.encode()
    phrase = getpass.getpass("New passphrase for the office's keys: ")
    if not phrase or getpass.getpass("Once more: ") != phrase:
        raise KeyFileError("no passphrase, or two different ones; nothing was made")
    return phrase.encode()

"""`loa signer`: the process that holds the online key."""

import argparse
import gc
import logging
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

from loa.core.config import load
from loa.devices.keys import KeyFileError, make_key, public_hex
from loa.devices.objects import ObjectStore
from loa.devices.office import online_key
from loa.devices.repository.layout import Repository, RepositoryError
from loa.devices.signer.server import SignerBusyError, SignerServer
from loa.devices.signer.signing import PINNED, Signer, held_keys

DONE, PROBLEMS = 0, 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa signer`."""
    room = commands.add_parser("signer", help="the process that signs rundowns")
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)
    run = verbs.add_parser("run", help="listen on the signer's socket until told to stop")
    run.add_argument("--folder", type=Path, help="its own folder (default: DATA/signer)")
    run.add_argument("--repository", type=Path, help="default: DATA/repo")
    run.add_argument("--objects", type=Path, help="default: DATA/objects")
    run.add_argument("--address", type=Path, help="its socket (default: the setting signer_socket)")
    run.add_argument("--root", type=Path, help="the root to pin on the first start")
    run.add_argument(
        "--socket-mode", default="600", help="octal; 660 where the web has its own user"
    )
    run.set_defaults(run=run_signer)
    key = verbs.add_parser("key", help="print the public key; made on first use")
    key.add_argument("--folder", type=Path, help="its own folder (default: DATA/signer)")
    key.add_argument("--next", action="store_true", help="make another key, for a rotation")
    key.set_defaults(run=run_key)


def run_key(arguments: argparse.Namespace) -> int:
    """Print the key that `loa office init` or `rotate-online-key` asks for."""
    folder = arguments.folder or load().data_dir / "signer"
    try:
        if arguments.next:
            names = sorted(path.name for path in folder.glob("*.pem"))
            print(public_hex(make_key(folder / f"online-{len(names) + 1}.pem")))
        else:
            print(online_key(folder))
    except KeyFileError as error:
        print(f"loa: {error}", file=sys.stderr)
        return PROBLEMS
    return DONE


def run_signer(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM; 1 when it cannot start."""
    logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
    # What a signer reads it remembers: looking that through for garbage at every request
    # would cost more than the request.
    gc.set_threshold(100_000, 50, 100)
    config = load()
    folder = arguments.folder or config.data_dir / "signer"
    repository = Repository(arguments.repository or config.data_dir / "repo")
    try:
        pinned = _root(folder, repository, arguments.root)
        signer = Signer(
            repository,
            held_keys(folder),
            ObjectStore(arguments.objects or config.data_dir / "objects"),
            folder=folder,
            pinned=pinned,
        )
        server = SignerServer(
            signer,
            arguments.address or config.signer_address,
            folder=folder,
            clock=lambda: datetime.now(UTC),
            mode=int(arguments.socket_mode, 8),
        )
    except (KeyFileError, RepositoryError, SignerBusyError, OSError, ValueError) as error:
        print(f"loa: signer: {error}", file=sys.stderr)
        return PROBLEMS
    _serve(server)
    return DONE


def _root(folder: Path, repository: Repository, named: Path | None) -> bytes | None:
    """Return the root to pin; on a first start without one, the repository's is believed."""
    if (folder / PINNED).exists():
        return None
    return named.read_bytes() if named else repository.newest_root()[1]


def _serve(server: SignerServer) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(DONE)

    signal.signal(signal.SIGTERM, stop)
    print(f"ready: {server.address}", flush=True)
    try:
        server.serve_forever()
    except (SystemExit, KeyboardInterrupt):
        pass
    finally:
        server.server_close()

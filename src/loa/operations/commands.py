"""`loa up`, `loa ticker`, `loa worker`, `loa migrate`, `loa check`.

Django is imported inside `run` functions: the command line itself must be readable
without a database, and setting up Django creates the data folder's secrets.
"""

import argparse
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict
from itertools import count
from pathlib import Path

from loa.core.config import ConfigError

FOUND, MISUSE = 1, 2
DEFAULT_PORT = 8000
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - known here, listened on only when asked to


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add this room's commands."""
    up = commands.add_parser("up", help="run everything: web, ticker, worker, signer")
    up.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    up.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"({DEFAULT_PORT})")
    up.add_argument(
        "--demo",
        action="store_true",
        help="load the demonstration data and run its simulated stations",
    )
    up.set_defaults(run=run_up)

    ticker = commands.add_parser("ticker", help="act on whatever is due, again and again")
    ticker.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="(5)")
    ticker.add_argument("--rounds", type=int, default=0, help="stop after so many; 0: never")
    ticker.set_defaults(run=run_ticker)

    worker = commands.add_parser("worker", help="run background tasks")
    worker.set_defaults(run=run_worker)

    migrate = commands.add_parser("migrate", help="bring the database to this version's shape")
    migrate.set_defaults(run=run_migrate)

    check = commands.add_parser("check", help="look at configuration, folders and database")
    check.add_argument("--json", action="store_true", help="print one object")
    check.add_argument(
        "what", nargs="?", choices=("translations",), help="only this: what pages say in English"
    )
    check.set_defaults(run=run_check)


def set_up() -> None:
    """Make Django ready; a data folder that cannot be written is a ConfigError."""
    import django  # noqa: PLC0415 - see the module's docstring

    try:
        django.setup()
    except PermissionError as error:
        raise ConfigError(
            f"{error.filename} cannot be written; set LOA_DATA_DIR to a folder of your own"
        ) from error


def run_up(arguments: argparse.Namespace) -> int:
    """Check, migrate, and run the processes until one stops or the person does."""
    # Who listens on every address is asked for on this machine's own.
    host = "127.0.0.1" if arguments.host in EVERY_ADDRESS else arguments.host
    os.environ.setdefault("LOA_SITE_URL", f"http://{host}:{arguments.port}")
    if arguments.demo:
        os.environ["LOA_DEMO"] = "true"
    set_up()
    from django.conf import settings  # noqa: PLC0415 - needs set_up

    from loa.operations import checks, supervisor  # noqa: PLC0415 - needs set_up

    _keep_private()
    findings = [
        checks.data_folder(settings.DATA_DIR),
        checks.port(arguments.host, arguments.port),
        checks.database(),
    ]
    if wrong := [f for f in findings if not f.ok and not f.to_do]:
        for finding in wrong:
            print(f"loa up: {finding.name}: {finding.sentence}", file=sys.stderr)
        return MISUSE
    _migrate()
    processes = dict(settings.PROCESSES)
    if arguments.demo:
        for step in settings.DEMO_STEPS:
            if code := supervisor.run_step(step):
                return code
        processes |= settings.DEMO_PROCESSES
    if not checks.can_publish(settings.DATA_DIR / "repo"):
        # A new installation has pages before it has keys; the signer would stop at once.
        print(f"loa up: {checks.publication(settings.DATA_DIR / 'repo').sentence}")
        processes.pop("signer", None)
    return supervisor.supervise(
        processes,
        host=arguments.host,
        port=arguments.port,
        ask=f"http://{host}:{arguments.port}/",
        site=settings.CONFIG.site_url,
    )


def run_ticker(arguments: argparse.Namespace) -> int:
    """Run the ticker until it is told to stop."""
    set_up()
    from loa.operations import ticker  # noqa: PLC0415 - needs set_up

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    rounds = range(arguments.rounds) if arguments.rounds else count()
    try:
        ticker.run_forever(every_s=arguments.every, rounds=rounds)
    except KeyboardInterrupt:
        return 0
    return 0


def run_worker(_arguments: argparse.Namespace) -> int:
    """Run background tasks until told to stop."""
    set_up()
    from django.core.management import call_command  # noqa: PLC0415 - needs set_up

    call_command("db_worker", "--queue-name", "*")
    return 0


def run_migrate(_arguments: argparse.Namespace) -> int:
    """Apply the migrations that are waiting."""
    set_up()
    _keep_private()
    from loa.operations import checks  # noqa: PLC0415 - needs set_up

    finding = checks.database()
    if not finding.ok and not finding.to_do:
        print(f"loa migrate: {finding.sentence}", file=sys.stderr)
        return MISUSE
    _migrate()
    return 0


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs set_up

    call_command("migrate", interactive=False, verbosity=0)


def _keep_private() -> None:
    """Let nobody but its owner read a SQLite database: before it is first opened.

    What SQLite writes beside it takes after it. A folder that refuses is `check`'s to tell.
    """
    from django.db import connection  # noqa: PLC0415 - needs set_up

    if connection.vendor == "sqlite":
        path = Path(connection.settings_dict["NAME"])
        with suppress(OSError):
            path.touch()
            for file in path.parent.glob(f"{path.name}*"):
                file.chmod(0o600)


def run_check(arguments: argparse.Namespace) -> int:
    """Print what was found; exit 1 when something needs mending or is still to be done."""
    set_up()
    if arguments.what == "translations":
        return _check_translations(as_json=arguments.json)
    from loa.operations import checks  # noqa: PLC0415 - needs set_up

    findings = list(checks.all_findings())
    if arguments.json:
        rows = [asdict(finding) for finding in findings]
        print(json.dumps({"ok": all(f.ok for f in findings), "findings": rows}, indent=2))
    else:
        for finding in findings:
            word = "ok" if finding.ok else "to do" if finding.to_do else "MEND"
            print(f"{word:<5} {finding.name}: {finding.sentence}")
    return 0 if all(f.ok for f in findings) else FOUND


def _check_translations(*, as_json: bool) -> int:
    """Print what pages would say in English to a Vietnamese reader; 1 when there is any."""
    from loa.operations.untranslated import untranslated  # noqa: PLC0415 - needs set_up

    found = untranslated()
    if as_json:
        print(json.dumps({"untranslated": found}, ensure_ascii=False, indent=2))
    else:
        for msgid in found:
            print(msgid)
        if not found:
            print("every string of the pages is translated")
    return FOUND if found else 0


def loa_command(*words: str) -> list[str]:
    """Return the command line of another `loa` of this very environment."""
    beside = Path(sys.executable).with_name("loa")
    return [str(beside) if beside.exists() else "loa", *words]

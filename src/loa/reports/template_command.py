"""`loa template check FILE`: what is wrong with an edited Word template, and the mend."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

FITS, PROBLEMS, UNREADABLE = 0, 1, 2


def add_template(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa template`."""
    room = commands.add_parser("template", help="the Word templates of reports")
    verbs = room.add_subparsers(dest="verb", required=True)
    check = verbs.add_parser("check", help="what is wrong with an edited template, and the mend")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="print one object")
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Check a template: 0 it fits, 1 problems, 2 the file is no Word file or cannot be read."""
    import django  # noqa: PLC0415 - a command that is not asked for must not wait for Django

    django.setup()
    from django.utils.translation import gettext as _  # noqa: PLC0415 - needs Django set up

    from loa.reports.documents.checking import (  # noqa: PLC0415 - as above
        TemplateError,
        problems,
    )

    path = arguments.file
    try:
        found = problems(path.read_bytes())
    except OSError as error:
        told = _("%(file)s: cannot be read (%(reason)s).")
        print("loa:", told % {"file": path, "reason": error.strerror}, file=sys.stderr)
        return UNREADABLE
    except TemplateError as error:
        print(f"loa: {path}: {error}", file=sys.stderr)
        return UNREADABLE
    if arguments.json:
        answer = {"ok": not found, "problems": [asdict(one) for one in found]}
        print(json.dumps(answer, ensure_ascii=False))
    elif found:
        for one in found:
            print(f"{path}: {one}")
    else:
        print(_("%(file)s: the template can be used, nothing is wrong") % {"file": path})
    return PROBLEMS if found else FITS

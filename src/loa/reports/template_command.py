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
    from loa.reports.documents.checking import (  # noqa: PLC0415 - only when asked for
        TemplateError,
        problems,
    )

    path = arguments.file
    try:
        found = problems(path.read_bytes())
    except OSError as error:
        print(f"loa: {path}: không đọc được ({error.strerror}).", file=sys.stderr)
        return UNREADABLE
    except TemplateError as error:
        print(f"loa: {path}: {error}", file=sys.stderr)
        return UNREADABLE
    if arguments.json:
        told = {"ok": not found, "problems": [asdict(one) for one in found]}
        print(json.dumps(told, ensure_ascii=False))
    elif found:
        for one in found:
            print(f"{path}: {one}")
    else:
        print(f"{path}: mẫu dùng được, không có lỗi")
    return PROBLEMS if found else FITS

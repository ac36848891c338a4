"""`loa report template check FILE`: what is wrong with an edited Word template, and the mend."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

WORD = "template"  # in a plan's place
FITS, PROBLEMS, UNREADABLE = 0, 1, 2


def run(arguments: argparse.Namespace) -> int:
    """Check a template: 0 it fits, 1 problems, 2 the file is no Word file or cannot be read."""
    words = arguments.plan[1:]
    if len(words) != 2 or words[0] != "check":  # noqa: PLR2004 - "check" and the file
        arguments.parser.error("say: loa report template check FILE")
    from loa.reports.documents.checking import (  # noqa: PLC0415 - only when asked for
        TemplateError,
        problems,
    )

    path = Path(words[1])
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

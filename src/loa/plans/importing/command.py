"""`loa plan import`: what a document says, as one object or as a list to read."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from loa.plans.importing import mends, reasons
from loa.plans.importing.extract import extract
from loa.plans.importing.findings import LISTS, SCALARS
from loa.plans.importing.reading import RefusedError, read_file
from loa.plans.problems import Language, both

DONE, REFUSED, UNREADABLE = 0, 1, 2
_NOT_FOUND = both("(không thấy)", "(not found)")
_LEFT_BLANK = both("(để trống)", "(left blank)")


def add_import(command: argparse.ArgumentParser) -> None:
    """Give the command its arguments."""
    command.add_argument("file", type=Path, metavar="FILE", help="docx, PDF with text, plain text")
    command.add_argument("--json", action="store_true", help="print one object")
    command.add_argument("--language", choices=("vi", "en"), default="vi", help="of the sentences")
    command.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Read a document: 0 done, 1 refused, 2 there is no such file. Keeps nothing."""
    language: Language = "en" if arguments.language == "en" else "vi"
    try:
        found = extract(read_file(arguments.file)).said()
    except RefusedError as error:
        print(f"loa: {error.say(language)}", file=sys.stderr)
        return UNREADABLE if error.code == "missing" else REFUSED
    for row in found["contradictions"]:
        row["mend"] = mends.mend(row["kind"], row["facts"], language)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(listing(found, language))
    return DONE


def listing(found: dict[str, Any], language: Language) -> str:
    """Return the findings as lines; "?" marks those that a person should look at first."""
    lines = []
    for key in SCALARS:
        one = found[key]
        said = _line(one, language) if one else _NOT_FOUND[language]
        lines.append(f"{reasons.TITLES[key][language]}: {said}")
    for key in LISTS:
        rows = found[key]
        lines.append(f"\n{reasons.TITLES[key][language]} ({len(rows)})")
        lines += [f"  {_line(row, language)}" for row in rows]
    return "\n".join(lines)


def _line(row: dict[str, Any], language: Language) -> str:
    unsure = " ?" if row["confidence"] < reasons.FAIRLY else ""
    return f"{_words(row, language)}{unsure}  [{reasons.reason(row['why'], language)}]"


def _words(row: dict[str, Any], language: Language) -> str:
    if "name" in row:
        first, last = (
            mends.written(row[edge]) if row[edge] else "…" for edge in ("starts", "ends")
        )
        return f"{row['name']}: {first} – {last}"
    if "unit" in row:
        return f"{row['unit']}: {row['duty']}"
    if "kind" in row:
        return f"{mends.KINDS[row['kind']][language]}: {row['mend']}"
    return mends.written(row["value"]) if row["value"] is not None else _LEFT_BLANK[language]

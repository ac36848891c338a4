"""`loa plan import`: what a document says, as one object or as a list to read."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from loa.plans.importing.extract import extract
from loa.plans.importing.findings import LISTS, SCALARS
from loa.plans.importing.reading import RefusedError, read_file

DONE, REFUSED, UNREADABLE = 0, 1, 2
_UNSURE = 0.8
_TITLES = {
    "number": "Số",
    "issuer": "Cơ quan ban hành",
    "issued_on": "Ngày ban hành",
    "kind": "Loại văn bản",
    "title": "Trích yếu",
    "bases": "Căn cứ",
    "purposes": "Mục đích, yêu cầu",
    "phases": "Đợt",
    "topics": "Nội dung",
    "channels": "Hình thức",
    "assignments": "Phân công",
    "slogans": "Khẩu hiệu",
    "recipients": "Nơi nhận",
    "annexes": "Phụ lục",
    "contradictions": "Chỗ mâu thuẫn",
    "not_understood": "Máy không hiểu",
}


def add_import(command: argparse.ArgumentParser) -> None:
    """Give the command its arguments."""
    command.add_argument("file", type=Path, metavar="FILE", help="docx, PDF with text, plain text")
    command.add_argument("--json", action="store_true", help="print one object")
    command.set_defaults(run=run_import)


def run_import(arguments: argparse.Namespace) -> int:
    """Read a document: 0 done, 1 refused, 2 there is no such file. Keeps nothing."""
    try:
        found = extract(read_file(arguments.file)).said()
    except RefusedError as error:
        print(f"loa: {error}", file=sys.stderr)
        return UNREADABLE if error.code == "missing" else REFUSED
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(listing(found))
    return DONE


def listing(found: dict[str, Any]) -> str:
    """Return the findings as lines; "?" marks those that a person should look at first."""
    lines = []
    for key in SCALARS:
        one = found[key]
        lines.append(f"{_TITLES[key]}: {_line(one) if one else '(không thấy)'}")
    for key in LISTS:
        rows = found[key]
        lines.append(f"\n{_TITLES[key]} ({len(rows)})")
        lines += [f"  {_line(row)}" for row in rows]
    return "\n".join(lines)


def _line(row: dict[str, Any]) -> str:
    unsure = " ?" if row["confidence"] < _UNSURE else ""
    return f"{_words(row)}{unsure}  [{row['why']}]"


def _words(row: dict[str, Any]) -> str:
    if "name" in row:
        return f"{row['name']}: {row['starts'] or '…'} – {row['ends'] or '…'}"
    if "unit" in row:
        return f"{row['unit']}: {row['duty']}"
    if "kind" in row:
        return f"{row['kind']}: {row['mend']}"
    return str(row["value"]) if row["value"] is not None else "(để trống)"

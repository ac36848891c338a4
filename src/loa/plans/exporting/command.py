"""`loa plan export`: a plan as a Word document that carries the plan's own file."""

import argparse
import hashlib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from loa.plans.exporting.layouts import LAYOUTS, by_number
from loa.plans.exporting.paper import Signature
from loa.plans.installation import prepared
from loa.plans.lint import lint
from loa.plans.text import parse

DONE, REFUSED, UNWRITABLE = 0, 1, 2
_NOTHING_CARRIED = "văn bản này không kèm tệp kế hoạch. Nhập bằng trang Kế hoạch để máy đọc chữ."
_EDITED = "văn bản đã sửa sau khi xuất. Nhập bằng trang Kế hoạch để máy đọc chữ. Những chỗ khác:"


def add_export(command: argparse.ArgumentParser) -> None:
    """Give the command its arguments."""
    command.add_argument("plan", metavar="PLAN", help="a plan's key, or a plan file")
    command.add_argument("--format", choices=("docx",), default="docx")
    command.add_argument(
        "--layout", choices=tuple(LAYOUTS), default="", help="default: that of the plan's issuer"
    )
    command.add_argument("--out", type=Path, metavar="FILE", help="default: PLAN-LAYOUT.docx")
    command.add_argument("--signer", default="", metavar="NAME", help="who signs it")
    command.add_argument("--post", default="", help="the signer's own post")
    command.add_argument("--for", dest="instead_of", default="", metavar="POST", help="a deputy's")
    command.add_argument("--json", action="store_true", help="print one object")
    command.set_defaults(run=run_export)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the document: 0 done, 1 there is no such plan or it has problems, 2 unwritable."""
    path = Path(arguments.plan)
    made = _of_file(path, arguments) if path.suffix == ".toml" else _of_installation(arguments)
    if isinstance(made, int):
        return made
    key, layout, content = made
    out: Path = arguments.out or Path(f"{key}-{layout}.docx")
    try:
        out.write_bytes(content)
    except OSError as error:
        print(f"loa: {out}: cannot be written ({error.strerror})", file=sys.stderr)
        return UNWRITABLE
    said = {"plan": key, "layout": layout, "file": str(out), "bytes": len(content)}
    if arguments.json:
        digest = hashlib.sha256(content).hexdigest()
        print(json.dumps(said | {"sha256": digest}, ensure_ascii=False))
    else:
        print(f"{out}: {key}, {layout}, {len(content)} bytes")
    return DONE


def taken_out(content: bytes, path: Path) -> bytes | None:
    """Return the plan's file that a Word document carries, or say why it is not believed."""
    from loa.plans.exporting.carrying import PlanFile, carried  # noqa: PLC0415 - as said below
    from loa.plans.importing.reading import RefusedError  # noqa: PLC0415 - as said below

    try:
        found = carried(content, path.name)
    except RefusedError as error:
        print(f"loa: {error}", file=sys.stderr)
        return None
    if isinstance(found, PlanFile):
        return found.source.encode()
    if found is None:
        print(f"loa: {path}: {_NOTHING_CARRIED}", file=sys.stderr)
        return None
    print(f"loa: {path}: {_EDITED}", file=sys.stderr)
    for change in found.changes:
        for sign, lines in (("-", change.was), ("+", change.now)):
            for line in lines:
                print(f"  {sign} {line}", file=sys.stderr)
    return None


def _of_file(path: Path, arguments: argparse.Namespace) -> tuple[str, str, bytes] | int:
    """Write a plan file's document: nothing is known but what the file says."""
    # python-docx takes as long to import as the rest of the command line: only when asked for.
    from loa.plans.exporting.carrying import export  # noqa: PLC0415 - as said above
    from loa.plans.exporting.paper import Particulars  # noqa: PLC0415 - as said above
    from loa.plans.register import shipped_register  # noqa: PLC0415 - as said above

    try:
        source = path.read_bytes()
    except OSError as error:
        print(f"loa: {path}: không đọc được tệp ({error.strerror})", file=sys.stderr)
        return UNWRITABLE
    report = lint(source, shipped_register())
    if report.plan is None:
        for one in report.problems:
            print(f"{path}:{one.line}: {one.message} [{one.code}]", file=sys.stderr)
        return REFUSED
    plan = report.plan
    layout = LAYOUTS[arguments.layout or by_number(plan.number, plan.issuer_name).word]
    content = export(
        plan,
        layout,
        now=datetime.now(UTC),
        known=Particulars(signature=_signature(arguments)),
        source=parse(source).text,
    )
    return plan.key, layout.word, content


def _of_installation(arguments: argparse.Namespace) -> tuple[str, str, bytes] | int:
    if not prepared():
        return UNWRITABLE
    from loa.plans.exporting.known import document, layout_of  # noqa: PLC0415 - needs Django set up
    from loa.plans.models import Plan  # noqa: PLC0415 - as above

    plan = Plan.objects.filter(key=arguments.plan).first()
    if plan is None:
        known = ", ".join(Plan.objects.values_list("key", flat=True)) or "none"
        print(f"loa: {arguments.plan}: no such plan; known: {known}", file=sys.stderr)
        return REFUSED
    layout = arguments.layout or layout_of(plan).word
    content = document(plan, now=datetime.now(UTC), layout=layout, signature=_signature(arguments))
    return plan.key, layout, content


def _signature(arguments: argparse.Namespace) -> Signature:
    return Signature(arguments.instead_of, arguments.post, arguments.signer)

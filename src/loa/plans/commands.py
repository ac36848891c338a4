"""`loa plan`: check, load, approve, list and export plans, and begin one from a blueprint."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loa.plans import words
from loa.plans.blueprints import CongressFacts, EpidemicFacts, congress, epidemic
from loa.plans.exporting.command import add_export, taken_out
from loa.plans.importing.command import add_import
from loa.plans.installation import prepared
from loa.plans.lint import lint
from loa.plans.problems import Problem

DONE, PROBLEMS, UNREADABLE = 0, 1, 2  # what was named, or the installation, cannot be read


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa plan`."""
    room = commands.add_parser("plan", help="plans: check, load, approve, list, begin a new one")
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)
    check = verbs.add_parser("check", help="what is wrong with a plan file, line by line")
    check.add_argument("file", type=Path, metavar="FILE", help="docs/formats/plan.md says how")
    check.add_argument("--json", action="store_true", help="print one object")
    check.add_argument("--units", type=Path, help="a file of units; default: those of loa")
    check.add_argument("--language", choices=("vi", "en"), default="vi", help="of the messages")
    check.set_defaults(run=run_check)
    load = verbs.add_parser("load", help="bring a plan file into the installation")
    load.add_argument("file", type=Path, metavar="FILE")
    load.add_argument("--json", action="store_true", help="print one object")
    load.set_defaults(run=run_load)
    approve = verbs.add_parser("approve", help="approve a plan; refused while it has problems")
    approve.add_argument("key")
    approve.add_argument("--by", required=True, metavar="USERNAME", help="who approves")
    approve.set_defaults(run=run_approve)
    listing = verbs.add_parser("list", help="the plans of this installation")
    listing.add_argument("--json", action="store_true", help="print one list of objects")
    listing.set_defaults(run=run_list)
    add_import(verbs.add_parser("import", help="what a plan or guidance document says"))
    add_export(verbs.add_parser("export", help="write a plan as a Word document that carries it"))
    _add_new(verbs.add_parser("new", help="write a plan file from a blueprint to the terminal"))


def _add_new(new: argparse.ArgumentParser) -> None:
    blueprints = new.add_subparsers(title="blueprints", metavar="BLUEPRINT", required=True)
    one = blueprints.add_parser("congress", help="before, during and after a congress")
    _add_facts(one)
    one.add_argument("--event", default="Đại hội Đảng bộ", help="the congress's name")
    one.add_argument("--level", choices=words.LEVELS, default="commune")
    one.add_argument("--first-day", type=date.fromisoformat, help="the congress's first day")
    one.add_argument("--last-day", type=date.fromisoformat, help="the congress's last day")
    one.set_defaults(run=run_congress)
    other = blueprints.add_parser("epidemic", help="while a disease goes round")
    _add_facts(other)
    other.add_argument("--disease", action="append", default=[], help="may be given again")
    other.set_defaults(run=run_epidemic)


def _add_facts(blueprint: argparse.ArgumentParser) -> None:
    blueprint.add_argument("--key", default="ke-hoach-moi", help="short name of the plan")
    blueprint.add_argument("--number", default="", help="the document's number: 146-KH/HU")
    blueprint.add_argument("--issuer-key", default="co-quan-ban-hanh")
    blueprint.add_argument("--issuer", default="Cơ quan ban hành", help="its name")
    blueprint.add_argument("--area", action="append", metavar="CODE", help="may be given again")
    blueprint.add_argument("--notes", default="")
    blueprint.add_argument("--starts", type=date.fromisoformat, help="default: today")


def run_check(arguments: argparse.Namespace) -> int:
    """Check a file: 0 nothing wrong, 1 problems, 2 the file cannot be read."""
    from loa.places.unit_file import UnitFileError  # noqa: PLC0415 - only when asked for
    from loa.plans.register import register_from, shipped_register  # noqa: PLC0415 - as above

    source = _read(arguments.file)
    if source is None:
        return UNREADABLE
    try:
        register = register_from(arguments.units) if arguments.units else shipped_register()
    except UnitFileError as error:
        print(f"loa: {error}", file=sys.stderr)
        return UNREADABLE
    problems = lint(source, register).problems
    if arguments.json:
        _print({"ok": not problems, "problems": _listed(problems, arguments.language)})
    elif problems:
        _complain(arguments.file, problems, arguments.language)
    else:
        clean = "không có lỗi" if arguments.language == "vi" else "nothing wrong"
        print(f"{arguments.file}: {clean}")
    return PROBLEMS if problems else DONE


def run_load(arguments: argparse.Namespace) -> int:
    """Load a file: 0 loaded or unchanged, 1 refused, 2 the file cannot be read.

    A Word document that `loa plan export` wrote is loaded by the file that it carries.
    """
    source = _read(arguments.file)
    if source is None:
        return UNREADABLE
    if source.startswith(b"PK"):
        source = taken_out(source, arguments.file)
        if source is None:
            return PROBLEMS
    if not prepared():
        return UNREADABLE
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.plans import actions  # noqa: PLC0415 - as above
    from loa.plans.models import Plan  # noqa: PLC0415 - as above

    before = dict(Plan.objects.values_list("key", "revision"))
    try:
        plan = actions.load_plan(source, now=timezone.now())
    except actions.PlanRefusedError as error:
        if arguments.json:
            _print({"ok": False, "problems": _listed(error.problems, "vi")})
        else:
            _complain(arguments.file, error.problems, "vi")
        return PROBLEMS
    outcome = _outcome(before.get(plan.key), plan.revision)
    result = {"ok": True, "key": plan.key, "revision": plan.revision, "outcome": outcome}
    if arguments.json:
        _print(result | {"state": plan.state})
    else:
        print(f"{plan.key}: {outcome}, revision {plan.revision}, {plan.state}")
    return DONE


def run_approve(arguments: argparse.Namespace) -> int:
    """Approve a plan: 0 approved, 1 refused, with what is left to mend."""
    if not prepared():
        return UNREADABLE
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.people.models import User  # noqa: PLC0415 - as above
    from loa.plans import actions  # noqa: PLC0415 - as above

    person = User.objects.filter(username=arguments.by).first()
    if person is None:
        print(f"loa: {arguments.by}: no such account", file=sys.stderr)
        return PROBLEMS
    try:
        actions.approve_plan(plan_key=arguments.key, now=timezone.now(), by=person)
    except actions.PlanError as error:
        print(f"loa: {arguments.key}: not approved\n{error}", file=sys.stderr)
        return PROBLEMS
    print(f"{arguments.key}: approved")
    return DONE


def run_list(arguments: argparse.Namespace) -> int:
    """Print every plan with its state and days."""
    if not prepared():
        return UNREADABLE
    from loa.plans import queries  # noqa: PLC0415 - needs Django set up

    found = [queries.summary(plan) for plan in queries.plans().prefetch_related("phases")]
    if arguments.json:
        _print(found)
        return DONE
    for one in found:
        days = f"{one['starts'] or '…'} – {one['last_day'] or '…'}"
        print(f"{one['key']:24} {one['state']:10} {days:26} {one['number']} {one['title']}")
    return DONE


def run_congress(arguments: argparse.Namespace) -> int:
    """Print a congress's plan."""
    facts = CongressFacts(
        key=arguments.key,
        number=arguments.number,
        issuer_key=arguments.issuer_key,
        issuer_name=arguments.issuer,
        area=tuple(arguments.area or ("06",)),
        event_name=arguments.event,
        level=arguments.level,
        notes=arguments.notes,
        campaign_starts=arguments.starts or _today(),
        starts=arguments.first_day,
        ends=arguments.last_day,
    )
    return _offer(congress(facts))


def run_epidemic(arguments: argparse.Namespace) -> int:
    """Print a plan for an epidemic."""
    facts = EpidemicFacts(
        key=arguments.key,
        number=arguments.number,
        issuer_key=arguments.issuer_key,
        issuer_name=arguments.issuer,
        area=tuple(arguments.area or ("19",)),
        starts=arguments.starts or _today(),
        notes=arguments.notes,
        diseases=tuple(arguments.disease),
    )
    return _offer(epidemic(facts))


def _offer(text: str) -> int:
    """Print the text, and on the error stream whatever the given facts got wrong."""
    from loa.plans.register import shipped_register  # noqa: PLC0415 - only when asked for

    print(text, end="")
    problems = lint(text.encode(), shipped_register()).problems
    for one in problems:
        print(f"loa: {one.line}: {one.message}", file=sys.stderr)
    return PROBLEMS if problems else DONE


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the day of whoever sits at this terminal


def _outcome(before: int | None, after: int) -> str:
    if before is None:
        return "new"
    return "unchanged" if before == after else "changed"


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        print(f"loa: {path}: không đọc được tệp ({error.strerror})", file=sys.stderr)
        return None


def _listed(problems: Sequence[Problem], language: str) -> list[dict[str, object]]:
    return [
        {"line": one.line, "code": one.code, "message": _said(one, language)} for one in problems
    ]


def _complain(path: Path, problems: Sequence[Problem], language: str) -> None:
    for one in problems:
        print(f"{path}:{one.line}: {_said(one, language)} [{one.code}]", file=sys.stderr)


def _said(one: Problem, language: str) -> str:
    return one.say("en") if language == "en" else one.message


def _print(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))

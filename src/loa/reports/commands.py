"""`loa report`: a plan's report as files, with their hashes and the totals."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from loa.core.periods import DAY, Days
from loa.reports.template_command import add_template

if TYPE_CHECKING:  # the models need Django set up
    from loa.reports.rules.asking import Ask
    from loa.reports.rules.report import Report
    from loa.reports.rules.totals import Total

DONE, REFUSED, UNREADABLE = 0, 1, 2
KINDS = ("month", "quarter", "half-year", "year", "phase", "final", "span")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa report` and `loa template`."""
    add_template(commands)
    report = commands.add_parser("report", help="a plan's report as Word, PDF and Excel files")
    report.add_argument("plan", metavar="PLAN", help="the plan's key or number: `loa plan list`")
    report.add_argument("--from", dest="starts", type=_day, metavar="DAY", required=True)
    report.add_argument(
        "--until", type=_day, metavar="DAY", required=True, help="the last day, counted too"
    )
    report.add_argument("--out", type=Path, metavar="DIR", required=True)
    report.add_argument("--kind", choices=KINDS, default="span", help="what it is called")
    report.add_argument("--phase", default="", help="with --kind phase: the phase's key")
    report.add_argument("--units-of", type=_day, metavar="DAY", help="cut by the units of this day")
    report.add_argument(
        "--simulated", action="store_true", help="simulated evidence, where there is real too"
    )
    report.add_argument("--layout", choices=("state", "party"), default="")
    report.add_argument("--json", action="store_true", help="print one object")
    report.set_defaults(run=run_report)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text}: a day is written 2026-11-14") from None


def run_report(arguments: argparse.Namespace) -> int:
    """Write a report's files: 0 written, 1 refused, 2 no installation or no folder to write to."""
    if not _set_up():
        return UNREADABLE
    from django.utils import timezone  # noqa: PLC0415 - needs Django set up

    from loa.reports import actions, files  # noqa: PLC0415 - as above
    from loa.reports.rules.asking import AskError  # noqa: PLC0415 - as above

    try:
        row = actions.draft(_ask(arguments), now=timezone.now())
        written = files.write(files.made(row, layout=arguments.layout), arguments.out)
    except AskError as error:
        print(f"loa: {error}", file=sys.stderr)
        return REFUSED
    except files.FilesError as error:
        print(f"loa: {error}", file=sys.stderr)
        return UNREADABLE
    report = row.report()
    found = {
        "plan": arguments.plan,
        "title": report.title,
        "from": report.starts.isoformat(),
        "until": (report.until - DAY).isoformat(),
        "units_of": report.cut_on.isoformat(),
        "simulated": report.simulated,
        "digest": row.digest,
        "files": [{"name": one.name, "sha256": one.sha256, "bytes": one.bytes} for one in written],
        "totals": _totals(report),
        "missing": _missing(report),
    }
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        _tell(found, arguments.out)
    return DONE


def _ask(arguments: argparse.Namespace) -> "Ask":
    from django.utils.translation import gettext as _  # noqa: PLC0415 - needs Django set up

    from loa.reports.rules.asking import Ask, AskError  # noqa: PLC0415 - as above
    from loa.reports.rules.report import Kind  # noqa: PLC0415 - as above

    if arguments.until < arguments.starts:
        told = _("--until %(until)s stands before --from %(starts)s.")
        raise AskError(told % {"until": arguments.until, "starts": arguments.starts})
    return Ask(
        kind=Kind(arguments.kind),
        period=Days(arguments.starts, arguments.until + DAY),
        plan=_key(arguments.plan),
        phase=arguments.phase,
        cut_on=arguments.units_of,
        simulated=True if arguments.simulated else None,
    )


def _key(named: str) -> str:
    """Return the key of a plan that is named by its key or its number."""
    from loa.plans.models import Plan  # noqa: PLC0415 - needs Django set up

    keys = list(Plan.objects.filter(number=named).values_list("key", flat=True)[:2])
    return keys[0] if len(keys) == 1 else named


def _totals(report: "Report") -> list[dict[str, object]]:
    from loa.reports.rules import totals  # noqa: PLC0415 - needs Django set up

    return [
        {"channel": channel, "measure": measure, **_figures(total)}
        for (channel, measure), total in sorted(totals.by_channel(report.lines).items())
    ]


def _figures(total: "Total") -> dict[str, object]:
    graded = {
        name: {
            "total": one.total,
            "reported": one.reported,
            "recorded": one.recorded,
            "confirmed": one.confirmed,
        }
        for name, one in (("period", total.period), ("cumulative", total.cumulative))
    }
    return {**graded, "promised": total.promised, "missing": total.missing}


def _missing(report: "Report") -> list[dict[str, object]]:
    return [
        {
            "owed_by": line.figure.owed.name,
            "since": line.figure.owed.since.isoformat(),
            "unit": line.unit.partition("@")[0],
            "channel": line.channel,
            "measure": line.measure,
            "target": line.target,
        }
        for line in report.missing
        if line.figure.owed is not None
    ]


def _tell(found: dict[str, object], folder: Path) -> None:
    from django.utils.translation import gettext as _  # noqa: PLC0415 - needs Django set up

    print(found["title"])
    files, totals = found["files"], found["totals"]
    for one in files if isinstance(files, list) else ():
        print(f"  {folder / one['name']}  {one['bytes']} bytes  {one['sha256']}")
    for one in totals if isinstance(totals, list) else ():
        told = _("of %(promised)s") % {"promised": one["promised"]}
        promised = "" if one["promised"] is None else f" {told}"
        figures = f"{one['period']['total']:>10}  {one['cumulative']['total']:>10}{promised}"
        print(f"  {one['channel']:14}{one['measure']:18}{figures}")


def _set_up() -> bool:
    """Prepare Django; say the mend and return False where the database has no tables yet."""
    import django  # noqa: PLC0415 - a command that is not asked for must not wait for Django

    django.setup()
    from django.db import connection  # noqa: PLC0415 - needs Django set up

    from loa.reports.models import KeptReport  # noqa: PLC0415 - as above

    table = KeptReport._meta.db_table  # noqa: SLF001 - documented by Django
    ready = table in connection.introspection.table_names()
    if not ready:
        from django.utils.translation import gettext as _  # noqa: PLC0415 - needs Django set up

        print("loa:", _("the database is not prepared; run: loa migrate"), file=sys.stderr)
    return ready

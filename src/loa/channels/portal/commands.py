"""`loa articles import` and `loa site open`."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

DONE, PROBLEMS, MISUSE = 0, 1, 2


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `articles` and `site`."""
    articles = commands.add_parser("articles", help="articles of residents' pages")
    acts = articles.add_subparsers(title="commands", metavar="COMMAND", required=True)
    bring = acts.add_parser("import", help="bring articles in from RSS or CSV, cleaned")
    bring.add_argument("file", type=Path, metavar="FILE", help="RSS 2.0 or CSV in UTF-8")
    bring.add_argument("--site", default="main", metavar="KEY", help="the site's key (main)")
    bring.add_argument(
        "--pictures", type=Path, metavar="DIR", help="where the pictures are (beside the file)"
    )
    bring.add_argument("--json", action="store_true", help="print one object")
    bring.set_defaults(run=run_import)
    site = commands.add_parser("site", help="the sites of this installation")
    site_acts = site.add_subparsers(title="commands", metavar="COMMAND", required=True)
    opening = site_acts.add_parser("open", help="open a site for an area, or change it")
    opening.add_argument("key", metavar="KEY", help="a short word, such as nghia-ta")
    opening.add_argument("--name", required=True, help="as residents read it")
    opening.add_argument("--unit", required=True, metavar="CODE", help="the area that it serves")
    opening.add_argument("--host", default="", help="the name under which it is asked for")
    opening.add_argument("--port", type=int, default=80, help="the port of that name (80)")
    opening.set_defaults(run=run_open)


def run_import(arguments: argparse.Namespace) -> int:
    """Bring a file's articles in; 1 when rows were refused."""
    _set_up()
    from loa.channels.portal import importing, reading, sites  # noqa: PLC0415 - needs setup

    folder = arguments.pictures or arguments.file.parent
    try:
        rows = reading.rows(arguments.file)
        done = importing.take(rows, folder=folder, site_key=arguments.site, now=datetime.now(UTC))
    except (reading.ReadError, sites.SiteError) as error:
        print(f"loa: {error}", file=sys.stderr)
        return MISUSE
    if arguments.json:
        print(json.dumps(asdict(done), ensure_ascii=False, indent=2))
    else:
        for one in done.imported:
            print(f"{one.row}: {one.url}  {one.title}")
            for change in one.cleaned:
                print(f"    {change.why}: “{change.before}” is now “{change.after}”")
            for name in one.lacks:
                print(f"    no {name} in the original; the page says so")
        for other in done.refused:
            print(f"{other.row}: refused, {other.reason}: {other.title}", file=sys.stderr)
    return PROBLEMS if done.refused else DONE


def run_open(arguments: argparse.Namespace) -> int:
    """Open a site; 1 when its area has another."""
    _set_up()
    from loa.channels.portal import sites  # noqa: PLC0415 - needs setup

    try:
        site = sites.open_site(
            key=arguments.key,
            name=arguments.name,
            unit_code=arguments.unit,
            hostname=arguments.host,
            port=arguments.port,
        )
    except sites.SiteError as error:
        print(f"loa: {error}", file=sys.stderr)
        return PROBLEMS
    print(f"{arguments.key}: {site.site_name}, {site.hostname}:{site.port}")
    return DONE


def _set_up() -> None:
    import django  # noqa: PLC0415 - the command line is readable without a database

    django.setup()

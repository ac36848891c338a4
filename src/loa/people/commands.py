"""`loa people`: the first accounts, who holds what, and the check of the decision log."""

import argparse
import getpass
import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from loa.people.rules import Role

if TYPE_CHECKING:
    from loa.people.models import Organisation

DONE, PROBLEMS = 0, 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa people`."""
    room = commands.add_parser("people", help="accounts, roles and the decision log")
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = verbs.add_parser("add", help="create an account; the password is asked for")
    add.add_argument("username")
    add.add_argument("--name", default="", help="the name that others see")
    add.add_argument("--language", choices=("vi", "en"), default="vi")
    add.add_argument("--organisation", metavar="KEY", help="where it gets the role")
    add.add_argument("--office", metavar="NAME", help="the first office, made with this account")
    add.add_argument("--unit", metavar="CODE", default="", help="the unit that --office covers")
    add.add_argument(
        "--role",
        choices=[*Role],
        action="append",
        help="needs --organisation or --office; once for each role",
    )
    add.add_argument("--records", action="store_true", help="may keep records in Django's admin")
    add.add_argument("--password-stdin", action="store_true", help="read the password from stdin")
    add.set_defaults(run=run_add)
    listing = verbs.add_parser("list", help="accounts with the roles that they hold today")
    listing.add_argument("--json", action="store_true", help="print one list of objects")
    listing.set_defaults(run=run_list)
    verify = verbs.add_parser("verify", help="check the chain of the decision log")
    verify.add_argument("--json", action="store_true", help="print one object")
    verify.set_defaults(run=run_verify)
    ring = verbs.add_parser("keyring", help="write a unit's keyring for the leaders to sign")
    ring.add_argument("unit", help="the unit's code")
    ring.set_defaults(run=run_keyring)


def run_add(arguments: argparse.Namespace) -> int:
    """Create an account, with the roles that are named from today on; 1 when refused."""
    _set_up()
    from django.core.exceptions import ValidationError  # noqa: PLC0415 - needs Django set up
    from django.db import transaction  # noqa: PLC0415 - as above
    from django.utils import timezone  # noqa: PLC0415 - as above

    from loa.people import actions  # noqa: PLC0415 - as above
    from loa.people.models import Organisation  # noqa: PLC0415 - as above

    if bool(arguments.role) != bool(arguments.organisation or arguments.office):
        print("loa: --role and --organisation (or --office) are given together", file=sys.stderr)
        return PROBLEMS
    office = Organisation.objects.filter(key=arguments.organisation).first()
    if arguments.organisation and office is None:
        print(f"loa: {arguments.organisation}: no organisation has this key", file=sys.stderr)
        return PROBLEMS
    if arguments.office and Organisation.objects.exists():
        print(
            "loa: --office is for the first office; name one with --organisation", file=sys.stderr
        )
        return PROBLEMS
    password = _password(from_stdin=arguments.password_stdin)
    try:
        with transaction.atomic():
            person = actions.create_user(
                username=arguments.username,
                password=password,
                display_name=arguments.name,
                language=arguments.language,
                administers_records=arguments.records,
            )
            if arguments.office:
                office = _first_office(arguments.office, arguments.unit)
            if office is not None:
                for role in dict.fromkeys(arguments.role):
                    actions.grant(
                        user=person,
                        organisation=office,
                        role=Role(role),
                        since=timezone.localdate(),
                    )
    except (actions.PeopleError, ValidationError) as error:
        reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
        print(f"loa: {' '.join(reasons)}", file=sys.stderr)
        return PROBLEMS
    print(f"{person.get_username()} can sign in")
    return DONE


def _first_office(name: str, unit: str) -> "Organisation":
    """Make the office with which an empty installation begins. Raises PeopleError."""
    from django.utils import timezone  # noqa: PLC0415 - needs Django to be set up

    from loa.core.fold import fold  # noqa: PLC0415 - with what needs Django
    from loa.people import actions  # noqa: PLC0415 - needs Django to be set up
    from loa.people.models import Organisation  # noqa: PLC0415 - as above
    from loa.places import queries as places  # noqa: PLC0415 - as above

    if unit and places.unit_on(unit, timezone.localdate()) is None:
        raise actions.PeopleError(f"{unit}: no unit has this code today; see `loa places`")
    kinds = Organisation.Kind
    return actions.ensure_organisation(
        key="-".join(fold(name).split())[:80] or "van-phong",
        name=name,
        kind=kinds.COMMUNE_OFFICE if fold(name).startswith("ubnd") else kinds.CENTRE,
        unit_code=unit,
    )


def run_list(arguments: argparse.Namespace) -> int:
    """Print every account with the roles that it holds today."""
    _set_up()
    from django.utils import timezone  # noqa: PLC0415 - needs Django to be set up

    from loa.people.models import User  # noqa: PLC0415 - as above

    day = timezone.localdate()
    accounts: list[dict[str, Any]] = [
        {
            "username": person.get_username(),
            "name": person.get_full_name(),
            "active": person.is_active,
            "roles": [
                {"role": held.role, "organisation": held.organisation, "unit": held.unit_code}
                for held in person.holdings()
                if held.holds(day)
            ],
        }
        for person in User.objects.all()
    ]
    if arguments.json:
        print(json.dumps(accounts, ensure_ascii=False))
        return DONE
    for account in accounts:
        roles = ", ".join(f"{held['role']} ({held['organisation']})" for held in account["roles"])
        print(f"{account['username']:24} {account['name']}: {roles or 'no role today'}")
    return DONE


def run_verify(arguments: argparse.Namespace) -> int:
    """Check the decision log; 1 when its chain is broken."""
    _set_up()
    from loa.people import decisions  # noqa: PLC0415 - needs Django to be set up

    verdict = decisions.verify()
    if arguments.json:
        print(json.dumps({"ok": verdict.ok} | asdict(verdict)))
    elif verdict.ok:
        print(f"{verdict.entries} entries, chain whole, head {verdict.head}")
    else:
        print(f"broken after {verdict.entries} entries: {verdict.fault}", file=sys.stderr)
    return DONE if verdict.ok else PROBLEMS


def run_keyring(arguments: argparse.Namespace) -> int:
    """Print the keys of a unit's approvers as the document that leaders sign; 1 without any."""
    _set_up()
    from loa.core.canonical import canonical  # noqa: PLC0415 - with what needs Django
    from loa.people.keyrings import keyring  # noqa: PLC0415 - needs Django to be set up

    ring = keyring(arguments.unit)
    if not ring.keys:
        print(f"loa: {arguments.unit}: no approver's key is registered there", file=sys.stderr)
        return PROBLEMS
    print(canonical(ring.document()).decode())
    return DONE


def _password(*, from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\n") if from_stdin else getpass.getpass("Password: ")


def _set_up() -> None:
    import django  # noqa: PLC0415 - a command that is not asked for must not wait for Django

    django.setup()

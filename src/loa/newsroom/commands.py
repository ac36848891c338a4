"""`loa item`: what waits, what it says, and approval with a key file on this machine.

For an approver whose browser cannot sign: the key is read here, used once, kept nowhere.
"""

import argparse
import json
import sys
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from loa.core.message import Extra
    from loa.newsroom.models import Item

DONE, PROBLEMS = 0, 1
STATES = ("draft", "review", "returned", "approved")


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `loa item`."""
    room = commands.add_parser("item", help="items: list, show, approve with a key file")
    verbs = room.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listing = verbs.add_parser("list", help="items, the latest written first")
    listing.add_argument("--state", choices=STATES, help="only those in this state")
    listing.add_argument("--json", action="store_true", help="print one list of objects")
    listing.set_defaults(run=run_list)
    show = verbs.add_parser("show", help="everything that an approver answers for")
    show.add_argument("key")
    show.add_argument("--json", action="store_true", help="print the manifest as it is signed")
    show.set_defaults(run=run_show)
    approve = verbs.add_parser("approve", help="approve an item with your own key file")
    approve.add_argument("key")
    approve.add_argument("--key", dest="file", type=Path, required=True, metavar="FILE")
    approve.add_argument("--passphrase", action="store_true", help="ask for the file's passphrase")
    approve.add_argument("--yes", action="store_true", help="do not ask again")
    approve.add_argument("--json", action="store_true", help="print one object")
    approve.set_defaults(run=run_approve)
    retract = verbs.add_parser("retract", help="take an item back from every channel")
    retract.add_argument("key")
    retract.add_argument("--reason", required=True, metavar="TEXT", help="kept in the log")
    retract.add_argument("--json", action="store_true", help='print {CHANNEL: "reached"|"due"}')
    retract.set_defaults(run=run_retract)


def run_list(arguments: argparse.Namespace) -> int:
    """Print the items."""
    _set_up()
    from loa.newsroom.models import Item  # noqa: PLC0415 - needs Django set up

    items = Item.objects.select_related("issuer", "topic__plan").prefetch_related("variants")
    if arguments.state:
        items = items.filter(state=arguments.state)
    rows = [_row(item) for item in items]
    if arguments.json:
        print(json.dumps(rows, ensure_ascii=False))
        return DONE
    for row in rows:
        print(f"{row['state']:9} {row['key']:40} {row['headline']} ({row['issuer']})")
    if not rows:
        print("no items")
    return DONE


def run_show(arguments: argparse.Namespace) -> int:
    """Print one item; 1 when there is none."""
    _set_up()
    item = _item(arguments.key)
    if item is None:
        return PROBLEMS
    if arguments.json:
        from loa.core.canonical import canonical  # noqa: PLC0415 - beside its only use
        from loa.newsroom.queries import draft_message  # noqa: PLC0415 - needs Django set up

        print(canonical(draft_message(item).manifest()).decode())
    else:
        print(_told(item))
    return DONE


def run_approve(arguments: argparse.Namespace) -> int:
    """Sign an item's message with a key file and take the approval in; 1 when refused."""
    _set_up()
    from loa.devices.keys import KeyFileError  # noqa: PLC0415 - with what needs Django
    from loa.newsroom.actions import NewsroomError  # noqa: PLC0415 - needs Django set up

    item = _item(arguments.key)
    if item is None:
        return PROBLEMS
    try:
        key = _key(arguments)
    except KeyFileError as error:
        print(f"loa: {error}", file=sys.stderr)
        return PROBLEMS
    if not arguments.yes:
        print(_told(item))
        if input("Approve? [y/N] ").strip().lower() not in {"y", "yes"}:
            print("nothing was approved")
            return PROBLEMS
    try:
        outcome = _approve(item, key)
    except NewsroomError as error:
        print(
            f"loa: {item.key}: not approved: {_plainly(error.code, error.detail)}", file=sys.stderr
        )
        return PROBLEMS
    if arguments.json:
        print(json.dumps(outcome))
    else:
        state = "sealed" if outcome["sealed"] else "approved; one more approval is needed"
        print(f"{item.key}: {state} ({outcome['message']})")
    return DONE


def run_retract(arguments: argparse.Namespace) -> int:
    """Take an item back and say how far that has come; 1 when there is nothing to take back.

    Asked again of an item that was taken back, it says how far that has come by now.
    """
    _set_up()
    from loa.newsroom import retracting  # noqa: PLC0415 - needs Django set up
    from loa.newsroom.actions import NewsroomError  # noqa: PLC0415 - as above

    item = _item(arguments.key)
    if item is None:
        return PROBLEMS
    try:
        retracting.retract(item, reason=arguments.reason, by="loa", now=datetime.now(UTC))
    except NewsroomError as error:
        if error.code != "nothing-to-retract" or not item.retractions.exists():
            told = _plainly(error.code, error.detail)
            print(f"loa: {item.key}: not retracted: {told}", file=sys.stderr)
            return PROBLEMS
    if arguments.json:
        print(json.dumps(retracting.states(item)))
        return DONE
    for trail in retracting.trails(item):
        print(f"{trail.channel}: {'due' if trail.due else 'reached'}")
        for place in trail.places:
            print(f"  {place.place}: {place.act or 'reached'}")
    return DONE


def _approve(item: "Item", key: "Ed25519PrivateKey") -> dict[str, Any]:
    """Sign what the item says now, and hand the signature in under its owner's name."""
    from loa.core.message import Approval  # noqa: PLC0415 - with what needs Django
    from loa.newsroom import actions  # noqa: PLC0415 - needs Django set up
    from loa.newsroom.queries import draft_message  # noqa: PLC0415 - as above
    from loa.people.actions import key_id  # noqa: PLC0415 - as above
    from loa.people.models import ApproverKey  # noqa: PLC0415 - as above

    now = datetime.now(UTC)
    name = key_id(key.public_key().public_bytes_raw())
    known = ApproverKey.objects.filter(key_id=name).select_related("user").first()
    if known is None:
        raise actions.NewsroomError("unknown-key", name)
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as instants are written
    unsigned = Approval(draft_message(item).digest, name, at, known.method, "")
    signature = key.sign(unsigned.statement()).hex()
    approval = Approval(unsigned.message, name, at, known.method, signature)
    sealed = actions.approve(item, approval, by=known.user, now=now)
    return {
        "item": item.key,
        "message": approval.message,
        "approver": known.user.get_username(),
        "sealed": sealed is not None,
    }


def _key(arguments: argparse.Namespace) -> "Ed25519PrivateKey":
    import getpass  # noqa: PLC0415 - beside its only use

    from loa.devices.keys import read_key  # noqa: PLC0415 - the base package has no such keys

    secret = getpass.getpass("Passphrase: ").encode() if arguments.passphrase else b""
    return read_key(arguments.file, secret)


def _item(key: str) -> "Item | None":
    from loa.newsroom.models import Item  # noqa: PLC0415 - needs Django set up

    item = Item.objects.select_related("issuer", "topic__plan", "author").filter(key=key).first()
    if item is None:
        print(f"loa: {key}: no item has this key; see: loa item list", file=sys.stderr)
    return item


def _row(item: "Item") -> dict[str, Any]:
    return {
        "key": item.key,
        "revision": item.revision,
        "state": item.state,
        "headline": item.headline,
        "plan": item.topic.plan.key,
        "topic": item.topic.code,
        "issuer": item.issuer.name,
        "languages": sorted(v.language for v in item.variants.all() if v.sound),
        "message": item.message,
    }


def _told(item: "Item") -> str:
    """Say everything that is signed, without characters that a terminal would obey."""
    from loa.newsroom.queries import draft_message  # noqa: PLC0415 - needs Django set up

    message = draft_message(item)
    lines = [
        message.headline,
        f"  {message.provenance.issuer} · {message.provenance.author}",
        f"  source: {message.provenance.source}",
        f"  {message.scope}, {message.priority}; plan {message.plan}, topic {message.topic}",
        f"  valid {message.valid_from:%Y-%m-%d %H:%M} to {message.valid_until:%Y-%m-%d %H:%M} UTC",
    ]
    for variant in message.variants:
        sound = variant.sound
        heard = f"{sound.ms / 1000:.1f} s, {sound.voice}, {sound.digest}" if sound else "no sound"
        lines += [
            f"  [{variant.language}] {heard}",
            *(f"    {t}" for t in variant.text.split("\n")),
        ]
    lines += _told_besides(message.extra)
    lines.append(f"  message {message.digest}, state {item.state}")
    return "\n".join(_printable(line) for line in lines)


def _told_besides(extra: "Extra") -> list[str]:
    """Say what is signed beside the first words: kind, further forms, figures, a question."""
    lines = [f"  kind: {extra.genre}, written first: {extra.form}"]
    for edition in extra.editions:
        sound = edition.sound
        heard = f"{sound.ms / 1000:.1f} s, {sound.voice}, {sound.digest}" if sound else "no sound"
        lines += [
            f"  [{edition.form}, {edition.language}] {heard}",
            *(f"    {t}" for t in edition.text.split("\n")),
        ]
    lines += [
        f"  {f.what} ({f.unit}): {f.before} ({f.since}) -> {f.after} ({f.until})"
        for f in extra.figures
    ]
    if extra.answers:
        lines.append(f"  answers question {extra.answers}")
    if extra.results:
        lines.append("  results: not public before two people announce them")
    return lines


def _printable(line: str) -> str:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn"}
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in hidden else c for c in line)


def _plainly(code: str, detail: str) -> str:
    """Say a refusal in the shell's English."""
    from django.utils import translation  # noqa: PLC0415 - needs Django set up

    from loa.newsroom import words  # noqa: PLC0415 - as above
    from loa.newsroom.actions import NewsroomError  # noqa: PLC0415 - as above

    with translation.override("en"):
        return words.error(NewsroomError(code, detail))


def _set_up() -> None:
    import django  # noqa: PLC0415 - a command that is not asked for must not wait for Django

    django.setup()

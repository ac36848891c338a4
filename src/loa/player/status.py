"""What a home says about itself, read without disturbing a player that runs there."""

import shutil
from datetime import datetime
from pathlib import Path

from loa.core.bundle import read_bundle
from loa.core.canonical import Json, canonical, digest, header, parse
from loa.core.ledger import Entry, Event, LedgerError, verify_chain
from loa.core.message import instant
from loa.core.policy import read_policy
from loa.player.base import FOLDER, read_base
from loa.player.clock import Floor
from loa.player.enrol import load
from loa.player.home import MEDIA
from loa.player.store import FolderStore
from loa.player.trusted import held


def status(home: Path, now: datetime) -> Json:
    """Return a home's state as one document. Raises EnrolmentError when it is not enrolled."""
    enrolment, store = load(home), FolderStore(home)
    document: Json = header("player-status") | {
        "station": enrolment.station,
        "device": enrolment.device,
        "server": enrolment.server,
        "at": instant(now),
        "clock_floor": instant(Floor(store).at),
        "free_mb": shutil.disk_usage(home).free // 1_000_000,
        "sounds": sum(1 for path in (home / MEDIA).glob("*/*") if not path.suffix),
        "ledger": _ledger(store),
        "policy": None,
        "bundle": None,
    }
    signed = held(store, enrolment.station)
    if signed is not None:
        policy = read_policy(parse(signed.policy, "policy"))
        bundle = read_bundle(parse(signed.bundle, "bundle"))
        days = sorted(day.isoformat() for day in bundle.days)
        document["policy"] = {"serial": policy.serial, "source": policy.source}
        document["bundle"] = {"serial": bundle.serial, "days": days}
    return document


def _ledger(store: FolderStore) -> Json:
    base, problem = read_base(store)
    first, head = base.n, base.head
    lines = [
        line
        for name in store.names(FOLDER)
        if name.endswith(".jsonl")
        for line in (store.read(name) or b"").split(b"\n")[:-1]
    ]
    try:
        entries = verify_chain(lines, after=(first, head))
    except LedgerError as error:
        problem = problem or str(error)
        entries = verify_chain(lines[: error.n - first - 1], after=(first, head))
    last = entries[-1] if entries else None
    return {
        "first": first + 1,
        "n": last.n if last else first,
        "head": digest(last.line()) if last else head,
        "last_at": instant(last.at) if last else None,
        "simulated": any(e.event is Event.OPENED and bool(e.get("simulated")) for e in entries),
        "whole": not problem,
        "problem": problem,
        "outcomes": _outcomes(entries),
    }


def _outcomes(entries: list[Entry]) -> Json:
    counted: dict[str, int] = {}
    for entry in entries:
        if entry.event in {Event.FINISHED, Event.CUT, Event.RELAY_OFF}:
            counted[str(entry.event)] = counted.get(str(entry.event), 0) + 1
        elif entry.event is Event.MISSED:
            name = f"missed: {entry.get('reason')}"
            counted[name] = counted.get(name, 0) + 1
    return dict(sorted(counted.items()))


def in_words(document: Json) -> str:
    """Return a status for a person."""
    ledger, bundle = document["ledger"], document["bundle"]
    days = bundle["days"] if bundle else []
    span = f"{days[0]} to {days[-1]} ({len(days)} days)" if days else "none yet"
    lines = [
        f"station     {document['station']}",
        f"server      {document['server']}",
        f"rundowns    {span}",
        f"sounds      {document['sounds']}",
        f"ledger      entries {ledger['first']} to {ledger['n']}, "
        + ("whole" if ledger["whole"] else f"BROKEN: {ledger['problem']}")
        + (", a trial" if ledger["simulated"] else ""),
        f"last entry  {ledger['last_at'] or 'none'}",
        f"free        {document['free_mb']} MB",
    ]
    return "\n".join([*lines, *(f"  {name}: {n}" for name, n in ledger["outcomes"].items())])


def encoded(document: Json) -> str:
    """Return a document as it is printed with --json."""
    return canonical(document).decode()

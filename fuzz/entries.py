"""What strangers' bytes reach: every parser, with what it may raise and where to begin.

A target promises to return or to raise one of its `refusals`, whatever it is given; any
other exception is a finding. `fuzz.run` drives the targets with atheris for hours,
`tests/attacks/test_parsers.py` for a moment in every test run, without it.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.devices.authority import NOW as PROVINCE_NOW
from tests.devices.authority import TOMORROW, Province, item, message
from tests.simulators.programme import DAY, STATION, UNIT, Programme, acknowledge, at, seal
from tests.simulators.publisher import Publisher
from tests.simulators.station import KEY, SimulatedStation, documents

from loa.core.bundle import Bundle, read_bundle
from loa.core.canonical import FormatError, canonical, digest, header, parse
from loa.core.claim import read_claim
from loa.core.grid import plain_grid, read_grid
from loa.core.keyring import read_keyring
from loa.core.ledger import GENESIS, Event, read_acknowledgement, read_segment, verify_chain
from loa.core.message import read_sealed
from loa.core.policy import read_policy
from loa.core.rundown import read_rundown
from loa.core.words import Kind
from loa.devices.lines import read_rows
from loa.devices.ranges import UnsatisfiableError, read_range
from loa.devices.repository.layout import read_release
from loa.devices.repository.reading import load
from loa.devices.signer.server import answer
from loa.devices.signer.signing import Signer
from loa.plans.text import parse as parse_plan
from loa.player.events import Draft
from loa.player.intake import Signed
from loa.player.ledger import Moment, open_ledger
from loa.player.ports import FetchError
from loa.player.store import MemoryStore
from loa.player.sync import read_receipt

MORNING, EVENING = at("04:00"), at("19:00")
Call = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """One way in: `call` takes bytes; `seeds` are true documents to begin from."""

    call: Call
    seeds: tuple[bytes, ...]
    refusals: tuple[type[Exception], ...] = (FormatError,)

    def feed(self, data: bytes) -> bool:
        """Whether bytes are taken; any exception but a refusal is a finding and leaves."""
        try:
            self.call(data)
        except self.refusals:
            return False
        return True


@cache
def programme() -> Programme:
    """Return a small day that has one of everything."""
    day = Programme()
    day.add("05:00", 60, name="tin")
    day.add("05:10", 600, kind=Kind.RELAY)
    return day


def _reader(name: str, read: Callable[[object], object]) -> Call:
    return lambda data: read(parse(data, name))


# ---- what a station takes in, lives through for a day and finds again after a restart


def _lived(signed: Signed, shelf: dict[str, bytes]) -> None:
    """Live a day and start again: what is poisoned may be refused, and breaks nothing."""
    station = SimulatedStation(MORNING)
    for _ in range(2):
        known = station.agent.refreshed(signed, shelf.get, station.now)
        station._do(known)  # noqa: SLF001 - driven by hand
        station.give(*programme().sounds)
        station.go(min(EVENING, station.now.replace(hour=23)))
        station.power_on(EVENING)


def _documents() -> tuple[Signed, dict[str, bytes]]:
    signed, _ = documents(programme())
    shelf = [r.encoded() for r in programme().rundowns()]
    shelf += [canonical(s.document()) for s in programme().messages.values()]
    return signed, {digest(data): data for data in shelf}


def _with_rundown(data: bytes) -> None:
    signed, shelf = _documents()
    bundle = replace(read_bundle(parse(signed.bundle, "bundle")), days={DAY: digest(data)})
    _lived(replace(signed, bundle=canonical(bundle.document())), shelf | {digest(data): data})


def _with_message(data: bytes) -> None:
    signed, shelf = _documents()
    bundle = read_bundle(parse(signed.bundle, "bundle"))
    more = replace(bundle, messages=(*bundle.messages, digest(data)))
    _lived(replace(signed, bundle=canonical(more.document())), shelf | {digest(data): data})


def _with_bundle(data: bytes) -> None:
    signed, shelf = _documents()
    _lived(replace(signed, bundle=data), shelf)


def _with_policy(data: bytes) -> None:
    signed, shelf = _documents()
    _lived(replace(signed, policy=data), shelf)


def _with_keyring(data: bytes) -> None:
    signed, shelf = _documents()
    _lived(replace(signed, keyrings={UNIT: data}), shelf)


# ---- what the signer is asked, by a web server that may be in the wrong hands


@cache
def province() -> tuple[Province, Signer]:
    """Return a province whose signer is asked again and again."""
    made = Province(Path(tempfile.mkdtemp(prefix="loa-fuzz-")))
    made.sign(made.policy(STATION), made.ring())
    return made, made.signer()


def _asked(data: bytes) -> None:
    answer(province()[1], data, PROVINCE_NOW)


def _signs_rundown(data: bytes) -> None:
    made, signer = province()
    bundle = Bundle(STATION, 2**40, {TOMORROW: made.objects.put(data)}, ())
    _ask(signer, bundle)


def _signs_message(data: bytes) -> None:
    made, signer = province()
    _ask(signer, Bundle(STATION, 2**40, {}, (made.objects.put(data),)))


def _ask(signer: Signer, bundle: Bundle) -> None:
    request = header("signer-request") | {"publish": {STATION: bundle.document()}}
    answer(signer, canonical(request), PROVINCE_NOW)


def _request() -> bytes:
    bundle = Bundle(STATION, 3, {TOMORROW: "ab" * 32}, ("cd" * 32,))
    return canonical(header("signer-request") | {"publish": {STATION: bundle.document()}})


def _signed_rundown() -> bytes:
    what = message()
    made = province()[0]
    address = made.rundown(STATION, TOMORROW, [item(STATION, TOMORROW, what)])
    return made.objects.read(address)


# ---- ledgers


@cache
def _segment() -> bytes:
    ledger, _ = open_ledger(MemoryStore())
    moment = Moment(MORNING, SimulatedStation(MORNING).clock, 1, 5)
    ledger.append([Draft(Event.OPENED, data=(("station", STATION),)), Draft(Event.BOOT)], moment)
    ledger.append([Draft(Event.FINISHED, "tin", 60_000, 5, (("reason", "x"),))], moment)
    found = ledger.segment(1, station=STATION, device=KEY.keyid, sign=KEY.sign, now=MORNING)
    if found is None:
        raise ValueError("there are lines")
    return found


def _whole_segment(data: bytes) -> None:
    _, lines = read_segment(data)
    verify_chain(lines)


def _rows_alike(data: bytes) -> None:
    """Read lines by the server's quick reader and by the ledger's own: both must agree."""
    _, lines = read_segment(data)
    quick = read_rows(lines)
    if [row.n for row in quick] != [entry.n for entry in verify_chain(lines)]:
        raise AssertionError("two readers of one ledger disagree")


def _receipt() -> bytes:
    ack = acknowledge(KEY, device=KEY.keyid, n=3, head=GENESIS)
    return canonical(header("receipt") | {"acknowledgements": [ack.document()], "want": 4})


def _metadata() -> bytes:
    publisher = Publisher(MORNING)
    publisher.publish()
    return publisher.files["metadata/timestamp.json"]


def _text(read: Callable[[str], object]) -> Call:
    return lambda data: read(data.decode("utf-8", errors="replace"))


def _plan(data: bytes) -> None:
    parse_plan(data)


PLAN = Path(__file__).parents[1] / "tests" / "plans" / "data"


@cache
def targets() -> dict[str, Target]:
    """Return every target by name."""
    day = programme()
    rundown = day.rundowns()[0].encoded()
    sealed = canonical(next(iter(day.messages.values())).document())
    policy = canonical(day.policy.document())
    keyring = canonical(day.rings[0].document())
    bundle = documents(day)[0].bundle
    grid = canonical(plain_grid(day.policy).document())
    ack = canonical(acknowledge(KEY, device=KEY.keyid, n=3, head=GENESIS).document())
    release = canonical(header("offline-release") | {"root": 1, "roles": {"targets": 1}})
    plans = tuple(path.read_bytes() for path in sorted(PLAN.glob("*.toml"))[:3])
    return {
        "rundown": Target(_reader("rundown", read_rundown), (rundown,)),
        "message": Target(_reader("sealed-message", read_sealed), (sealed,)),
        "policy": Target(_reader("policy", read_policy), (policy,)),
        "keyring": Target(_reader("keyring", read_keyring), (keyring,)),
        "bundle": Target(_reader("bundle", read_bundle), (bundle,)),
        "grid": Target(_reader("grid", read_grid), (grid,)),
        "acknowledgement": Target(_reader("acknowledgement", read_acknowledgement), (ack,)),
        "receipt": Target(read_receipt, (_receipt(),), (FetchError,)),
        "segment": Target(_whole_segment, (_segment(),)),
        "rows": Target(_rows_alike, (_segment(),)),
        "release": Target(read_release, (release,)),
        "metadata": Target(lambda data: load(data, "timestamp"), (_metadata(),)),
        "claim-code": Target(_text(read_claim), (b"0123-4567-89AB-CDEF-GHJK-MNPQ",)),
        "range": Target(
            _text(lambda text: read_range(text, 1000)), (b"bytes=0-99",), (UnsatisfiableError,)
        ),
        "plan": Target(_plan, plans, ()),
        "station-rundown": Target(_with_rundown, (rundown,)),
        "station-message": Target(_with_message, (sealed,)),
        "station-bundle": Target(_with_bundle, (bundle,)),
        "station-policy": Target(_with_policy, (policy,)),
        "station-keyring": Target(_with_keyring, (keyring,)),
        "signer": Target(_asked, (_request(),), ()),
        "signer-rundown": Target(_signs_rundown, (_signed_rundown(),), ()),
        "signer-message": Target(_signs_message, (canonical(seal(message(), 1).document()),), ()),
    }

"""The guards: where each stands in the product, what provokes it, and which count it protects."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.rehearsal import provocations
from tests.rehearsal.provocations import Provoke
from tuf.api.metadata import Root, Snapshot, Timestamp
from tuf.ngclient._internal.trusted_metadata_set import TrustedMetadataSet

from loa.core import ledger as chain
from loa.core.ledger import Acknowledgement, Stage
from loa.core.periods import Days
from loa.core.rundown import Item
from loa.core.trust import Grounds, Refusal, approved
from loa.core.words import Clock, Kind
from loa.devices import rules as intake_rules
from loa.devices.lines import Row, read_rows
from loa.player import deck, intake, ladder, ledger, media, rules
from loa.player.agent import Agent
from loa.player.clock import SystemClock
from loa.player.events import SURE, Knowledge
from loa.rehearsal import simulate, stage
from loa.rehearsal.counts import BREAKS, LOST, QUIET, UNSIGNED, ZEROS
from loa.rehearsal.faults import Fault, FaultKind, draw
from loa.rehearsal.seeds import shortest_trace
from loa.rehearsal.simulate import World
from loa.rehearsal.stage import Stage as Scenery

FIRST, SEED = date(2020, 3, 2), 1
DAYS = Days(FIRST, FIRST + timedelta(days=7))  # one publication: what a thief changes stays
FILE_LINES = 20  # a week's ledger in several files, so that there is something to delete
MS = timedelta(milliseconds=1)
Without = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Case:
    """A guard: the count that it protects, how it is taken out, what goes wrong meanwhile."""

    protects: str
    without: Without
    provoke: Provoke = provocations.nothing
    faults: tuple[Fault, ...] = ()


@contextmanager
def swapped(*places: tuple[Any, str, object]) -> Iterator[None]:
    """Put others in the place of what stands under these names."""
    before = [(owner, name, vars(owner)[name]) for owner, name, _ in places]
    try:
        for owner, name, other in places:
            setattr(owner, name, other)
        yield
    finally:
        for owner, name, own in before:
            setattr(owner, name, own)


# ---- each guard, taken out


def without_quiet_hours() -> AbstractContextManager[object]:
    def whole(item: Item, _known: Knowledge, at: datetime, _doubt: timedelta = SURE) -> datetime:
        return at + item.ms * MS

    others = tuple(guard for guard in rules.AT_PLAY if guard is not rules.within_hours)
    return swapped((rules, "AT_PLAY", others), (deck, "silent_from", whole))


def without_cap() -> AbstractContextManager[object]:
    return swapped((ladder, "over_caps", lambda *_: ""))


def without_hash() -> AbstractContextManager[object]:
    """Believe that a file is what its name says."""
    return swapped((media, "hash_file", lambda path: path.stem))


def without_signature() -> AbstractContextManager[object]:
    checks = next(kind for kind in Root.__mro__ if "verify_delegate" in vars(kind))
    return swapped((checks, "verify_delegate", lambda *_: None))


def without_approval() -> AbstractContextManager[object]:
    def relays_only(item: Item, grounds: Grounds) -> Refusal | None:
        return approved(item, grounds) if item.kind is Kind.RELAY else None

    return swapped((intake, "approved", relays_only))


def without_rollback() -> AbstractContextManager[object]:
    """Forget which versions were seen before."""

    def forgetful(name: str, role: str) -> tuple[Any, str, object]:
        own = vars(TrustedMetadataSet)[name]

        def update(self: Any, *given: Any, **named: Any) -> object:
            self._trusted_set.pop(role, None)
            return own(self, *given, **named)

        return TrustedMetadataSet, name, update

    return swapped(
        forgetful("update_timestamp", Timestamp.type), forgetful("update_snapshot", Snapshot.type)
    )


def without_acknowledgement() -> AbstractContextManager[object]:
    """Delete what the server says that it has received, durable or not."""

    def hasty(self: Agent, ack: Acknowledgement, now: datetime) -> int:
        own = {"station": self.identity.station, "device": self.identity.device}
        keys = self.state.known.policy.acknowledgers if self.state.known else ()
        if not chain.counts(ack, **own, keys=keys, verify=self.verify):
            return 0
        return self.ledger.forget(replace(ack, stage=Stage.DURABLE), now)

    return swapped((Agent, "acknowledged", hasty))


def without_chain() -> AbstractContextManager[object]:
    """Let the server read each line for itself, whatever it hangs on."""

    def unlinked(lines: Iterable[bytes], *, after: tuple[int, str]) -> list[Row]:
        del after
        rows: list[Row] = []
        for line in lines:
            entry = json.loads(line)
            rows += read_rows([line], after=(entry["n"] - 1, entry["prev"]))
        return rows

    return swapped((intake_rules, "read_rows", unlinked))


def without_clock_confidence() -> AbstractContextManager[object]:
    """Believe whatever the wall clock shows."""

    def believing(self: Any, _floor: datetime, _latest: datetime | None = None) -> Clock:
        shown, counted = self._read()
        self._own = self._anchor = self._claimed = shown - counted
        return Clock.SYNCHRONISED

    return swapped((SystemClock, "judge", believing), (SystemClock, "doubt", lambda _self: SURE))


# ---- what goes wrong


def fault(kind: FaultKind, station: str, starts: str, ends: str, pick: int = 1) -> Fault:
    """Return a fault between two local times, written as "day of the month, clock"."""

    def moment(text: str) -> datetime:
        day, clock = text.split()
        local = f"2020-03-{int(day):02}T{clock}:00+07:00"
        return datetime.fromisoformat(local).astimezone(UTC)

    return Fault(kind, station, moment(starts), moment(ends), pick)


ALTERED = tuple(
    fault(FaultKind.ALTERED, name, f"{day} 03:30", f"{day} 06:30", day)
    for day in (4, 6)
    for name in ("mot", "hai", "ba")
)
# Hours are narrowed in mid-session; that evening the metadata of before comes back.
NARROWED = (
    fault(FaultKind.POLICY, "", "4 05:00", "5 00:00"),
    *(fault(FaultKind.ROLLED_BACK, name, "4 06:10", "4 23:00", 3) for name in ("mot", "hai", "ba")),
)
# What was sent on the 7th goes with the database, the oldest of it older than two days.
RESTORED = (
    fault(FaultKind.AWAY, "mot", "3 12:00", "7 20:00"),
    fault(FaultKind.RESTORED, "", "7 00:00", "8 00:00"),
)
STEPPED = tuple(
    fault(FaultKind.CLOCK_SECONDS, name, f"{day} 04:30", f"{day} 06:30", 10 * day + number)
    for day in range(3, 8)
    for number, name in enumerate(("mot", "hai", "ba"))
)
CASES = {
    "quiet hours": Case(QUIET, without_quiet_hours, provocations.at_a_quarter_past_three),
    "cap": Case(QUIET, without_cap, provocations.without_end),
    "hash": Case(UNSIGNED, without_hash, faults=ALTERED),
    "signature": Case(UNSIGNED, without_signature, provocations.a_keyring_of_ones_own),
    "approval": Case(UNSIGNED, without_approval, provocations.words_of_ones_own),
    "rollback": Case(QUIET, without_rollback, faults=NARROWED),
    "acknowledgement": Case(LOST, without_acknowledgement, faults=RESTORED),
    "chain": Case(BREAKS, without_chain, provocations.a_line_rewritten_on_its_way),
    "clock confidence": Case(QUIET, without_clock_confidence, faults=STEPPED),
}


# ---- playing a case


def prepared(scratch: Path) -> Scenery:
    """Return a stage that can be played again and again."""
    ready = stage.prepare(
        "small", DAYS, home=scratch, scratch=scratch, progress=lambda *_words: None
    )
    provocations.set_narrow_caps(ready.scene)
    ready.keep_prepared()
    return ready


@contextmanager
def provoked(provoke: Provoke) -> Iterator[None]:
    """Let somebody act on the world as soon as its stations live."""
    enrol = simulate._enrol_all

    def enrol_and_provoke(world: World, now: datetime) -> None:
        enrol(world, now)
        provoke(world)

    with swapped((simulate, "_enrol_all", enrol_and_provoke), (ledger, "FILE_LINES", FILE_LINES)):
        yield


def counts(ready: Scenery, case: Case) -> dict[str, dict[str, int]]:
    """Return the six counts with the guard and without it."""
    return {"with": _play(ready, case, ()), "without": _play(ready, case, (case.without,))}


def _play(ready: Scenery, case: Case, absent: Sequence[Without]) -> dict[str, int]:
    with ExitStack() as away:
        away.enter_context(provoked(case.provoke))
        for one in absent:
            away.enter_context(one())
        outcome = ready.run(SEED, case.faults, lambda *_words: None)
    return {name: int(str(outcome.result[name])) for name in ZEROS}


def shortest(ready: Scenery, name: str) -> list[str]:
    """Return the shortest trace of what goes wrong without a guard."""
    case = CASES[name]
    with provoked(case.provoke), case.without():
        return shortest_trace(ready, SEED, case.faults)


def drawn(ready: Scenery, seed: int) -> dict[str, object]:
    """Return what a seed gives, less what the clock on the wall says."""
    faults = draw(seed, ready.scene.ground(), FaultKind)
    result = ready.run(seed, faults, lambda *_words: None).result
    return {name: value for name, value in result.items() if name != "wall_s"}

"""The signer's judgement: whether a station's bundle may be published, and if not, why.

It holds against a server that is in the wrong hands: what it lets through is at most a
reshuffle of approved messages within the leaders' policy, and never an older state.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from loa.core.bundle import Bundle
from loa.core.keyring import Keyring, Verify, approvers
from loa.core.message import Sealed
from loa.core.periods import DAY
from loa.core.policy import Policy
from loa.core.rundown import Rundown
from loa.core.trust import GUARDS, Grounds, Guard, refusals
from loa.core.words import Scope

HORIZON_DAYS = 62
PAST_DAYS = 2  # a session that opened yesterday may still be running


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason why a station's bundle was not signed; `item` is a rundown item's id."""

    station: str
    reason: str
    detail: str
    day: date | None = None
    item: str = ""

    def sentence(self) -> str:
        """Return the reason for a person to read."""
        place = " ".join(filter(None, (str(self.day or ""), self.item)))
        return f"{place}: {self.detail}" if place else self.detail


@dataclass(frozen=True, slots=True)
class Remembered:
    """What this signer last signed for a station; days map to a rundown's serial and address."""

    serial: int
    digest: str
    length: int
    days: Mapping[date, tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Case:
    """All that a bundle is judged by.

    `rundowns` are those readable, by address; `sealed` those readable, by the address
    of the sealed document; `manifests` are those messages' own addresses, by the same.
    `spared` are addresses judged before on the same grounds.
    """

    bundle: Bundle
    digest: str
    policy: Policy
    rings: tuple[Keyring, ...]
    rundowns: Mapping[str, Rundown]
    sealed: Mapping[str, Sealed]
    manifests: Mapping[str, str]
    before: Remembered | None
    now: datetime
    verify: Verify
    spared: frozenset[str] = frozenset()
    guards: tuple[Guard, ...] = field(default=GUARDS)

    @property
    def today(self) -> date:
        """The station's present day."""
        return self.now.astimezone(ZoneInfo(self.policy.zone)).date()

    def begun(self, day: date, address: str) -> bool:
        """Whether a day that has begun stands as it was signed: players judge it themselves."""
        known = self.before.days.get(day) if self.before else None
        return day <= self.today and known is not None and known[1] == address


def judge(case: Case) -> list[Refused]:
    """Return everything that forbids to sign a bundle; empty when it may be signed."""
    messages = {case.manifests[address]: sealed for address, sealed in case.sealed.items()}
    grounds = Grounds(case.policy, case.rings, messages, case.verify)
    return [
        *_serials(case),
        *_days(case),
        *_messages(case),
        *(r for day in sorted(case.bundle.days) for r in _rundown(case, day, grounds)),
    ]


def _serials(case: Case) -> Iterator[Refused]:
    """Refuse a serial that goes back, or that was used for something else."""
    before, serial = case.before, case.bundle.serial
    if before and (serial, case.digest) != (before.serial, before.digest):
        if serial < before.serial:
            sentence = f"serial {serial} would go back; {before.serial} is published"
            yield Refused(case.bundle.station, "serial", sentence)
        elif serial == before.serial:
            sentence = f"serial {serial} was used for other content; go on from it"
            yield Refused(case.bundle.station, "serial", sentence)


def _days(case: Case) -> Iterator[Refused]:
    first, last = case.today - PAST_DAYS * DAY, case.today + timedelta(days=HORIZON_DAYS)
    for day in case.bundle.days:
        if not first <= day <= last:
            sentence = f"only days from {first} to {last} are signed today"
            yield Refused(case.bundle.station, "day", sentence, day)


def _messages(case: Case) -> Iterator[Refused]:
    """Refuse messages that are missing, internal, not approved, or there twice."""
    trusted = [ring for ring in case.rings if ring.unit in case.policy.keyrings]
    seen: set[str] = set()
    for address in case.bundle.messages:
        sealed = case.sealed.get(address)
        if sealed is None:
            sentence = f"sealed message {address[:12]}… is not in the object store"
            yield Refused(case.bundle.station, "message", sentence)
            continue
        message = sealed.message
        manifest = case.manifests[address]
        if manifest in seen:
            sentence = f"“{message.headline}” stands twice, with different approvals"
            yield Refused(case.bundle.station, "message", sentence)
        seen.add(manifest)
        if message.scope is not Scope.PUBLIC:
            sentence = f"“{message.headline}” is internal and is not published"
            yield Refused(case.bundle.station, "message", sentence)
        elif address not in case.spared:
            needed = case.policy.approvals_needed(message.priority)
            if len(approvers(sealed, trusted, case.verify)) < needed:
                sentence = f"“{message.headline}”: {needed} approvals are needed that count here"
                yield Refused(case.bundle.station, "message", sentence)


def _rundown(case: Case, day: date, grounds: Grounds) -> Iterator[Refused]:
    address, station = case.bundle.days[day], case.bundle.station
    if address in case.spared or case.begun(day, address):
        return
    rundown = case.rundowns.get(address)
    if rundown is None:
        sentence = f"its rundown {address[:12]}… is not in the object store, or cannot be read"
        yield Refused(station, "rundown", sentence, day)
        return
    if (rundown.station, rundown.day) != (station, day):
        sentence = f"its rundown is for {rundown.station} on {rundown.day}"
        yield Refused(station, "rundown", sentence, day)
        return
    known = case.before.days.get(day) if case.before else None
    if known and known[1] != address and rundown.serial <= known[0]:
        sentence = f"its rundown's serial {rundown.serial} would go back; {known[0]} is published"
        yield Refused(station, "serial", sentence, day)
    for refusal in refusals(rundown, grounds, guards=case.guards):
        yield Refused(station, str(refusal.reason), refusal.detail, day, refusal.item.id)

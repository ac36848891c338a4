"""Intake: documents that arrived become knowledge, judged once.

The bytes come from `trusted` (policy, keyrings, bundle: signed) and from the object store
(rundowns, messages: named by digest). What cannot be read or trusted is left out and said
in `Intake.refused`; it never stops the rest.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from loa.core.bundle import Bundle, read_bundle
from loa.core.canonical import FormatError, digest, parse
from loa.core.keyring import Keyring, Verify, read_keyring
from loa.core.message import Sealed, read_sealed
from loa.core.policy import Policy, read_policy
from loa.core.rundown import Item, Rundown, read_rundown
from loa.core.trust import Grounds, Refusal, approved, astray
from loa.core.words import Kind, Missed
from loa.player.events import Judged, Knowledge

STRANGER = "the leaders' policy does not name this player (any more): it keeps silent"
PAST_DAYS = timedelta(days=2)  # a past day is kept until everything in it has its outcome
T = TypeVar("T")
Get = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Signed:
    """The three kinds of document whose bytes the repository's metadata vouches for."""

    policy: bytes
    keyrings: Mapping[str, bytes]  # by unit
    bundle: bytes


@dataclass(slots=True)
class Library:
    """Parsed documents by address; one may serve every player of a process."""

    rundowns: dict[str, Rundown] = field(default_factory=dict)
    messages: dict[str, tuple[str, Sealed]] = field(default_factory=dict)  # with its digest
    signed: dict[bytes, object] = field(default_factory=dict)

    def trim(self, limit: int = 20_000) -> None:
        """Forget everything when there is too much; what is needed is parsed again."""
        for shelf in (self.rundowns, self.messages, self.signed):
            if len(shelf) > limit:
                shelf.clear()


@dataclass(slots=True)
class Intake:
    """Makes one station's knowledge; keeps what it has judged already."""

    station: str
    verify: Verify
    library: Library = field(default_factory=Library)
    device: str = ""  # this player's key id, which a policy may name or leave out
    refused: list[str] = field(default_factory=list)
    _days: dict[date, tuple[str, Judged]] = field(default_factory=dict)
    _grounds: tuple[Policy, tuple[Keyring, ...]] | None = None
    _memo: dict[tuple[object, ...], Refusal | None] = field(default_factory=dict)
    _astray: dict[str, dict[str, Refusal]] = field(default_factory=dict)  # by address
    _known: dict[str, Sealed] = field(default_factory=dict)
    _taken: tuple[Signed, date, Knowledge] | None = None  # unless something was missing

    def take(self, signed: Signed, get: Get, now: datetime) -> Knowledge:
        """Read and judge everything; `get` returns an object's bytes, or None.

        The same documents on the same day are the same knowledge: the very object.
        Raises FormatError when the policy or the bundle is not this station's: then
        nothing changes and what was known before still counts.
        """
        policy = self._read(signed.policy, "policy", read_policy)
        today = now.astimezone(ZoneInfo(policy.zone)).date()
        if self._taken is not None and self._taken[:2] == (signed, today):
            return self._taken[2]
        self.refused, whole = [], True
        bundle = self._read(signed.bundle, "bundle", read_bundle)
        for document in (policy, bundle):
            if document.station != self.station:
                raise FormatError(f"a document for {document.station}, not for {self.station}")
        if not policy.admits(self.device):
            self.refused.append(STRANGER)
        rings = tuple(self._rings(signed.keyrings))
        messages: dict[str, Sealed] = {}
        for address in bundle.messages:
            if (found := self._message(address, get)) is None:
                whole = False
                continue
            name, sealed = found  # by the manifest's digest, as items name it
            messages[name] = _fuller(sealed, messages.get(name))
        stale = self._outdated(policy, rings, messages)
        grounds = Grounds(policy, rings, messages, self.verify)
        whole &= self._keep_days(bundle, get, grounds, stale, now)
        self.library.trim()
        days = {day: judged for day, (_, judged) in sorted(self._days.items())}
        heard = policy.turned_down() if bundle.lowered else policy
        known = Knowledge(heard, days, messages, bundle.serial)
        self._taken = (signed, today, known) if whole else None
        return known

    def _outdated(
        self, policy: Policy, rings: tuple[Keyring, ...], messages: dict[str, Sealed]
    ) -> set[date]:
        """Drop the judgements that no longer stand; return the days to be judged again."""
        if self._grounds != (policy, rings):
            self._memo.clear()
            self._astray.clear()
        elif messages == self._known:
            return set()
        else:  # an item refused for want of its message is judged again when that has come
            self._memo = {
                key: refusal
                for key, refusal in self._memo.items()
                if messages.get(str(key[0])) is self._known.get(str(key[0]))
            }
        self._grounds, self._known = (policy, rings), messages
        return set(self._days)

    def _keep_days(
        self, bundle: Bundle, get: Get, grounds: Grounds, stale: set[date], now: datetime
    ) -> bool:
        """Hold the bundle's days and those just past; return whether every day was here."""
        whole = True
        today = now.astimezone(ZoneInfo(grounds.policy.zone)).date()
        for day in list(self._days):
            withdrawn = day not in bundle.days and day >= today
            if withdrawn or day < today - PAST_DAYS:
                self._astray.pop(self._days.pop(day)[0], None)
        for day, (address, judged) in list(self._days.items()):
            if day in stale and bundle.days.get(day, address) == address:
                again = self._judge(address, judged.rundown, grounds, judged.arrived)
                self._days[day] = (address, again)
        for day, address in bundle.days.items():
            held = self._days.get(day)
            if held and held[0] == address:
                continue
            if (rundown := self._rundown(day, address, get)) is None:
                whole = False
            else:
                self._days[day] = (address, self._judge(address, rundown, grounds, now))
        return whole

    def _judge(self, address: str, rundown: Rundown, grounds: Grounds, arrived: datetime) -> Judged:
        if address not in self._astray:
            found = astray(rundown, grounds.policy)
            self._astray[address] = {refusal.item.id: refusal for refusal in found}
        if not grounds.policy.admits(self.device):
            every = {i.id: Refusal(i, Missed.REFUSED, STRANGER) for i in rundown.items}
            return Judged(rundown, every, arrived)
        refused = dict(self._astray[address])
        for item in rundown.items:
            if item.id not in refused and (refusal := self._approved(item, grounds)) is not None:
                refused[item.id] = refusal
        return Judged(rundown, refused, arrived)

    def _approved(self, item: Item, grounds: Grounds) -> Refusal | None:
        """Ask `trust.approved` once for everything that differs only in its time."""
        if item.kind is Kind.RELAY:
            return approved(item, grounds)
        key = (item.message, item.language, item.sound, item.ms, item.priority)
        if key not in self._memo:
            self._memo[key] = approved(item, grounds)
        return self._memo[key]

    def _rings(self, keyrings: Mapping[str, bytes]) -> Iterable[Keyring]:
        for unit, data in sorted(keyrings.items()):
            try:
                ring = self._read(data, "keyring", read_keyring)
            except FormatError as error:
                self.refused.append(f"keyring {unit}: {error}")
                continue
            if ring.unit == unit:
                yield ring
            else:
                self.refused.append(f"keyring {unit}: it is that of {ring.unit}")

    def _message(self, address: str, get: Get) -> tuple[str, Sealed] | None:
        known = self.library.messages.get(address)
        if known is None and (data := get(address)) is not None:
            try:
                sealed = read_sealed(self._true(address, data, "sealed-message"))
                known = (sealed.message.digest, sealed)
            except FormatError as error:
                self.refused.append(f"message {address[:12]}: {error}")
                return None
            self.library.messages[address] = known
        return known

    def _rundown(self, day: date, address: str, get: Get) -> Rundown | None:
        known = self.library.rundowns.get(address)
        try:
            if known is None and (data := get(address)) is not None:
                known = read_rundown(self._true(address, data, "rundown"))
                self.library.rundowns[address] = known
        except FormatError as error:
            self.refused.append(f"rundown of {day}: {error}")
            return None
        if known is not None and (known.station, known.day) != (self.station, day):
            self.refused.append(f"rundown of {day}: it is for {known.station} on {known.day}")
            return None
        return known

    def _read(self, data: bytes, name: str, reader: Callable[[object], T]) -> T:
        """Parse once; the same bytes are the same document for every player."""
        shelf = self.library.signed
        known = shelf.get(data)
        if known is None:
            known = shelf[data] = reader(parse(data, name))
        return cast("T", known)

    @staticmethod
    def _true(address: str, data: bytes, name: str) -> dict[str, object]:
        if digest(data) != address:
            raise FormatError(f"its bytes are not those of {address[:12]}")
        return parse(data, name)


def _fuller(sealed: Sealed, other: Sealed | None) -> Sealed:
    """Return, of two publications of one message, the one with more approvals."""
    return other if other and len(other.approvals) > len(sealed.approvals) else sealed

"""The observer: what left the loudspeakers in true time, and what must be zero in it.

It is told of sounds at the output port and of nothing else. What it compares them with it
reads from published files, by code of its own: documents as plain JSON, signatures by the
cryptography library, hours as spans of time. It knows no table and none of our rules.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

VIETNAM = timezone(timedelta(hours=7))  # no daylight saving since 1975
MS, DAY = timedelta(milliseconds=1), timedelta(days=1)
TOLERANCE = timedelta(seconds=1)
EMERGENCY_APPROVERS = 2
ALWAYS = datetime(1970, 1, 1, tzinfo=VIETNAM)
NEVER = datetime(9999, 1, 1, tzinfo=VIETNAM)
Key = tuple[str, str]  # station and item
Spans = list[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Heard:
    """Sound at one loudspeaker from `starts` to `ends`; `item` is what the player called it."""

    station: str
    item: str
    sound: str
    starts: datetime
    ends: datetime
    elsewhere: bool = False  # at another loudspeaker, by a copy of the station's board


class Seen(StrEnum):
    """What became of a planned item at the loudspeaker."""

    AIRED = "aired"
    LATE = "late"
    CUT = "cut"
    UNHEARD = "unheard"


@dataclass(slots=True)
class Observer:
    """Collects what was heard; `days` are the items published for a station and a day."""

    heard: list[Heard] = field(default_factory=list)
    days: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    signed_sounds: set[str] = field(default_factory=set)
    emergency_sounds: set[str] = field(default_factory=set)
    policies: dict[str, list[tuple[datetime, Any]]] = field(default_factory=dict)
    dark: set[tuple[str, datetime]] = field(default_factory=set)
    _known_spans: dict[tuple[str, int, date], Spans] = field(default_factory=dict)

    def absorb(self, other: Self) -> None:
        """Take over what another has seen, who was told of the same publications.

        Each was told of the sounds of other stations, and of their hours.
        """
        self.heard += other.heard
        self.dark |= other.dark
        for station, policies in other.policies.items():
            if len(policies) > len(self.policies.get(station, [])):
                self.policies[station] = policies

    def publish(self, station: str, rundown: bytes) -> None:
        """Read a rundown that holds from now on; a later one for a day replaces it."""
        document = json.loads(rundown)
        self.days[station, document["day"]] = {
            item["id"]: item for item in document["items"] if item["kind"] == "message"
        }

    def planned(self) -> dict[Key, Any]:
        """Return the planned items by station and id."""
        return {
            (station, key): item
            for (station, _day), items in self.days.items()
            for key, item in items.items()
        }

    def believe(self, sealed: bytes, keys: Mapping[str, str]) -> None:
        """Note the sounds of a message if one of these keys (id to public, hex) signed it.

        Two of them make an emergency one.
        """
        document = json.loads(sealed)
        address = hashlib.sha256(_spelled(document["manifest"])).hexdigest()
        signers = {a["keyid"] for a in document["approvals"] if _signed(address, a, keys)}
        if not signers:
            return
        variants = document["manifest"]["variants"]
        sounds = {v["sound"]["sha256"] for v in variants if v["sound"]}
        self.signed_sounds |= sounds
        urgent = document["manifest"]["priority"] == "emergency"
        if urgent and len(signers) >= EMERGENCY_APPROVERS:
            self.emergency_sounds |= sounds

    def allow(self, station: str, policy: bytes, since: datetime = ALWAYS) -> None:
        """Note the hours in which a station may be heard, as its leaders wrote them.

        They hold from the moment at which an honest line has brought them there.
        """
        self.policies.setdefault(station, []).append((since, json.loads(policy)))

    def lose_power(self, station: str, moment: datetime) -> None:
        """Be told that a station went dark; what ends at that very moment was cut."""
        self.dark.add((station, moment))

    def hear(self, heard: Heard) -> None:
        """Be told of a sound that has ended, or was cut."""
        self.heard.append(heard)

    def plays(self, *, elsewhere: bool = False) -> Counter[Key]:
        """Count whole plays of planned items, at the station's own or at other loudspeakers."""
        planned = self.planned()
        return Counter(
            (one.station, one.item)
            for one in self.heard
            if one.elsewhere is elsewhere
            and (item := planned.get((one.station, one.item)))
            and self._whole(one, item)
        )

    def edges(self) -> Counter[Key]:
        """Count plays whose end and the power's fell on the same moment.

        They were whole; whether their end was still written down is the disk's own luck, so
        a ledger that counts them is as true as one that does not.
        """
        planned = self.planned()
        return Counter(
            (one.station, one.item)
            for one in self.heard
            if (item := planned.get((one.station, one.item)))
            and (one.station, one.ends) in self.dark
            and _whole(one, item)
        )

    def _whole(self, one: Heard, item: Mapping[str, Any]) -> bool:
        return _whole(one, item) and (one.station, one.ends) not in self.dark

    def outcomes(self) -> dict[Key, Seen]:
        """Say what became of each planned item; of several attempts, the best."""
        attempts: defaultdict[Key, list[Heard]] = defaultdict(list)
        for one in self.heard:
            if not one.elsewhere:
                attempts[one.station, one.item].append(one)
        return {
            key: self._seen(item, attempts.get(key, [])) for key, item in self.planned().items()
        }

    def _seen(self, item: Mapping[str, Any], attempts: list[Heard]) -> Seen:
        due = datetime.fromisoformat(item["starts"])
        whole = [one for one in attempts if self._whole(one, item)]
        if any(one.starts - due <= TOLERANCE for one in whole):
            return Seen.AIRED
        if whole:
            return Seen.LATE
        # A sound that takes another's place is no part of it.
        return Seen.CUT if any(one.sound == item["sound"] for one in attempts) else Seen.UNHEARD

    def unsigned_played(self) -> int:
        """Count sounds that no approver had signed."""
        return sum(one.sound not in self.signed_sounds for one in self.heard)

    def quiet_hour_violations(self) -> int:
        """Count sounds that were, in part or whole, outside their station's hours."""
        return len(self.outside_hours())

    def outside_hours(self) -> list[Heard]:
        """Return the sounds that were, in part or whole, outside their station's hours."""
        return [
            one
            for one in self.heard
            if one.sound not in self.emergency_sounds and not self._within(one)
        ]

    def _within(self, one: Heard) -> bool:
        """Whether each part of a sound lay in the hours that held there at that time."""
        policies = self.policies.get(one.station, [])
        reached = False
        for place, (since, policy) in enumerate(policies):
            until = policies[place + 1][0] if place + 1 < len(policies) else NEVER
            starts, ends = max(one.starts, since), min(one.ends, until)
            if starts > ends or (starts == ends and one.starts != one.ends):
                continue
            reached = True
            if not _inside(starts, ends, self._spans(one.station, place, policy, starts)):
                return False
        return reached

    def over_caps(self) -> list[Heard]:
        """Return the sounds with which a session or a day had more than its policy allows.

        What a power cut ended is left out: no player can know how much of it was heard.
        """
        used: Counter[tuple[str, bool, date]] = Counter()
        found = []
        for one in sorted(self.heard, key=lambda one: one.starts):
            in_force = self._in_force(one.station, one.starts)
            dark = (one.station, one.ends) in self.dark
            if in_force is None or dark or one.sound in self.emergency_sounds:
                continue
            spans = self._spans(one.station, *in_force, one.starts)
            opens = max((o for o, closes in spans if o <= one.starts < closes), default=None)
            if opens is None:
                continue  # outside all hours, and counted as such
            over = False
            for limit, when in (("session_s", opens), ("day_s", opens.date())):
                used[one.station, one.elsewhere, when] += (one.ends - one.starts) // MS
                over |= used[one.station, one.elsewhere, when] > in_force[1][limit] * 1000
            if over:
                found.append(one)
        return found

    def _in_force(self, station: str, moment: datetime) -> tuple[int, Any] | None:
        """Return the policy that holds at a moment, with its place among the station's."""
        known = enumerate(self.policies.get(station, []))
        reached = [(place, policy) for place, (since, policy) in known if since <= moment]
        return reached[-1] if reached else None

    def _spans(self, station: str, place: int, policy: Any, starts: datetime) -> Spans:
        day = starts.astimezone(VIETNAM).date()
        name = (station, place, day)
        if name not in self._known_spans:
            self._known_spans[name] = _hours_around(policy, day)
        return self._known_spans[name]


def _spelled(value: object) -> bytes:
    """Return what is hashed and signed: JSON with sorted keys and no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _signed(address: str, approval: Mapping[str, str], keys: Mapping[str, str]) -> bool:
    statement = {
        "format": "loa.approval",
        "version": "1.0",
        "message": address,
        "keyid": approval["keyid"],
        "method": approval["method"],
        "at": approval["at"],
    }
    public = keys.get(approval["keyid"])
    return public is not None and bears(public, approval["signature"], statement)


def bears(public: str, signature: str, statement: Mapping[str, object]) -> bool:
    """Whether a signature (hex) over a statement is by an Ed25519 key (hex)."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signature), _spelled(statement)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def _whole(one: Heard, item: Mapping[str, Any]) -> bool:
    return bool(one.sound == item["sound"] and one.ends - one.starts >= item["ms"] * MS - MS)


def _inside(starts: datetime, ends: datetime, spans: Spans) -> bool:
    """Whether all of a sound lies in hours that touch or overlap."""
    reached = starts
    for opens, closes in spans:
        if opens <= reached < closes:
            reached = closes
    return starts < reached and ends <= reached


def _hours_around(policy: Mapping[str, Any], day: date) -> Spans:
    """Return the hours of a day, of the night before and of the day after, by their opening."""
    return sorted(span for near in (day - DAY, day, day + DAY) for span in _hours(policy, near))


def _hours(policy: Mapping[str, Any], day: date) -> Spans:
    """Return the spans that open on a day; one that closes no later runs past midnight."""
    special = policy["special_days"].get(day.isoformat())
    parts = special if special is not None else [p for p in policy["hours"] if _holds(p, day)]
    spans = []
    for part in parts:
        opens = datetime.combine(day, time.fromisoformat(part["opens"]), VIETNAM)
        closes = datetime.combine(day, time.fromisoformat(part["closes"]), VIETNAM)
        spans.append((opens, closes if closes > opens else closes + DAY))
    return spans


def _holds(part: Mapping[str, Any], day: date) -> bool:
    first, last = part["season"]
    today = day.isoformat()[5:]
    in_season = first <= today <= last if first <= last else not last < today < first
    return in_season and day.isoweekday() in part["weekdays"]

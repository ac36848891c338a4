"""Policy: what a unit's leaders allow a station to do, each rule with its document.

Signed by the leaders, enforced by the signer and again by the player. Times of day are
wall time in the station's zone; lengths are whole seconds.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from loa.core.canonical import FormatError, Json, header, require
from loa.core.dayparts import Daypart
from loa.core.words import Mood, Priority

NAME = "policy"
EVERY_DAY = frozenset(range(1, 8))
NOBODY = "0" * 16  # a device that nobody is: alone in `devices` it silences a station


@dataclass(frozen=True, slots=True)
class Hours:
    """A daypart on some weekdays (ISO: Monday 1), within a season (MM-DD, inclusive)."""

    daypart: Daypart
    weekdays: frozenset[int] = EVERY_DAY
    season: tuple[str, str] = ("01-01", "12-31")

    def holds_on(self, day: date) -> bool:
        """Whether these hours hold on a day; a season may run over the new year."""
        first, last = self.season
        today = day.isoformat()[5:]
        inside = first <= today <= last if first <= last else today >= first or today <= last
        return inside and day.isoweekday() in self.weekdays


@dataclass(frozen=True, slots=True)
class Pause:
    """Days [starts, ends) on which content of a mood is stopped: mourning, disaster.

    Only an office's pause may spare notices: what leaders sign stops a mood as a whole.
    """

    starts: date
    ends: date
    stops: Mood
    reason: str
    source: str = ""
    spares_notices: bool = False

    def stills(self, day: date, mood: Mood, *, notice: bool = False) -> bool:
        """Whether content of a mood falls silent on a day."""
        stopped = self.stops is mood or self.stops is Mood.PLAIN
        return self.starts <= day < self.ends and stopped and not (notice and self.spares_notices)


@dataclass(frozen=True, slots=True)
class Volume:
    """Output gain in hundredths of a decibel (never positive) by tier."""

    routine_cdb: int = -600
    lowered_cdb: int = -1200
    emergency_cdb: int = 0
    lowered: bool = False  # set by a complaint until it is answered

    def gain_cdb(self, priority: Priority) -> int:
        """Return the gain for an item."""
        if priority is Priority.EMERGENCY:
            return self.emergency_cdb
        # The lower of the two: a slip in a document must not make a complaint louder.
        return min(self.lowered_cdb, self.routine_cdb) if self.lowered else self.routine_cdb


@dataclass(frozen=True, slots=True)
class Hailing:
    """What may be said to a place the same day, from a phone ("A lô"), inside the other caps."""

    day_s: int = 120  # of one unit in one day
    now: bool = False  # into the session that is running, not only into the next one


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that the leaders have decided for one station."""

    station: str
    serial: int
    zone: str
    hours: tuple[Hours, ...]
    session_s: int  # own content in one session; relays count apart
    day_s: int  # own content in one day, make-goods included
    source: str
    special_days: dict[date, tuple[Daypart, ...]] = field(default_factory=dict)
    pauses: tuple[Pause, ...] = ()
    volume: Volume = Volume()
    keyrings: tuple[str, ...] = ()  # unit codes whose approvers this station obeys
    approvals: dict[Priority, int] = field(default_factory=dict)  # least number; default 1
    relays: tuple[str, ...] = ()  # sources that may be relayed
    acknowledgers: tuple[str, ...] = ()  # public keys (hex) whose receipts the player accepts
    devices: tuple[str, ...] = ()  # key ids of the players that are this station; none: any
    hailing: Hailing = Hailing()
    # Worked out once: each item of a day asks for its hours several times.
    _dayparts: dict[date, tuple[Daypart, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _sessions: dict[date, list[tuple[datetime, datetime]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def dayparts(self, day: date) -> tuple[Daypart, ...]:
        """Return the hours of one day; a special day replaces the ordinary ones."""
        if (parts := self._dayparts.get(day)) is None:
            ordinary = tuple(h.daypart for h in self.hours if h.holds_on(day))
            parts = self._dayparts[day] = self.special_days.get(day, ordinary)
        return parts

    def sessions(self, day: date) -> list[tuple[datetime, datetime]]:
        """Return the sessions that open on a day, in order, as aware wall time [opens, closes)."""
        if (spans := self._sessions.get(day)) is None:
            spans = self._sessions[day] = self._sessions_on(day)
        return spans.copy()

    def _sessions_on(self, day: date) -> list[tuple[datetime, datetime]]:
        zone = ZoneInfo(self.zone)
        spans = []
        for part in sorted(self.dayparts(day), key=lambda p: p.opens):
            opens = datetime.combine(day, part.opens, zone)
            closes = datetime.combine(day, part.closes, zone)
            spans.append((opens, closes if closes > opens else closes + timedelta(days=1)))
        return spans

    def dayparts_around(self, moment: datetime) -> list[Daypart]:
        """Return the dayparts that can hold a moment: its own day's, and the night before's."""
        local = moment.astimezone(ZoneInfo(self.zone))
        night = [p for p in self.dayparts(local.date() - timedelta(days=1)) if p.closes <= p.opens]
        own = self.dayparts(local.date())
        # Last night's daypart holds only after midnight: [00:00, closes).
        return [
            *own,
            *(Daypart(time.min, p.closes, p.source) for p in night if p.closes > time.min),
        ]

    def paused(self, day: date, mood: Mood) -> Pause | None:
        """Return the pause that stops content of a mood on a day, if any."""
        return next((pause for pause in self.pauses if pause.stills(day, mood)), None)

    def admits(self, device: str) -> bool:
        """Whether a player is this station; a policy that names none leaves it to enrolment."""
        return not self.devices or device in self.devices

    def approvals_needed(self, priority: Priority) -> int:
        """Return how many approvers' signatures an item needs; an emergency always two."""
        least = 2 if priority is Priority.EMERGENCY else 1
        return max(least, self.approvals.get(priority, 1))

    def turned_down(self) -> "Policy":
        """Return this policy one volume tier lower; emergencies keep theirs."""
        return replace(self, volume=replace(self.volume, lowered=True))

    def document(self) -> Json:
        """Return the document that the leaders sign; ValueError for a pause that is not theirs."""
        if any(pause.spares_notices for pause in self.pauses):
            raise ValueError(f"{self.station}: a pause that spares notices is an office's own")
        return header(NAME) | {
            "station": self.station,
            "serial": self.serial,
            "zone": self.zone,
            "hours": [
                _part_json(h.daypart) | {"weekdays": sorted(h.weekdays), "season": list(h.season)}
                for h in self.hours
            ],
            "special_days": {
                day.isoformat(): [_part_json(p) for p in parts]
                for day, parts in self.special_days.items()
            },
            "pauses": [
                {
                    "starts": p.starts.isoformat(),
                    "ends": p.ends.isoformat(),
                    "stops": str(p.stops),
                    "reason": p.reason,
                    "source": p.source,
                }
                for p in self.pauses
            ],
            "session_s": self.session_s,
            "day_s": self.day_s,
            "source": self.source,
            "volume": {
                "routine_cdb": self.volume.routine_cdb,
                "lowered_cdb": self.volume.lowered_cdb,
                "emergency_cdb": self.volume.emergency_cdb,
                "lowered": self.volume.lowered,
            },
            "keyrings": list(self.keyrings),
            "approvals": {str(k): v for k, v in self.approvals.items()},
            "relays": list(self.relays),
            "acknowledgers": list(self.acknowledgers),
            "devices": list(self.devices),
            **_hailing_json(self.hailing),
        }


def read_policy(document: object) -> Policy:
    """Read a policy; FormatError says what is wrong with it."""
    value = require(document, NAME)
    try:
        policy = Policy(
            station=str(value["station"]),
            serial=int(value["serial"]),
            zone=ZoneInfo(value["zone"]).key,
            hours=tuple(_hours(h) for h in value["hours"]),
            special_days={
                date.fromisoformat(day): tuple(_part(p) for p in parts)
                for day, parts in value["special_days"].items()
            },
            pauses=tuple(
                Pause(
                    date.fromisoformat(p["starts"]),
                    date.fromisoformat(p["ends"]),
                    Mood(p["stops"]),
                    str(p["reason"]),
                    str(p["source"]),
                )
                for p in value["pauses"]
            ),
            session_s=_length(value["session_s"]),
            day_s=_length(value["day_s"]),
            source=str(value["source"]),
            volume=_volume(value["volume"]),
            keyrings=_texts(value["keyrings"]),
            approvals={Priority(k): int(v) for k, v in value["approvals"].items()},
            relays=_texts(value["relays"]),
            acknowledgers=_texts(value["acknowledgers"]),
            devices=_texts(value["devices"]),
            hailing=_hailing(value.get("hailing")),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OSError) as error:
        # OSError: a zone that names a folder of the zone database.
        raise FormatError(f"loa.{NAME}: {type(error).__name__}: {error}") from error
    return policy


def _hours(value: Json) -> Hours:
    first, last = (str(edge) for edge in value["season"])
    for edge in (first, last):
        date.fromisoformat(f"2000-{edge}")  # a leap year: 02-29 is a day
    weekdays = frozenset(int(day) for day in value["weekdays"])
    if weekdays - EVERY_DAY:
        raise FormatError(f"{sorted(weekdays)}: weekdays are 1 (Monday) to 7")
    return Hours(_part(value), weekdays, (first, last))


def _volume(value: Json) -> Volume:
    for name in ("routine_cdb", "lowered_cdb", "emergency_cdb"):
        gain = value[name]
        if not isinstance(gain, int) or isinstance(gain, bool):
            raise FormatError(f"{name}: {gain!r} is no gain in hundredths of a decibel")
        if gain > 0:
            raise FormatError(f"{name}: a gain above 0 dB would clip")
    if not isinstance(value["lowered"], bool):
        raise FormatError(f"lowered: {value['lowered']!r} is neither true nor false")
    return Volume(**value)


def _hailing_json(hailing: Hailing) -> Json:
    """Return what stands in the document: nothing where leaders have decided nothing."""
    if hailing == Hailing():
        return {}
    return {"hailing": {"day_s": hailing.day_s, "now": hailing.now}}


def _hailing(value: Json | None) -> Hailing:
    if value is None:
        return Hailing()
    if not isinstance(value["now"], bool):
        raise FormatError(f"hailing: {value['now']!r} is neither true nor false")
    return Hailing(_length(value["day_s"]), value["now"])


def _part(value: Json) -> Daypart:
    return Daypart(_clock(value["opens"]), _clock(value["closes"]), str(value["source"]))


def _part_json(part: Daypart) -> Json:
    return {
        "opens": part.opens.isoformat(),
        "closes": part.closes.isoformat(),
        "source": part.source,
    }


def _clock(text: str) -> time:
    moment = time.fromisoformat(text)
    if moment.tzinfo is not None:
        raise FormatError(f"{text}: hours are wall time, without a zone")
    return moment


def _length(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 24 * 3600:
        raise FormatError(f"{value!r} is no length of a day in seconds")
    return value


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list | tuple):
        raise FormatError(f"{values!r}: a list is expected")
    return tuple(str(value) for value in values)

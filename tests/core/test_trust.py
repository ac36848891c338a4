"""Each guard is taken out once, so that what it guards against is seen to slip through."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from tests.core.examples import (
    EVENING,
    MONDAY,
    MORNING,
    RING,
    SOUND,
    TAY,
    VALID,
    at,
    grounds,
    item,
    key,
    message,
    policy,
    sealed,
)

from loa.core.dayparts import Daypart
from loa.core.keyring import Duty, Keyring
from loa.core.message import Edition, Extra, Message, Sealed
from loa.core.policy import Hours, Pause, Policy
from loa.core.rundown import Item, Rundown
from loa.core.trust import (
    GUARDS,
    Grounds,
    Guard,
    approved,
    not_paused,
    over_caps,
    refusals,
    valid_then,
    within_hours,
)
from loa.core.words import Form, Kind, Missed, Mood, Priority, Scope

NEWS = message()
FESTIVE = message(key="song", mood=Mood.FESTIVE)
FLOOD = message(key="flood", priority=Priority.EMERGENCY)
SHORT = message(key="short", valid_until=at("05:10:59"))
RELAY = Item("r", at("05:30"), 900_000, Kind.RELAY, "Thời sự", source="VOV1")
PAUSED = policy(pauses=(Pause(MONDAY, MONDAY + timedelta(days=1), Mood.FESTIVE, "quốc tang"),))
WARNERS = Keyring("064", 1, tuple(key(n, duties=frozenset(Duty)) for n in ("ha", "lan")))


def rundown(*items: Item, day: date = MONDAY) -> Rundown:
    return Rundown("02071", day, 1, items)


def reasons(of: Item, by: Grounds) -> list[tuple[Missed, str]]:
    return [(r.reason, r.detail) for r in refusals(rundown(of), by)]


def test_an_approved_item_within_hours_is_heard() -> None:
    assert reasons(item(NEWS), grounds(sealed(NEWS))) == []


BRIEF = replace(SOUND, digest="d" * 64, ms=20_000)
TOLD_SHORT = message(extra=Extra(editions=(Edition(Form.SHORT, "vi", "Mời họp.", BRIEF),)))


@pytest.mark.parametrize(
    ("of", "heard"),
    [
        pytest.param(item(TOLD_SHORT, sound=BRIEF.digest, ms=BRIEF.ms), [], id="short-form"),
        pytest.param(
            item(TOLD_SHORT),
            [(Missed.REFUSED, "its sound is not part of the approved message")],
            id="the-long-text-instead",
        ),
        pytest.param(
            item(TOLD_SHORT, language="tyz", sound=TAY.digest, ms=TAY.ms), [], id="other-language"
        ),
    ],
)
def test_a_loudspeaker_says_the_form_that_is_meant_for_it(
    of: Item, heard: list[tuple[Missed, str]]
) -> None:
    assert reasons(of, grounds(sealed(TOLD_SHORT))) == heard


@dataclass(frozen=True)
class Case:
    item: Item
    grounds: Grounds
    guard: Guard
    reason: Missed
    detail: str


CASES = {
    "message-not-here": Case(
        item(NEWS), grounds(), approved, Missed.MEDIA, "its message has not arrived"
    ),
    "not-approved": Case(
        item(NEWS),
        grounds(Sealed(NEWS, ())),
        approved,
        Missed.REFUSED,
        "1 approvals are needed that count here",
    ),
    "approved-by-a-stranger": Case(
        item(NEWS),
        grounds(sealed(NEWS, "thief")),
        approved,
        Missed.REFUSED,
        "1 approvals are needed that count here",
    ),
    "one-approval-where-two-are-needed": Case(
        item(NEWS),
        grounds(sealed(NEWS), by=policy(approvals={Priority.ROUTINE: 2})),
        approved,
        Missed.REFUSED,
        "2 approvals are needed that count here",
    ),
    "ring-of-a-unit-that-the-policy-does-not-name": Case(
        item(NEWS),
        grounds(sealed(NEWS), ring=replace(RING, unit="065")),
        approved,
        Missed.REFUSED,
        "1 approvals are needed that count here",
    ),
    "another-sound": Case(
        item(NEWS, sound="c" * 64),
        grounds(sealed(NEWS)),
        approved,
        Missed.REFUSED,
        "its sound is not part of the approved message",
    ),
    "sound-of-another-language": Case(
        item(NEWS, language="tyz"),
        grounds(sealed(NEWS)),
        approved,
        Missed.REFUSED,
        "its sound is not part of the approved message",
    ),
    "another-length": Case(
        item(NEWS, ms=59_999),
        grounds(sealed(NEWS)),
        approved,
        Missed.REFUSED,
        "its length is not that of the approved sound",
    ),
    "raised-priority": Case(
        item(NEWS, priority=Priority.PRIORITY),
        grounds(sealed(NEWS)),
        approved,
        Missed.REFUSED,
        "approved as routine",
    ),
    "internal": Case(
        item(message(scope=Scope.INTERNAL)),
        grounds(sealed(message(scope=Scope.INTERNAL))),
        approved,
        Missed.REFUSED,
        "it is internal and has no place on a loudspeaker",
    ),
    "message-under-another-address": Case(
        item(NEWS, message="d" * 64),
        replace(grounds(), messages={"d" * 64: sealed(NEWS)}),
        approved,
        Missed.REFUSED,
        "its message is not the one named",
    ),
    "relay-of-a-strange-source": Case(
        replace(RELAY, source="pirate"),
        grounds(),
        approved,
        Missed.REFUSED,
        "'pirate' may not be relayed here",
    ),
    "relay-as-an-emergency": Case(
        replace(RELAY, starts=at("03:00"), priority=Priority.EMERGENCY),
        grounds(),
        approved,
        Missed.REFUSED,
        "a relay is never an emergency",
    ),
    "emergency-approved-by-one": Case(
        item(FLOOD, "03:00"),
        grounds(sealed(FLOOD), ring=WARNERS),
        approved,
        Missed.REFUSED,
        "2 approvals are needed that count here",
    ),
    "emergency-approved-without-the-duty": Case(
        item(FLOOD, "03:00"),
        grounds(sealed(FLOOD, "ha", "lan")),
        approved,
        Missed.REFUSED,
        "2 approvals are needed that count here",
    ),
    "after-its-validity": Case(
        item(SHORT),
        grounds(sealed(SHORT)),
        valid_then,
        Missed.REFUSED,
        "outside the time for which it was approved",
    ),
    "in-the-night": Case(
        item(NEWS, "03:15"),
        grounds(sealed(NEWS)),
        within_hours,
        Missed.QUIET,
        "outside the hours that the policy allows",
    ),
    "relay-beyond-the-hours": Case(
        replace(RELAY, ms=1_800_001),
        grounds(),
        within_hours,
        Missed.QUIET,
        "outside the hours that the policy allows",
    ),
    "festive-in-mourning": Case(
        item(FESTIVE), grounds(sealed(FESTIVE), by=PAUSED), not_paused, Missed.PAUSED, "quốc tang"
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_violation_is_refused(case: Case) -> None:
    assert reasons(case.item, case.grounds) == [(case.reason, case.detail)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_violation_slips_through_when_its_guard_is_taken_out(case: Case) -> None:
    rest = tuple(guard for guard in GUARDS if guard is not case.guard)
    assert refusals(rundown(case.item), case.grounds, guards=rest) == []


def test_every_guard_has_a_case() -> None:
    assert {case.guard for case in CASES.values()} == set(GUARDS)


@pytest.mark.parametrize(
    ("of", "by"),
    [
        pytest.param(
            item(FLOOD, "03:00"), grounds(sealed(FLOOD, "ha", "lan"), ring=WARNERS), id="emergency"
        ),
        pytest.param(RELAY, grounds(), id="relay-without-a-message"),
        pytest.param(item(NEWS), grounds(sealed(NEWS), by=PAUSED), id="plain-in-mourning"),
        pytest.param(
            item(FESTIVE, day=MONDAY + timedelta(days=1)),
            grounds(sealed(FESTIVE), by=PAUSED),
            id="festive-on-the-day-after",
        ),
        pytest.param(
            item(NEWS, language="tyz", sound=TAY.digest, ms=TAY.ms), grounds(sealed(NEWS)), id="tày"
        ),
    ],
)
def test_what_may_be_heard(of: Item, by: Grounds) -> None:
    day = of.starts.astimezone(at("00:00").tzinfo).date()
    assert refusals(rundown(of, day=day), by) == []


def test_mourning_stops_everything_when_it_stops_plain_content() -> None:
    silence = Pause(MONDAY, MONDAY + timedelta(days=1), Mood.PLAIN, "bão")
    found = refusals(rundown(item(NEWS)), grounds(sealed(NEWS), by=policy(pauses=(silence,))))
    assert [r.reason for r in found] == [Missed.PAUSED]


# Hours, at both edges, in the station's zone --------------------------------------------

NIGHT = policy(hours=(Hours(Daypart(time(22), time(1))),))
MONDAYS = policy(hours=(Hours(MORNING, weekdays=frozenset({1})),))
HARVEST = policy(hours=(Hours(MORNING, season=("11-01", "02-28")),))
FEAST = policy(special_days={MONDAY: (Daypart(time(7), time(8)),)})
SILENT = policy(special_days={MONDAY: ()})
TUESDAY = MONDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("by", "starts", "heard"),
    [
        pytest.param(policy(), at("05:00"), True, id="at-opening"),
        pytest.param(policy(), at("04:59:59.999"), False, id="a-millisecond-before-opening"),
        pytest.param(policy(), at("05:59"), True, id="ends-at-closing"),
        pytest.param(policy(), at("05:59:00.001"), False, id="ends-a-millisecond-after-closing"),
        pytest.param(policy(), datetime(2020, 3, 1, 22, tzinfo=UTC), True, id="utc-of-opening"),
        pytest.param(policy(), datetime(2020, 3, 2, 5, tzinfo=UTC), False, id="five-utc-is-noon"),
        pytest.param(
            policy(zone="UTC"), datetime(2020, 3, 2, 5, tzinfo=UTC), True, id="other-zone"
        ),
        pytest.param(NIGHT, at("23:59:30"), True, id="across-midnight"),
        pytest.param(NIGHT, at("00:59", TUESDAY), True, id="last-nights-session-ends"),
        pytest.param(NIGHT, at("00:59:00.001", TUESDAY), False, id="after-last-nights-session"),
        pytest.param(MONDAYS, at("05:10"), True, id="on-its-weekday"),
        pytest.param(MONDAYS, at("05:10", TUESDAY), False, id="on-another-weekday"),
        pytest.param(HARVEST, at("05:10"), False, id="out-of-season"),
        pytest.param(HARVEST, at("05:10", date(2020, 2, 28)), True, id="season-over-new-year"),
        pytest.param(FEAST, at("07:59"), True, id="special-day-has-its-own-hours"),
        pytest.param(FEAST, at("05:10"), False, id="special-day-replaces-the-usual-ones"),
        pytest.param(SILENT, at("05:10"), False, id="special-day-without-any"),
    ],
)
def test_hours(by: Policy, starts: datetime, *, heard: bool) -> None:
    refusal = within_hours(item(NEWS, starts=starts), grounds(sealed(NEWS), by=by))
    assert (refusal is None) is heard


@pytest.mark.parametrize(
    ("starts", "heard"),
    [
        (VALID.start, True),
        (VALID.start - timedelta(milliseconds=1), False),
        (VALID.end - timedelta(milliseconds=SOUND.ms), True),
        (VALID.end - timedelta(milliseconds=SOUND.ms - 1), False),
    ],
)
def test_validity_is_half_open(starts: datetime, *, heard: bool) -> None:
    refusal = valid_then(item(NEWS, starts=starts), grounds(sealed(NEWS)))
    assert (refusal is None) is heard


# Caps -----------------------------------------------------------------------------------


def minutes(*clocks: str, of: Message = NEWS) -> list[Item]:
    return [item(of, clock) for clock in clocks]


@pytest.mark.parametrize(
    ("session_s", "day_s", "items", "held"),
    [
        pytest.param(120, 999, minutes("05:01", "05:03"), [], id="session-cap-exactly-full"),
        pytest.param(119, 999, minutes("05:01", "05:03"), ["05:03"], id="session-cap-by-a-second"),
        pytest.param(60, 999, minutes("05:01", "17:01"), [], id="sessions-count-apart"),
        pytest.param(60, 120, minutes("05:01", "17:01"), [], id="day-cap-exactly-full"),
        pytest.param(60, 119, minutes("05:01", "17:01"), ["17:01"], id="day-cap-over-sessions"),
        pytest.param(0, 999, minutes("05:01"), ["05:01"], id="no-airtime-at-all"),
        pytest.param(60, 60, [*minutes("05:01"), RELAY], [], id="relays-count-apart"),
        pytest.param(
            60,
            60,
            minutes("05:01", "05:05", "05:09", of=FLOOD) + minutes("05:20"),
            [],
            id="emergencies-use-up-no-cap",
        ),
    ],
)
def test_caps(session_s: int, day_s: int, items: list[Item], held: list[str]) -> None:
    found = over_caps(items, policy(session_s=session_s, day_s=day_s))
    assert [r.item.starts for r in found] == [at(clock) for clock in held]
    assert {r.reason for r in found} <= {Missed.QUIET}


def test_what_a_cap_holds_back_leaves_room_for_what_is_shorter() -> None:
    long = item(NEWS, "05:10", ms=90_000)
    items = [item(NEWS, "05:01"), long, item(NEWS, "05:20")]
    assert [r.item for r in over_caps(items, policy(session_s=120))] == [long]


def test_a_night_session_counts_to_the_day_on_which_it_opened() -> None:
    items = [item(NEWS, "23:00"), item(NEWS, "00:30", TUESDAY)]
    found = over_caps(items, replace(NIGHT, day_s=60))
    assert [r.detail for r in found] == ["over 60 s a day"]


def test_two_sessions_of_one_hour_are_capped_apart_when_they_touch() -> None:
    by = policy(hours=(Hours(MORNING), Hours(Daypart(time(6), time(7)))), session_s=60)
    assert over_caps([item(NEWS, "05:59"), item(NEWS, "06:00")], by) == []


def test_caps_hold_in_a_whole_rundown() -> None:
    items = (item(NEWS, "05:01"), item(NEWS, "17:01"))
    by = grounds(sealed(NEWS), by=policy(day_s=60))
    assert [r.item for r in refusals(rundown(*items), by)] == [items[1]]


def test_a_rundown_of_another_station_is_refused_whole() -> None:
    other = Rundown("02080", MONDAY, 1, (item(NEWS), RELAY))
    assert [r.detail for r in refusals(other, grounds(sealed(NEWS)))] == [
        "this rundown is for 02080"
    ] * 2


def test_an_item_of_another_day_is_refused() -> None:
    found = refusals(rundown(item(NEWS), day=TUESDAY), grounds(sealed(NEWS)))
    assert [r.reason for r in found] == [Missed.REFUSED]


def test_evening_and_morning_are_two_sessions() -> None:
    assert [span[0].time() for span in policy().sessions(MONDAY)] == [
        MORNING.opens,
        EVENING.opens,
    ]

"""The online signer's key, stolen: its thief reshuffles what is approved, and no more.

The thief publishes truly signed bundles past any signer of ours, so only the player stands
in the way. First what it can do, then everything that it cannot.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.attacks.village import Village, village
from tests.simulators.programme import DAY, STATION, Programme, at, ring, tone
from tests.simulators.publisher import MemoryFetch, Publisher
from tests.simulators.station import SimulatedStation, documents

from loa.core.bundle import MAX_DAYS, Bundle, read_bundle
from loa.core.canonical import FormatError, canonical, digest, header
from loa.core.rundown import EARLIEST, LATEST, Item, item_id
from loa.core.words import Kind, LateRule, Priority
from loa.player.enrol import Enrolment
from loa.player.store import MemoryStore
from loa.player.sync import MAX_DOCUMENT, MAX_DOCUMENTS, Documents, Link
from loa.player.trusted import Distrust

MINUTE = timedelta(minutes=1)


def approved() -> Programme:
    """Two messages of a minute, approved, at 05:00 and 05:10."""
    day = Programme()
    day.policy = replace(day.policy, session_s=180, day_s=240)
    for clock, name in (("05:00", "first"), ("05:10", "second")):
        day.add(clock, 60, name=name)
    return day


def another(item: Item, clock: str, name: str, **changes: object) -> Item:
    return replace(item, id=item_id(STATION, DAY, name, 1), starts=at(clock), **changes)  # type: ignore[arg-type]  # of the table


def heard(day: Programme, items: list[Item]) -> list[tuple[str, str]]:
    """Let a station live a day that the thief has published; return sounds and starts."""
    stolen = replace(day, items=sorted(items, key=lambda item: item.starts))
    station = SimulatedStation(at("02:00"))
    station.know(stolen, serial=9)
    station.give(*day.sounds)
    station.go(at("23:00"))
    sounds = {item.id: item.sound for item in items}
    names = {
        sealed.message.sounds()["vi"].digest: sealed.message.key for sealed in day.messages.values()
    }
    found = [(names.get(sounds[h.item], "?"), h.start) for h in station.heard]
    found += [("relay", moment) for moment, on in station.relayed if on]
    return [(name, f"{moment + 7 * 60 * MINUTE:%H:%M}") for name, moment in found]


# ---- what the thief can do


def test_the_thief_can_reorder_repeat_and_leave_out_what_was_approved() -> None:
    day = approved()
    first, second = day.items
    shuffled = [
        another(second, "05:00", "a"),
        another(second, "05:20", "b"),
        another(first, "17:00", "c"),
    ]
    assert heard(day, shuffled) == [("second", "05:00"), ("second", "05:20"), ("first", "17:00")]
    assert heard(day, [first]) == [("first", "05:00")]


def test_the_thief_can_turn_a_station_down_to_the_leaders_lower_tier() -> None:
    assert gains(lowered=True) == [-1200]


# ---- what it cannot


def gains(*, lowered: object, policy_lowered: bool = False) -> list[int]:
    """Let the thief say something about loudness; return the gains that were heard."""
    day = approved()
    day.items = day.items[:1]
    volume = replace(day.policy.volume, lowered=policy_lowered)
    day.policy = replace(day.policy, volume=volume)
    station = SimulatedStation(at("02:00"))
    station.know(day, serial=9, lowered=lowered, volume={"routine_cdb": 0}, routine_cdb=0)
    station.give(*day.sounds)
    station.go(at("23:00"))
    return [heard.gain_cdb for heard in station.heard]


def test_the_thief_cannot_raise_what_the_leaders_have_lowered() -> None:
    assert gains(lowered=False, policy_lowered=True) == [-1200]


def test_the_thief_cannot_make_a_station_louder() -> None:
    assert gains(lowered=False) == [-600]
    with pytest.raises(FormatError, match="neither true nor false"):
        gains(lowered=-1)


def new_sound(day: Programme) -> list[Item]:
    day.sounds[digest(b"a thief's voice")] = b"a thief's voice"
    return [replace(day.items[0], sound=digest(b"a thief's voice"))]


def new_message(day: Programme) -> list[Item]:
    return [day.add("05:30", 60, name="forged", signed=())]


def approved_by_the_thief(day: Programme) -> list[Item]:
    return [day.add("05:30", 60, name="forged", signed=(7,))]


def another_hour(day: Programme) -> list[Item]:
    item = day.items[0]
    return [another(item, clock, clock) for clock in ("03:15", "04:59", "05:59:01", "21:00")]


def raised_to_an_emergency(day: Programme) -> list[Item]:
    """Approved by two who may raise an emergency, but not as one."""
    item = day.add("05:30", 60, name="priority", signed=(1, 2), priority=Priority.PRIORITY)
    return [another(item, "03:15", "night", priority=Priority.EMERGENCY)]


def a_relay_nobody_allowed(day: Programme) -> list[Item]:
    item = day.items[0]
    return [replace(item, kind=Kind.RELAY, source="somebody", message="", sound="", language="")]


def a_relay_at_night(day: Programme) -> list[Item]:
    item = another(day.items[0], "03:15", "relay", message="", sound="", language="")
    return [replace(item, kind=Kind.RELAY, source="vov1", priority=Priority.EMERGENCY)]


def a_longer_item(day: Programme) -> list[Item]:
    return [replace(day.items[0], ms=1_800_000)]


def another_language(day: Programme) -> list[Item]:
    return [replace(day.items[0], language="en")]


def after_its_validity(day: Programme) -> list[Item]:
    over = (at("04:00") - 2 * timedelta(days=1), at("05:00"))
    return [day.add("05:30", 60, name="over", valid=over)]


CRIMES: list[Callable[[Programme], list[Item]]] = [
    new_sound,
    new_message,
    approved_by_the_thief,
    another_hour,
    raised_to_an_emergency,
    a_relay_nobody_allowed,
    a_relay_at_night,
    a_longer_item,
    another_language,
    after_its_validity,
]


@pytest.mark.parametrize("crime", CRIMES, ids=lambda crime: crime.__name__)
def test_the_thief_makes_no_station_say(crime: Callable[[Programme], list[Item]]) -> None:
    day = approved()
    assert heard(day, crime(day)) == []


def test_the_thief_exceeds_no_cap_of_a_session_or_a_day() -> None:
    day = approved()
    first = day.items[0]
    many = [another(first, f"{5 + n // 60:02}:{n % 60:02}", f"n{n}") for n in range(0, 50, 5)]
    many += [another(first, f"17:{n:02}", f"m{n}") for n in range(0, 50, 5)]
    found = heard(day, many)
    assert [clock for _, clock in found] == ["05:00", "05:05", "05:10", "17:00"]


def test_the_thief_spreads_one_day_over_no_two_rundowns() -> None:
    day = approved()
    station = SimulatedStation(at("04:00"))
    extra = replace(day.items[0], id="stray")
    own = replace(day.rundowns()[0], items=(*day.items,))
    other = replace(own, day=DAY + timedelta(days=1), items=(extra,))
    day.rundowns = lambda _=1: [own, other]  # type: ignore[method-assign]  # the thief's
    station.know(day)
    station.give(*day.sounds)
    station.go(at("23:00"))
    assert [h.item for h in station.heard] == [item.id for item in day.items]


@pytest.mark.parametrize("what", ["policy", "keyring"])
def test_the_thief_changes_no_policy_and_no_keyring(what: str) -> None:
    publisher, day = Publisher(at("03:00")), approved()
    publisher.station(day.policy, day.rings, day.rundowns(), list(day.messages.values()))
    publisher.publish()
    enrolment = Enrolment("http://localhost", STATION, "", publisher.root)
    link = Link(MemoryStore(), MemoryFetch(publisher.files), enrolment)
    link.refresh(at("03:00"))
    before = link.trusted.signed()
    publisher.offline = publisher.online  # all that the thief has
    if what == "policy":
        day.policy = replace(day.policy, serial=2, day_s=86_400, keyrings=("thief",))
    else:
        day.rings = [ring(7)]
    publisher.station(day.policy, day.rings, day.rundowns(2), list(day.messages.values()))
    publisher.publish()
    with pytest.raises(Distrust):
        link.refresh(at("03:10"))
    assert link.trusted.signed() == before


# ---- and breaks no player: one that cannot start would be silent for good


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59.999Z", "0001-01-01T00:00:00.000Z"])
def test_a_start_at_the_edge_of_time_is_refused_and_the_player_starts_again(moment: str) -> None:
    day = approved()
    rundown = day.rundowns()[0].encoded()
    true = b"2026-11-22T22:10:00.000Z" if moment[0] == "9" else b"2026-11-22T22:00:00.000Z"
    poisoned = rundown.replace(true, moment.encode())
    assert poisoned != rundown
    station = SimulatedStation(at("04:00"))
    signed, get = _published(day, {DAY: poisoned})
    for _ in range(2):
        station._do(station.agent.refreshed(signed, get, station.now))
        station.go(at("19:00"))
        station.power_on(at("19:00"))
    assert any("starts in the year" in str(entry.get("text")) for entry in station.entries)
    assert EARLIEST.year < at("04:00").year < LATEST.year


def _published(day: Programme, rundowns: dict[object, bytes]) -> tuple[object, object]:
    signed, get = documents(day)
    shelf = {digest(data): data for data in rundowns.values()}
    bundle = Bundle(
        STATION,
        9,
        {day_: digest(data) for day_, data in rundowns.items()},  # type: ignore[misc]  # dates
        tuple(digest(canonical(s.document())) for s in day.messages.values()),
    )
    changed = replace(signed, bundle=canonical(bundle.document()))
    return changed, lambda address: shelf.get(address) or get(address)  # type: ignore[operator]


def test_a_bundle_of_too_many_days_is_refused() -> None:
    days = {(DAY + timedelta(days=n)).isoformat(): "ab" * 32 for n in range(MAX_DAYS + 1)}
    document = header("bundle") | {"station": STATION, "serial": 1, "days": days, "messages": []}
    with pytest.raises(FormatError, match="more than 400 days"):
        read_bundle(document)


def test_documents_never_fill_the_disk() -> None:
    store, publisher = MemoryStore(), Publisher(at("03:00"))
    day = approved()
    signed, _ = _published(day, {})
    huge = [bytes([number]) * MAX_DOCUMENT for number in range(30)]
    bundle = Bundle(STATION, 9, {}, tuple(publisher.put(data) for data in huge))
    signed = replace(signed, bundle=canonical(bundle.document()))  # type: ignore[type-var]
    documents = Documents(store, MemoryFetch(publisher.files))
    for _ in range(2):
        _, failure = documents.bring(signed)  # type: ignore[arg-type]
        assert failure
    assert sum(map(len, store.files.values())) <= MAX_DOCUMENTS


# ---- the real program


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Village]:
    with village(tmp_path) as made:
        yield made


def test_the_program_plays_the_thiefs_order_and_none_of_its_words(place: Village) -> None:
    first, second = place.day.items
    day = replace(place.day, items=[])
    day.items = [
        another(first, "05:20", "reordered", title="reordered", late=LateRule.SKIP),
        another(first, "04:55", "too early", title="too early"),
        replace(second, title="replaced", id="replaced", sound=digest(tone(20_000, 7))),
    ]
    day.sounds = place.day.sounds | {digest(tone(20_000, 7)): tone(20_000, 7)}
    day.add("05:25", 20, name="unapproved", sound=tone(20_000, 8), signed=())
    day.items.sort(key=lambda item: item.starts)
    place.publish(day, serial=2)
    played = place.play()
    assert played.heard == ["reordered"]
    assert played.outcomes == {
        "too early": "missed quiet",
        "replaced": "missed refused",
        "reordered": "finished",
        "unapproved": "missed refused",
    }

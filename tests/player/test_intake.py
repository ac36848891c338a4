"""Intake: what may be believed of what arrived, judged once and again when grounds change."""

from dataclasses import replace

import pytest
from tests.simulators.programme import DAY, STATION, Programme, at, ring
from tests.simulators.station import documents

from loa.core.bundle import read_bundle
from loa.core.canonical import FormatError, canonical, digest, parse
from loa.core.words import Missed
from loa.player.crypto import verify
from loa.player.intake import Intake, Library, Signed


class CountingVerify:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, method: str, public: str, signature: str, data: bytes) -> bool:
        self.calls += 1
        return verify(method, public, signature, data)


def programme() -> Programme:
    day = Programme()
    message = day.message("same", 60_000)
    sound = message.sounds()["vi"]
    for clock in ("05:00", "05:10", "17:00"):
        first = day.add(clock, 60, name=clock)
        day.items[-1] = replace(
            first, message=message.digest, sound=sound.digest, ms=sound.ms, language="vi"
        )
    return day


def test_an_approval_is_verified_once_for_all_of_its_items() -> None:
    day, check = programme(), CountingVerify()
    intake = Intake(STATION, check)
    signed, get = documents(day)
    known = intake.take(signed, get, at("04:00"))
    assert known.days[DAY].refused == {}
    assert check.calls == 1
    Intake(STATION, check, intake.library).take(signed, get, at("04:10"))
    assert check.calls == 2  # a player believes no other's judgement


def test_the_same_documents_are_taken_once_a_day() -> None:
    intake = Intake(STATION, verify)
    signed, get = documents(programme())
    known = intake.take(signed, get, at("04:00"))
    assert intake.take(signed, lambda _: pytest.fail("asked again"), at("04:15")) is known
    tomorrow = intake.take(signed, get, at("04:15", DAY.replace(day=DAY.day + 1)))
    assert tomorrow == known
    assert tomorrow is not known


def test_what_was_missing_is_asked_for_again() -> None:
    intake = Intake(STATION, verify)
    signed, get = documents(programme())
    assert intake.take(signed, lambda _: None, at("04:00")).days == {}
    assert list(intake.take(signed, get, at("04:15")).days) == [DAY]


def test_new_keyrings_judge_every_held_day_again() -> None:
    day = programme()
    intake = Intake(STATION, verify)
    intake.take(*documents(day), at("04:00"))
    day.rings = [ring(1, revoked=(1,))]
    known = intake.take(*documents(day), at("04:10"))
    assert {r.reason for r in known.days[DAY].refused.values()} == {Missed.REFUSED}
    assert known.days[DAY].arrived == at("04:00")


def test_a_message_that_arrives_later_clears_its_items() -> None:
    day = programme()
    intake = Intake(STATION, verify)
    signed, get = documents(day)
    name = canonical(day.rundowns()[0].document())
    without = intake.take(signed, lambda a: d if (d := get(a)) == name else None, at("04:00"))
    assert {r.reason for r in without.days[DAY].refused.values()} == {Missed.MEDIA}
    assert intake.take(signed, get, at("04:10")).days[DAY].refused == {}


def test_what_cannot_be_read_is_left_out_and_said() -> None:
    day = programme()
    intake = Intake(STATION, verify)
    signed, get = documents(day)
    broken = Signed(signed.policy, {"02071": b"{"}, signed.bundle)
    known = intake.take(broken, lambda a: (get(a) or b"") + b" ", at("04:00"))
    assert (known.days, known.messages) == ({}, {})
    assert [line.split(":")[0].split(" ")[0] for line in intake.refused] == [
        "keyring",
        *["message"] * 4,
        "rundown",
    ]


def test_a_keyring_under_another_units_name_does_not_count() -> None:
    day = programme()
    intake = Intake(STATION, verify)
    signed, get = documents(day)
    other = canonical(ring(1, unit="02020").document())
    known = intake.take(Signed(signed.policy, {"02071": other}, signed.bundle), get, at("04:00"))
    assert intake.refused == ["keyring 02071: it is that of 02020"]
    assert len(known.days[DAY].refused) == 3


def test_documents_of_another_station_are_not_ours() -> None:
    day = programme()
    day.policy = replace(day.policy, station="cd-02020")
    with pytest.raises(FormatError, match="for cd-02020, not for cd-02071"):
        Intake(STATION, verify).take(*documents(day), at("04:00"))


def test_one_library_serves_many_players() -> None:
    day, library = programme(), Library()
    signed, get = documents(day)
    asked = []

    def counting(address: str) -> bytes | None:
        asked.append(address)
        return get(address)

    for _ in range(3):
        Intake(STATION, verify, library).take(signed, counting, at("04:00"))
    assert len(asked) == len(set(asked))


def test_a_past_day_stays_until_its_outcomes_are_in() -> None:
    day = programme()
    intake = Intake(STATION, verify)
    intake.take(*documents(day), at("04:00"))
    later = Programme(messages=day.messages)
    later.add("05:00", 60, day=DAY.replace(day=25), name="later")
    known = intake.take(*documents(later), at("04:00", DAY.replace(day=25)))
    assert sorted(known.days) == [DAY, DAY.replace(day=25)]
    known = intake.take(*documents(later), at("04:00", DAY.replace(day=26)))
    assert sorted(known.days) == [DAY.replace(day=25)]


def test_an_item_of_another_day_is_refused_so_that_caps_cannot_be_spread() -> None:
    day = programme()
    stray = replace(day.items[0], id="stray", starts=at("05:00", DAY.replace(day=24)))
    (rundown,) = day.rundowns()
    rundown = replace(rundown, items=(*rundown.items, stray))
    intake = Intake(STATION, verify)
    signed, get = documents(day)
    address = digest(rundown.encoded())
    bundle = read_bundle(parse(signed.bundle, "bundle"))
    moved = canonical(replace(bundle, days={DAY: address}).document())
    known = intake.take(
        Signed(signed.policy, signed.keyrings, moved),
        lambda a: rundown.encoded() if a == address else get(a),
        at("04:00"),
    )
    assert [(i, r.reason) for i, r in known.days[DAY].refused.items()] == [
        ("stray", Missed.REFUSED)
    ]

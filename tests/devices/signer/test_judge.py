"""What the signer refuses, each kind of violation with the reason that people are given."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.devices.authority import (
    FIVE,
    NOW,
    TODAY,
    TOMORROW,
    Approver,
    Client,
    Province,
    item,
    message,
)

from loa.core.bundle import bundle_path, policy_path, read_bundle
from loa.core.canonical import parse
from loa.core.keyring import read_keyring
from loa.core.message import Sound, Variant, read_sealed
from loa.core.policy import Pause, read_policy
from loa.core.rundown import read_rundown
from loa.core.trust import Grounds, refusals
from loa.core.words import Kind, Mood, Priority, Scope
from loa.devices.keys import verify
from loa.devices.repository.online import Publisher

Made = Callable[[Province], bytes]
STATION = "nghia-ta"


def reasons(province: Province, bundle: bytes) -> list[tuple[str, date | None, str]]:
    """What a fresh signer says about tomorrow's bundle."""
    answer = province.signer().submit({STATION: bundle}, now=NOW)
    assert bool(answer.refused) != (STATION in answer.published)
    return [(one.reason, one.day, one.detail) for one in answer.refused]


def test_what_is_approved_and_within_policy_is_signed(province: Province) -> None:
    assert reasons(province, province.one_item(STATION)) == []


def unapproved(province: Province) -> bytes:
    stranger, what = Approver(Ed25519PrivateKey.generate()), message()
    address = province.sealed(what, stranger)
    rundown = province.rundown(STATION, TOMORROW, [item(STATION, TOMORROW, what)])
    return province.bundle(STATION, {TOMORROW: rundown}, [address])


def quiet(province: Province) -> bytes:
    what = message()
    address = province.sealed(what)
    at_night = item(STATION, TOMORROW, what, time(5, 59, 30))
    return province.bundle(
        STATION, {TOMORROW: province.rundown(STATION, TOMORROW, [at_night])}, [address]
    )


def too_much(province: Province) -> bytes:
    sound = Sound("ab" * 32, 900_000, 8 * 60_000, "recorded")
    what = message(variants=(Variant("vi", "Dài.", sound),))
    address = province.sealed(what)
    items = [
        item(STATION, TOMORROW, what, FIVE, 1),
        item(STATION, TOMORROW, what, time(5, 10), 2),
    ]
    return province.bundle(
        STATION, {TOMORROW: province.rundown(STATION, TOMORROW, items)}, [address]
    )


def another_sound(province: Province) -> bytes:
    return province.one_item(STATION, sound="cd" * 32)


def expired(province: Province) -> bytes:
    return province.one_item(STATION, message(valid_until=NOW))


def internal(province: Province) -> bytes:
    return province.one_item(STATION, message(scope=Scope.INTERNAL))


def for_another_station(province: Province) -> bytes:
    what = message()
    address = province.sealed(what)
    rundown = province.rundown("bang-lung", TOMORROW, [item("bang-lung", TOMORROW, what)])
    return province.bundle(STATION, {TOMORROW: rundown}, [address])


def of_another_day(province: Province) -> bytes:
    """Two rundowns that both sound tomorrow would double the day's cap."""
    what, after = message(), TOMORROW + timedelta(days=1)
    address = province.sealed(what)
    rundown = province.rundown(STATION, after, [item(STATION, TOMORROW, what)])
    return province.bundle(STATION, {after: rundown}, [address])


def a_relay_that_nobody_allowed(province: Province) -> bytes:
    relay = replace(
        item(STATION, TOMORROW, message()),
        kind=Kind.RELAY,
        source="Đài lạ",
        message="",
        sound="",
        language="",
    )
    return province.bundle(STATION, {TOMORROW: province.rundown(STATION, TOMORROW, [relay])})


def too_far_ahead(province: Province) -> bytes:
    day = TODAY + timedelta(days=63)
    return province.bundle(STATION, {day: province.rundown(STATION, day, [])})


def nothing_in_the_store(province: Province) -> bytes:
    return province.bundle(STATION, {TOMORROW: "ef" * 32}, ["01" * 32])


def routine_made_an_emergency(province: Province) -> bytes:
    return province.one_item(STATION, priority=Priority.EMERGENCY)


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (unapproved, [("message", None), ("refused", TOMORROW)]),
        (quiet, [("quiet", TOMORROW)]),
        (too_much, [("quiet", TOMORROW)]),
        (another_sound, [("refused", TOMORROW)]),
        (expired, [("refused", TOMORROW)]),
        (internal, [("message", None), ("refused", TOMORROW)]),
        (for_another_station, [("rundown", TOMORROW)]),
        (of_another_day, [("refused", TOMORROW + timedelta(days=1))]),
        (a_relay_that_nobody_allowed, [("refused", TOMORROW)]),
        (too_far_ahead, [("day", TODAY + timedelta(days=63))]),
        (nothing_in_the_store, [("message", None), ("rundown", TOMORROW)]),
        (routine_made_an_emergency, [("refused", TOMORROW)]),
    ],
)
def test_refused(province: Province, made: Made, expected: list[tuple[str, date]]) -> None:
    assert [(reason, day) for reason, day, _ in reasons(province, made(province))] == expected


def test_an_emergency_needs_two_persons_with_that_duty(province: Province) -> None:
    emergency = province.one_item(STATION, message(priority=Priority.EMERGENCY))
    assert {reason for reason, _, _ in reasons(province, emergency)} == {"message", "refused"}


def test_what_is_paused_is_refused(province: Province) -> None:
    mourning = Pause(TOMORROW, TOMORROW + timedelta(days=2), Mood.FESTIVE, "Quốc tang")
    province.sign(province.policy(STATION, pauses=(mourning,)))
    song = province.one_item(STATION, message(mood=Mood.FESTIVE))
    assert reasons(province, song) == [("paused", TOMORROW, "Quốc tang")]


def test_a_revoked_key_approves_nothing_from_the_next_request_on(province: Province) -> None:
    signer, bundle = province.signer(), province.one_item(STATION)
    assert signer.publish({STATION: bundle}, now=NOW) == {}
    province.sign(province.ring(replace(province.approver.public, revoked=True)))
    again = province.one_item(STATION)
    answer = signer.submit({STATION: again}, now=NOW)
    assert {one.reason for one in answer.refused} == {"message", "refused"}


def test_a_station_without_a_policy_is_refused_and_the_others_go_on(province: Province) -> None:
    answer = province.signer().submit(
        {STATION: province.one_item(STATION), "la": province.one_item("la")}, now=NOW
    )
    assert list(answer.published) == [STATION]
    assert answer.by_station() == {"la": ["the leaders have signed no policy for it"]}


def test_serials_never_go_back(province: Province, listener: Client) -> None:
    what = message()
    address = province.sealed(what)

    def bundle(serial: int, rundown_serial: int, at: time) -> bytes:
        items = [item(STATION, TOMORROW, what, at)]
        rundown = province.rundown(STATION, TOMORROW, items, serial=rundown_serial)
        return province.bundle(STATION, {TOMORROW: rundown}, [address], serial=serial)

    signer = province.signer()
    assert signer.publish({STATION: bundle(5, 5, FIVE)}, now=NOW) == {}
    assert signer.publish({STATION: bundle(6, 6, time(17))}, now=NOW) == {}
    for again in (signer, province.signer()):  # also after a restart
        assert again.publish({STATION: bundle(5, 5, FIVE)}, now=NOW) == {
            STATION: [
                "serial 5 would go back; 6 is published",
                f"{TOMORROW}: its rundown's serial 5 would go back; 6 is published",
            ]
        }
        # The same rundown, judged good before, behind a bundle with a new serial:
        assert again.publish({STATION: bundle(7, 5, FIVE)}, now=NOW) == {
            STATION: [f"{TOMORROW}: its rundown's serial 5 would go back; 6 is published"]
        }
        assert again.publish({STATION: bundle(6, 7, FIVE)}, now=NOW) == {
            STATION: ["serial 6 was used for other content; go on from it"]
        }
        assert again.publish({STATION: bundle(6, 6, time(17))}, now=NOW) == {}
    assert listener.get(bundle_path(STATION)) == bundle(6, 6, time(17))


def test_a_rundown_judged_good_is_not_good_for_another_day(province: Province) -> None:
    signer, what = province.signer(), message()
    address = province.sealed(what)
    rundown = province.rundown(STATION, TOMORROW, [item(STATION, TOMORROW, what)])
    good = province.bundle(STATION, {TOMORROW: rundown}, [address])
    assert signer.publish({STATION: good}, now=NOW) == {}
    after = TOMORROW + timedelta(days=1)
    moved = province.bundle(STATION, {after: rundown}, [address])
    assert signer.publish({STATION: moved}, now=NOW) == {
        STATION: [f"{after}: its rundown is for {STATION} on {TOMORROW}"]
    }


def test_a_day_that_has_begun_stands_although_the_policy_has_changed(province: Province) -> None:
    signer, what = province.signer(), message()
    address = province.sealed(what)
    today = province.rundown(STATION, TODAY, [item(STATION, TODAY, what, time(17))])
    first = province.bundle(STATION, {TODAY: today}, [address])
    assert signer.publish({STATION: first}, now=NOW) == {}
    province.sign(province.policy(STATION, hours=(province.policy("x").hours[0],)))
    tomorrow = province.rundown(STATION, TOMORROW, [item(STATION, TOMORROW, what)])
    bundle = province.bundle(STATION, {TODAY: today, TOMORROW: tomorrow}, [address])
    assert signer.publish({STATION: bundle}, now=NOW) == {}


def test_a_bundle_for_another_name_or_in_another_spelling_is_refused(province: Province) -> None:
    bundle = province.one_item(STATION)
    spaced = bundle.replace(b'":', b'": ')
    province.sign(province.policy("bang-lung"))
    assert province.signer().publish({"bang-lung": bundle, STATION: spaced}, now=NOW) == {
        "bang-lung": [f"the bundle inside is for {STATION}"],
        STATION: ["the bundle is not in the canonical form"],
    }


def test_a_stolen_online_key_can_only_reshuffle(province: Province, listener: Client) -> None:
    """The thief has the key and the repository, and no judge: the player judges again."""
    province.signer().publish({STATION: province.one_item(STATION)}, now=NOW)
    policy = listener.get(policy_path(STATION))
    forged = unapproved(province)
    thief = Publisher(province.repository, [province.online_key], province.root)
    thief.publish(thief.lay_down({STATION: forged}), now=NOW, floor={"rundowns-0": 9})
    assert listener.get(bundle_path(STATION)) == forged
    assert policy is not None
    assert listener.get(policy_path(STATION)) == policy  # nor can it sign for the leaders
    bundle = read_bundle(parse(forged, "bundle"))
    rundown = read_rundown(parse(province.objects.read(bundle.days[TOMORROW]), "rundown"))
    sealed = [
        read_sealed(parse(province.objects.read(address), "sealed-message"))
        for address in bundle.messages
    ]
    ring = listener.get("keyring/02071.json")
    assert ring is not None
    grounds = Grounds(
        read_policy(parse(policy, "policy")),
        (read_keyring(parse(ring, "keyring")),),
        {one.message.digest: one for one in sealed},
        verify,
    )
    assert [r.item for r in refusals(rundown, grounds)] == list(rundown.items)


def test_a_root_once_pinned_is_not_replaced(province: Province) -> None:
    province.signer()
    other = Province(province.folder / "other")
    shutil.rmtree(province.repository.folder)
    shutil.copytree(other.repository.folder, province.repository.folder)
    province.root = other.root
    answer = province.signer
    with pytest.raises(ValueError, match="not signed as it must be"):
        answer(other.online_key).submit({}, now=NOW)

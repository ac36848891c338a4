"""An approval by passkey counts as the touch that it was, for what was touched, nowhere else.

Attackers: the web server's account, which gets every assertion and may put it wherever it
likes; a site that looks like ours; a device that does not ask who touches it. The player
checks for itself. First the player's and the signer's judgement, then the real program.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.attacks.village import a_day, village
from tests.devices import authority
from tests.simulators.passkey import HONEST, PRESENT, SITE, Ceremony, Phone
from tests.simulators.programme import BIRTH, END, UNIT, Programme

from loa.core.canonical import canonical
from loa.core.keyring import Key, Keyring
from loa.core.message import Sealed
from loa.core.passkey import METHOD, Party, read_assertion

LEADER, STRANGER = Phone(11), Phone(12)
WHEN = BIRTH.replace(month=2)


def held(phone: Phone = LEADER, **changes: object) -> Key:
    values: dict[str, object] = {
        "keyid": phone.keyid,
        "method": METHOD,
        "public": phone.public.hex(),
        "holder": "Chủ tịch UBND xã",
        "since": BIRTH,
        "until": END,
        "party": SITE,
    }
    return Key(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


def touched(how: Ceremony = HONEST, phone: Phone = LEADER) -> Programme:
    """Return a morning whose two announcements one touch has approved."""
    day = a_day(signed=())
    day.rings = [Keyring(UNIT, 1, (held(),))]
    messages = [sealed.message for sealed in day.messages.values()]
    day.messages = {s.message.digest: s for s in phone.approve(*messages, at=WHEN, how=how)}
    return day


def with_signature(sealed: Sealed, signature: str) -> Sealed:
    return Sealed(sealed.message, (replace(sealed.approvals[0], signature=signature),))


def replayed(day: Programme) -> Programme:
    """Put the assertion of two messages under a third that was never approved."""
    sheet = next(iter(day.messages.values())).approvals[0]
    day.add("05:20", 20, name="third", sound=b"third", signed=())
    forged = next(s for s in day.messages.values() if not s.approvals)
    approval = replace(sheet, message=forged.message.digest)
    day.messages[forged.message.digest] = Sealed(forged.message, (approval,))
    return day


def truncated(day: Programme) -> Programme:
    """Leave the sheet out, and cut the rest."""
    first, second = day.messages.values()
    whole = first.approvals[0].signature
    parts = read_assertion(whole)
    for sealed, text in (
        (first, replace(parts, sheet=b"").encoded()),
        (second, replace(parts, client=parts.client[:-1]).encoded()),
    ):
        day.messages[sealed.message.digest] = with_signature(sealed, text)
    return day


def of_another_keyring(day: Programme) -> Programme:
    site = Party(SITE.rp, "https://portal.example.vn")
    day.rings = [Keyring(UNIT, 1, (held(party=site),))]
    return day


BOTH, NONE = ["first", "second"], list[str]()
CASES = [
    pytest.param(touched, BOTH, id="a-touch-for-both"),
    pytest.param(lambda: replayed(touched()), BOTH, id="replayed-under-a-third"),
    pytest.param(lambda: truncated(touched()), NONE, id="truncated"),
    pytest.param(lambda: touched(phone=STRANGER), NONE, id="a-strangers-passkey"),
    pytest.param(
        lambda: touched(replace(HONEST, site=Party(SITE.rp, "https://evil.example"))),
        NONE,
        id="another-origin",
    ),
    pytest.param(
        lambda: touched(replace(HONEST, site=Party("evil.example", SITE.origin))),
        NONE,
        id="another-rp-id",
    ),
    pytest.param(
        lambda: touched(replace(HONEST, flags=PRESENT)), NONE, id="without-user-verification"
    ),
    pytest.param(
        lambda: touched(replace(HONEST, kind="webauthn.create")), NONE, id="of-a-registration"
    ),
    pytest.param(lambda: of_another_keyring(touched()), NONE, id="the-ring-names-another-site"),
]


@pytest.mark.parametrize("how", ["honest", "replayed", "another-origin"])
def test_the_signer_signs_what_a_touch_approved_and_nothing_else(tmp_path: Path, how: str) -> None:
    province, station = authority.Province(tmp_path), "nghia-ta"
    ring = Keyring(authority.UNIT, 1, (held(),))
    province.sign(province.policy(station), ring)
    news = authority.message()
    (sealed,) = LEADER.approve(news, at=authority.NOW)
    if how == "replayed":
        (other,) = LEADER.approve(authority.message("khac"), at=authority.NOW)
        sealed = with_signature(sealed, other.approvals[0].signature)
    elif how == "another-origin":
        site = Party(SITE.rp, "https://evil.example")
        (sealed,) = LEADER.approve(news, at=authority.NOW, how=replace(HONEST, site=site))
    address = province.objects.put(canonical(sealed.document()))
    item = authority.item(station, authority.TOMORROW, news)
    rundown = province.rundown(station, authority.TOMORROW, [item])
    bundle = province.bundle(station, {authority.TOMORROW: rundown}, [address])
    answer = province.signer().submit({station: bundle}, now=authority.NOW)
    assert (station in answer.published) == (how == "honest")
    assert bool(answer.refused) == (how != "honest")


# ---- the real program


@pytest.mark.parametrize(("day", "heard"), CASES)
def test_the_program_plays_what_a_passkey_approved_and_nothing_else(
    tmp_path: Path, day: Callable[[], Programme], heard: list[str]
) -> None:
    with village(tmp_path, day()) as made:
        played = made.play()
    assert played.heard == heard
    assert {o for n, o in played.outcomes.items() if n not in heard} <= {"missed refused"}

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.examples import VALID, message
from tests.simulators.passkey import HONEST, PRESENT, SITE, VERIFIED, Ceremony, Phone

from loa.core import passkey
from loa.core.canonical import FormatError, canonical, digest, header
from loa.core.keyring import Key, Keyring, approvers, read_keyring
from loa.core.message import Approval, Sealed, read_sealed
from loa.core.passkey import Assertion, Party, base64url, read_assertion, read_sheet, sheet_of
from loa.devices.keys import verify as verify_at_the_server
from loa.player.crypto import verify as verify_at_the_player

NEWS, OTHER, THIRD = message(), message(key="news-2"), message(key="news-3")
THEN = datetime(2020, 2, 1, tzinfo=UTC)
PHONE, STRANGER = Phone(1), Phone(2)
STATEMENT = b"I approve"


def key(phone: Phone, **changes: object) -> Key:
    values: dict[str, object] = {
        "keyid": phone.keyid,
        "method": "webauthn",
        "public": phone.public.hex(),
        "holder": "Chủ tịch",
        "since": VALID.start,
        "until": VALID.end,
        "party": SITE,
    }
    return Key(**(values | changes))  # type: ignore[arg-type] # the table's values have one type


def ring(*keys: Key) -> Keyring:
    return Keyring("064", 1, keys)


RING = ring(key(PHONE))
BOTH = pytest.mark.parametrize(
    "verify", [verify_at_the_player, verify_at_the_server], ids=["player", "server"]
)
Verify = Callable[[str, str, str, bytes], bool]


def resigned(sealed: Sealed, signature: str) -> Sealed:
    (approval,) = sealed.approvals
    return Sealed(sealed.message, (replace(approval, signature=signature),))


@BOTH
@pytest.mark.parametrize("eddsa", [False, True], ids=["es256", "eddsa"])
def test_a_touch_approves_a_message(verify: Verify, eddsa: bool) -> None:
    phone = Phone(3, eddsa=eddsa)
    (sealed,) = phone.approve(NEWS, at=THEN)
    assert approvers(sealed, [ring(key(phone))], verify) == {phone.keyid}


@BOTH
def test_one_touch_approves_a_whole_bulletin(verify: Verify) -> None:
    bulletin = PHONE.approve(NEWS, OTHER, THIRD, at=THEN)
    assert [approvers(one, [RING], verify) for one in bulletin] == [{PHONE.keyid}] * 3
    assert [read_sealed(one.document()) for one in bulletin] == bulletin


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(replace(HONEST, kind="webauthn.create"), id="registering"),
        pytest.param(replace(HONEST, site=Party(SITE.rp, "https://evil.example")), id="origin"),
        pytest.param(
            replace(HONEST, site=Party(SITE.rp, "http://loa.example.vn")), id="without-https"
        ),
        pytest.param(replace(HONEST, site=Party("evil.example", SITE.origin)), id="rp-id"),
        pytest.param(replace(HONEST, flags=PRESENT), id="without-verification"),
        pytest.param(replace(HONEST, flags=VERIFIED), id="without-a-touch"),
        pytest.param(replace(HONEST, flags=0x45), id="with-a-key-attested"),
        pytest.param(replace(HONEST, tail=b"\0"), id="something-follows"),
        pytest.param(replace(HONEST, more={"crossOrigin": True}), id="in-another-sites-page"),
        pytest.param(replace(HONEST, more={"challenge": base64url(bytes(32))}), id="challenge"),
        pytest.param(replace(HONEST, more={"type": None}), id="no-type"),
    ],
)
def test_a_ceremony_that_is_not_the_one_asked_for_counts_nothing(how: Ceremony) -> None:
    (sealed,) = PHONE.approve(NEWS, at=THEN, how=how)
    assert approvers(sealed, [RING], verify_at_the_player) == frozenset()
    alone = PHONE.approve(NEWS, OTHER, at=THEN, how=how)[1]
    assert approvers(alone, [RING], verify_at_the_player) == frozenset()


def _replayed(sealed: Sealed) -> Sealed:
    """Put an assertion that approved one message under another."""
    (approval,) = sealed.approvals
    return Sealed(OTHER, (replace(approval, message=OTHER.digest),))


def _dated_later(sealed: Sealed) -> Sealed:
    (approval,) = sealed.approvals
    return Sealed(sealed.message, (replace(approval, at=datetime(2020, 9, 1, tzinfo=UTC)),))


def _strangers(sealed: Sealed) -> Sealed:
    return resigned(sealed, STRANGER.approve(sealed.message, at=THEN)[0].approvals[0].signature)


def _as_ed25519(sealed: Sealed) -> Sealed:
    (approval,) = sealed.approvals
    return Sealed(sealed.message, (replace(approval, method="ed25519"),))


def _without_its_sheet(sealed: Sealed) -> Sealed:
    whole = PHONE.approve(NEWS, OTHER, at=THEN)[0].approvals[0].signature
    return resigned(sealed, whole.rpartition(".")[0])


def _on_a_longer_sheet(sealed: Sealed) -> Sealed:
    """Add the message's statement to a sheet that was signed without it."""
    whole = read_assertion(PHONE.approve(OTHER, THIRD, at=THEN)[0].approvals[0].signature)
    listed = [*read_sheet(whole.sheet).statements, digest(sealed.approvals[0].statement())]
    longer = passkey.Sheet(tuple(sorted(listed))).encoded()
    return resigned(sealed, replace(whole, sheet=longer).encoded())


def _on_a_sheet_of_others(sealed: Sealed) -> Sealed:
    return resigned(sealed, PHONE.approve(OTHER, THIRD, at=THEN)[0].approvals[0].signature)


@BOTH
@pytest.mark.parametrize(
    "attack",
    [
        _replayed,
        _dated_later,
        _strangers,
        _as_ed25519,
        _without_its_sheet,
        _on_a_longer_sheet,
        _on_a_sheet_of_others,
    ],
)
def test_an_assertion_is_worth_nothing_elsewhere(
    attack: Callable[[Sealed], Sealed], verify: Verify
) -> None:
    (sealed,) = PHONE.approve(NEWS, at=THEN)
    assert approvers(sealed, [RING], verify) == {PHONE.keyid}
    assert approvers(attack(sealed), [RING], verify) == frozenset()


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(key(PHONE, party=None), id="no-site"),
        pytest.param(key(PHONE, party=Party("", "")), id="an-empty-site"),
        pytest.param(key(PHONE, party=Party(SITE.rp, "https://other.vn")), id="another-origin"),
        pytest.param(key(PHONE, party=Party("other.vn", SITE.origin)), id="another-rp-id"),
        pytest.param(key(PHONE, revoked=True), id="revoked"),
        pytest.param(key(PHONE, method="ed25519"), id="another-method"),
        pytest.param(key(PHONE, public="00"), id="no-key"),
    ],
)
def test_a_key_that_names_other_things_counts_nothing(other: Key) -> None:
    (sealed,) = PHONE.approve(NEWS, at=THEN)
    assert approvers(sealed, [ring(other)], verify_at_the_player) == frozenset()


def test_every_cut_and_every_flipped_byte_is_refused() -> None:
    (sealed,) = PHONE.approve(NEWS, at=THEN)
    whole = sealed.approvals[0].signature
    for length in range(len(whole)):
        cut = resigned(sealed, whole[:length])
        assert approvers(cut, [RING], verify_at_the_player) == frozenset()
    assertion = read_assertion(whole)
    for name in ("authenticator", "client", "signature"):
        part = bytearray(getattr(assertion, name))
        for place in range(0, len(part), 3):
            part[place] ^= 1
            forged = resigned(sealed, replace(assertion, **{name: bytes(part)}).encoded())
            assert approvers(forged, [RING], verify_at_the_player) == frozenset()
            part[place] ^= 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "AA.AA",
        "AA.AA.AA.AA.AA",
        "AA.AA.AA.",
        "A.AA.AA",
        "AB.AA.AA",
        "AA==.AA.AA",
        "A+.AA.AA",
        "ÂA.AA.AA",
        f"{base64url(bytes(1_025))}.AA.AA",
        f"AA.{base64url(bytes(2_049))}.AA",
        f"AA.AA.{base64url(bytes(257))}",
        "A" * 24_001,
    ],
)
def test_an_assertion_has_one_spelling_and_bounds(text: str) -> None:
    with pytest.raises(FormatError):
        read_assertion(text)


@given(*(st.binary(min_size=1, max_size=most) for most in (200, 200, 200)), st.binary(max_size=200))
def test_an_assertion_comes_back_from_its_text(a: bytes, b: bytes, c: bytes, d: bytes) -> None:
    assert read_assertion(Assertion(a, b, c, d).encoded()) == Assertion(a, b, c, d)


@given(st.binary(max_size=300))
def test_no_words_of_a_browser_break_the_check(words: bytes) -> None:
    assertion = PHONE.touch(sha256(STATEMENT).digest())
    assert passkey.objection(replace(assertion, client=words), STATEMENT, SITE)


def test_words_nested_without_end_are_refused() -> None:
    deep = replace(PHONE.touch(sha256(STATEMENT).digest()), client=b"[" * 2_000)
    assert passkey.objection(deep, STATEMENT, SITE) == "the browser's words are no JSON"


def _sheet(*listed: object, **more: object) -> bytes:
    return canonical(header("sheet") | {"statements": list(listed)} | more)


ONE, TWO = digest(b"1"), digest(b"2")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_sheet(), id="empty"),
        pytest.param(_sheet(*sorted((ONE, TWO), reverse=True)), id="unsorted"),
        pytest.param(_sheet(ONE, ONE), id="twice"),
        pytest.param(_sheet(ONE, of="x"), id="another-member"),
        pytest.param(_sheet("x"), id="no-digest"),
        pytest.param(_sheet(7), id="a-number"),
        pytest.param(b" " + _sheet(ONE), id="another-spelling"),
        pytest.param(canonical(header("sheet", "2.0") | {"statements": [ONE]}), id="a-major"),
        pytest.param(_sheet(*sorted(digest(bytes([n])) for n in range(201))), id="too-many"),
        pytest.param(canonical(header("sheet")), id="no-list"),
    ],
)
def test_a_sheet_has_one_spelling_and_bounds(data: bytes) -> None:
    with pytest.raises(FormatError):
        read_sheet(data)


def test_the_longest_sheet_fits_into_an_approval() -> None:
    statements = [bytes([n]) for n in range(passkey.MOST_STATEMENTS)]
    sheet = sheet_of(statements)
    assertion = PHONE.touch(passkey.challenge(b"", sheet.encoded()), sheet=sheet.encoded())
    assert read_assertion(assertion.encoded()) == assertion
    assert passkey.objection(assertion, statements[7], SITE) == ""
    with pytest.raises(FormatError, match="1 to 200"):
        sheet_of([*statements, b"one more"])


def test_a_keyring_carries_for_which_site_a_passkey_signs() -> None:
    document = RING.document()
    assert (document["keys"][0]["rp"], document["keys"][0]["origin"]) == (SITE.rp, SITE.origin)
    assert read_keyring(document) == RING
    del document["keys"][0]["origin"]
    assert read_keyring(document).keys[0].party is None


def test_a_key_file_is_written_as_it_was_before_passkeys() -> None:
    plain = replace(key(PHONE), method="ed25519", party=None)
    assert set(ring(plain).document()["keys"][0]) == {
        "keyid", "method", "public", "holder", "since", "until", "duties", "revoked",
    }  # fmt: skip


def test_a_statement_is_the_challenge_of_a_single_message() -> None:
    blank = Approval(NEWS.digest, PHONE.keyid, THEN, "webauthn", "")
    (sealed,) = PHONE.approve(NEWS, at=THEN)
    said = read_assertion(sealed.approvals[0].signature).client
    assert base64url(sha256(blank.statement()).digest()).encode() in said


PAGE = (Path(__file__).parents[2] / "docs" / "formats" / "passkey.md").read_text(encoding="utf-8")


def test_the_pages_example_is_approved_by_its_key() -> None:
    (sealed,) = (read_sealed(json.loads(block)) for block in _blocks("json"))
    listed, sheet, said = _blocks("text")
    rings = [read_keyring(RING.document() | {"keys": [json.loads(listed)]})]
    assertion = read_assertion(sealed.approvals[0].signature)
    assert [assertion.sheet.decode(), assertion.client.decode()] == [sheet.strip(), said.strip()]
    assert approvers(sealed, rings, verify_at_the_player) == {rings[0].keys[0].keyid}
    assert approvers(sealed, rings, verify_at_the_server) == {rings[0].keys[0].keyid}


def _blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, flags=re.MULTILINE | re.DOTALL)

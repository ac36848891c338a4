from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.examples import SOUND, TAY, VALID, at, message, sealed

from loa.core.canonical import FormatError, canonical, parse
from loa.core.message import (
    Edition,
    Extra,
    Figure,
    Provenance,
    Sound,
    Variant,
    instant,
    lint,
    read_instant,
    read_message,
    read_sealed,
)
from loa.core.words import Form, Genre, Priority, Scope

NEWS = message()


def test_a_message_comes_back_from_its_manifest() -> None:
    assert read_message(parse(canonical(NEWS.manifest()), "message")) == NEWS


def test_a_sealed_message_comes_back_from_its_document() -> None:
    both = sealed(NEWS, "ha", "lan")
    assert read_sealed(parse(canonical(both.document()), "sealed-message")) == both


@pytest.mark.parametrize(
    "change",
    [
        {"headline": "Đại hội Đảng bộ xã"},
        {"revision": 2},
        {"scope": Scope.INTERNAL},
        {"priority": Priority.EMERGENCY},
        {"valid_until": VALID.end + timedelta(milliseconds=1)},
        {"variants": (Variant("vi", "Kính thưa bà con…", replace(SOUND, digest="c" * 64)),)},
        {"provenance": Provenance("Huyện uỷ Chợ Mới", "Phát thanh viên", "146-KH/HU")},
        {"unit": "064"},
    ],
)
def test_every_change_changes_the_address(change: dict[str, object]) -> None:
    assert message(**change).digest != NEWS.digest


def test_an_approval_does_not_change_the_address() -> None:
    assert sealed(NEWS, "ha").message.digest == sealed(NEWS, "ha", "lan").message.digest


def test_sounds_are_found_by_language() -> None:
    silent = replace(NEWS, variants=(*NEWS.variants, Variant("ium", "", None)))
    assert silent.sounds() == {"vi": SOUND, "tyz": TAY}


def _with(**members: object) -> dict[str, Any]:
    return NEWS.manifest() | members


def _sound(**members: object) -> dict[str, Any]:
    document = NEWS.manifest()
    document["variants"][0]["sound"] |= members
    return document


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (_with(format="loa.rundown"), "loa.message is expected"),
        (_with(version="2.0"), "unknown here"),
        (_with(scope="secret"), "ValueError"),
        (_with(revision="1"), "does not know"),
        (_with(headline=5), "does not know"),
        (_with(extra=""), "does not know"),
        (_with(variants=None), "TypeError"),
        (_with(variants="vi"), "TypeError"),
        (_with(provenance={"issuer": "a"}), "TypeError"),
        (_with(provenance=["issuer"]), "AttributeError"),
        (_with(provenance={"issuer": 1, "author": "", "source": ""}), "does not know"),
        (_with(valid={"from": "2020-01-01", "until": "2021-01-01"}), "no instant"),
        (_sound(sha256="../a"), "no usable address"),
        (_sound(ms=0), "no usable address"),
        (_sound(ms=3_600_001), "no usable address"),
        (_sound(bytes=0), "no usable address"),
        (_sound(ms=60_000.0), "only whole numbers"),
        (_sound(voice=None), "does not know"),
    ],
)
def test_a_malformed_manifest_is_refused(document: dict[str, Any], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_message(document)


@pytest.mark.parametrize(
    "members", [{"manifest": None}, {"approvals": 5}, {"approvals": [{}]}, {"approvals": {"a": 1}}]
)
def test_a_malformed_sealed_message_is_refused(members: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        read_sealed(sealed(NEWS).document() | members)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_an_instant_keeps_its_millisecond(moment: datetime) -> None:
    whole = moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    assert read_instant(instant(moment)) == whole


def test_an_instant_is_written_in_utc() -> None:
    assert instant(at("05:00")) == "2020-03-01T22:00:00.000Z"
    with pytest.raises(ValueError, match="aware"):
        instant(datetime(2020, 3, 2))  # noqa: DTZ001 - the point


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        "2020-03-01T22:00:00Z",
        "2020-03-01 22:00:00.000Z",
        "2020-03-01T22:00:00.000z",
        "2020-03-01T22:00:00.0000",
        "2020-13-01T22:00:00.000Z",
    ],
)
def test_nothing_else_is_an_instant(text: object) -> None:
    with pytest.raises(ValueError, match=r"instant|month|Invalid"):
        read_instant(text)


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"valid_until": VALID.start}, ["its validity ends before it begins"]),
        ({"variants": ()}, ["it has no text and no sound"]),
        ({"variants": (NEWS.variants[0], NEWS.variants[0])}, ["a language stands twice"]),
        (
            {"provenance": Provenance(" ", "", "146-KH/HU")},
            ["its issuer is missing", "its author is missing"],
        ),
    ],
)
def test_what_cannot_be_sealed(changes: dict[str, object], problems: list[str]) -> None:
    assert list(lint(message(**changes))) == problems


# Version 1.1: kinds, further forms, figures

BRIEF = replace(SOUND, digest="d" * 64, ms=20_000)
SHORT = Edition(Form.SHORT, "vi", "Mời bà con họp.", BRIEF)
POVERTY = Figure("Tỷ lệ hộ nghèo", "%", "24,1", "2015", "11,7", "2020")
WHOLE = Extra(Genre.ACHIEVEMENT, Form.RADIO, (SHORT,), (POVERTY,), "HN-000012", results=True)


def test_a_message_without_new_members_keeps_its_version_and_address() -> None:
    assert NEWS.manifest()["version"] == "1.0"
    assert set(NEWS.manifest()) & set(WHOLE.manifest()) == set()


def test_what_version_1_1_adds_comes_back_whole() -> None:
    full = message(extra=WHOLE)
    assert full.manifest()["version"] == "1.1"
    assert read_message(parse(canonical(full.manifest()), "message")) == full


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"genre": "rumour"}, "ValueError", id="unknown-genre"),
        pytest.param({"genre": "bulletin"}, "does not know", id="a-usual-value-is-not-written"),
        pytest.param({"results": 1}, "does not know", id="results-is-true-or-absent"),
        pytest.param({"editions": []}, "does not know", id="an-empty-list-is-not-written"),
        pytest.param({"figures": [{"what": "x"}]}, "KeyError", id="half-a-figure"),
        pytest.param({"version": "1.0"}, "does not know", id="an-older-version-with-new-members"),
        pytest.param({"version": "1.7"}, "does not know", id="a-later-minor-is-shown-to-nobody"),
    ],
)
def test_a_manifest_of_1_1_has_one_spelling(change: dict[str, object], reason: str) -> None:
    document = message(extra=WHOLE).manifest() | change
    with pytest.raises(FormatError, match=reason):
        read_message(document)


@pytest.mark.parametrize(
    ("variants", "editions", "heard"),
    [
        pytest.param((Variant("vi", "", SOUND),), (), {"vi": SOUND}, id="its-own"),
        pytest.param((Variant("vi", "", SOUND),), (SHORT,), {"vi": BRIEF}, id="short-form"),
        pytest.param(
            (Variant("vi", "", SOUND), Variant("tyz", "", TAY)),
            (SHORT,),
            {"vi": BRIEF, "tyz": TAY},
            id="each-language-for-itself",
        ),
        pytest.param(
            (Variant("vi", "Bài"),),
            (replace(SHORT, form=Form.RADIO),),
            {"vi": BRIEF},
            id="radio-where-nothing-else-sounds",
        ),
        pytest.param((Variant("vi", "Bài"),), (replace(SHORT, sound=None),), {}, id="silent"),
    ],
)
def test_loudspeakers_say_the_short_form_where_there_is_one(
    variants: tuple[Variant, ...], editions: tuple[Edition, ...], heard: dict[str, Sound]
) -> None:
    assert message(variants=variants, extra=Extra(editions=editions)).sounds() == heard


def test_a_form_is_found_wherever_it_stands() -> None:
    full = message(extra=WHOLE)
    assert full.text_in(Form.RADIO) == "Kính thưa bà con…"
    assert full.text_in(Form.SHORT) == "Mời bà con họp."
    assert full.text_in(Form.WEB) == ""


@pytest.mark.parametrize(
    ("extra", "problem"),
    [
        (Extra(Genre.ACHIEVEMENT), "an achievement states figures before and after"),
        (Extra(Genre.ANSWER), "an answer names the question"),
        (Extra(editions=(SHORT, SHORT)), "a form stands twice in one language"),
        (Extra(form=Form.SHORT, editions=(SHORT,)), "its own form stands among the further ones"),
        (Extra(editions=(Edition(Form.WEB, "vi", " "),)), "a further form is empty"),
    ],
)
def test_what_keeps_new_members_from_being_sealed(extra: Extra, problem: str) -> None:
    assert lint(message(extra=extra)) == [problem]

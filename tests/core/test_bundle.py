from dataclasses import replace
from typing import Any

import pytest
from tests.core.examples import days

from loa.core.bundle import (
    Bundle,
    bundle_path,
    keyring_path,
    object_path,
    policy_path,
    read_bundle,
)
from loa.core.canonical import FormatError

BUNDLE = Bundle("02071", 7, dict(zip(days(2), ("a" * 64, "b" * 64), strict=True)), ("c" * 64,))


def test_a_bundle_comes_back_from_its_document() -> None:
    assert read_bundle(BUNDLE.document()) == BUNDLE


def test_turning_down_is_said_only_when_it_is_meant() -> None:
    lowered = replace(BUNDLE, lowered=True)
    assert read_bundle(lowered.document()) == lowered
    assert lowered.document() == BUNDLE.document() | {"lowered": True}
    assert "lowered" not in BUNDLE.document()


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"format": "loa.policy"}, "loa.bundle is expected"),
        ({"version": "9.0"}, "unknown here"),
        ({"days": []}, "AttributeError"),
        ({"days": {"soon": "a" * 64}}, "ValueError"),
        ({"days": {"2020-03-02": "../a"}}, "not a digest"),
        ({"days": {"2020-03-02": None}}, "not a digest"),
        ({"messages": ["x"]}, "not a digest"),
        ({"messages": None}, "TypeError"),
        ({"serial": "x"}, "ValueError"),
        ({"lowered": -600}, "neither true nor false"),
        ({"lowered": None}, "neither true nor false"),
    ],
)
def test_a_malformed_bundle_is_refused(members: dict[str, Any], reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        read_bundle(BUNDLE.document() | members)


def test_paths() -> None:
    assert policy_path("02071") == "policy/02071.json"
    assert keyring_path("064") == "keyring/064.json"
    assert bundle_path("02071") == "station/02071.json"
    assert object_path("ab" * 32) == "ab/" + "ab" * 32


@pytest.mark.parametrize("address", ["", "../" + "a" * 61, "A" * 64])
def test_only_an_address_has_a_path(address: str) -> None:
    with pytest.raises(FormatError, match="is no address"):
        object_path(address)

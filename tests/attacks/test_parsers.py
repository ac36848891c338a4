"""No parser breaks on what strangers send: it takes the bytes or refuses them in words.

The same targets run under atheris for as long as one likes: `make fuzz`.
"""

import os

import pytest
from fuzz.entries import targets
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.attacks.hostile import hostile

EXAMPLES = int(os.environ.get("LOA_ATTACK_EXAMPLES", "60"))


@pytest.mark.parametrize("name", targets())
def test_a_true_document_is_taken(name: str) -> None:
    target = targets()[name]
    assert [target.feed(seed) for seed in target.seeds] == [True] * len(target.seeds)
    assert target.seeds


@pytest.mark.parametrize("name", targets())
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_whatever_is_sent_is_taken_or_refused_in_words(name: str, data: st.DataObject) -> None:
    target = targets()[name]
    target.feed(data.draw(hostile(data.draw(st.sampled_from(target.seeds)))))

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.plans.shares import fair_shares


@pytest.mark.parametrize(
    ("total", "weights", "wants", "shares"),
    [
        pytest.param(600, {"a": 3, "b": 1}, None, {"a": 450, "b": 150}, id="by-weight"),
        pytest.param(10, {"a": 1, "b": 1, "c": 1}, None, {"a": 4, "b": 3, "c": 3}, id="remainder"),
        pytest.param(60, {"a": 3, "b": 1}, {"a": 10, "b": 90}, {"a": 10, "b": 50}, id="left-over"),
        pytest.param(600, {"a": 3, "b": 1}, {"a": 10, "b": 20}, {"a": 10, "b": 20}, id="enough"),
        pytest.param(600, {"a": 0, "b": 1}, None, {"a": 0, "b": 600}, id="no-weight-no-share"),
        pytest.param(600, {}, None, {}, id="nobody"),
    ],
)  # fmt: skip
def test_fair_shares(
    total: int, weights: dict[str, int], wants: dict[str, int] | None, shares: dict[str, int]
) -> None:
    assert fair_shares(total, weights, wants) == shares


@given(
    st.integers(0, 10_000),
    st.dictionaries(
        st.text(max_size=3), st.tuples(st.integers(1, 50), st.integers(0, 4_000)), min_size=1
    ),
)
def test_all_is_shared_and_nobody_gets_more_than_it_wants(
    total: int, plans: dict[str, tuple[int, int]]
) -> None:
    weights = {key: weight for key, (weight, _) in plans.items()}
    wants = {key: want for key, (_, want) in plans.items()}
    shares = fair_shares(total, weights, wants)
    assert sum(shares.values()) == min(total, sum(wants.values()))
    assert all(0 <= shares[key] <= wants[key] for key in plans)

"""Fair shares of airtime between plans that compete for it, by weights that somebody set."""

from collections.abc import Mapping
from fractions import Fraction


def fair_shares(
    total: int, weights: Mapping[str, int], wants: Mapping[str, int] | None = None
) -> dict[str, int]:
    """Share whole units (seconds, plays) between plans in proportion to their weights.

    Nobody gets more than it wants; what it leaves is shared among the others by the same
    weights. Remainders go to the largest fractions, ties to the smaller key, so the
    shares add up to `total`, or to all that is wanted by plans with a weight.
    """
    shares = dict.fromkeys(weights, 0)
    open_keys = {key for key, weight in weights.items() if weight > 0}
    left = total
    while wants is not None and open_keys:
        whole = sum(weights[key] for key in open_keys)
        content = {key for key in open_keys if wants[key] * whole <= left * weights[key]}
        if not content:
            break
        for key in content:
            shares[key] = wants[key]
            left -= wants[key]
        open_keys -= content
    return shares | _by_remainder(left, {key: weights[key] for key in open_keys})


def _by_remainder(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    whole = sum(weights.values())
    if not whole:
        return {}
    exact = {key: Fraction(total * weight, whole) for key, weight in weights.items()}
    shares = {key: int(share) for key, share in exact.items()}
    rest = total - sum(shares.values())
    by_fraction = sorted(exact, key=lambda key: (shares[key] - exact[key], key))
    for key in by_fraction[:rest]:
        shares[key] += 1
    return shares

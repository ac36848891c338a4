"""Keyrings for the players: the approvers' public keys of one unit, for its leaders to sign."""

from loa.core.keyring import Keyring
from loa.people.models import ApproverKey


def keyring(unit_code: str) -> Keyring:
    """Return every key that approvers of a unit's organisations hold or held.

    A revoked key stays listed as revoked: a player must know that it counts no more. Keys
    are only ever added, ended and revoked, so counting these gives a serial that only grows.
    """
    rows = (
        ApproverKey.objects.filter(organisation__unit_code=unit_code)
        .select_related("organisation")
        .order_by("key_id")
    )
    return Keyring(
        unit=unit_code,
        serial=sum(1 + (row.until is not None) + (row.revoked_at is not None) for row in rows),
        keys=tuple(row.as_key() for row in rows),
    )

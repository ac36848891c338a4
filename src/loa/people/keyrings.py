"""Keyrings for the players: the approvers' public keys of one unit, for its leaders to sign."""

from datetime import UTC, datetime

from loa.core.keyring import Duty, Key, Keyring
from loa.people.models import ApproverKey

NO_END = datetime(2200, 1, 1, tzinfo=UTC)


def keyring(unit_code: str) -> Keyring:
    """Return every key that approvers of a unit's organisations hold or held.

    A revoked key stays listed as revoked: a player must know that it counts no more. Keys
    are only ever added and revoked, so counting both gives a serial that only grows.
    """
    rows = (
        ApproverKey.objects.filter(organisation__unit_code=unit_code)
        .select_related("organisation")
        .order_by("key_id")
    )
    return Keyring(
        unit=unit_code,
        serial=len(rows) + sum(row.revoked_at is not None for row in rows),
        keys=tuple(
            Key(
                keyid=row.key_id,
                method=row.method,
                public=bytes(row.public_key).hex(),
                holder=f"{row.label}, {row.organisation.name}".strip(", "),
                since=row.since,
                until=row.until or NO_END,
                duties=frozenset({Duty.APPROVE}),
                revoked=row.revoked_at is not None,
            )
            for row in rows
        ),
    )

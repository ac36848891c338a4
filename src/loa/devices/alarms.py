"""Alarms: raised once, counted when they repeat, closed when the matter is mended."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from loa.devices import shelf
from loa.devices.models import Alarm, Device

_DETAIL = 300
_MOST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Raised:
    """An alarm as it was found."""

    device: Device
    kind: Alarm.Kind
    n: int
    detail: str
    evidence: str = ""


def raise_alarm(
    device: Device, kind: Alarm.Kind, *, detail: str, now: datetime, n: int = 0, evidence: str = ""
) -> None:
    """Raise an alarm, or count it on the one that is open for the same entry."""
    raise_all([Raised(device, kind, n, detail, evidence)], now=now)


def raise_all(found: Collection[Raised], *, now: datetime) -> None:
    """Raise alarms, or count them on those that are open for the same entries."""
    shelf.add_alarms(
        [
            (
                one.device.pk,
                str(one.kind),
                max(-_MOST, min(one.n, _MOST)),
                one.detail.replace("\0", "")[:_DETAIL],
                one.evidence,
            )
            for one in found
        ],
        now,
    )


def gaps_within(ends: Mapping[int, int]) -> list[int]:
    """Return the open gap alarms that ledgers, by device id and end, no longer have."""
    return [pk for pk, device, n in shelf.open_gaps(ends) if n <= ends[device]]


def close_all(alarms: Collection[int], *, now: datetime) -> None:
    """Close alarms by id."""
    if alarms:
        Alarm.objects.filter(pk__in=alarms, closed_at=None).update(closed_at=now)


def close(alarm: Alarm, *, now: datetime) -> None:
    """Close an alarm that a person has looked at."""
    Alarm.objects.filter(pk=alarm.pk, closed_at=None).update(closed_at=now)

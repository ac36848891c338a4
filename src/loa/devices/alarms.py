"""Alarms: raised once, counted when they repeat, closed when the matter is mended."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from loa.devices import shelf
from loa.devices.models import Alarm, Device

_DETAIL = 300


def raise_alarm(
    device: Device, kind: Alarm.Kind, *, detail: str, now: datetime, n: int = 0, evidence: str = ""
) -> Alarm:
    """Raise an alarm, or count it on the one that is open for the same entry."""
    n = max(-(2**63), min(n, 2**63 - 1))
    with transaction.atomic():
        alarm, is_new = Alarm.objects.get_or_create(
            device=device,
            kind=kind,
            n=n,
            closed_at=None,
            defaults={
                "detail": detail.replace("\0", "")[:_DETAIL],
                "raised_at": now,
                "repeated_at": now,
                "evidence": evidence,
            },
        )
        if not is_new:
            Alarm.objects.filter(pk=alarm.pk).update(repeated_at=now, times=F("times") + 1)
    return alarm


def close_gaps(devices: Iterable[Device], *, now: datetime) -> None:
    """Close the gaps that ledgers no longer have; devices say where their ledgers end."""
    ends = {device.pk: device.n for device in devices}
    over = [pk for pk, device, n in shelf.open_gaps(ends) if n <= ends[device]]
    if over:
        Alarm.objects.filter(pk__in=over, closed_at=None).update(closed_at=now)


def close(alarm: Alarm, *, now: datetime) -> None:
    """Close an alarm that a person has looked at."""
    Alarm.objects.filter(pk=alarm.pk, closed_at=None).update(closed_at=now)

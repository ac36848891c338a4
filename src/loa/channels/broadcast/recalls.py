"""Where a message was heard or lies, and whether its retraction has come there."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from loa.channels.broadcast.models import Amendment, RundownDay, Station, UsbStick
from loa.core.message import instant
from loa.delivery.contract import Reach, Reached
from loa.devices import queries as devices
from loa.devices.models import Device

STICK = "stick-"  # how the task begins of taking something off a stick


def on_air(message: str, today: date) -> Iterator[Reach]:
    """Yield the stations whose programme named a message, by name.

    It is done where no day to come names it any more and the player has said that it holds
    the publication from which it was taken out. Without a player the sticks tell the rest.
    """
    rows = RundownDay.objects.filter(document__contains=message).values_list("station", "day")
    last: dict[int, date] = dict(rows.order_by("day"))
    taken = {
        row.station_id: row.serial
        for row in Amendment.objects.filter(message=message, placement="")
    }
    stations = Station.objects.filter(pk__in={*last, *taken}).order_by("name")
    players = _players()
    for station in stations:
        due = _due(station, last.get(station.pk), taken, players, today)
        yield Reach(station.name, Reached.DUE if due else Reached.DONE, due)


def _due(
    station: Station,
    last: date | None,
    taken: Mapping[int, int],
    players: Mapping[str, list[Device]],
    today: date,
) -> str:
    """Say what a station waits for; empty when nothing of the message is left there."""
    serial = taken.get(station.pk)
    if serial is None:  # nobody has taken it out: it ends with its last day
        waits = last is not None and last >= today
        return _("wait until the new programme has reached the station") if waits else ""
    if serial == 0:
        return _("wait until the new programme is signed")
    behind = [p for p in players.get(station.key, ()) if p.bundle < serial]
    if not behind:
        return ""
    if any(player.seen_at is None for player in behind):
        return _("its player has never been heard of: call the station")
    return _("its player does not hold the new programme yet: call if it stays silent")


def _players() -> Mapping[str, list[Device]]:
    found: defaultdict[str, list[Device]] = defaultdict(list)
    for device in devices.devices().filter(revoked_at=None):
        found[device.station].append(device)
    return found


def on_sticks(message: str, today: date) -> Iterator[Reach]:
    """Yield the sticks that were made with a message and may still be played."""
    for stick in carrying(message):
        place = _("USB stick of %(station)s, %(days)s") % {
            "station": stick.station.name,
            "days": f"{stick.first_day:%d/%m}–{stick.last_day:%d/%m/%Y}",
        }
        if stick.last_day < today or message in stick.recalled:
            yield Reach(place, Reached.DONE, "")
        else:
            act = _("take it off the USB stick of %(station)s") % {"station": stick.station}
            yield Reach(place, Reached.DUE, act, task=f"{STICK}{stick.pk}")


def carrying(message: str) -> list[UsbStick]:
    """Return the sticks that were made with a message."""
    rows = UsbStick.objects.filter(files__icontains=message).select_related("station")
    return [s for s in rows if any(file.get("message") == message for file in s.files)]


@transaction.atomic
def taken_off(task: str, message: str, *, by: str, now: datetime) -> bool:
    """Take a person's word that a message is off a stick; the first word stays."""
    number = task.removeprefix(STICK)
    rows = UsbStick.objects.select_for_update()
    stick = rows.filter(pk=int(number)).first() if number.isdecimal() else None
    if stick is None or all(file.get("message") != message for file in stick.files):
        return False
    if message not in stick.recalled:
        stick.recalled[message] = {"at": instant(now), "by": by}
        stick.save(update_fields=["recalled"])
    return True

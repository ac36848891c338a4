"""Live stations: enrolled, playing and reporting in real time, over the network."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import Settings
from tests.simulators import rehearsal_data as data

from loa.channels.broadcast import actions, as_run
from loa.channels.broadcast.models import AsRun
from loa.core.dayparts import Daypart
from loa.core.grid import Grid, Slot, SlotKind
from loa.core.periods import Days
from loa.core.words import Outcome
from loa.delivery.actions import publish_message
from loa.delivery.models import Evidence
from loa.devices.disk import HastyDisk
from loa.devices.keys import read_key
from loa.devices.models import Device, Entry
from loa.devices.objects import ObjectStore
from loa.devices.repository.layout import Repository
from loa.devices.signer.signing import Signer
from loa.rehearsal import live

ALWAYS = Daypart(time(0), time(0), data.SOURCE)
AHEAD = timedelta(seconds=8)  # for enrolment and the first exchange
EARLIER = timedelta(minutes=3)  # signed so long ago: what is promised must be able to arrive


def _zone_at_noon(now: datetime) -> str:
    """Return a zone where it is about noon: no day may end in the middle of the test."""
    return f"Etc/GMT{now.hour - 12:+d}"


def _publish(folder: Path) -> None:
    """Let one station's bulletin begin in a moment."""
    signed = datetime.now(UTC) - EARLIER
    objects = ObjectStore(folder / "objects", HastyDisk())
    sealed = [data.message(number, objects, now=signed) for number in (1, 3, 5)]
    now = datetime.now(UTC)  # sounds take their time
    zone = _zone_at_noon(now)
    begins = now.astimezone(ZoneInfo(zone)).replace(microsecond=0) + AHEAD
    slot = Slot(SlotKind.BULLETIN, begins.time(), (begins + timedelta(minutes=2)).time(), "Bản tin")
    grid = Grid(station="", serial=1, source=data.SOURCE, slots=(slot,))
    station = data.station("mot", grid, since=begins.date(), zone=zone)
    data.people_who_approve(signed)
    today = Days(begins.date(), begins.date() + timedelta(days=1))
    for number, one in enumerate(sealed):
        row = publish_message(one, now=signed)
        data.broadcast_item(2 * number + 1, row, today, signed, times_a_day=1)
    root = data.sign_policies(folder, [station], (ALWAYS,), signed)
    signer = Signer(
        Repository(folder / "repo", HastyDisk()),
        read_key(next((folder / "signer").glob("*.pem"))),
        objects,
        folder=folder / "signer",
        pinned=root,
        disk=HastyDisk(),
    )
    done = actions.publish_due(publisher=signer, objects=objects, horizon_days=0, now=signed)
    assert (done.refused, done.items > 0) == ({}, True)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_item_is_heard_in_real_time_and_comes_back_as_evidence(
    live_server: Any, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    settings.CONFIG = replace(settings.CONFIG, site_url=live_server.url)
    _publish(tmp_path)

    assert live.run(limit=timedelta(seconds=18), report_every=timedelta(seconds=2)) == 0

    as_run.settle(datetime.now(UTC))
    assert Device.objects.get().station == "mot"
    assert Entry.objects.get(n=1).data["simulated"] == 1
    heard = AsRun.objects.filter(outcome__in=[Outcome.AIRED, Outcome.LATE])
    assert heard.count() > 0
    facts = Evidence.objects.values_list("quantity", "unit", "simulated", "unit_code")
    assert set(facts) == {(1, "plays", True, data.UNIT)}
    assert Evidence.objects.count() == heard.count()

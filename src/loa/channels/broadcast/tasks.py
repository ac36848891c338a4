"""What happens behind the pages: the ticker's rounds, and what the worker does when asked.

Each round the ticker publishes what is due and settles what came back. The worker turns a
stick's sounds into MP3.
"""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django_tasks import task

from loa.channels.broadcast import actions, amendments, as_run, sticks
from loa.channels.broadcast.models import UsbStick
from loa.devices.objects import ObjectStore
from loa.devices.signer.client import SignerClient

log = logging.getLogger(__name__)


def objects() -> ObjectStore:
    """Return the installation's object store."""
    return ObjectStore(Path(settings.DATA_DIR) / "objects")


def publish_due(now: datetime) -> actions.Published:
    """Build and sign whatever is due, then change the days that cannot wait for a build.

    SignerError when the signer does not answer.
    """
    signer = SignerClient(settings.CONFIG.signer_address)
    done = actions.publish_due(
        publisher=signer,
        objects=objects(),
        horizon_days=settings.CONFIG.horizon_days,
        now=now,
    )
    for station, reasons in done.refused.items():
        log.error("rundown refused", extra={"station": station, "reasons": list(reasons)[:5]})
    amendments.amend_due(publisher=signer, objects=objects(), now=now)
    return done


def settle(now: datetime) -> as_run.Settled:
    """Reconcile what the players' ledgers have said since the last round."""
    return as_run.settle(now)


@task
def convert_stick(number: int) -> int:
    """Convert a stick's sounds; return how many files that were."""
    return sticks.convert(UsbStick.objects.get(pk=number))


@transaction.atomic
def prepare(stick: UsbStick) -> None:
    """Have a stick's sounds converted behind the page; nothing when they all are."""
    if sticks.cache().waiting(sticks.load_of(stick).tracks):
        stick.task = convert_stick.enqueue(stick.pk).id
        stick.save(update_fields=["task"])

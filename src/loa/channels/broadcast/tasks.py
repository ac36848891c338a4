"""What the ticker does for broadcast, each round: publish what is due, settle what came back."""

import logging
from datetime import datetime
from pathlib import Path

from django.conf import settings

from loa.channels.broadcast import actions, as_run
from loa.devices.objects import ObjectStore
from loa.devices.signer.client import SignerClient

log = logging.getLogger(__name__)


def objects() -> ObjectStore:
    """Return the installation's object store."""
    return ObjectStore(Path(settings.DATA_DIR) / "objects")


def publish_due(now: datetime) -> actions.Published:
    """Build and sign whatever is due; SignerError when the signer does not answer."""
    done = actions.publish_due(
        publisher=SignerClient(settings.CONFIG.signer_address),
        objects=objects(),
        horizon_days=settings.CONFIG.horizon_days,
        now=now,
    )
    for station, reasons in done.refused.items():
        log.error("rundown refused", extra={"station": station, "reasons": list(reasons)[:5]})
    return done


def settle(now: datetime) -> as_run.Settled:
    """Reconcile what the players' ledgers have said since the last round."""
    return as_run.settle(now)

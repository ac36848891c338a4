"""Receipts: what the server says it holds of a ledger, signed with its own key."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from loa.core.canonical import Json, header
from loa.core.ledger import Acknowledgement, Stage
from loa.devices.keys import key_at, public_hex
from loa.devices.models import Device

NAME, KEY = "receipt", "secrets/acknowledger.pem"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The acknowledgements that hold for a ledger, and the entry that is wanted next."""

    acknowledgements: tuple[Acknowledgement, ...]
    want: int

    def document(self) -> Json:
        """Return what is sent back."""
        return header(NAME) | {
            "acknowledgements": [ack.document() for ack in self.acknowledgements],
            "want": self.want,
        }


def key_file() -> Path:
    """Where the acknowledger's key lies, made on first use."""
    return Path(settings.DATA_DIR) / KEY


@cache
def _acknowledger(data_dir: Path) -> tuple[Ed25519PrivateKey, str]:
    """Return the key below a data folder and its public half, read once."""
    key = key_at(data_dir / KEY)
    return key, public_hex(key)


def acknowledger_public() -> str:
    """Return the public key (hex) that the leaders put into each policy's `acknowledgers`."""
    return _acknowledger(Path(settings.DATA_DIR))[1]


def receipt(device: Device, now: datetime) -> Receipt:
    """Return what holds for a device's ledger as its row says."""
    stages = (
        (Stage.RECEIVED, device.n, device.head),
        (Stage.DURABLE, device.durable_n, device.durable_head),
    )
    signed = tuple(_signed(device, stage, n, head, now) for stage, n, head in stages if n)
    return Receipt(signed, device.n + 1)


def _signed(device: Device, stage: Stage, n: int, head: str, now: datetime) -> Acknowledgement:
    key, public = _acknowledger(settings.DATA_DIR)
    bare = Acknowledgement(device.station, device.keyid, stage, n, head, now, public)
    return replace(bare, signature=key.sign(bare.statement()).hex())

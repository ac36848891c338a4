"""What the newsroom stores: items, what was decided of them, bulletins."""

from loa.newsroom.models.approval import Review
from loa.newsroom.models.bulletins import Bulletin, BulletinEntry, Recording
from loa.newsroom.models.forms import Consent, Edition, Figure, RoyaltyRate, Share
from loa.newsroom.models.items import SYNTHETIC, Item, Said, Variant

__all__ = [
    "SYNTHETIC",
    "Bulletin",
    "BulletinEntry",
    "Consent",
    "Edition",
    "Figure",
    "Item",
    "Recording",
    "Review",
    "RoyaltyRate",
    "Said",
    "Share",
    "Variant",
]

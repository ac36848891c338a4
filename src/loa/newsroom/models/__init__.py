"""What the newsroom stores: items, what was decided of them, bulletins."""

from loa.newsroom.models.approval import Review
from loa.newsroom.models.bulletins import Bulletin, BulletinEntry, Recording
from loa.newsroom.models.items import SYNTHETIC, Item, Variant

__all__ = [
    "SYNTHETIC",
    "Bulletin",
    "BulletinEntry",
    "Item",
    "Recording",
    "Review",
    "Variant",
]

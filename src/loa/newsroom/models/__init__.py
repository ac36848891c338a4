"""What the newsroom stores: items, and what was decided of them."""

from loa.newsroom.models.approval import Review
from loa.newsroom.models.items import SYNTHETIC, Item, Variant

__all__ = ["SYNTHETIC", "Item", "Review", "Variant"]

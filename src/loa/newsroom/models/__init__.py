"""What the newsroom stores: items, what was decided of them, bulletins."""

from loa.newsroom.models.afterwards import Hail, Retraction
from loa.newsroom.models.approval import (
    ApprovalLink,
    Claim,
    Comment,
    PaperApproval,
    Review,
    Seen,
)
from loa.newsroom.models.bulletins import Bulletin, BulletinEntry, Recording
from loa.newsroom.models.forms import Consent, Edition, Figure, RoyaltyRate, Share
from loa.newsroom.models.items import SYNTHETIC, Item, Said, Variant

__all__ = [
    "SYNTHETIC",
    "ApprovalLink",
    "Bulletin",
    "BulletinEntry",
    "Claim",
    "Comment",
    "Consent",
    "Edition",
    "Figure",
    "Hail",
    "Item",
    "PaperApproval",
    "Recording",
    "Retraction",
    "Review",
    "RoyaltyRate",
    "Said",
    "Seen",
    "Share",
    "Variant",
]

"""The closed lists of words that a plan file may use; `docs/formats/plan.md` explains each.

A channel is a word, never a package: whether one is installed is not a plan's business.
"""

from types import MappingProxyType

KINDS = ("campaign", "monthly", "standing")
LEVELS = ("commune", "district", "province", "country")
EVENT_STATES = ("tentative", "confirmed", "moved", "held", "cancelled")
STAGES = ("before", "during", "after")
ROLES = ("lead", "coordinate")
STOPS = ("festive", "all but notices")

# What is counted on each channel; a target that names no unit takes the first.
CHANNEL_UNITS = MappingProxyType(
    {
        "loudspeaker": ("plays",),
        "portal": ("articles",),
        "banner": ("banners-up", "banners-down", "flags-up", "flags-down"),
        "vehicle": ("runs",),
        "talk": ("talks",),
        "conference": ("conferences",),
        "culture": ("events",),
        "publication": ("copies",),
        "consultation": ("meetings",),
    }
)
CHANNELS = tuple(CHANNEL_UNITS)
UNITS = tuple(dict.fromkeys(unit for units in CHANNEL_UNITS.values() for unit in units))

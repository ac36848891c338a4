"""When pages of residents that are kept for all visitors become void: the website's part.

The portal knows of its own articles, events and sections. These pages show answers of the
offices, surveys and where loudspeakers stand; whatever changes those raises the same turn, in the
same transaction. What loudspeakers say just now changes with every report of a player, and
pages that show it are not kept.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save

from loa.channels.broadcast.models import Station, StationUnit
from loa.channels.portal import caching
from loa.feedback.models import Answer
from loa.feedback.surveys.models import Survey
from loa.people.models import Organisation
from loa.places.models import AdminUnit

SHOWN = (Answer, Survey, Station, StationUnit, Organisation, AdminUnit)


def turn_when_shown_changes() -> None:
    """Make kept pages void when an answer, a survey, an office, a unit or a station changes."""
    for model in SHOWN:
        name = f"website-turn-{model.__name__}"
        post_save.connect(_turn, sender=model, dispatch_uid=f"{name}-saved")
        post_delete.connect(_turn, sender=model, dispatch_uid=f"{name}-gone")


def _turn(**_facts: Any) -> None:
    caching.turn()

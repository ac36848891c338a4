"""What the portal stores: sites and their pages, what is told of events."""

from loa.channels.portal.models.events import (
    AgendaLine,
    EventNotes,
    EventPaper,
    EventResult,
    LiveLine,
    LiveLog,
    UnitState,
)
from loa.channels.portal.models.pages import (
    ArticlePage,
    ArticlePicture,
    HomePage,
    NewsPage,
    SectionPage,
    Showing,
    SiteUnit,
    Turn,
)

__all__ = [
    "AgendaLine",
    "ArticlePage",
    "ArticlePicture",
    "EventNotes",
    "EventPaper",
    "EventResult",
    "HomePage",
    "LiveLine",
    "LiveLog",
    "NewsPage",
    "SectionPage",
    "Showing",
    "SiteUnit",
    "Turn",
    "UnitState",
]

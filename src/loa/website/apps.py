from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loa.theme import doors, shell
from loa.theme.doors import Door


class WebsiteConfig(AppConfig):
    name = "loa.website"
    verbose_name = _("Website")

    def ready(self) -> None:
        """Open the doors of residents' pages that are the website's own; be found."""
        # Apps must be loaded before anything that reads their models.
        from loa.channels.portal import gone  # noqa: PLC0415
        from loa.website import finding, keeping, menu, retractions  # noqa: PLC0415

        gone.explained_by(retractions.reason)
        finding.follow()
        keeping.turn_when_shown_changes()
        shell.fill("account", menu.to_the_events)
        doors.register(
            Door("loudspeaker", _("On our loudspeaker"), "website:loudspeaker", "loudspeaker")
        )
        doors.register(Door("search", _("Search"), "website:search", "search"))
        doors.register(Door("events", _("Events"), "website:events", "calendar"))
        doors.register(Door("transparency", _("Transparency"), "website:transparency", "eye"))

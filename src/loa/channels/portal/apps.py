from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "loa.channels.portal"
    label = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Open the portal's door, and name the site and its foot on residents' pages."""
        # Apps must be loaded before anything that reads their models.
        from loa.channels.portal import editing, finding, foot  # noqa: PLC0415
        from loa.theme import doors, shell  # noqa: PLC0415

        doors.register(doors.Door("news", _("News"), "portal:news", "message"))
        doors.name_site(foot.name)
        doors.fill_foot(foot.contact)
        shell.fill("account", editing.way_in)
        foot.turn_when_editors_publish()
        finding.follow()

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loa.theme import doors
from loa.theme.doors import Door


class FeedbackConfig(AppConfig):
    name = "loa.feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        """Open a door for residents, and a place in the staff menu."""
        # The menu knows people, and those only once every app is there.
        from loa.theme import places  # noqa: PLC0415
        from loa.theme.places import NavEntry  # noqa: PLC0415

        doors.register(Door("ask", _("Ask, complain"), "feedback:desk", "message"))
        places.register(NavEntry("work", _("Work"), "feedback:work", "message", "feedback.enter"))

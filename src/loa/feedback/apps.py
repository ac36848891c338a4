from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loa.theme import doors
from loa.theme.doors import Door


class FeedbackConfig(AppConfig):
    name = "loa.feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        """Open a door for residents; what staff do with questions lies in the place "Work"."""
        doors.register(Door("ask", _("Ask, complain"), "feedback:desk", "message"))

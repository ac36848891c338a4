from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loa.theme import places
from loa.theme.places import NavEntry


class ReportsConfig(AppConfig):
    name = "loa.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Take the place of reports in the shell."""
        places.register(
            NavEntry("reports", _("Reports"), "reports:list", "report", permission="report.view")
        )

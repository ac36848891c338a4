from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "loa.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        """Take the place of reports in the shell; say who owes figures; lead residents here."""
        # The menu knows people, and those only once every app is there.
        from loa.plans import owed as plans  # noqa: PLC0415
        from loa.reports import owed  # noqa: PLC0415
        from loa.reports.views import public  # noqa: PLC0415
        from loa.theme import doors, places  # noqa: PLC0415
        from loa.theme.places import NavEntry  # noqa: PLC0415

        places.register(
            NavEntry("reports", _("Reports"), "reports:list", "report", permission="report.view")
        )
        doors.fill_foot(public.foot)
        plans.register("reports", owed.figures_missing)

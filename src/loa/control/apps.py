from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ControlConfig(AppConfig):
    name = "loa.control"
    label = "control"
    verbose_name = _("Control room")

    def ready(self) -> None:
        """Take the control room's places in the shell."""
        # Apps must be loaded before anything that reads their models.
        from loa.control import choice, overdue, posted  # noqa: PLC0415
        from loa.control.pausing import band  # noqa: PLC0415
        from loa.control.trying import views as trials  # noqa: PLC0415
        from loa.control.work import queries  # noqa: PLC0415
        from loa.newsroom import posted as newsroom  # noqa: PLC0415
        from loa.plans import owed  # noqa: PLC0415
        from loa.theme import places, shell  # noqa: PLC0415
        from loa.theme.places import NavEntry  # noqa: PLC0415

        places.register(NavEntry("today", _("Today"), "control:today", "today", "rundown.view"))
        places.register(NavEntry("plans", _("Plans"), "control:plans", "plan", "plan.view"))
        places.register(NavEntry("work", _("Work"), "control:work", "work", "plan.view"))
        setup = NavEntry("setup", _("Set up"), "control:first-day", "settings", "setup.import")
        places.register(setup)
        owed.register("plans", queries.owed_by_duties)
        shell.fill("unit", choice.switcher)
        shell.fill("search", choice.search_field)
        shell.fill("band", overdue.overdue)
        shell.fill("band", band.paused)
        shell.say_frame(trials.frame)
        newsroom.register(posted.on_the_portal)

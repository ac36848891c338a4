from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "loa.newsroom"
    label = "newsroom"
    verbose_name = _("Newsroom")

    def ready(self) -> None:
        """Take the newsroom's place in the shell."""
        # Apps must be loaded before anything that reads their models.
        from loa.theme import places  # noqa: PLC0415
        from loa.theme.places import NavEntry  # noqa: PLC0415

        places.register(
            NavEntry("bulletin", _("Bulletins"), "bulletins:today", "bulletin", "item.view")
        )

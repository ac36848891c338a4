from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "loa.people"
    verbose_name = _("Organisations and people")

    def ready(self) -> None:
        """Let passkeys that are registered for signing in approve as well."""
        # Apps must be loaded before anything that reads their models.
        from loa.people import passkeys  # noqa: PLC0415

        passkeys.connect()

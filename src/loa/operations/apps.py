from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loa.theme import shell


class OperationsConfig(AppConfig):
    name = "loa.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        """Say on every staff page when the ticker has stopped."""
        from loa.operations.band import watched  # noqa: PLC0415 - models are ready now

        shell.fill("band", watched)

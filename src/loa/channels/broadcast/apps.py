from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BroadcastConfig(AppConfig):
    name = "loa.channels.broadcast"
    label = "broadcast"
    verbose_name = _("Broadcast")

"""What the control room itself keeps: what was dropped on the first day, until it is taken in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Dropped(models.Model):
    """Files that one person dropped together; nothing of them is taken in before "Đúng rồi".

    The files lie in `first-day/KEY/`, named by their number in `files`, each of which says
    `name`, `kind` and `bytes`. `outcome` says what became of each once it was confirmed.
    """

    key = models.CharField(_("key"), max_length=32, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dropped by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    made_at = models.DateTimeField(_("dropped at"), db_index=True)
    files = models.JSONField(_("files"), default=list)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    outcome = models.JSONField(_("what became of it"), default=dict)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("first day", "dropped files")
        verbose_name_plural = pgettext_lazy("first day", "dropped files")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.made_at:%d/%m/%Y %H:%M}: {', '.join(f['name'] for f in self.files)}"[:200]

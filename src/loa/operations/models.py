"""What the ticker did and when: a duty that stops must be seen to have stopped."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Duty(models.Model):
    """One duty's latest round."""

    name = models.CharField(pgettext_lazy("ticker", "duty"), max_length=120, unique=True)
    started_at = models.DateTimeField(pgettext_lazy("ticker", "started at"))
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)
    took_ms = models.PositiveIntegerField(_("took, ms"), default=0)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("duty of the ticker")
        verbose_name_plural = _("duties of the ticker")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

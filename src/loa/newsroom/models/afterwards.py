"""What follows a message once it is approved: heard soon, taken back, replaced."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.delivery.contract import Soon
from loa.newsroom.models.items import Item


class Hail(models.Model):
    """An item spoken on the phone ("A lô"), and how soon it is to be heard once approved."""

    class SoonWord(models.TextChoices):
        NEXT = Soon.NEXT, _("In the next session")
        NOW = Soon.NOW, _("At once")

    item = models.OneToOneField(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="hail",
    )
    soon = models.CharField(_("how soon"), max_length=4, choices=SoonWord.choices, blank=True)
    areas = models.JSONField(_("unit codes"), default=list)
    spoken_at = models.DateTimeField(_("spoken at"))
    placed_at = models.DateTimeField(_("placed at"), null=True, blank=True)
    trouble = models.TextField(_("why it could not be placed"), blank=True)

    class Meta:
        verbose_name = _("hail from a phone")
        verbose_name_plural = _("hails from phones")
        ordering = ("-spoken_at",)

    def __str__(self) -> str:
        return str(self.item)


class Retraction(models.Model):
    """An item's messages taken back everywhere, and why; a correction replaces them.

    `places` are the placements as they stood, so that the correction is heard where the
    error was; `replaced_at` is when it was placed there, `trouble` why it could not be.
    """

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.PROTECT,
        related_name="retractions",
    )
    messages = models.JSONField(_("addresses of the messages"), default=list)
    reason = models.TextField(_("reason"))
    actor = models.CharField(_("who"), max_length=150)
    at = models.DateTimeField(_("time"))
    corrects = models.BooleanField(_("a correction replaces it"), default=False)
    places = models.JSONField(_("where it was placed"), default=list)
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    trouble = models.TextField(_("why it could not be placed"), blank=True)

    class Meta:
        verbose_name = _("retraction")
        verbose_name_plural = _("retractions")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"

"""What reviewers decided of items."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.newsroom.models.items import Item


class Review(models.Model):
    """One reviewer's decision on an item as it stood then.

    An approval keeps its signature; `manifest` is what the reviewer had before them, so
    that the next one sees what changed since.
    """

    class Decision(models.TextChoices):
        APPROVE = "approve", pgettext_lazy("review", "approved")
        RETURN = "return", pgettext_lazy("review", "sent back")

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    revision = models.PositiveIntegerField(_("revision"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    post = models.CharField(_("post held"), max_length=200, blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("time"))
    message = models.CharField(_("address of the message"), max_length=64, blank=True)
    key_id = models.CharField(_("key"), max_length=16, blank=True)
    method = models.CharField(_("method"), max_length=12, blank=True)
    signature = models.TextField(_("signature"), blank=True)
    manifest = models.JSONField(_("what was reviewed"), default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                # By message, not by revision: what was sent back and changed is another one.
                fields=("message", "key_id"),
                condition=Q(decision="approve"),
                name="newsroom_one_approval_a_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.item} ({self.revision})"

"""A document as it was taken in, and its findings as they stand.

The file is kept whole, with its hash, beside the text that was read from it; passages are
half-open offsets into that text.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loa.people.models import Organisation
from loa.plans.drafting.values import FIELDS, Row
from loa.plans.models import Plan


class PlanDocument(models.Model):
    """A document that an office took in; with `plan` set it has become that plan."""

    office = models.ForeignKey(
        Organisation, verbose_name=_("office"), on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("file's name"), max_length=255)
    digest = models.CharField(_("file's SHA-256"), max_length=64)
    size = models.PositiveIntegerField(_("bytes"))
    form = models.CharField(_("read as"), max_length=20)
    content = models.BinaryField(_("file"))
    text = models.TextField(_("text"))
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken in by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    taken_at = models.DateTimeField(_("taken in at"))
    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
    )
    made_at = models.DateTimeField(_("became a plan at"), null=True, blank=True)

    class Meta:
        verbose_name = _("document of a plan")
        verbose_name_plural = _("documents of plans")
        ordering = ("-taken_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("office", "digest"), name="plan_document_once"),
        )

    def __str__(self) -> str:
        return self.name


class Found(models.Model):
    """One finding: `values` as they stand, `read` as the rule found them, {} when by hand."""

    Kind: ClassVar = [(kind, kind) for kind in FIELDS]

    document = models.ForeignKey(
        PlanDocument,
        verbose_name=_("document of a plan"),
        on_delete=models.CASCADE,
        related_name="findings",
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    values = models.JSONField(_("values"), default=dict)
    read = models.JSONField(_("as it was read"), default=dict, blank=True)
    start = models.PositiveIntegerField(_("passage: start"))
    end = models.PositiveIntegerField(_("passage: end"))
    confidence = models.FloatField(_("confidence"))
    why = models.CharField(_("rule"), max_length=60)
    settled = models.BooleanField(_("looked at"), default=False)
    dropped = models.BooleanField(_("left out"), default=False)
    part = models.CharField(_("part of the plan"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("document", "start", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="plan_found_passage"),
        )

    def __str__(self) -> str:
        return f"{self.document}: {self.kind} {self.start}"

    def as_row(self) -> Row:
        """Return the plain value that decisions work on."""
        return Row(
            number=self.pk,
            kind=self.kind,
            values=self.values,
            start=self.start,
            end=self.end,
            confidence=self.confidence,
            why=self.why,
            settled=self.settled,
            dropped=self.dropped,
        )

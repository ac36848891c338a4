"""Messages as approved, placements on channels, evidence of what happened."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loa.core.fold import fold
from loa.core.message import Message, Sealed, read_sealed
from loa.core.words import Grade, Priority, Scope
from loa.delivery.contract import Soon
from loa.plans.models import Target


class SealedMessage(models.Model):
    """An approved revision. The manifest and its approvals stand as they were signed."""

    digest = models.CharField(_("address"), max_length=64, primary_key=True)
    key = models.CharField(_("key"), max_length=120, db_index=True)
    revision = models.PositiveIntegerField(_("revision"))
    plan_key = models.CharField(_("plan"), max_length=80, db_index=True)
    topic_code = models.CharField(_("topic"), max_length=40)
    scope = models.CharField(_("scope"), max_length=10, choices=[(s, s) for s in Scope])
    priority = models.CharField(_("priority"), max_length=10, choices=[(p, p) for p in Priority])
    headline = models.CharField(_("headline"), max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    document = models.TextField(_("sealed document"), editable=False)
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    sealed_at = models.DateTimeField(_("sealed at"))
    retracted_at = models.DateTimeField(_("retracted at"), null=True, blank=True)
    # Results wait for two people to announce them; everything else has none to wait for.
    results = models.BooleanField(_("results, public once announced"), default=False)
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True)

    class Meta:
        verbose_name = _("approved message")
        verbose_name_plural = _("approved messages")
        ordering = ("-sealed_at", "key")
        constraints = (
            models.UniqueConstraint(fields=("key", "revision"), name="delivery_message_revision"),
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="delivery_message_validity"
            ),
        )

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.headline)
        super().save(*args, **kwargs)

    def public_at(self, moment: datetime) -> bool:
        """Whether the public may see it then: no embargo, not expired, retracted or held."""
        return (
            self.scope == Scope.PUBLIC
            and self.retracted_at is None
            and self.valid_from <= moment < self.valid_until
            and (not self.results or self.announced_at is not None)
        )

    def sealed(self) -> Sealed:
        """Return the message with its approvals, as plain values."""
        return read_sealed(json.loads(self.document))

    def message(self) -> Message:
        """Return the message as a plain value."""
        return self.sealed().message


class Announcement(models.Model):
    """One person's word that results may become public; two people's make them so."""

    message = models.ForeignKey(
        SealedMessage,
        verbose_name=_("message"),
        on_delete=models.PROTECT,
        related_name="announcements",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("announcement of results")
        verbose_name_plural = _("announcements of results")
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("message", "person"), name="delivery_announced_once"),
        )

    def __str__(self) -> str:
        return f"{self.message}: {self.person}"


class Placement(models.Model):
    """A message on a channel, for areas, in a window, with a frequency, serving a target.

    A run airs `times_a_day` on `days` consecutive days inside the window; a rotation
    airs `times_a_day` on one day in `every_days`, as long as the window lasts.

    Placements that share a `programme` are heard in one go, in the order of their `turn`,
    in a session that lies within [opens, closes).

    One that is `soon` does not wait for the programme of its days: it is put into the next
    session, or into the one that is running.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    key = models.CharField(_("key"), max_length=160, unique=True)
    message = models.ForeignKey(
        SealedMessage,
        verbose_name=_("message"),
        on_delete=models.PROTECT,
        related_name="placements",
    )
    target = models.ForeignKey(
        Target,
        verbose_name=_("target"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements",
    )
    channel = models.CharField(_("channel"), max_length=40, db_index=True)
    areas = models.JSONField(_("unit codes"), default=list)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until (first day after)"), null=True, blank=True)
    times_a_day = models.PositiveSmallIntegerField(_("times a day"), default=1)
    days = models.PositiveSmallIntegerField(_("consecutive days"), default=0)
    every_days = models.PositiveSmallIntegerField(_("one day in"), default=0)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    programme = models.CharField(_("programme"), max_length=120, blank=True, db_index=True)
    turn = models.PositiveSmallIntegerField(_("place in the programme"), default=0)
    opens = models.TimeField(_("not before"), null=True, blank=True)
    closes = models.TimeField(_("over by"), null=True, blank=True)
    soon = models.CharField(_("how soon"), max_length=4, blank=True, choices=[(s, s) for s in Soon])
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE)
    placed_at = models.DateTimeField(_("placed at"))

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ("starts", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="delivery_placement_window",
            ),
        )

    def __str__(self) -> str:
        return f"{self.message} · {self.channel}"


class Evidence(models.Model):
    """What happened: how much, where, when, how it is known, and the raw record behind it.

    `reference` names the raw record once and for all, so the same proof never counts
    twice. It outlives the media that it speaks of.
    """

    placement = models.ForeignKey(
        Placement, verbose_name=_("placement"), on_delete=models.PROTECT, related_name="evidence"
    )
    target = models.ForeignKey(
        Target,
        verbose_name=_("target"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    channel = models.CharField(_("channel"), max_length=40)
    unit_code = models.CharField(_("unit code"), max_length=40)
    place = models.CharField(_("place"), max_length=120, blank=True)
    at = models.DateTimeField(_("time"))
    quantity = models.PositiveIntegerField(_("quantity"))
    unit = models.CharField(_("counted in"), max_length=20)
    grade = models.CharField(_("grade"), max_length=10, choices=[(g, g) for g in Grade])
    simulated = models.BooleanField(_("simulated"), default=False)
    reference = models.CharField(_("raw record"), max_length=160, unique=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("at", "id")
        indexes = (
            models.Index(fields=("target", "unit_code", "at"), name="delivery_evidence_cell"),
        )

    def __str__(self) -> str:
        return f"{self.quantity} {self.unit}, {self.unit_code}, {self.at:%d/%m/%Y %H:%M}"


class CoverageCell(models.Model):
    """The rollup kept with the evidence: one sum per target, unit, measure and grade."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="cells")
    unit_code = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    grade = models.CharField(max_length=10)
    simulated = models.BooleanField()
    quantity = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("coverage cell")
        verbose_name_plural = _("coverage cells")
        constraints = (
            models.UniqueConstraint(
                fields=("target", "unit_code", "unit", "grade", "simulated"),
                name="delivery_cell_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.target}, {self.unit_code}: {self.quantity} {self.unit}"

"""Runs of the rehearsal: asked for here, carried out by a child with its own database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Run(models.Model):
    """One rehearsal of a plan's days."""

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting to start")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    plan_key = models.CharField(_("plan"), max_length=80, db_index=True)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until (first day after)"))
    seed = models.PositiveBigIntegerField(_("seed"), default=1)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress, %"), default=0)
    step = models.CharField(_("step"), max_length=200, blank=True)
    process = models.PositiveIntegerField(_("process"), null=True, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.plan_key}, {self.starts:%d/%m/%Y}"

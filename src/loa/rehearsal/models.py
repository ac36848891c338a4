"""Runs of the rehearsal: asked for here, carried out by a child with its own database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """What a rehearsal is busy with."""

    VOICES = "voices", _("giving items their sound")
    DAYS = "days", _("days rehearsed")
    STATIONS = "stations", _("stations built")


class Run(models.Model):
    """One rehearsal of a plan's days: whole, or a trial of what changes would bring."""

    class Kind(models.TextChoices):
        WHOLE = "whole", _("Whole rehearsal")
        TRIAL = "trial", _("Trial of changes")

    class State(models.TextChoices):
        ASKED = "asked", _("Waiting to start")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    plan_key = models.CharField(_("plan"), max_length=80, db_index=True)
    kind = models.CharField(_("kind"), max_length=5, choices=Kind.choices, default=Kind.WHOLE)
    changes = models.JSONField(_("changes"), null=True, blank=True)
    asked_by = models.CharField(_("asked for by"), max_length=150, blank=True)
    kept = models.BooleanField(_("kept"), default=False)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until (first day after)"))
    seed = models.PositiveBigIntegerField(_("seed"), default=1)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress, %"), default=0)
    step = models.CharField(_("step"), max_length=10, choices=Step.choices, blank=True)
    done = models.PositiveIntegerField(_("of the step, done"), default=0)
    of = models.PositiveIntegerField(_("of the step, in all"), default=0)
    process = models.PositiveIntegerField(_("process"), null=True, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)
    cells = models.JSONField(
        _("coverage"),
        default=list,
        blank=True,
        help_text=_("Rows of target, unit code, measure, grade and quantity; all simulated."),
    )
    error = models.TextField(_("error"), blank=True)

    class Meta:
        verbose_name = _("rehearsal")
        verbose_name_plural = _("rehearsals")
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.plan_key}, {self.starts:%d/%m/%Y}"

"""What is kept of reports: an office's practice, what units state, the reports themselves.

Plans and targets are named by their keys, never by row ids: a report outlives its plan's rows.
Periods are half-open days, [starts, until).
"""

import zlib
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loa.core.periods import Days
from loa.people.models import Organisation
from loa.reports.rules import periods, written
from loa.reports.rules.report import Kind, Report

CODE_LENGTH = 40
LONGEST_NOTE = 300


class ReportingPractice(models.Model):
    """When an office's months of reports end and when its reports are due."""

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="reporting_practice",
    )
    cut_off = models.PositiveSmallIntegerField(
        _("first day of a month of reports"), default=periods.STATE.cut_off
    )
    due_days = models.PositiveSmallIntegerField(
        _("due after so many days"), default=periods.STATE.due_days
    )
    source = models.CharField(
        _("document that set the rule"), max_length=200, help_text=_("Number and date.")
    )

    class Meta:
        verbose_name = _("practice of reporting")
        verbose_name_plural = _("practices of reporting")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    cut_off__gte=1,
                    cut_off__lte=periods.LATEST_CUT_OFF,
                    due_days__lte=periods.LONGEST_DUE,
                ),
                name="reports_practice_can_be_followed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.source}"

    def as_practice(self) -> periods.Practice:
        """Return the plain value that decisions work on."""
        return periods.Practice(self.cut_off, self.due_days, self.source)


class Statement(models.Model):
    """What a unit says it did, where no system of this installation could know it.

    One for each unit, period and measure counts; what it replaced stays, so that a report
    that was made of it can be explained. A unit's quantity is a count and never a list of
    people.
    """

    unit_code = models.CharField(_("unit code"), max_length=CODE_LENGTH)
    starts = models.DateField(_("from"))
    until = models.DateField(_("until (first day after)"))
    plan_key = models.CharField(_("plan"), max_length=80, blank=True)
    target_key = models.CharField(_("target"), max_length=80, blank=True)
    channel = models.CharField(_("channel"), max_length=40)
    measure = models.CharField(_("counted in"), max_length=40)
    quantity = models.PositiveIntegerField(_("quantity"))
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    # In words, so that the statement outlives the account.
    said_as = models.CharField(_("name and post"), max_length=400)
    said_at = models.DateTimeField(_("stated at"))
    ended_at = models.DateTimeField(_("replaced or withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("statement of a unit")
        verbose_name_plural = _("statements of units")
        ordering = ("unit_code", "starts", "channel", "measure", "said_at")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gt=F("starts")), name="reports_statement_period"
            ),
            models.UniqueConstraint(
                fields=(
                    "unit_code", "starts", "until", "plan_key", "target_key", "channel", "measure",
                ),
                condition=Q(ended_at__isnull=True),
                name="reports_statement_once",
            ),
        )  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=("until", "unit_code"), name="reports_statement_until"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code}, {self.starts} – {self.until}: {self.quantity} {self.measure}"

    @property
    def days(self) -> Days:
        return Days(self.starts, self.until)


class KeptReport(models.Model):
    """A report: a draft that is made anew as figures come, or frozen for good.

    `document` is its canonical form, compressed; `digest` is SHA-256 over the form itself.
    """

    class KindWord(models.TextChoices):
        MONTH = Kind.MONTH, _("Month")
        QUARTER = Kind.QUARTER, _("Quarter")
        HALF_YEAR = Kind.HALF_YEAR, _("Half-year")
        YEAR = Kind.YEAR, _("Year")
        PHASE = Kind.PHASE, _("Phase of a plan")
        FINAL = Kind.FINAL, _("Final report of a plan")
        SPAN = Kind.SPAN, _("Days chosen")

    kind = models.CharField(_("kind"), max_length=12, choices=KindWord.choices)
    plan_key = models.CharField(_("plan"), max_length=80, blank=True, db_index=True)
    phase_key = models.CharField(_("phase"), max_length=80, blank=True)
    unit_code = models.CharField(_("unit code"), max_length=CODE_LENGTH, db_index=True)
    organisation_key = models.CharField(_("organisation's key"), max_length=80, db_index=True)
    title = models.CharField(_("report's title"), max_length=500)
    starts = models.DateField(_("from"))
    until = models.DateField(_("until (first day after)"))
    cut_on = models.DateField(_("units of"))
    due_on = models.DateField(_("due on"), db_index=True)
    simulated = models.BooleanField(_("simulated"), default=False)
    missing = models.PositiveIntegerField(_("figures missing"), default=0)
    digest = models.CharField(_("SHA-256"), max_length=64)
    document = models.BinaryField(_("document"))
    # Who owes which of its figures, read from the document of the digest that stands in it.
    lacking = models.JSONField(_("figures missing, by who owes them"), null=True, blank=True)
    made_at = models.DateTimeField(_("made at"))
    frozen_at = models.DateTimeField(_("frozen at"), null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("frozen by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-due_on", "unit_code", "kind", "-made_at")
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("starts")), name="reports_report_days"),
            # Of one thing one draft; frozen ones are as many as were frozen.
            models.UniqueConstraint(
                fields=(
                    "kind", "plan_key", "phase_key", "unit_code", "organisation_key",
                    "starts", "until", "cut_on", "simulated",
                ),
                condition=Q(frozen_at__isnull=True),
                name="reports_one_draft",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def frozen(self) -> bool:
        """Whether its figures stand for good."""
        return self.frozen_at is not None

    def written(self) -> bytes:
        """Return its canonical bytes, those that `digest` is over."""
        return zlib.decompress(bytes(self.document))

    def report(self) -> Report:
        """Return it as plain values. Raises FormatError when it is not what it was."""
        return written.read(self.written())


class Publication(models.Model):
    """A frozen report that residents may read; taken off again, `ended_at` says when."""

    report = models.OneToOneField(
        KeptReport,
        verbose_name=_("report"),
        on_delete=models.CASCADE,
        related_name="publication",
    )
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    ended_at = models.DateTimeField(_("taken off at"), null=True, blank=True)

    class Meta:
        verbose_name = _("publication of a report")
        verbose_name_plural = _("publications of reports")
        ordering = ("-published_at",)

    def __str__(self) -> str:
        return str(self.report)


class OfficeTemplate(models.Model):
    """An office's own Word template of its reports, in one layout."""

    class LayoutWord(models.TextChoices):
        STATE = "state", _("State layout")
        PARTY = "party", _("Party layout")

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="report_templates",
    )
    layout = models.CharField(_("layout"), max_length=8, choices=LayoutWord.choices)
    name = models.CharField(_("file's name"), max_length=200)
    content = models.BinaryField(_("file"))
    kept_at = models.DateTimeField(_("kept at"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("office's template of reports")
        verbose_name_plural = _("offices' templates of reports")
        ordering = ("organisation", "layout")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "layout"), name="reports_one_template_a_layout"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_layout_display()}"

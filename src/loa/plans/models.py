"""Plans as they stand now, and every revision of their files.

Periods are half-open days, [starts, ends); an empty `ends` is open. Rows are the plan's
own: what another room refers to is named "PLAN/KEY", never by a row id.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from loa.core.periods import Days

ENDS_AFTER_STARTS = Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gt=F("starts"))


class Level(models.TextChoices):
    COMMUNE = "commune", _("Commune")
    DISTRICT = "district", _("District")
    PROVINCE = "province", _("Province")
    COUNTRY = "country", _("Country")


class Plan(models.Model):
    """A plan; its parts are rows below it, its text stands in its latest revision."""

    class Kind(models.TextChoices):
        CAMPAIGN = "campaign", _("Campaign")
        MONTHLY = "monthly", _("Monthly orientation")
        STANDING = "standing", _("Standing plan")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved")
        CLOSED = "closed", _("Closed")

    key = models.CharField(_("key"), max_length=80, unique=True)
    number = models.CharField(_("number"), max_length=80, blank=True)
    issuer_key = models.CharField(_("issuer's key"), max_length=80, db_index=True)
    issuer_name = models.CharField(_("issuer"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("plan's title"), max_length=500)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    implements = models.CharField(_("implements (key)"), max_length=80, blank=True)
    area = models.JSONField(_("area (unit codes)"), default=list)
    basis = models.JSONField(_("basis documents"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    weight = models.PositiveIntegerField(_("weight of airtime"), default=1)
    consecutive_days = models.PositiveSmallIntegerField(_("days in a row"), default=3)
    consecutive_source = models.CharField(_("document that set the rule"), max_length=200)
    notes = models.TextField(_("notes"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    digest = models.CharField(_("file's SHA-256"), max_length=64)
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("key",)
        constraints = (
            models.UniqueConstraint(
                fields=("issuer_key", "number"),
                condition=~Q(number=""),
                name="plans_number_once_per_issuer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} – {self.title}" if self.number else self.title

    @property
    def source(self) -> str:
        """The text of the file as it was loaded last."""
        return self.revisions.get(number=self.revision).source


class PlanRevision(models.Model):
    """One file as it was loaded: kept whole, never changed."""

    plan = models.ForeignKey(
        Plan, verbose_name=_("plan"), on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("revision"))
    digest = models.CharField(_("file's SHA-256"), max_length=64)
    source = models.TextField(_("text"))
    loaded_at = models.DateTimeField(_("loaded at"))

    class Meta:
        verbose_name = _("revision of a plan")
        verbose_name_plural = _("revisions of plans")
        ordering = ("plan", "number")
        constraints = (
            models.UniqueConstraint(fields=("plan", "number"), name="plans_revision_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan.key} #{self.number}"


class Part(models.Model):
    """A part of a plan; `position` is its place in the file."""

    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        on_delete=models.CASCADE,
        related_name="%(class)ss",
    )
    key = models.CharField(_("key"), max_length=80)
    position = models.PositiveIntegerField(_("position"))

    class Meta:
        abstract = True
        ordering = ("plan", "position")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(fields=("plan", "key"), name="plans_%(class)s_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan.key}/{self.key}"


class Event(Part):
    class State(models.TextChoices):
        TENTATIVE = "tentative", _("Tentative")
        CONFIRMED = "confirmed", _("Confirmed")
        MOVED = "moved", _("Moved")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    name = models.CharField(_("name"), max_length=500)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.TENTATIVE
    )
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends (first day after)"), null=True, blank=True)
    theme = models.TextField(_("theme"), blank=True)
    motto = models.TextField(_("motto"), blank=True)
    series = models.BooleanField(_("one in every unit"), default=False)
    pilot = models.CharField(_("pilot unit"), max_length=40, blank=True)
    notes = models.TextField(_("notes"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = (
            *Part.Meta.constraints,
            models.CheckConstraint(condition=ENDS_AFTER_STARTS, name="plans_event_period"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> Days | None:
        return Days(self.starts, self.ends) if self.starts else None


class EventMove(models.Model):
    """A change of an event's days, stated by the plan's file or made by the office."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="moves"
    )
    on = models.DateField(_("decided on"))
    from_starts = models.DateField(_("from: starts"), null=True, blank=True)
    from_ends = models.DateField(_("from: ends (first day after)"), null=True, blank=True)
    to_starts = models.DateField(_("to: starts"))
    to_ends = models.DateField(_("to: ends (first day after)"))
    reason = models.TextField(_("reason"))
    document = models.CharField(_("document"), max_length=200, blank=True)
    in_file = models.BooleanField(_("stated by the file"), default=False)

    class Meta:
        verbose_name = _("move of an event")
        verbose_name_plural = _("moves of events")
        ordering = ("event", "on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(to_ends__gt=F("to_starts")), name="plans_move_period"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event}: {self.to_starts}"


class Phase(Part):
    """A phase with its days worked out; `starts` is empty while an event has no day.

    The anchors say where the days come from; both are empty for days that the file states.
    """

    class Stage(models.TextChoices):
        BEFORE = "before", _("Before")
        DURING = "during", _("During")
        AFTER = "after", _("After")

    name = models.CharField(_("name"), max_length=500)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="phases",
    )
    stage = models.CharField(_("stage"), max_length=8, choices=Stage.choices, blank=True)
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends (first day after)"), null=True, blank=True)
    start_anchor = models.JSONField(_("start counted from"), null=True, blank=True)
    end_anchor = models.JSONField(_("end counted from"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")
        constraints = (
            *Part.Meta.constraints,
            models.CheckConstraint(condition=ENDS_AFTER_STARTS, name="plans_phase_period"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> Days | None:
        return Days(self.starts, self.ends) if self.starts else None


class Topic(Part):
    """A topic of the plan's tree; its key is its code ("3.4")."""

    name = models.CharField(_("name"), max_length=500)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="children",
    )
    levels = models.JSONField(_("levels"), default=list, blank=True)
    basis = models.JSONField(_("basis documents"), default=list, blank=True)
    weights = models.JSONField(_("weights by phase"), default=dict, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return f"{self.key} {self.name}"

    @property
    def code(self) -> str:
        return self.key


class Target(Part):
    """What is promised; exactly one of the four forms of `rules.Target` is set."""

    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.RESTRICT,
        related_name="targets",
    )
    phase = models.ForeignKey(
        Phase, verbose_name=_("phase"), on_delete=models.RESTRICT, related_name="targets"
    )
    channel = models.CharField(_("channel"), max_length=40, db_index=True)
    unit = models.CharField(_("counted in"), max_length=40)
    name = models.CharField(_("name"), max_length=500, blank=True)
    area = models.JSONField(_("area (unit codes)"), default=list, blank=True)
    audience = models.CharField(_("audience"), max_length=200, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    items = models.PositiveIntegerField(_("items"), default=0)
    times_a_day = models.PositiveSmallIntegerField(_("times a day"), default=0)
    days = models.PositiveSmallIntegerField(_("days in a row"), default=0)
    every_days = models.PositiveSmallIntegerField(_("every so many days"), default=0)
    quantity = models.PositiveIntegerField(_("quantity"), default=0)
    quantity_per_unit = models.PositiveIntegerField(_("quantity for each unit"), default=0)

    class Meta(Part.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = (
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=Q(items__gt=0, times_a_day__gt=0, days__gt=0, every_days=0)
                & Q(quantity=0, quantity_per_unit=0)
                | Q(items__gt=0, times_a_day__gt=0, every_days__gt=0, days=0)
                & Q(quantity=0, quantity_per_unit=0)
                | Q(items=0, times_a_day=0, days=0, every_days=0)
                & (Q(quantity__gt=0, quantity_per_unit=0) | Q(quantity=0, quantity_per_unit__gt=0)),
                name="plans_target_one_quantity",
            ),
        )


class Assignment(Part):
    """A duty of an organisation, which need not have a territory."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Leads")
        COORDINATE = "coordinate", _("Coordinates")

    class State(models.TextChoices):
        OPEN = "open", _("Not acknowledged")
        ACKNOWLEDGED = "acknowledged", _("Acknowledged")
        DOING = "doing", _("In progress")
        DONE = "done", _("Done")

    organisation_key = models.CharField(_("organisation's key"), max_length=80, db_index=True)
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    duty = models.TextField(_("duty"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.LEAD)
    topics = models.JSONField(_("topics"), default=list, blank=True)
    channels = models.JSONField(_("channels"), default=list, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    coordinating = models.JSONField(_("coordinating (keys and names)"), default=list, blank=True)
    product = models.TextField(_("product"), blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return f"{self.organisation_name or self.organisation_key}: {self.duty}"


class Pause(Part):
    """Silence by place and days; an empty area is the plan's, no channels are all."""

    class Stops(models.TextChoices):
        FESTIVE = "festive", _("Festive content")
        ALL_BUT_NOTICES = "all but notices", _("All but notices")

    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends (first day after)"))
    area = models.JSONField(_("area (unit codes)"), default=list, blank=True)
    stops = models.CharField(_("stops"), max_length=20, choices=Stops.choices)
    channels = models.JSONField(_("channels"), default=list, blank=True)
    reason = models.TextField(_("reason"))
    document = models.CharField(_("document"), max_length=200, blank=True)
    in_file = models.BooleanField(_("stated by the file"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("pause")
        verbose_name_plural = _("pauses")
        constraints = (
            *Part.Meta.constraints,
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="plans_pause_period"),
        )

    def __str__(self) -> str:
        return f"{self.plan.key}: {self.reason}"

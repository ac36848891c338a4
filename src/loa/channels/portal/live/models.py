"""What is told of an event: its notes by site editors, its log while it goes on, its results.

The event itself, with its days, theme and motto, is the plan's.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet


@register_snippet
class EventNotes(ClusterableModel):
    """What site editors add to an event of a plan: agenda, documents, how far each unit is.

    The event itself, with its days, theme and motto, is the plan's.
    """

    plan_key = models.SlugField(_("plan"), max_length=80)
    event_key = models.SlugField(_("event"), max_length=80)
    place = models.CharField(_("place of the event"), max_length=200, blank=True)
    lessons = models.TextField(_("lessons of the pilots"), blank=True)
    panels = [
        FieldPanel("plan_key"),
        FieldPanel("event_key"),
        FieldPanel("place"),
        InlinePanel("agenda", label=_("Agenda")),
        InlinePanel("papers", label=_("Document")),
        InlinePanel("units", label=_("Unit")),
        FieldPanel("lessons"),
    ]

    class Meta:
        verbose_name = _("notes on an event")
        verbose_name_plural = _("notes on events")
        constraints = (
            models.UniqueConstraint(fields=("plan_key", "event_key"), name="portal_event_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan_key}/{self.event_key}"


class AgendaLine(Orderable):
    """One line of an event's agenda."""

    notes = ParentalKey(EventNotes, on_delete=models.CASCADE, related_name="agenda")
    when = models.CharField(_("when"), max_length=60, help_text=_("Such as 8:00 on 4 August."))
    what = models.CharField(_("what happens"), max_length=300)

    class Meta(Orderable.Meta):
        verbose_name = _("line of an agenda")
        verbose_name_plural = _("lines of agendas")

    def __str__(self) -> str:
        return f"{self.when} {self.what}"


class EventPaper(Orderable):
    """A document of an event."""

    notes = ParentalKey(EventNotes, on_delete=models.CASCADE, related_name="papers")
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = models.CharField(_("number"), max_length=80, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("document of an event")
        verbose_name_plural = _("documents of events")

    def __str__(self) -> str:
        return self.number or str(self.document)


class UnitState(Orderable):
    """How far one unit is in a series of events, such as grassroots congresses."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Not yet begun")
        PREPARING = "preparing", _("Preparing")
        HELD = "held", _("Held")
        POSTPONED = "postponed", _("Postponed")

    notes = ParentalKey(EventNotes, on_delete=models.CASCADE, related_name="units")
    unit_code = models.CharField(_("unit code"), max_length=40)
    state = models.CharField(_("state"), max_length=10, choices=State.choices)
    day = models.DateField(_("day"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("unit in a series")
        verbose_name_plural = _("units in series")

    def __str__(self) -> str:
        return f"{self.unit_code}: {self.state}"


class LiveLog(models.Model):
    """The log of one event. `last` numbers its lines in the order in which they were kept."""

    plan_key = models.SlugField(_("plan"), max_length=80)
    event_key = models.SlugField(_("event"), max_length=80)
    last = models.PositiveIntegerField(_("number of the last line"), default=0)

    class Meta:
        verbose_name = _("log of an event")
        verbose_name_plural = _("logs of events")
        constraints = (
            models.UniqueConstraint(fields=("event_key", "plan_key"), name="portal_log_once"),
        )

    def __str__(self) -> str:
        return f"{self.plan_key}/{self.event_key}"


class LiveLine(models.Model):
    """One line as it was written, for good: a correction or a withdrawal is a line of its own.

    `entry` is the number of the line that first said it.
    """

    log = models.ForeignKey(
        LiveLog, verbose_name=_("log of an event"), on_delete=models.CASCADE, related_name="lines"
    )
    number = models.PositiveIntegerField(_("number"))
    entry = models.PositiveIntegerField(_("entry"))
    # The unit whose own event of a series it tells of; empty for the event as a whole.
    unit_code = models.CharField(_("unit code"), max_length=40, blank=True)
    happened_at = models.DateTimeField(_("happened at"))
    written_at = models.DateTimeField(_("written at"))
    text = models.CharField(_("words of the line"), max_length=600)
    withdrawn = models.BooleanField(_("taken back"), default=False)
    byline = models.CharField(_("who writes"), max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("line of a log")
        verbose_name_plural = _("lines of logs")
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("log", "number"), name="portal_line_once"),)

    def __str__(self) -> str:
        return self.text


class EventResult(models.Model):
    """That an item, by its key, tells results of an event. The words are the item's alone.

    Before two people have announced it there is nothing here that anybody could read.
    """

    plan_key = models.SlugField(_("plan"), max_length=80)
    event_key = models.SlugField(_("event"), max_length=80)
    item = models.CharField(_("key of the item"), max_length=120, unique=True)
    refused = models.TextField(_("why it cannot be posted"), blank=True)

    class Meta:
        verbose_name = _("results of an event")
        verbose_name_plural = _("results of events")
        ordering = ("pk",)
        indexes = (models.Index(fields=("event_key", "plan_key"), name="portal_results_of"),)

    def __str__(self) -> str:
        return self.item

"""Matters that residents brought, their answers, and, apart, how to reach those who wish it.

Nothing here joins a matter to a person: the name, where one was left, stands in a row of
its own with the day on which it goes. Days only, never hours.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.feedback import rules

# Django finds the models of an app in this module alone.
from loa.feedback.surveys.models import (  # noqa: F401 - for Django
    Question,
    Recording,
    Survey,
    Taken,
    Tally,
    Wave,
)


class Matter(models.Model):
    """A question or a complaint; of one about loudness only the place and the trouble."""

    class Kind(models.TextChoices):
        QUESTION = rules.Kind.QUESTION, _("Question")
        COMPLAINT = rules.Kind.COMPLAINT, _("Complaint")
        LOUDNESS = rules.Kind.LOUDNESS, _("Loudspeaker to be turned down")

    class State(models.TextChoices):
        RECEIVED = rules.State.RECEIVED, pgettext_lazy("matter", "Received")
        FORWARDED = rules.State.FORWARDED, _("Handed to the level above")
        ANSWERED = rules.State.ANSWERED, _("Answered")
        DECLINED = rules.State.DECLINED, _("Not taken up")

    class Trouble(models.TextChoices):
        LOUD = rules.Trouble.LOUD, _("Too loud")
        EARLY = rules.Trouble.EARLY, _("Too early or too late")
        LONG = rules.Trouble.LONG, _("Too long, or repeated too often")

    number = models.CharField(_("receipt number"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    unit_code = models.CharField(_("unit code"), max_length=40, db_index=True)
    place = models.CharField(_("loudspeaker"), max_length=120, blank=True)
    place_name = models.CharField(_("loudspeaker's name"), max_length=120, blank=True)
    trouble = models.CharField(_("trouble"), max_length=10, choices=Trouble.choices, blank=True)
    text = models.TextField(_("words"), blank=True)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("answer due on"), db_index=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.RECEIVED, db_index=True
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered for somebody by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    form = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        ordering = ("due_on", "number")
        constraints = (
            # The only place where an illness could be written down is not there.
            models.CheckConstraint(
                condition=~Q(kind=rules.Kind.LOUDNESS) | Q(text=""),
                name="feedback_loudness_has_no_words",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("received_on")),
                name="feedback_closed_after_received",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def open(self) -> bool:
        """Whether somebody still waits."""
        return self.state in rules.OPEN


class Contact(models.Model):
    """How to reach who brought a matter, if they wish; it goes on its day."""

    matter = models.OneToOneField(
        Matter, verbose_name=_("matter"), on_delete=models.CASCADE, related_name="contact"
    )
    name = models.CharField(_("name"), max_length=rules.LONGEST_NAME, blank=True)
    reach = models.CharField(_("telephone or address"), max_length=120, blank=True)
    delete_on = models.DateField(_("deleted on"), null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return f"{self.matter}"


class Answer(models.Model):
    """An office's answer. A public one tells the question in the office's own words."""

    matter = models.OneToOneField(
        Matter, verbose_name=_("matter"), on_delete=models.CASCADE, related_name="answer"
    )
    public = models.BooleanField(_("public"), default=False)
    question = models.CharField(_("the question in our own words"), max_length=300, blank=True)
    text = models.TextField(_("words"))
    # Said aloud besides, for those who would rather hear it.
    voice = models.CharField(_("address of the sound"), max_length=64, blank=True)
    voice_ms = models.PositiveIntegerField(_("length of the sound"), default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    post = models.CharField(_("post held"), max_length=400, blank=True)
    on = models.DateField(_("answered on"))
    item = models.CharField(_("newsroom item"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("-on",)

    def __str__(self) -> str:
        return f"{self.matter}"

    @property
    def voice_seconds(self) -> float:
        """Length of what was said aloud."""
        return self.voice_ms / 1000


class Attempt(models.Model):
    """That somebody asked for something: a seal that changes daily, and never the address."""

    seal = models.CharField(max_length=32)
    asked = models.CharField(max_length=8)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = (models.Index(fields=("seal", "asked"), name="feedback_attempt_seal"),)

    def __str__(self) -> str:
        return f"{self.asked}"

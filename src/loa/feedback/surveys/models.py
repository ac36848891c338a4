"""Surveys with their questions, and how often each choice was given: nothing else is kept.

No row stands for a person. An answer adds one to the choices that it holds, in rows that
were all there before anybody answered, and then it is gone: there is no order, no hour, no
day and no address to tell one from another, and no two answers of the same person meet.
Surveys, plans and units are named by their own keys.
"""

import json
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.core.canonical import digest
from loa.core.periods import Days
from loa.feedback.surveys import rules


class Survey(models.Model):
    """Three to five questions, asked before a plan's phase and after it."""

    class State(models.TextChoices):
        DRAFT = rules.State.DRAFT, _("Draft")
        APPROVED = rules.State.APPROVED, pgettext_lazy("survey", "Approved")
        WITHDRAWN = rules.State.WITHDRAWN, pgettext_lazy("survey", "Withdrawn")

    class Sampling(models.TextChoices):
        LOT = rules.Sampling.LOT, _("Drawn by lot from the list of households")
        MET = rules.Sampling.MET, _("Whoever is met")

    key = models.SlugField(_("key"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=rules.LONGEST_TITLE)
    plan_key = models.CharField(_("plan's key"), max_length=80, db_index=True)
    phase_key = models.CharField(_("phase's key"), max_length=80)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    # The phase's days around which it was drawn: when the phase has others, it has moved.
    around_starts = models.DateField(_("phase starts"), null=True, blank=True)
    around_ends = models.DateField(_("phase ends (first day after)"), null=True, blank=True)
    area = models.JSONField(_("area (unit codes)"), default=list)
    area_on = models.DateField(_("unit codes as of"))
    sampling = models.CharField(
        _("who is interviewed"),
        max_length=4,
        choices=Sampling.choices,
        default=Sampling.MET,
    )
    population = models.PositiveIntegerField(_("adults in the area"), null=True, blank=True)
    note = models.CharField(_("note for readers"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    reason = models.CharField(_("why it was withdrawn"), max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    approvals = models.JSONField(_("approved by"), default=list, blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ("key",)

    def __str__(self) -> str:
        return self.title

    @property
    def around(self) -> Days | None:
        """The phase's days when its own were chosen; None for a phase that had none."""
        return Days(self.around_starts, self.around_ends) if self.around_starts else None

    @property
    def seal(self) -> str:
        """SHA-256 over all that is approved with it: by this somebody says what they looked at."""
        spoken = sorted(
            (row.number, one.language, one.address)
            for row in self.questions.all()
            for one in row.recordings.all()
        )
        asked = [(one.kind, one.text, one.own) for one in self.asked]
        times = sorted((which, *map(str, days)) for which, days in self.periods.items())
        head = (self.title, self.note, self.area, self.sampling, self.population)
        return digest(json.dumps([head, times, asked, spoken]).encode())

    @property
    def periods(self) -> dict[rules.Which, tuple[date, date]]:
        """When it takes answers: half-open days, by the time of asking."""
        return {rules.Which(wave.which): (wave.opens, wave.closes) for wave in self.waves.all()}

    @property
    def asked(self) -> list[rules.Question]:
        """The questions in their order, as plain values."""
        return [row.as_asked() for row in self.questions.all()]


class Question(models.Model):
    """A question; `own` are its own choices where its kind prints none."""

    class Kind(models.TextChoices):
        KNOWS = rules.Kind.KNOWS, _("Do people know it? (well, partly, not)")
        HEARD = rules.Kind.HEARD, _("Have they heard it? (often, once, not)")
        CHANNEL = rules.Kind.CHANNEL, _("From where? (several answers)")
        YES_NO = rules.Kind.YES_NO, _("Yes or no")
        CHOICE = rules.Kind.CHOICE, _("One of your own choices")
        SCALE = rules.Kind.SCALE, _("A scale from 1 to 5")

    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="questions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    text = models.CharField(_("question"), max_length=rules.LONGEST_QUESTION)
    own = models.JSONField(_("own choices"), default=list, blank=True)

    class Meta:
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
        ordering = ("survey", "number")
        constraints = (
            models.UniqueConstraint(fields=("survey", "number"), name="feedback_question_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=rules.MOST_QUESTIONS),
                name="feedback_question_number",
            ),
        )

    def __str__(self) -> str:
        return self.text

    def as_asked(self) -> rules.Question:
        """Return the plain value that decisions work on."""
        return rules.Question(rules.Kind(self.kind), self.text, tuple(self.own))


class Recording(models.Model):
    """A question said aloud in a language, for those who would rather hear it."""

    question = models.ForeignKey(
        Question, verbose_name=_("question"), on_delete=models.CASCADE, related_name="recordings"
    )
    language = models.CharField(_("language"), max_length=8)
    address = models.CharField(_("address of the sound"), max_length=64)
    ms = models.PositiveIntegerField(_("length of the sound"))

    class Meta:
        verbose_name = _("recording of a question")
        verbose_name_plural = _("recordings of questions")
        ordering = ("question", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "language"), name="feedback_recording_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.question} ({self.language})"

    @property
    def seconds(self) -> float:
        """Its length."""
        return self.ms / 1000


class Wave(models.Model):
    """One time of asking, [opens, closes)."""

    class Which(models.TextChoices):
        BEFORE = rules.Which.BEFORE, _("Before the phase")
        AFTER = rules.Which.AFTER, _("After the phase")

    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.CASCADE, related_name="waves"
    )
    which = models.CharField(_("which"), max_length=6, choices=Which.choices)
    opens = models.DateField(_("opens on"), db_index=True)
    closes = models.DateField(_("closes (first day after)"), db_index=True)

    class Meta:
        verbose_name = _("time of asking")
        verbose_name_plural = _("times of asking")
        ordering = ("survey", "opens")
        constraints = (
            models.UniqueConstraint(fields=("survey", "which"), name="feedback_wave_once"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="feedback_wave_period"),
        )

    def __str__(self) -> str:
        return f"{self.survey}: {self.which}"


class Tally(models.Model):
    """How often a choice was given. Number 0 with no choice: how many have answered."""

    class Mode(models.TextChoices):
        OPEN = rules.Mode.OPEN, _("By link or QR code")
        INTERVIEW = rules.Mode.INTERVIEW, _("By interview")

    wave = models.ForeignKey(
        Wave, verbose_name=_("time of asking"), on_delete=models.CASCADE, related_name="tallies"
    )
    mode = models.CharField(_("how it came"), max_length=9, choices=Mode.choices)
    number = models.PositiveSmallIntegerField(_("question"))
    choice = models.CharField(_("choice"), max_length=12, blank=True)
    n = models.PositiveIntegerField(_("times given"), default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        ordering = ("wave", "mode", "number", "choice")
        constraints = (
            models.UniqueConstraint(
                fields=("wave", "mode", "number", "choice"), name="feedback_tally_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wave} {self.mode} {self.number} {self.choice}"


class Taken(models.Model):
    """A form that was counted already: its seal, for as long as it could come again."""

    form = models.CharField(max_length=64, unique=True)
    on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("form that was counted")
        verbose_name_plural = _("forms that were counted")

    def __str__(self) -> str:
        return self.form

"""Items, and what they say in each language."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.core.fold import fold
from loa.core.words import Form, Genre, Mood, Priority, Scope
from loa.people.models import Organisation
from loa.plans.models import Phase, Topic

SYNTHETIC = "synthetic:"  # how the name of a machine's voice begins


class Item(models.Model):
    """One piece of information on its way to becoming a message."""

    class Kind(models.TextChoices):
        BULLETIN = Genre.BULLETIN, _("Bulletin item")
        NOTICE = Genre.NOTICE, _("Notice")
        ARTICLE = Genre.ARTICLE, _("Article")
        INTERVIEW = Genre.INTERVIEW, _("Interview")
        VOXPOP = Genre.VOXPOP, _("Vox pop")
        PROFILE = Genre.PROFILE, _("Profile of a person")
        ACHIEVEMENT = Genre.ACHIEVEMENT, _("Achievement")
        ANSWER = Genre.ANSWER, _("Answer to a resident")
        OUTLINE = Genre.OUTLINE, _("Outline of a talk")
        SLOGAN = Genre.SLOGAN, _("Slogan")
        IDENT = Genre.IDENT, _("Signature sound")

    class FormWord(models.TextChoices):
        LOUDSPEAKER = Form.LOUDSPEAKER, pgettext_lazy("form", "For loudspeakers")
        WEB = Form.WEB, pgettext_lazy("form", "Web article")
        RADIO = Form.RADIO, pgettext_lazy("form", "Radio script")
        SHORT = Form.SHORT, pgettext_lazy("form", "Short, for loudspeakers")
        BANNER = Form.BANNER, pgettext_lazy("form", "Banner line")
        OUTLINE = Form.OUTLINE, pgettext_lazy("form", "Outline of a talk")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("Waiting for approval")
        RETURNED = "returned", _("Sent back")
        APPROVED = "approved", _("Approved")

    class ScopeWord(models.TextChoices):
        PUBLIC = Scope.PUBLIC, _("Public")
        INTERNAL = Scope.INTERNAL, _("Internal")

    class PriorityWord(models.TextChoices):
        ROUTINE = Priority.ROUTINE, pgettext_lazy("priority", "Routine")
        PRIORITY = Priority.PRIORITY, pgettext_lazy("priority", "Priority")

    class MoodWord(models.TextChoices):
        PLAIN = Mood.PLAIN, pgettext_lazy("mood", "Plain")
        FESTIVE = Mood.FESTIVE, pgettext_lazy("mood", "Festive")

    key = models.SlugField(_("key"), max_length=120, unique=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.BULLETIN)
    # In which form it was written first; further ones are its editions.
    form = models.CharField(
        _("written first"), max_length=12, choices=FormWord.choices, default=FormWord.LOUDSPEAKER
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="items"
    )
    phase = models.ForeignKey(
        Phase,
        verbose_name=_("phase"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items",
    )
    headline = models.CharField(_("headline"), max_length=300)
    folded = models.CharField(max_length=300, editable=False, db_index=True)
    issuer = models.ForeignKey(
        Organisation, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="items"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="items",
    )
    # Empty only in a draft: who approves answers for both.
    byline = models.CharField(_("author, with the post held"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    scope = models.CharField(
        _("scope"), max_length=10, choices=ScopeWord.choices, default=ScopeWord.PUBLIC
    )
    priority = models.CharField(
        _("priority"), max_length=10, choices=PriorityWord.choices, default=PriorityWord.ROUTINE
    )
    mood = models.CharField(
        _("mood"), max_length=10, choices=MoodWord.choices, default=MoodWord.PLAIN
    )
    # The number of the resident's question that it answers; what was asked stays where it is.
    question = models.CharField(_("number of the question"), max_length=80, blank=True)
    results = models.BooleanField(_("results, public once announced"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    valid_from = models.DateTimeField(_("valid from"))
    valid_until = models.DateTimeField(_("valid until"))
    written_at = models.DateTimeField(_("written at"))
    message = models.CharField(_("address of the message"), max_length=64, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("newsroom", "item")
        verbose_name_plural = pgettext_lazy("newsroom", "items")
        ordering = ("-written_at", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__gt=F("valid_from")), name="newsroom_item_validity"
            ),
        )

    def __str__(self) -> str:
        return self.headline

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.headline)
        super().save(*args, **kwargs)


class Said(models.Model):
    """Words in one language, and their sound once there is one."""

    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("words"))
    sound = models.CharField(_("address of the sound"), max_length=64, blank=True)
    sound_bytes = models.PositiveIntegerField(_("size of the sound"), default=0)
    sound_ms = models.PositiveIntegerField(_("length of the sound"), default=0)
    voice = models.CharField(_("voice"), max_length=80, blank=True)
    lufs_centi = models.IntegerField(_("loudness, hundredths of a LUFS"), null=True, blank=True)
    peaks = models.JSONField(_("outline of the sound"), default=list, blank=True)
    listened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("listened to by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    listened_at = models.DateTimeField(_("listened to at"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def seconds(self) -> float:
        """Length of the sound."""
        return self.sound_ms / 1000

    @property
    def lufs(self) -> float | None:
        """Measured loudness of the sound."""
        return None if self.lufs_centi is None else self.lufs_centi / 100

    @property
    def synthetic(self) -> bool:
        """Whether a machine reads it, which is said wherever it is offered."""
        return self.voice.startswith(SYNTHETIC)

    def forget_sound(self) -> None:
        """Let the sound go: it says other words than the text."""
        self.sound = self.voice = ""
        self.sound_bytes = self.sound_ms = 0
        self.lufs_centi, self.peaks = None, []
        self.listened_by = self.listened_at = None


class Variant(Said):
    """An item in one language, in the form that was written first.

    A further language may have a recording alone: it says what the Vietnamese text says.
    """

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="variants",
    )
    # Digest of the Vietnamese text that stood when a recording alone was made.
    says = models.CharField(_("text that was spoken"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("language variant")
        verbose_name_plural = _("language variants")
        ordering = ("item", "language")
        constraints = (
            models.UniqueConstraint(fields=("item", "language"), name="newsroom_variant_once"),
        )

    def __str__(self) -> str:
        return f"{self.item} [{self.language}]"

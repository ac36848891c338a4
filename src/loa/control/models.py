"""What the control room itself keeps.

What was dropped on the first day, until it is taken in; files and notes of duties; reminders
that were made; addresses of personal calendars.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.plans.models import Assignment

MOST_NAMED = 4


class Dropped(models.Model):
    """Files that one person dropped together; nothing of them is taken in before "Đúng rồi".

    The files lie in `first-day/KEY/`, named by their number in `files`, each of which says
    `name`, `kind` and `bytes`. `outcome` says what became of each once it was confirmed.
    """

    key = models.CharField(_("key"), max_length=32, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("dropped by"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    made_at = models.DateTimeField(_("dropped at"), db_index=True)
    files = models.JSONField(_("files"), default=list)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    outcome = models.JSONField(_("what became of it"), default=dict)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("first day", "dropped files")
        verbose_name_plural = pgettext_lazy("first day", "dropped files")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.made_at:%d/%m/%Y %H:%M}: {self.names}"

    @property
    def names(self) -> str:
        """The files' names, as many as a line takes."""
        shown = ", ".join(file["name"] for file in self.files[:MOST_NAMED])
        more = len(self.files) - MOST_NAMED
        return f"{shown} + {more}" if more > 0 else shown


class TaskFile(models.Model):
    """A file that belongs to a duty: what was handed over, a photo, the signed paper.

    One that was taken away is no longer shown, and can be put back.
    """

    assignment = models.ForeignKey(
        Assignment, verbose_name=_("duty"), on_delete=models.PROTECT, related_name="files"
    )
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    content = models.BinaryField(_("content"))
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    kept_at = models.DateTimeField(_("kept at"))
    removed_at = models.DateTimeField(_("taken away at"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of a duty")
        verbose_name_plural = _("files of duties")
        ordering = ("kept_at", "pk")

    def __str__(self) -> str:
        return self.name


class TaskNote(models.Model):
    """What somebody wrote about a duty."""

    assignment = models.ForeignKey(
        Assignment, verbose_name=_("duty"), on_delete=models.PROTECT, related_name="remarks"
    )
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("note about a duty")
        verbose_name_plural = _("notes about duties")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:80]


class Reminder(models.Model):
    """One message that reminded organisations of what they had not sent."""

    organisations = models.JSONField(_("keys of the organisations"), default=list)
    text = models.TextField(_("text"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("time"), db_index=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M}: {len(self.organisations)}"


class CalendarAddress(models.Model):
    """A personal address that a telephone's calendar asks by itself: no login, nobody's name.

    Only the SHA-256 of its code is kept. `asked` counts how often it was asked since
    `asked_since`.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    seal = models.CharField(_("SHA-256 of the code"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    asked_since = models.DateTimeField(_("counted since"), null=True, blank=True)
    asked = models.PositiveIntegerField(_("times asked"), default=0)

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.person}, {self.made_at:%d/%m/%Y}"

"""Bulletins: what is heard in one session, in one order; and the recordings they are made of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.newsroom.models.items import Item, Variant
from loa.people.models import Organisation


class Bulletin(models.Model):
    """One unit's own programme for one session of one day.

    Its state follows from its items (`bulletins.rules.standing`): it is approved when all
    of them are. `sound` is the whole of it in one file, made once it is approved.
    """

    key = models.SlugField(_("key"), max_length=100, unique=True)
    issuer = models.ForeignKey(
        Organisation,
        verbose_name=_("issuing office"),
        on_delete=models.PROTECT,
        related_name="bulletins",
    )
    day = models.DateField(_("day"), db_index=True)
    opens = models.TimeField(_("session opens"))
    closes = models.TimeField(_("session closes"))
    ident = models.ForeignKey(
        Item,
        verbose_name=_("signature sound"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closing = models.ForeignKey(
        Item,
        verbose_name=_("closing sound"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("put together by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bulletins",
    )
    made_at = models.DateTimeField(_("made at"))
    sent_at = models.DateTimeField(_("sent for approval at"), null=True, blank=True)
    placed_at = models.DateTimeField(_("placed at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken off the air at"), null=True, blank=True)
    sound = models.CharField(_("address of the whole sound"), max_length=64, blank=True)
    sound_bytes = models.PositiveIntegerField(_("size of the sound"), default=0)
    sound_ms = models.PositiveIntegerField(_("length of the sound"), default=0)
    sound_of = models.CharField(_("what the sound was made of"), max_length=64, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("newsroom", "bulletin")
        verbose_name_plural = pgettext_lazy("newsroom", "bulletins")
        ordering = ("-day", "-opens", "key")
        constraints = (
            models.UniqueConstraint(
                fields=("issuer", "day", "opens"), name="newsroom_bulletin_session"
            ),
        )

    def __str__(self) -> str:
        return f"{self.issuer}, {self.day:%d/%m/%Y} {self.opens:%H:%M}"


class BulletinEntry(models.Model):
    """An item in one language, in its place within a bulletin."""

    bulletin = models.ForeignKey(
        Bulletin,
        verbose_name=pgettext_lazy("newsroom", "bulletin"),
        on_delete=models.CASCADE,
        related_name="entries",
    )
    position = models.PositiveSmallIntegerField(_("place in the order"))
    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.PROTECT,
        related_name="entries",
    )
    language = models.CharField(_("language"), max_length=8)

    class Meta:
        verbose_name = _("place in a bulletin")
        verbose_name_plural = _("places in bulletins")
        ordering = ("bulletin", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("bulletin", "item", "language"), name="newsroom_entry_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.item}"


class Recording(models.Model):
    """What a language's sound was made from: the recording as it came, and what is cut off.

    Kept whole, so that a cut can be changed and undone without loss. `outline` are its
    peaks, 0 to 1, in equal steps.
    """

    variant = models.OneToOneField(
        Variant,
        verbose_name=_("language variant"),
        on_delete=models.CASCADE,
        related_name="recording",
    )
    name = models.CharField(_("name of the file"), max_length=200, blank=True)
    source = models.CharField(_("address of the recording"), max_length=64)
    source_ms = models.PositiveIntegerField(_("length of the recording"))
    outline = models.JSONField(_("outline of the sound"), default=list)
    from_ms = models.PositiveIntegerField(_("kept from"), default=0)
    until_ms = models.PositiveIntegerField(_("kept until"))

    class Meta:
        verbose_name = pgettext_lazy("newsroom", "recording")
        verbose_name_plural = pgettext_lazy("newsroom", "recordings")

    def __str__(self) -> str:
        return self.name or str(self.variant)

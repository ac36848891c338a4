"""What some items need besides words: further forms, figures, consents, royalties, shares."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.delivery.models import SealedMessage
from loa.newsroom.models.items import Item, Said
from loa.people.models import Organisation


class Edition(Said):
    """A further form of an item in one language."""

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="editions",
    )
    form = models.CharField(
        pgettext_lazy("newsroom", "form"), max_length=12, choices=Item.FormWord.choices
    )

    class Meta:
        verbose_name = _("further form")
        verbose_name_plural = _("further forms")
        ordering = ("item", "form", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "form", "language"), name="newsroom_edition_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} [{self.form}, {self.language}]"


class Figure(models.Model):
    """What an achievement changed: as it was and as it is, in the numbers of the source."""

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="figures",
    )
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)
    what = models.CharField(_("what was counted"), max_length=200)
    unit = models.CharField(_("counted in"), max_length=40, blank=True)
    before = models.CharField(_("before"), max_length=40)
    since = models.CharField(_("when it was so"), max_length=40, blank=True)
    after = models.CharField(_("after"), max_length=40)
    until = models.CharField(_("when it came to be so"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ("item", "position", "pk")

    def __str__(self) -> str:
        return f"{self.what}: {self.before} → {self.after}"


class Consent(models.Model):
    """A person's written consent to what is broadcast of them; nobody else sees the paper.

    The paper stands in the database, so that it is kept or not kept together with its row,
    and is gone for good when it is deleted.
    """

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="consents",
    )
    person = models.CharField(_("person who consents"), max_length=200)
    given_on = models.DateField(_("signed on"))
    paper = models.BinaryField(_("the signed paper"))
    media_type = models.CharField(_("kind of file"), max_length=40)
    sha256 = models.CharField(_("digest of the paper"), max_length=64)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("kept by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    kept_at = models.DateTimeField(_("kept at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("written consent")
        verbose_name_plural = _("written consents")
        ordering = ("item", "kept_at")

    def __str__(self) -> str:
        return f"{self.person}: {self.item}"


class RoyaltyRate(models.Model):
    """What an office pays for one item of a kind, by the document that set it; in dong."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("office"),
        on_delete=models.CASCADE,
        related_name="royalty_rates",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Item.Kind.choices)
    dong = models.PositiveIntegerField(_("dong for one item"))
    document = models.CharField(_("document that set it"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("royalty rate")
        verbose_name_plural = _("royalty rates")
        ordering = ("organisation", "kind")
        constraints = (
            models.UniqueConstraint(fields=("organisation", "kind"), name="newsroom_rate_once"),
        )

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_kind_display()}: {self.dong}"


class Share(models.Model):
    """That a person sent a message on from their own phone: a thing reported, not recorded."""

    class What(models.TextChoices):
        TEXT = "text", pgettext_lazy("shared", "text")
        LINK = "link", pgettext_lazy("shared", "link")
        SOUND = "sound", pgettext_lazy("shared", "sound")

    message = models.ForeignKey(
        SealedMessage,
        verbose_name=_("message"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    what = models.CharField(_("what was sent"), max_length=8, choices=What.choices)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("message sent on")
        verbose_name_plural = _("messages sent on")
        ordering = ("-at",)
        constraints = (
            models.CheckConstraint(
                condition=Q(what__in=("text", "link", "sound")), name="newsroom_share_what"
            ),
        )

    def __str__(self) -> str:
        return f"{self.message}: {self.get_what_display()}"

"""What reviewers decided of items, and what they worked with on the way there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loa.newsroom.models.bulletins import Bulletin
from loa.newsroom.models.items import Item


class Review(models.Model):
    """One reviewer's decision on an item as it stood then.

    An approval keeps its signature; `manifest` is what the reviewer had before them, so
    that the next one sees what changed since.
    """

    class Decision(models.TextChoices):
        APPROVE = "approve", pgettext_lazy("review", "approved")
        RETURN = "return", pgettext_lazy("review", "sent back")

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    revision = models.PositiveIntegerField(_("revision"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="reviews",
    )
    post = models.CharField(_("post held"), max_length=200, blank=True)
    decision = models.CharField(_("decision"), max_length=8, choices=Decision.choices)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("time"))
    message = models.CharField(_("address of the message"), max_length=64, blank=True)
    key_id = models.CharField(_("key"), max_length=16, blank=True)
    method = models.CharField(_("method"), max_length=12, blank=True)
    signature = models.TextField(_("signature"), blank=True)
    manifest = models.JSONField(_("what was reviewed"), default=dict, blank=True, editable=False)
    recording = models.CharField(_("address of the spoken reason"), max_length=64, blank=True)
    recording_ms = models.PositiveIntegerField(_("length of the spoken reason"), default=0)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                # By message, not by revision: what was sent back and changed is another one.
                fields=("message", "key_id"),
                condition=Q(decision="approve", undone_at=None),
                name="newsroom_one_approval_a_key",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_decision_display()}: {self.item} ({self.revision})"

    @property
    def recording_seconds(self) -> float:
        """Length of the spoken reason."""
        return self.recording_ms / 1000


class ApprovalLink(models.Model):
    """A personal address that opens certain items, as they stood then, for one person.

    Only the SHA-256 of its code is kept. `addresses` are the messages by item key: what
    became another message is not what the link was made for. It decides once.
    """

    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("for whom"),
        on_delete=models.CASCADE,
        related_name="approval_links",
    )
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    bulletin = models.ForeignKey(
        Bulletin,
        verbose_name=pgettext_lazy("newsroom", "bulletin"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="links",
    )
    addresses = models.JSONField(_("what it shows"), default=dict)
    made_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    opened_at = models.DateTimeField(_("first opened at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision = models.CharField(
        _("decision"), max_length=8, choices=Review.Decision.choices, blank=True
    )

    class Meta:
        verbose_name = _("approval link")
        verbose_name_plural = _("approval links")
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"{self.person}: {self.bulletin or ', '.join(self.addresses)}"


class Seen(models.Model):
    """What a person had before them, so that what changed since can be marked for them."""

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="seen",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    message = models.CharField(_("address of the message"), max_length=64)
    manifest = models.JSONField(_("what was seen"))
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("what was seen")
        verbose_name_plural = _("what was seen")
        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(
                fields=("item", "person", "message"), name="newsroom_seen_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.item}"


class Claim(models.Model):
    """A reviewer has taken an item on, until a day."""

    item = models.OneToOneField(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="claim",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.CASCADE,
        related_name="claims",
    )
    claimed_at = models.DateTimeField(_("claimed at"))
    due = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("claim of a reviewer")
        verbose_name_plural = _("claims of reviewers")
        ordering = ("due",)

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.item}"


class Comment(models.Model):
    """A remark in the margin of a text, on a passage of it or on the whole.

    The passage is kept as words: the text goes on changing under it.
    """

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.CASCADE,
        related_name="comments",
    )
    revision = models.PositiveIntegerField(_("revision"))
    language = models.CharField(_("language"), max_length=8)
    passage = models.CharField(_("passage"), max_length=300, blank=True)
    text = models.CharField(_("comment"), max_length=1000)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("time"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment in the margin")
        verbose_name_plural = _("comments in the margin")
        ordering = ("at",)

    def __str__(self) -> str:
        return self.text


class PaperApproval(models.Model):
    """A photo of a paper that somebody signed: somebody says so, and no player believes it."""

    item = models.ForeignKey(
        Item,
        verbose_name=pgettext_lazy("newsroom", "item"),
        on_delete=models.PROTECT,
        related_name="papers",
    )
    message = models.CharField(_("address of the message"), max_length=64)
    signer = models.CharField(_("signed by, with the post held"), max_length=200)
    number = models.CharField(_("number of the paper"), max_length=100, blank=True)
    signed_on = models.DateField(_("signed on"))
    photo = models.CharField(_("address of the photo"), max_length=64)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("approval on paper")
        verbose_name_plural = _("approvals on paper")
        ordering = ("recorded_at",)

    def __str__(self) -> str:
        return f"{self.signer}: {self.item}"

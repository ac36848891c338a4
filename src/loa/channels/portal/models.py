"""Sites and the area that each speaks for; articles as pages; what was shown when.

A page is what residents read of a message. Its address is the message's key, so that a
correction changes the page and never its address, and what was taken away still answers.
"""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, URLBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable, Page, Site

from loa.channels.portal.live.models import (
    AgendaLine,
    EventNotes,
    EventPaper,
    EventResult,
    LiveLine,
    LiveLog,
    UnitState,
)
from loa.core.fold import fold

__all__ = [
    "AgendaLine", "ArticlePage", "ArticlePicture", "EventNotes", "EventPaper", "EventResult",
    "HomePage", "LiveLine", "LiveLog", "NewsPage", "SectionPage", "Showing", "SiteUnit", "Turn",
    "UnitState",
]  # fmt: skip
PLAIN = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class SiteUnit(models.Model):
    """The area that a site speaks for; a placement reaches the nearest site around it."""

    site = models.OneToOneField(
        Site, verbose_name=_("site of residents"), on_delete=models.CASCADE, related_name="unit"
    )
    key = models.SlugField(_("key"), unique=True)
    unit_code = models.CharField(_("unit code"), max_length=40, db_index=True)

    class Meta:
        verbose_name = _("area of a site")
        verbose_name_plural = _("areas of sites")

    def __str__(self) -> str:
        return f"{self.site}: {self.unit_code}"


class HomePage(Page):
    """The first page of a site: a welcome by its editors above what is new."""

    welcome = models.CharField(_("welcome, one sentence"), max_length=300, blank=True)
    contact = models.TextField(_("contact, shown at the foot of every page"), blank=True)
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["portal.NewsPage", "portal.SectionPage"]
    content_panels = [*Page.content_panels, FieldPanel("welcome"), FieldPanel("contact")]
    template = "portal/section.html"

    class Meta:
        verbose_name = _("first page")
        verbose_name_plural = _("first pages")

    def __str__(self) -> str:
        return self.title


class SectionPage(Page):
    """A page that site editors make: words, pictures, documents, links to other pages."""

    slug: str  # a page's; Wagtail publishes no types
    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(
        [
            ("text", RichTextBlock(features=PLAIN, label=_("Text"))),
            (
                "picture",
                StructBlock(
                    [
                        ("image", ImageChooserBlock(label=_("Picture"))),
                        ("caption", CharBlock(label=_("Caption"), max_length=300)),
                        ("credit", CharBlock(label=_("Credit"), required=False, max_length=200)),
                    ],
                    label=_("Picture"),
                    template="portal/blocks/picture.html",
                ),
            ),
            (
                "document",
                StructBlock(
                    [
                        ("document", DocumentChooserBlock(label=_("Document"))),
                        ("number", CharBlock(label=_("Number"), required=False, max_length=80)),
                    ],
                    label=_("Document"),
                    template="portal/blocks/document.html",
                ),
            ),
            (
                "link",
                StructBlock(
                    [("text", CharBlock(label=_("Text"))), ("url", URLBlock(label=_("Address")))],
                    label=_("Link"),
                    template="portal/blocks/link.html",
                ),
            ),
        ],
        blank=True,
        verbose_name=_("content"),
    )
    parent_page_types = ["portal.HomePage", "portal.SectionPage"]
    subpage_types = ["portal.SectionPage"]
    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("body")]
    template = "portal/section.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Keep the address without accents: it is read aloud and typed on old phones."""
        self.slug = fold(self.slug).replace(" ", "-")
        super().clean()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages below this one."""
        below = self.get_children().live().order_by("path")
        return {**super().get_context(request, *args, **kwargs), "below": below}


class NewsPage(Page):
    """Under it stand a site's articles; its own address lists them."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["portal.ArticlePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def __str__(self) -> str:
        return self.title


class ArticlePage(Page):
    """What residents read of a message, or of an article that was brought in from elsewhere.

    Its words come from the waist and are changed there; editors add pictures here.
    """

    class Gone(models.TextChoices):
        RETRACTED = "retracted", _("Retracted")
        WITHDRAWN = "withdrawn", _("Taken off the portal")

    site_key = models.SlugField(_("site of residents"))
    key = models.CharField(_("key"), max_length=120, db_index=True)
    digest = models.CharField(_("address of the message"), max_length=64, blank=True, db_index=True)
    revision = models.PositiveIntegerField(_("revision"), default=1)
    first_revision = models.PositiveIntegerField(_("revision first shown"), default=1)
    genre = models.CharField(_("kind"), max_length=20, default="bulletin")
    summary = models.TextField(_("summary"), blank=True)
    body = models.TextField(_("words of the article"), help_text=_("Clean HTML."), blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    issuer = models.CharField(_("issuer"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    source_url = models.URLField(_("came from"), max_length=500, blank=True)
    plan_key = models.CharField(_("plan"), max_length=80, blank=True)
    subject = models.CharField(_("topic"), max_length=300, blank=True)
    subject_slug = models.SlugField(_("topic in addresses"), max_length=120, blank=True)
    sound = models.JSONField(_("sound"), default=dict, blank=True)  # digest, ms, bytes, voice
    editions = models.JSONField(_("in other languages"), default=list, blank=True)
    figures = models.JSONField(_("figures"), default=list, blank=True)
    written_at = models.DateTimeField(_("date of the original"), null=True, blank=True)
    shows_from = models.DateTimeField(_("shown from"))
    shows_until = models.DateTimeField(_("shown until"), null=True, blank=True)
    updated_at = models.DateTimeField(_("updated at"))
    gone_at = models.DateTimeField(_("taken away at"), null=True, blank=True)
    gone = models.CharField(_("why taken away"), max_length=12, choices=Gone.choices, blank=True)

    parent_page_types = ["portal.NewsPage"]
    subpage_types: list[str] = []
    template = "portal/article.html"
    content_panels = [
        MultiFieldPanel(
            [
                FieldPanel(name, read_only=True)
                for name in ("title", "author", "issuer", "source", "subject", "updated_at")
            ],
            heading=_("From the approved message"),
        ),
        InlinePanel("pictures", label=_("Picture")),
    ]
    promote_panels: list[Any] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = (
            models.UniqueConstraint(fields=("site_key", "key"), name="portal_article_once"),
        )
        indexes = (
            models.Index(fields=("site_key", "-shows_from"), name="portal_article_newest"),
            models.Index(fields=("site_key", "subject_slug"), name="portal_article_subject"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def corrected(self) -> bool:
        """Whether readers saw other words before."""
        return self.revision > self.first_revision

    @property
    def imported(self) -> bool:
        """Whether it was brought in, and not approved here."""
        return not self.digest

    def serve(self, request: HttpRequest, *_path: Any, **_named: Any) -> HttpResponse:
        """Answer with the article, or with a notice where it was taken away."""
        # The views read these models.
        from loa.channels.portal import pages  # noqa: PLC0415

        return pages.article(request, self, now=timezone.now())


class ArticlePicture(Orderable):
    """A picture in an article; without a caption nobody knows what it shows."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    caption = models.CharField(_("caption"), max_length=300)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    panels = [FieldPanel("image"), FieldPanel("caption"), FieldPanel("credit")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture of an article")
        verbose_name_plural = _("pictures of articles")

    def __str__(self) -> str:
        return self.caption


class Showing(models.Model):
    """That a message stood on a site, from a moment to a moment: outlives the page."""

    digest = models.CharField(_("address of the message"), max_length=64, db_index=True)
    placement = models.CharField(_("placement"), max_length=160)
    site_key = models.SlugField(_("site of residents"))
    site_name = models.CharField(_("name of the site"), max_length=255)
    address = models.CharField(_("address"), max_length=500)
    unit_code = models.CharField(_("unit code"), max_length=40)
    since = models.DateTimeField(_("since"))
    until = models.DateTimeField(_("until"), null=True, blank=True)
    proven_at = models.DateTimeField(_("proven at"), null=True, blank=True)

    class Meta:
        verbose_name = _("showing")
        verbose_name_plural = _("showings")
        constraints = (
            models.UniqueConstraint(
                fields=("digest", "placement", "site_key"), name="portal_showing_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.address}, {self.since:%d/%m/%Y %H:%M}"


class Turn(models.Model):
    """One row that counts the changes of what residents see: a kept page of before is void."""

    number = models.PositiveBigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("turn of the pages")
        verbose_name_plural = _("turns of the pages")

    def __str__(self) -> str:
        return str(self.number)

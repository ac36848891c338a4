"""What others are told of an article: text to send on, Open Graph, schema.org."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import json_script
from django.utils.safestring import SafeString, mark_safe

from loa.channels.portal import sites
from loa.channels.portal.models import ArticlePage, ArticlePicture
from loa.channels.portal.queries import PICTURE


@dataclass(frozen=True, slots=True)
class Share:
    """An article as one sends it on by hand."""

    url: str
    text: str


def share(request: HttpRequest, page: ArticlePage) -> Share:
    """Return an article's address and a text to send on: headline, beginning, who says so."""
    url = request.build_absolute_uri(address(page))
    said = [page.title, page.summary, page.issuer and f"({page.issuer})", url]
    return Share(url, "\n".join(filter(None, said)))


def address(page: ArticlePage) -> str:
    """Return an article's address on its own site."""
    return f"/{sites.NEWS}/{page.slug}/"


def structured(
    request: HttpRequest, page: ArticlePage, pictures: Sequence[ArticlePicture]
) -> SafeString:
    """Return schema.org's words for an article; what is not known is not said."""
    url = request.build_absolute_uri(address(page))
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": page.title[:110],
        "description": page.summary,
        "mainEntityOfPage": url,
        "inLanguage": "vi",
        "datePublished": (page.written_at or page.shows_from).isoformat(),
        "dateModified": page.updated_at.isoformat(),
        "isAccessibleForFree": True,
    }
    if page.author:
        data["author"] = {"@type": "Person", "name": page.author}
    if page.issuer:
        data["publisher"] = {"@type": "GovernmentOrganization", "name": page.issuer}
    if page.source:
        data["sourceOrganization"] = {"@type": "Organization", "name": page.source}
    if pictures:
        data["image"] = [
            request.build_absolute_uri(one.image.get_rendition(PICTURE).url) for one in pictures
        ]
    if page.sound:
        heard = request.build_absolute_uri(f"/nghe/{page.sound['digest']}.mp3")
        data["audio"] = {
            "@type": "AudioObject",
            "contentUrl": heard,
            "encodingFormat": "audio/mpeg",
            "duration": f"PT{round(page.sound['ms'] / 1000)}S",
        }
    # json_script escapes what would end the element; only the type is another.
    return mark_safe(json_script(data).replace("application/json", "application/ld+json", 1))  # noqa: S308

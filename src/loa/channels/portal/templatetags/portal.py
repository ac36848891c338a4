"""Tags of residents' pages."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from loa.channels.portal import words
from loa.channels.portal.models import ArticlePicture
from loa.channels.portal.queries import PICTURE
from loa.theme import figures

register = template.Library()


@register.filter
def genre(word: str) -> str:
    """Say what kind an article is."""
    return words.genre(word)


@register.filter
def language_name(code: str) -> str:
    """Say a language's name."""
    return words.language(code)


@register.filter
def length(ms: int) -> str:
    """Write a sound's length as m:ss."""
    return figures.clock(ms / 1000)


@register.filter
def clean_html(html: str) -> SafeString:
    """Place HTML that was made from plain words, or cleaned when it was brought in."""
    return mark_safe(html)  # noqa: S308 - `rules.paragraphs` escapes, `importing` cleans


@register.simple_tag
def picture(row: ArticlePicture) -> SafeString:
    """Place a picture in the size of a page; its caption stands under it."""
    image = row.image.get_rendition(PICTURE)
    drawn: str = image.img_tag({"alt": "", "loading": "lazy", "decoding": "async"})
    return mark_safe(drawn)  # noqa: S308 - escaped by Wagtail

"""Words of the portal as residents read them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

WORD = "portal"  # under which plans name this channel
ARTICLES = "articles"

GENRES: dict[str, str | Promise] = {
    "article": _("Article"),
    "notice": _("Notice"),
    "bulletin": _("News"),
    "slogan": _("Slogan"),
    "outline": _("Outline of a talk"),
    "interview": _("Interview"),
    "voxpop": _("Voices of residents"),
    "profile": _("Good example"),
    "achievement": _("Achievement"),
    "answer": _("Answer to a question"),
}
LANGUAGES: dict[str, str | Promise] = {
    "vi": pgettext_lazy("language of an article", "Vietnamese"),
    "tyz": pgettext_lazy("language of an article", "Tày"),
    "nut": pgettext_lazy("language of an article", "Nùng"),
    "ium": pgettext_lazy("language of an article", "Dao"),
    "hmn": pgettext_lazy("language of an article", "Mông"),
    "hmv": pgettext_lazy("language of an article", "Mông"),
    "en": pgettext_lazy("language of an article", "English"),
}


def genre(word: str) -> str:
    """Say what kind an article is."""
    return str(GENRES.get(word, GENRES["bulletin"]))


def language(code: str) -> str:
    """Say a language's name; its code where we know none."""
    return str(LANGUAGES.get(code, code))

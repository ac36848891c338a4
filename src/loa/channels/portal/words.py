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
    "vi": pgettext_lazy("language", "Vietnamese"),
    "tyz": pgettext_lazy("language", "Tày"),
    "nut": pgettext_lazy("language", "Nùng"),
    "ium": pgettext_lazy("language", "Dao"),
    "hmn": pgettext_lazy("language", "Mông"),
    "hmv": pgettext_lazy("language", "Mông"),
    "en": pgettext_lazy("language", "English"),
}


def genre(word: str) -> str:
    """Say what kind an article is."""
    return str(GENRES.get(word, GENRES["bulletin"]))


def language(code: str) -> str:
    """Say a language's name; its code where we know none."""
    return str(LANGUAGES.get(code, code))

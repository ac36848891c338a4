"""The language of a page: Vietnamese, until this person chooses otherwise.

Django's own middleware follows the browser, and a commune's machine is often set up in
English by whoever sold it; a reader of Vietnamese would then meet an English page.
"""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import trans_real


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Take the language from the switch's cookie, else the installation's own."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language and note it on the request.

        `?language=` asks for one page in another language and is kept nowhere: residents'
        pages set no cookie.
        """
        asked = request.GET.get("language", "")
        chosen = asked or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = bool(chosen) and trans_real.check_for_language(chosen)
        supported = known and chosen in dict(settings.LANGUAGES)
        translation.activate(chosen if supported else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

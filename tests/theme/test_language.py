import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import translation

from loa.theme.language import ChosenLanguageMiddleware


@pytest.mark.parametrize(
    ("cookie", "language"),
    [
        pytest.param(None, "vi", id="a-browser-set-up-in-english-still-gets-vietnamese"),
        pytest.param("en", "en", id="chosen"),
        pytest.param("vi", "vi", id="chosen-back"),
        pytest.param("fr", "vi", id="not-offered"),
        pytest.param("../../x", "vi", id="nonsense"),
    ],
)
def test_the_page_speaks_vietnamese_until_asked(cookie: str | None, language: str) -> None:
    request = RequestFactory().get("/", HTTP_ACCEPT_LANGUAGE="en-US,en;q=0.9")
    if cookie:
        request.COOKIES["django_language"] = cookie
    heard: list[str | None] = []

    def page(asked: HttpRequest) -> HttpResponse:
        heard.extend([translation.get_language(), asked.LANGUAGE_CODE])
        return HttpResponse()

    with translation.override("vi"):
        ChosenLanguageMiddleware(page)(request)
    assert heard == [language, language]

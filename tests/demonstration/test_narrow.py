"""Every page of the demonstration on the narrowest phone: nothing has to be pushed sideways.

Links are followed from the first pages of residents and of staff, one page of every view
that an address leads to, so that a new page is looked at without being named here.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone
from playwright.sync_api import Error, Page
from tests.browser import NewPage

from loa.demonstration import load
from loa.demonstration.load import Folders

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NARROW, MANY = 320, 55
# Wagtail's and Django's own administration, and what is no page or ends the visit.
ELSEWHERE = ("/cms/", "/admin/", "/accounts/logout/", "/static/", "/media/", "/i18n/")
WIDER = """() => [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map(one => `${one.tagName.toLowerCase()}.${one.className}`)"""


@pytest.fixture
def _demonstration(transactional_db: None, folders: Folders) -> None:
    load.load_today(folders, now=timezone.now(), progress=lambda *_: None)


def pages(page: Page, base: str, start: str, known: set[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the view of every page that links lead to, with what stands out at its side.

    What is `known` is not looked at again: the next person has the same shell around it.
    """
    waiting = deque([start])
    while waiting:
        path = waiting.popleft()
        if (view := view_of(path)) in known:
            continue
        known.add(view)
        try:
            answer = page.goto(base + path)
        except Error as error:  # a calendar, a booklet: a file to keep, no page
            if "Download is starting" in error.message:
                continue
            raise
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        assert answer.status == 200, path
        across = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        yield view, page.evaluate(WIDER) if across > 0 else []
        found = page.evaluate(
            "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"
        )
        waiting += [
            urldefrag(url.removeprefix(base))[0]
            for url in found
            if url.startswith(base) and not url.removeprefix(base).startswith(ELSEWHERE)
        ]


def view_of(path: str) -> str:
    """Return the name of the view behind an address; the address where it is Wagtail's page."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return path
    return found.view_name if found.view_name != "wagtail_serve" else urlsplit(path).path


@pytest.mark.usefixtures("_demonstration")
def test_no_page_scrolls_sideways_at_320_pixels(live_server: Any, new_page: NewPage) -> None:
    wide: dict[str, list[str]] = {}
    known: set[str] = set()
    for username, start in (("", "/"), ("bien-tap", "/today/"), ("can-bo-xa", "/officer/")):
        page = new_page(width=NARROW, height=640, reduced_motion="reduce")
        if username:
            sign_in(page, live_server.url, username)
        found = dict(pages(page, live_server.url, start, known))
        assert found, f"{username} saw nothing"
        wide |= {f"{username}: {view}": out for view, out in found.items() if out}
    assert wide == {}
    assert len(known) >= MANY


def sign_in(page: Page, base: str, username: str) -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(username=username))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": base}])

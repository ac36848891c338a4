"""A real Chromium for the tests marked `browser`, and axe to judge what it shows."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

expect.set_options(timeout=15_000)  # milliseconds: a busy machine answers late, not wrongly
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NewPage = Callable[..., Page]


def chromium() -> str | None:
    """Find the browser: the one named in LOA_CHROMIUM, else the system's, else playwright's own."""
    known = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("LOA_CHROMIUM") or next(filter(None, map(shutil.which, known)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for the whole run."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield running
        running.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open pages, each in a context of its own: `new_page(width=320, color_scheme="dark")`."""
    contexts: list[BrowserContext] = []

    def opened(*, width: int = 1280, height: int = 800, **options: Any) -> Page:
        settings = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Open one page of desktop width."""
    return new_page()


def signed_in(page: Page, live_server: Any, user: AbstractBaseUser) -> Page:
    """Let a page's visitor be somebody, without the pages on which people sign in."""
    client = Client()
    client.force_login(user)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    return page


def sideways(page: Page) -> int:
    """Return how many pixels of a page lie beside the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def violations(page: Page) -> list[str]:
    """List what axe holds against a page, each with the elements it means."""
    # What holds is not listed too: that takes longer than looking for what does not.
    asked = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=asked)
    return [
        f"{rule['id']}: {', '.join(str(node['target'][0]) for node in rule['nodes'])}"
        for rule in found.response["violations"]
    ]

"""What every recording in a page shares: lengths as people read them, names of files."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LENGTHS = {-500: "0:00", 499: "0:00", 7_000: "0:07", 59_600: "1:00", 760_000: "12:40"}
HOURS = {3_600_000: "1:00:00", 3_723_000: "1:02:03"}
# The kind that a browser records, and the ending that its file gets.
KINDS = {
    "audio/webm;codecs=opus": "webm",
    "audio/webm": "webm",
    "audio/mp4": "m4a",
    "audio/mp4;codecs=mp4a.40.2": "m4a",
    "audio/ogg;codecs=opus": "ogg",
    "": "webm",
}
NAMED = """async (kinds) => {
    const { Recorder } = await import("/static/theme/recorder.js");
    return kinds.map((mimeType) => {
        const one = new Recorder(() => {});
        one.recorder = { mimeType };
        return one.file("tin").name;
    });
}"""


@pytest.fixture
def any_page(live_server: Any, page: Page) -> Page:
    page.goto(f"{live_server.url}/accounts/login/")
    return page


def test_lengths_are_read_to_the_nearest_second(any_page: Page) -> None:
    wanted = LENGTHS | HOURS
    read = any_page.evaluate(
        "async (all) => all.map((await import('/static/theme/lengths.js')).clockText)",
        list(wanted),
    )
    assert read == list(wanted.values())


def test_a_recording_is_named_by_its_kind(any_page: Page) -> None:
    names = any_page.evaluate(NAMED, list(KINDS))
    assert names == [f"tin.{ending}" for ending in KINDS.values()]

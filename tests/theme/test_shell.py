import pytest
from django.http import HttpRequest
from django.utils.safestring import mark_safe

from loa.theme import shell
from loa.theme.shell import Frame


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, "_fillings", {"unit": [], "search": [], "band": []})
    monkeypatch.setattr(shell, "_framings", [])


def test_a_slot_is_filled_once_by_each_room_and_text_is_escaped() -> None:
    def html(_request: HttpRequest) -> str:
        return mark_safe("<b>34</b>")

    def text(_request: HttpRequest) -> str:
        return "<34"

    for filling in (html, text, html):
        shell.fill("band", filling)
    assert shell.content("band", HttpRequest()) == "<b>34</b>&lt;34"


def test_an_empty_slot_shows_nothing() -> None:
    assert shell.content("unit", HttpRequest()) == ""


@pytest.mark.parametrize(
    ("said", "frame"),
    [
        ([], "live"),
        (["live"], "live"),
        (["live", "rehearsal"], "rehearsal"),
        (["rehearsal", "drill", "live"], "drill"),
    ],
)
def test_the_gravest_frame_wins(said: list[Frame], frame: Frame) -> None:
    for word in said:
        shell.say_frame(lambda _request, word=word: word)  # type: ignore[misc]
    assert shell.frame(HttpRequest()) == frame

import pytest

from loa.theme import figures, icons


def test_every_drawing_is_hidden_from_readers_and_follows_the_text() -> None:
    wrong = [
        name
        for name in icons.names()
        if not icons.svg(name).startswith("<svg")
        or 'aria-hidden="true"' not in icons.svg(name)
        or 'stroke="currentColor"' not in icons.svg(name)
    ]
    assert wrong == []


def test_the_states_have_drawings() -> None:
    assert {drawing for _word, drawing in figures.STATES.values()} <= set(icons.names())


def test_a_name_mistyped_is_told_the_names_there_are() -> None:
    with pytest.raises(icons.UnknownIconError, match=r"no icon 'loudspeeker'.*loudspeaker"):
        icons.svg("loudspeeker")

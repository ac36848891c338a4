"""The translation tool, on a small source tree of its own."""

import gettext
import runpy
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOM = "newsroom"
CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext
_("Send")
_("Send")
_("Hello, %(name)s")
ngettext("%(n)s item", "%(n)s items", 2)
pgettext("state", "Late")
"""
TEMPLATE = """{% load i18n %}
  <p title="{% translate 'Listen' %}">text that is not translated</p>
      {% blocktranslate trimmed count n=items|length %}
        {{ n }} listener
      {% plural %}
        {{ n }} listeners
      {% endblocktranslate %}
 {# Translators: a state, not a fee #}
 {% translate "Due" context "state" %}
"""
VIETNAMESE = {
    "Send": "Gửi",
    "Hello, %(name)s": "Chào %(name)s",
    "%(n)s item": "%(n)s tin",
    "%(n)s listener": "%(n)s người nghe",
    "Late": "Trễ",
    "Listen": "Nghe",
    "Due": "Chờ",
}
Run = Callable[..., int]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    room = tmp_path / ROOM
    (room / "templates" / ROOM).mkdir(parents=True)
    (room / "__init__.py").touch()
    (room / "views.py").write_text(CODE, encoding="utf-8")
    (room / "templates" / ROOM / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(source: Path) -> Run:
    tool = SimpleNamespace(**runpy.run_path("tools/messages"))
    return lambda *arguments: tool.main(list(arguments), source=source)


def po(source: Path, room: str = ROOM) -> Path:
    return source / room / "locale/vi/LC_MESSAGES/django.po"


def translate(source: Path, words: dict[str, str], room: str = ROOM) -> None:
    lines = po(source, room).read_text(encoding="utf-8").splitlines()
    current = ""
    for place, line in enumerate(lines):
        if line.startswith("msgid "):
            current = line.removeprefix("msgid ").strip('"')
        if line in {'msgstr ""', 'msgstr[0] ""'} and current in words:
            lines[place] = line.replace('""', f'"{words[current]}"')
    po(source, room).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def translated(source: Path, run: Run) -> Path:
    run()
    translate(source, VIETNAMESE)
    run()
    return source


def test_strings_of_code_and_templates_are_found_once(source: Path, run: Run) -> None:
    assert run() == 0
    found = [
        line for line in po(source).read_text(encoding="utf-8").splitlines() if "msgid " in line
    ]
    assert sorted(found[1:]) == sorted(f'msgid "{text}"' for text in VIETNAMESE)


def test_what_is_translated_passes_and_reaches_people(translated: Path, run: Run) -> None:
    assert run("--check") == 0
    with po(translated).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert [
        compiled.gettext("Send"),
        compiled.ngettext("%(n)s listener", "%(n)s listeners", 1),
        compiled.pgettext("state", "Late"),
    ] == ["Gửi", "%(n)s người nghe", "Trễ"]


def test_running_again_changes_nothing(translated: Path, run: Run) -> None:
    before = [po(translated).read_bytes(), po(translated).with_suffix(".mo").read_bytes()]
    run()
    assert [po(translated).read_bytes(), po(translated).with_suffix(".mo").read_bytes()] == before


def test_no_line_numbers_are_kept(translated: Path, run: Run) -> None:
    before = po(translated).read_bytes()
    views = translated / ROOM / "views.py"
    views.write_text("\n\n\n" + CODE, encoding="utf-8")
    run()
    assert po(translated).read_bytes() == before


def test_a_new_string_is_asked_for(
    translated: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (translated / ROOM / "forms.py").write_text(
        "from django.utils.translation import gettext_lazy as _\n_('Title')\n", encoding="utf-8"
    )
    assert run("--check") == 1
    assert "newsroom: untranslated: 'Title'" in capsys.readouterr().out


def test_a_dead_string_is_named_then_dropped(
    translated: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    (translated / ROOM / "views.py").write_text(CODE.replace('_("Send")', ""), encoding="utf-8")
    assert run("--check") == 1
    assert "newsroom: stale: 'Send'" in capsys.readouterr().out
    run()
    assert run("--check") == 0
    assert "Gửi" not in po(translated).read_text(encoding="utf-8")


def test_a_lost_placeholder_is_named(
    translated: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    text = po(translated).read_text(encoding="utf-8")
    po(translated).write_text(text.replace("Chào %(name)s", "Chào %(nam)s"), encoding="utf-8")
    assert run("--check") == 1
    assert "placeholders differ: 'Hello, %(name)s'" in capsys.readouterr().out


def test_a_catalogue_that_was_not_compiled_is_named(
    translated: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    po(translated).with_suffix(".mo").unlink()
    assert run("--check") == 1
    assert "django.mo is not compiled from django.po" in capsys.readouterr().out


def test_two_rooms_may_not_say_one_word_in_two_ways(
    translated: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    other = translated / "people"
    other.mkdir()
    (other / "__init__.py").write_text(
        "from django.utils.translation import gettext as _\n_('Send')\n", encoding="utf-8"
    )
    run()
    translate(translated, {"Send": "Chuyển"}, room="people")
    run()
    capsys.readouterr()
    assert run("--check") == 1
    assert capsys.readouterr().out == (
        "'Send' is said in two ways, agree or use pgettext: newsroom 'Gửi', people 'Chuyển'\n"
    )


def test_a_room_inside_a_room_keeps_its_own_words(translated: Path, run: Run) -> None:
    inner = translated / "channels" / "broadcast"
    inner.mkdir(parents=True)
    (inner.parent / "__init__.py").touch()
    (inner / "__init__.py").write_text(
        "from django.utils.translation import gettext as _\n_('Relay')\n", encoding="utf-8"
    )
    run()
    assert not po(translated, "channels").exists()
    assert 'msgid "Relay"' in po(translated, "channels/broadcast").read_text(encoding="utf-8")


def test_only_the_rooms_named_are_touched(translated: Path, run: Run) -> None:
    other = translated / "plans"
    other.mkdir()
    (other / "__init__.py").write_text(
        "from django.utils.translation import gettext as _\n_('Plan')\n", encoding="utf-8"
    )
    assert run(ROOM) == 0
    assert not po(translated, "plans").exists()


def test_a_broken_catalogue_is_named_and_left_alone(translated: Path, run: Run) -> None:
    broken = po(translated).read_bytes() + b"<<<<<<< HEAD\n"
    po(translated).write_bytes(broken)
    with pytest.raises(SystemExit, match=r"newsroom.*django\.po: cannot be read"):
        run()
    assert po(translated).read_bytes() == broken


def test_a_room_that_does_not_exist_is_misuse(run: Run) -> None:
    with pytest.raises(SystemExit, match="2"):
        run("kitchen")

"""What pages say that is not translated is found in code, in templates and in Wagtail's own."""

import json
from pathlib import Path

import pytest

from loa import cli
from loa.operations.untranslated import Said, said, untranslated


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.py", 'x = _("One") + gettext("T" "wo")', [Said("One"), Said("Two")]),
        ("a.py", 'ngettext("%(n)s day", "%(n)s days", n)', [Said("%(n)s day", plural=True)]),
        ("a.py", 'pgettext_lazy("mood", "Plain")', [Said("Plain", "mood")]),
        ("a.py", "_(name)\n\"_('no')\"", []),
        ("a.html", '<p>{% translate "One" %}</p>', [Said("One")]),
        (
            "a.html",
            "{% blocktranslate trimmed with n=3 %}  {{ n }} of\n all {% endblocktranslate %}",
            [Said("%(n)s of all")],
        ),
        ("a.html", "  it's <b>'odd</b>\n {% if x %} {{ _('Two') }} {% endif %}", [Said("Two")]),
    ],
)
def test_what_a_file_says(tmp_path: Path, name: str, text: str, found: list[Said]) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert list(said(path)) == found


@pytest.mark.slow
def test_every_staff_and_public_page_is_translated(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "translations", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"untranslated": []}


def test_to_a_reader_without_a_catalogue_everything_is_untranslated() -> None:
    assert "Nothing found" in untranslated("la")

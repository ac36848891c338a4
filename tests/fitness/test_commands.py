"""Every command is documented with its options and exit codes, and says what it is for."""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from loa import cli
from loa.player import cli as player_cli

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "operate" / "commands.md"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
ROW = re.compile(r"^\| `(?P<usage>loa(?:-player)? [^`]+)` \| (?P<text>.+) \| (?P<codes>[^|]+) \|$")
NAMED = re.compile(r"`(?:\.venv/bin/)?(loa(?:-player)? [a-z][^`]*)`")
Words = tuple[str, ...]
OPTION = re.compile(r"--[a-z-]+")


@dataclass(frozen=True)
class Command:
    """A command that runs: its words, the sentence in the list of commands, its options."""

    words: str
    help: str
    options: frozenset[str]


def commands(parser: argparse.ArgumentParser, help_text: str = "-") -> Iterator[Command]:
    """Yield what can be run below a parser, and a group's own missing sentence as a command."""
    groups = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
    if not groups:
        options = (word for action in parser._actions for word in action.option_strings)
        yield Command(parser.prog, help_text, frozenset(options) - {"-h", "--help"})
    for group in groups:
        sentences = {choice.dest: choice.help or "" for choice in group._choices_actions}
        for name, child in group.choices.items():
            if not sentences.get(name):
                yield Command(child.prog, "", frozenset())
            else:
                yield from commands(child, sentences[name])


def everything() -> list[Command]:
    return [*commands(cli.parser()), *commands(player_cli.parser())]


def documented() -> dict[str, re.Match[str]]:
    """Return the page's rows by the words that each begins with."""
    rows = (ROW.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    known = sorted((one.words for one in everything()), key=len, reverse=True)
    found = {}
    for row in filter(None, rows):
        usage = row["usage"].replace("\\|", "|")
        words = next((w for w in known if f"{usage} ".startswith(f"{w} ")), usage)
        assert words not in found, f"{words} is documented twice"
        found[words] = row
    return found


def test_every_command_has_a_row_and_every_row_a_command() -> None:
    assert sorted(documented()) == sorted(one.words for one in everything())


def test_every_command_says_what_it_is_for() -> None:
    assert [one.words for one in everything() if not one.help] == []


def test_every_row_names_exactly_the_commands_options() -> None:
    shown = {words: frozenset(OPTION.findall(row["usage"])) for words, row in documented().items()}
    known = {one.words: one.options for one in everything() if one.words in shown}
    assert {words: shown[words] for words in known} == known


def test_every_row_says_what_the_exit_codes_mean() -> None:
    assert [w for w, row in documented().items() if not row["codes"].startswith("0")] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_that_a_document_names_exists(document: Path) -> None:
    known = {tuple(one.words.split()) for one in everything()}
    groups = {words[:length] for words in known for length in range(1, len(words) + 1)}
    text = document.read_text(encoding="utf-8")
    named = [tuple(match[1].split()) for match in NAMED.finditer(text)]
    assert [" ".join(words) for words in named if not _begins(words, known, groups)] == []


def _begins(words: Words, known: set[Words], groups: set[Words]) -> bool:
    """Whether words begin with a command, or are a group's own."""
    return words in groups or any(words[: len(one)] == one for one in known)


@pytest.mark.parametrize("parser", [cli.parser(), player_cli.parser()], ids=lambda p: p.prog)
def test_what_is_no_command_is_a_misuse(
    parser: argparse.ArgumentParser, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        parser.parse_args(["no-such-command"])
    assert end.value.code == 2
    assert "invalid choice: 'no-such-command'" in capsys.readouterr().err


def test_a_command_without_a_sentence_is_found() -> None:
    parser = argparse.ArgumentParser(prog="loa")
    group = parser.add_subparsers()
    group.add_parser("silent")
    group.add_parser("spoken", help="says what it does").add_argument("--json")
    assert list(commands(parser)) == [
        Command("loa silent", "", frozenset()),
        Command("loa spoken", "says what it does", frozenset({"--json"})),
    ]

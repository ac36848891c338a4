"""Which strings of the pages have no translation: read from code and templates as installed.

Needs no tool of a developer: the sources are in the installation, Django turns a template
into calls, and what a reader would be shown is asked of Django's own catalogues.
"""

import ast
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.apps import AppConfig, apps
from django.utils.translation import trans_real
from django.utils.translation.template import templatize

PLAIN = frozenset({"_", "gettext", "gettext_lazy", "gettext_noop"})
PLURAL = frozenset({"ngettext", "ngettext_lazy"})
IN_CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
PLURAL_IN_CONTEXT = frozenset({"npgettext", "npgettext_lazy"})
CONTEXT_END = "\x04"
BETWEEN = frozenset(
    {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT}
)
# The packages whose pages people meet, and what of them nobody here is led to: Wagtail's own
# accounts and groups (ours are elsewhere), its approval steps and comments (switched off:
# approval is the newsroom's), several languages of one page, sites (opened by us), collections
# (nobody may make one), tests.
LEFT_OUT = {
    "loa": re.compile(r"^$"),
    "wagtail": re.compile(
        r"users/|sites/|/tests?/|(?<!status/)workflow|userbar|password|login|permission|styleguide"
        r"|models/(sites|media|i18n)|group|(?<!add_)tags\.py$|localization|/task|alias|translat|locale"
        r"|unschedule|confirm_(convert|unlock)|import|user_|comment|notifications|email|pages_for"
        r"|tabular|embeds|collections?/|release_notes|whats_new|upgrade_"
    ),
}
UNSEEN = {
    "loa": re.compile(r"^$"),
    "wagtail": re.compile(
        r"comment|workflow|alias|translat|^wagtail |permission$|permissions$|^(add/edit|edit any"
        r"|bulk delete|delete pages with|lock/unlock|publish any|unlock any"
        r"|select (images|documents) in)|^(approved|rejected) at|^replied to|a reply"
        r"|editor guide|what's new in",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A string that a page shows: in English, with its context, and whether it has a plural."""

    msgid: str
    context: str = ""
    plural: bool = False

    @property
    def key(self) -> str | tuple[str, int]:
        """The key under which a catalogue holds it."""
        msgid = f"{self.context}{CONTEXT_END}{self.msgid}" if self.context else self.msgid
        return (msgid, 0) if self.plural else msgid


def said(path: Path) -> Iterator[Said]:
    """Yield what one file of code, or one template, shows to people."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Within parentheses Python does not mind how the rest of a template is indented.
        text = f"(\n{templatize(text, origin=str(path))}\n)"
    for name, strings in _calls(text):
        if name in PLAIN:
            yield Said(strings[0])
        elif name in PLURAL and len(strings) > 1:
            yield Said(strings[0], plural=True)
        elif name in IN_CONTEXT and len(strings) > 1:
            yield Said(strings[1], strings[0])
        elif name in PLURAL_IN_CONTEXT and len(strings) > 2:  # noqa: PLR2004 - context and two forms
            yield Said(strings[1], strings[0], plural=True)


def _calls(text: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each call of a translating function with the strings that it begins with."""
    names = PLAIN | PLURAL | IN_CONTEXT | PLURAL_IN_CONTEXT
    tokens = list(tokenize.generate_tokens(StringIO(text).readline))
    for at, token in enumerate(tokens[:-1]):
        if token.type == tokenize.NAME and token.string in names and tokens[at + 1].string == "(":
            strings = _strings(tokens[at + 2 :])
            if strings:
                yield token.string, strings


def _strings(tokens: list[tokenize.TokenInfo]) -> list[str]:
    """Return the literal strings with which a call's arguments begin, each joined."""
    found: list[str] = []
    parts: list[str] = []
    for token in tokens:
        if token.type == tokenize.STRING and "f" not in token.string.split(token.string[-1])[0]:
            parts.append(str(ast.literal_eval(token.string)))
        elif token.type in BETWEEN:
            continue
        else:
            if parts:
                found.append("".join(parts))
                parts = []
            if token.string != ",":
                break
    return found


def files(app: AppConfig, left_out: re.Pattern[str]) -> Iterator[Path]:
    """Yield an app's code and templates, but not those of another inside it, installed or not."""
    root = Path(app.path)
    inner = [path.parent for path in root.glob("*/**/apps.py")]
    for path in sorted(root.rglob("*")):
        template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if not template and path.suffix != ".py":
            continue
        if "migrations" in path.parts or any(other in path.parents for other in inner):
            continue
        if not left_out.search(path.relative_to(root.parent).as_posix()):
            yield path


def untranslated(language: str = "vi") -> list[str]:
    """Return what pages say that a reader of a language would see in English, sorted."""
    known = trans_real.translation(language)._catalog  # type: ignore[attr-defined] # noqa: SLF001
    missing: set[str] = set()
    for app in apps.get_app_configs():
        room = app.name.partition(".")[0]
        if room not in LEFT_OUT:
            continue
        for path in files(app, LEFT_OUT[room]):
            for one in said(path):
                seen = one.key in known or (one.msgid, 0) in known
                if one.msgid.strip() and not seen and not UNSEEN[room].search(one.msgid):
                    missing.add(one.msgid)
    return sorted(missing)

"""What changed between two states of an item, for whoever approves the later one. Pure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

LONGEST = 4_000  # words: beyond this a comparison would keep the page waiting


class Mark(StrEnum):
    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text, and whether it is new, gone or the same."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something besides the texts: what it was and what it is. A word names it."""

    what: str
    before: str
    after: str


def words(before: str, after: str) -> list[Piece]:
    """Return the later text with what was taken out and put in, word by word."""
    old, new = (re.findall(r"\S+\s*|\s+", text) for text in (before, after))
    if len(old) > LONGEST or len(new) > LONGEST:
        return [Piece(Mark.GONE, before), Piece(Mark.NEW, after)]
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Mark.SAME, "".join(new[c:d])))
            continue
        if b > a:
            pieces.append(Piece(Mark.GONE, "".join(old[a:b])))
        if d > c:
            pieces.append(Piece(Mark.NEW, "".join(new[c:d])))
    return pieces


def between(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Return what differs between two manifests besides the words of texts."""
    found = [
        Change(what, str(before[what]), str(after[what]))
        for what in ("headline", "topic", "scope", "priority", "mood")
        if before[what] != after[what]
    ]
    found += [
        Change(what, before["provenance"][what], after["provenance"][what])
        for what in ("issuer", "author", "source")
        if before["provenance"][what] != after["provenance"][what]
    ]
    found += [
        Change(f"valid-{end}", before["valid"][end], after["valid"][end])
        for end in ("from", "until")
        if before["valid"][end] != after["valid"][end]
    ]
    found += _of_variants(before["variants"], after["variants"])
    return found + _of_extras(before, after)


def _of_extras(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Compare what version 1.1 of manifests added; a member that is not there is as usual."""
    usual = {"genre": "bulletin", "form": "loudspeaker", "answers": ""}
    found = [
        Change(what, str(before.get(what, value)), str(after.get(what, value)))
        for what, value in usual.items()
        if before.get(what, value) != after.get(what, value)
    ]
    old, new = (
        {f"{e['form']}:{e['language']}": e for e in document.get("editions", ())}
        for document in (before, after)
    )
    found += [Change("edition-gone", "", name) for name in old if name not in new]
    found += [Change("edition-new", "", name) for name in new if name not in old]
    found += [
        Change("edition-changed", "", name)
        for name, one in new.items()
        if name in old and old[name] != one
    ]
    if before.get("figures", []) != after.get("figures", []):
        stated = (_figures(document.get("figures", [])) for document in (before, after))
        found.append(Change("figures", *stated))
    if after.get("results", False) and not before.get("results", False):
        found.append(Change("results", "", "true"))
    return found


def _figures(figures: list[dict[str, str]]) -> str:
    return "; ".join(f"{f['what']}: {f['before']} → {f['after']} {f['unit']}" for f in figures)


def _of_variants(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[Change]:
    old = {one["language"]: one for one in before}
    new = {one["language"]: one for one in after}
    found = [Change("language-gone", language, "") for language in old if language not in new]
    for language, one in new.items():
        if language not in old:
            found.append(Change("language-new", "", language))
        elif _address(old[language]) != _address(one):
            found.append(Change("sound", language, language))
        if language in old and old[language]["text"] != one["text"]:
            found.append(Change("text", language, language))
    return found


def _address(variant: dict[str, Any]) -> str:
    return str(variant["sound"]["sha256"]) if variant["sound"] else ""

"""The marks with which a document of the corpus is written once, text and truth together.

`{t|…}` puts a mark around the words that it is about; what a mark says of them becomes the
truth, and the words themselves the passage. Marks nest. README.md lists them. The text that
comes back carries style in private characters (`STYLES`), which the writers turn into runs.
"""

import re
from dataclasses import dataclass, field
from typing import Any

STYLES = {"B": "\ue001\ue002", "I": "\ue003\ue004", "ins": "\ue005\ue006", "del": "\ue007\ue008"}
STYLES["fn"] = "\ue009\ue00a"
_HIDDEN = re.compile("\ue007[^\ue008]*\ue008|\ue009[^\ue00a]*\ue00a|[\ue000-\ue0ff]")
_LEAD = re.compile(r"^(Căn cứ( vào)?|Thực hiện|Theo|Xét)\s+", re.IGNORECASE)
# How many arguments stand before the words.
ARITY = {"no": 1, "is": 1, "on": 1, "k": 1, "tiv": 1, "phase": 3, "ch": 1, "uv": 1}
ARITY |= {"d1": 1, "bad": 1, "tv": 1, "bv": 1, "rv": 1}
LISTS = ("bases", "phases", "topics", "channels", "assignments", "slogans", "recipients")
SCALARS = ("number", "issuer", "issued_on", "kind", "title")
SIMPLE = {"b": "bases", "t": "topics", "s": "slogans", "r": "recipients"}
VALUED = {"bv": "bases", "tv": "topics", "rv": "recipients"}


class MarkError(Exception):
    """A mark that cannot be read; says where."""


def plain(text: str) -> str:
    """Return the words as a reader has them: no style, no deleted words, no notes, one blank."""
    return " ".join(_HIDDEN.sub("", text).split())


def _empty() -> dict[str, Any]:
    lists: dict[str, Any] = {key: [] for key in (*LISTS, "contradictions", "not_understood")}
    return dict.fromkeys(SCALARS) | lists


@dataclass
class Reader:
    """Reads one document; `truth` fills while the text is read."""

    text: str
    truth: dict[str, Any] = field(default_factory=_empty)
    at: int = 0
    unit: str = ""

    def read(self) -> str:
        """Return the styled text; the truth stands in `truth`."""
        styled = self._until_brace()
        if self.at != len(self.text):
            raise MarkError(f"a brace too many: {self._here()}")
        return styled

    def _here(self) -> str:
        return repr(self.text[max(0, self.at - 60) : self.at + 20])

    def _until_brace(self) -> str:
        parts: list[str] = []
        while self.at < len(self.text) and self.text[self.at] != "}":
            if self.text[self.at] == "{":
                self.at += 1
                parts.append(self._mark())
            else:
                parts.append(self.text[self.at])
                self.at += 1
        return "".join(parts)

    def _argument(self) -> str:
        end = self.text.find("|", self.at)
        if end < 0:
            raise MarkError(f"no bar after a mark: {self._here()}")
        found, self.at = self.text[self.at : end], end + 1
        return found

    def _mark(self) -> str:
        name = self._argument()
        arguments = [self._argument() for _ in range(ARITY.get(name, 0))]
        place = self._reserve(name)
        inner = self._until_brace()
        if self.at >= len(self.text):
            raise MarkError(f"a mark is never closed: {name} {inner[:60]!r}")
        self.at += 1
        if name in STYLES:
            return STYLES[name][0] + inner + STYLES[name][1]
        self._note(name, arguments, plain(inner), place)
        return inner

    def _reserve(self, name: str) -> int:
        """Return the place among the phases: an outer one stands before those inside it."""
        return len(self.truth["phases"]) if name == "phase" else 0

    def _note(self, name: str, arguments: list[str], passage: str, place: int) -> None:
        if not passage:
            raise MarkError(f"nothing is marked: {name} {self._here()}")
        truth = self.truth
        if name in SIMPLE:
            value = _LEAD.sub("", passage) if name == "b" else passage
            truth[SIMPLE[name]].append({"value": value, "passage": passage})
        elif name in VALUED:
            truth[VALUED[name]].append({"value": arguments[0], "passage": passage})
        elif name == "phase":
            label, starts, ends = (argument or None for argument in arguments)
            row = {"name": label, "starts": starts, "ends": ends, "passage": passage}
            truth["phases"].insert(place, row)
        elif name == "ch":
            known = {row["value"] for row in truth["channels"]}
            new = [key for key in arguments[0].split(",") if key not in known]
            truth["channels"] += [{"value": key, "passage": passage} for key in new]
        elif name in {"u", "uv"}:
            self.unit = arguments[0] if arguments else passage
        elif name in {"d", "d1"}:
            unit = arguments[0] if arguments else self.unit
            truth["assignments"].append({"unit": unit, "duty": passage, "passage": passage})
        elif name == "bad":
            truth["contradictions"].append({"kind": arguments[0], "passage": passage})
        elif name == "lost":
            truth["not_understood"].append({"value": passage, "passage": passage})
        else:
            self._note_scalar(name, arguments, passage)

    def _note_scalar(self, name: str, arguments: list[str], passage: str) -> None:
        keys = {"no": "number", "is": "issuer", "on": "issued_on", "k": "kind"}
        key = (keys | {"ti": "title", "tiv": "title"}).get(name)
        if key is None:
            raise MarkError(f"unknown mark: {name} {self._here()}")
        if self.truth[key] is not None:
            raise MarkError(f"{key} is said twice: {passage}")
        value = arguments[0] if arguments else passage
        self.truth[key] = {"value": value or None, "passage": passage}

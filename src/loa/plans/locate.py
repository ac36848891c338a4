"""Where things stand in a TOML file: the line of every table, entry and value.

`tomllib` gives values without their places, and a person who is told "target 17 has no
channel" needs the line. The walk below reads text that tomllib has already accepted, so
it only has to find its way, never to judge.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_BARE_END = frozenset(" \t\n=.]}#,\"'")
_VALUE_END = frozenset(",]}\n#")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}
_WIDE_ESCAPES = {"u": 4, "U": 8}


def locate(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every table, array entry and value of a valid document.

    A table's line is that of its first header or of the key that made it; an entry of
    an array has the line on which it begins. The path of the whole document is `()`.
    """
    walk = _Walk(text.replace("\r\n", "\n"))
    walk.document()
    return walk.lines


@dataclass(slots=True)
class _Walk:
    text: str
    at: int = 0
    line: int = 1
    lines: dict[Path, int] = field(default_factory=lambda: {(): 1})
    headed: dict[Path, int] = field(default_factory=dict)  # [[tables]] so far, by their path

    def document(self) -> None:
        table: Path = ()
        while self._skip_blank():
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._entry(table)

    def _header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        line = self.line
        self._step(2 if many else 1)
        names = list(self._dotted())
        self._step(2 if many else 1)
        path = self._under(names[:-1], line)
        last = (*path, names[-1])
        if many:
            self._note(last, line)
            number = self.headed.get(last, 0)
            self.headed[last] = number + 1
            last = (*last, number)
        elif last in self.headed:
            last = (*last, self.headed[last] - 1)
        self._note(last, line)
        return last

    def _under(self, names: list[str], line: int) -> Path:
        """Follow names from the root; a name of [[tables]] means the latest of them."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.headed:
                path = (*path, self.headed[path] - 1)
            self._note(path, line)
        return path

    def _entry(self, table: Path) -> None:
        """Read `key = value`, where a dotted key makes tables on its way."""
        line = self.line
        path = table
        for name in self._dotted():
            path = (*path, name)
            self._note(path, line)
        self._step(1)  # the equals sign
        self._skip_space()
        self._value(path)

    def _value(self, path: Path) -> None:
        self._note(path, self.line)
        first = self.text[self.at]
        if first == "[":
            self._array(path)
        elif first == "{":
            self._inline_table(path)
        elif first in "\"'":
            self._string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in _VALUE_END:
                self._step(1)

    def _array(self, path: Path) -> None:
        self._step(1)
        number = 0
        while self._skip_blank() and self.text[self.at] != "]":
            self._value((*path, number))
            number += 1
            self._skip_blank()
            if self.text[self.at] == ",":
                self._step(1)
        self._step(1)

    def _inline_table(self, path: Path) -> None:
        self._step(1)
        while self._skip_blank() and self.text[self.at] != "}":
            self._entry(path)
            self._skip_blank()
            if self.text[self.at] == ",":
                self._step(1)
        self._step(1)

    def _dotted(self) -> Iterator[str]:
        """Read a key and stop behind it, at `=` or `]`."""
        while True:
            self._skip_space()
            if self.text[self.at] in "\"'":
                yield self._string()
            else:
                start = self.at
                while self.text[self.at] not in _BARE_END:
                    self._step(1)
                yield self.text[start : self.at]
            self._skip_space()
            if self.text[self.at] != ".":
                return
            self._step(1)

    def _string(self) -> str:
        """Read a string of any of the four kinds; only keys use what is returned."""
        quote = self.text[self.at]
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self._step(len(fence))
        parts: list[str] = []
        while not self.text.startswith(fence, self.at):
            if quote == '"' and self.text[self.at] == "\\":
                parts.append(self._escape())
            else:
                parts.append(self.text[self.at])
                self._step(1)
        self._step(len(fence))
        # Up to two quotes may stand right before the closing fence and belong to the text.
        while len(fence) > 1 and self.text.startswith(quote, self.at):
            self._step(1)
        return "".join(parts)

    def _escape(self) -> str:
        letter = self.text[self.at + 1]
        width = _WIDE_ESCAPES.get(letter, 0)
        digits = self.text[self.at + 2 : self.at + 2 + width]
        self._step(2 + width)
        return chr(int(digits, 16)) if width else _ESCAPES.get(letter, letter)

    def _skip_space(self) -> None:
        while self.at < len(self.text) and self.text[self.at] in " \t":
            self._step(1)

    def _skip_blank(self) -> bool:
        """Move over spaces, line ends and comments; tell whether anything is left."""
        while self.at < len(self.text):
            if self.text[self.at] == "#":
                while self.at < len(self.text) and self.text[self.at] != "\n":
                    self._step(1)
            elif self.text[self.at] in " \t\n":
                self._step(1)
            else:
                return True
        return False

    def _step(self, width: int) -> None:
        self.line += self.text.count("\n", self.at, self.at + width)
        self.at += width

    def _note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

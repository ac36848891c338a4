"""The locator, against documents whose lines are known because the test wrote them."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loa.plans.locate import Path, locate

TEXT = '''\
# a remark with [brackets] and "quotes"
a = 1
b.c = "x" # b = 2
"q\\u0022.r" = [
  1, # ]
  """two
lines""", [2020-01-01, { x = 1, y.z = [
    3 ] }],
]
'lit"eral' = \'\'\'
[not]
= a table\'\'\'\'\'

[t]
k = { n = "}" }
[[rows]]
k = 1
  [rows.sub]
  k = 2
[[rows.deep]]
k = 3
[[rows]]
[[rows.deep]]
k = """a\\
   b\\"""" # an escaped quote, then the fence
'''


def test_every_kind_of_toml_is_found_on_its_line() -> None:
    assert locate(TEXT) == {
        (): 1,
        ("a",): 2,
        ("b",): 3,
        ("b", "c"): 3,
        ('q".r',): 4,
        ('q".r', 0): 5,
        ('q".r', 1): 6,
        ('q".r', 2): 7,
        ('q".r', 2, 0): 7,
        ('q".r', 2, 1): 7,
        ('q".r', 2, 1, "x"): 7,
        ('q".r', 2, 1, "y"): 7,
        ('q".r', 2, 1, "y", "z"): 7,
        ('q".r', 2, 1, "y", "z", 0): 8,
        ('lit"eral',): 10,
        ("t",): 14,
        ("t", "k"): 15,
        ("t", "k", "n"): 15,
        ("rows",): 16,
        ("rows", 0): 16,
        ("rows", 0, "k"): 17,
        ("rows", 0, "sub"): 18,
        ("rows", 0, "sub", "k"): 19,
        ("rows", 0, "deep"): 20,
        ("rows", 0, "deep", 0): 20,
        ("rows", 0, "deep", 0, "k"): 21,
        ("rows", 1): 22,
        ("rows", 1, "deep"): 23,
        ("rows", 1, "deep", 0): 23,
        ("rows", 1, "deep", 0, "k"): 24,
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_line_endings_count_once(ending: str) -> None:
    assert locate(ending.join(["a = 1", "", "b = 2"])) == {(): 1, ("a",): 1, ("b",): 3}


KEYS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6)
SCALARS = st.sampled_from(
    [
        "1",
        "-3.5e2",
        "true",
        "2020-07-27",
        "2020-07-27 10:00:00",
        '"a # [ { , } ] b"',
        '"\\"=\\u1ea1\\\\"',
        "'\\ # \"'",
        '"""x\n\n"y"" \\\n  z"""',
        "'''\n'' = [[k]]\n'''",
        '""""q""""',
        "''''q'''''",
        '""',
        "''",
    ]
)
BLANK = st.sampled_from(["", " ", "\t", "\n", ' # = [x] "\n', "\n\n#{\n  "])
SPACE = st.sampled_from(["", " ", "\t "])
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.tuples(
    st.dictionaries(KEYS, VALUES, max_size=3),
    st.dictionaries(
        KEYS.map("t".__add__),
        st.dictionaries(KEYS, VALUES, max_size=3)
        | st.lists(st.dictionaries(KEYS, VALUES, max_size=3), min_size=1, max_size=3),
        max_size=3,
    ),
)


class Writer:
    """Writes a document with blanks of every kind, and notes the line of what it writes."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.text = ""
        self.lines: dict[Path, int] = {(): 1}

    def note(self, path: Path) -> None:
        self.lines.setdefault(path, self.text.count("\n") + 1)

    def key(self, key: str) -> str:
        if key and key.isascii() and key.replace("-", "").replace("_", "").isalnum():
            return key
        return '"' + "".join(f"\\U{ord(one):08x}" for one in key) + '"'

    def entry(self, path: Path, value: Any) -> None:
        self.note(path)
        space = self.draw(SPACE)
        self.text += f"{self.key(str(path[-1]))}{space}={space}"
        self.value(path, value)

    def value(self, path: Path, value: Any) -> None:
        self.note(path)
        if isinstance(value, str):
            self.text += value
        elif isinstance(value, list):
            self.text += "["
            for number, one in enumerate(value):
                self.text += self.draw(BLANK)
                self.value((*path, number), one)
                self.text += self.draw(BLANK) + ","
            self.text += self.draw(BLANK) + "]"
        else:
            self.text += "{" + self.draw(SPACE)
            for number, (key, one) in enumerate(value.items()):
                self.text += f",{self.draw(SPACE)}" if number else ""
                self.entry((*path, key), one)
            self.text += self.draw(SPACE) + "}"

    def table(self, path: Path, values: dict[str, Any]) -> None:
        for key, value in values.items():
            self.text += self.draw(BLANK)
            self.entry((*path, key), value)
            self.text += self.draw(SPACE) + "\n"

    def document(self, top: dict[str, Any], tables: dict[str, Any]) -> None:
        self.table((), top)
        for name, content in tables.items():
            rows = content if isinstance(content, list) else [content]
            for number, row in enumerate(rows):
                self.text += self.draw(BLANK)
                self.note((name,))
                many = isinstance(content, list)
                path: Path = (name, number) if many else (name,)
                self.note(path)
                self.text += f"[[{self.key(name)}]]" if many else f"[{self.key(name)}]"
                self.text += "\n"
                self.table(path, row)


def paths(value: Any, at: Path = ()) -> set[Path]:
    found = {at}
    if isinstance(value, dict):
        for key, one in value.items():
            found |= paths(one, (*at, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            found |= paths(one, (*at, number))
    return found


@given(DOCUMENTS, st.data())
def test_lines_are_those_of_whoever_wrote_the_document(
    document: tuple[dict[str, Any], dict[str, Any]], data: st.DataObject
) -> None:
    top, tables = document
    top = {key: value for key, value in top.items() if key not in tables}
    writer = Writer(data.draw)
    writer.document(top, tables)
    values = tomllib.loads(writer.text)
    assert locate(writer.text) == writer.lines
    assert set(writer.lines) == paths(values)

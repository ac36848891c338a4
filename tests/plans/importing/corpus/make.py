"""Builds the corpus from its sources: `python make.py [NAME …]`; README.md says what is what.

A source is `sources/NAME.FORMAT.src`; FORMAT is docx, typ, typ2 (two columns), txt, tcvn3 or
vni. Beside the document stands its truth, NAME.json. `frozen.json` is written only when
asked for by name (`python make.py freeze`): after the freeze nothing here is to be changed.
"""

import hashlib
import json
import sys
from pathlib import Path

import docx_writer
import legacy
import typst
from markup import MarkError, Reader, plain

HERE = Path(__file__).parent
_TYPST = """#set document(date: none)
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 18mm),
  numbering: "1", number-align: center + top)
#set text(font: "Liberation Serif", size: 13.5pt, lang: "vi", hyphenate: false, ligatures: false)
#set par(justify: true)
#let p(body) = par(first-line-indent: 0pt, body)
#let h(body) = par(strong(body))
#let c(body) = align(center, strong(body))
#let i(body) = align(center, emph(body))
#let r(body) = align(right, emph(body))
#let side(left, right) = grid(columns: (2fr, 3fr), column-gutter: 8pt,
  align(if left.last().starts-with("-") { start } else { center }, left.join(linebreak())),
  align(center, right.join(linebreak())))
#let t(columns, ..cells) = table(columns: columns, ..cells)
// --- text
"""
_CALLS = {"#": "h", "=": "c", "~": "i", ">": "r"}


def typst_source(lines: list[str], *, columns: int) -> str:
    """Return a typst file in which every piece of text is one string."""
    out = [_TYPST]
    rest = iter(lines)
    for line in rest:
        if line == "@cols":
            halves = "\n".join(docx_writer.until_end(rest)).split("\n||\n")
            sides = [
                _strings([part for part in side.split("\n") if part.strip()]) for side in halves
            ]
            out.append(f"#side({', '.join(f'({side},)' for side in sides)})")
            if columns > 1 and len(out) == 2:  # the text's columns begin under the head
                out.append(f"#show: columns.with({columns})")
        elif line == "@table":
            rows = [
                [cell.strip() for cell in row.split("¦")] for row in docx_writer.until_end(rest)
            ]
            cells = ",\n  ".join(_strings(row) for row in rows)
            out.append(f"#t({len(rows[0])},\n  {cells})")
        elif line == "@page":
            out.append("#pagebreak()")
        elif line.strip():
            sign, _, text = line.partition(" ")
            call = _CALLS.get(sign, "p")
            out.append(f"#{call}({_strings([text if sign in _CALLS else line])})")
    return "\n".join(out) + "\n"


def _strings(texts: list[str]) -> str:
    return ", ".join(json.dumps(plain(text), ensure_ascii=False) for text in texts)


def build(source: Path) -> None:
    """Write the document and its truth from one source."""
    name, form, _ = source.name.split(".")
    text = source.read_text(encoding="utf-8").strip("\n")
    if form == "tcvn3":
        text = legacy.without_toned_capitals(text)
    reader = Reader(text)
    try:
        lines = reader.read().split("\n")
    except MarkError as error:
        raise SystemExit(f"{source.name}: {error}") from error
    folder = source.parent.parent
    if form == "docx":
        docx_writer.write(folder / f"{name}.docx", lines)
    elif form in {"typ", "typ2"}:
        file = folder / f"{name}.typ"
        file.write_text(typst_source(lines, columns=2 if form == "typ2" else 1), encoding="utf-8")
        typst.compile(str(file), output=str(folder / f"{name}.pdf"))
    else:
        encode = {"tcvn3": legacy.tcvn3, "vni": legacy.vni}.get(form, str.encode)
        (folder / f"{name}.txt").write_bytes(encode("\n".join(lines) + "\n"))
    truth = json.dumps(reader.truth, ensure_ascii=False, indent=1)
    (folder / f"{name}.json").write_text(truth + "\n", encoding="utf-8")


def freeze() -> None:
    """Write down the hash of every document and truth."""
    files = sorted(path for part in ("seen", "unseen") for path in (HERE / part).glob("*.*"))
    hashes = {
        path.relative_to(HERE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    (HERE / "frozen.json").write_text(json.dumps(hashes, indent=1) + "\n", encoding="utf-8")


def main(names: list[str]) -> None:
    if names == ["freeze"]:
        freeze()
        return
    for source in sorted(HERE.glob("*/sources/*.src")):
        if not names or source.name.split(".")[0] in names:
            build(source)


if __name__ == "__main__":
    main(sys.argv[1:])

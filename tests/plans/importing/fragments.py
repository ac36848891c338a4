"""Small documents of our own: one head, and the fragment that a test is about under it."""

from pathlib import Path
from typing import Any

import docx

from loa.plans.importing.extract import extract
from loa.plans.importing.reading import read_file

HEAD = """\
ỦY BAN NHÂN DÂN
XÃ BẢN MẪU
Số: 21/KH-UBND
Bản Mẫu, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Tuyên truyền phòng cháy, chữa cháy rừng năm 2024

Căn cứ Luật Lâm nghiệp năm 2017;

"""
LISTED = {
    "phases": ("name", "starts", "ends"),
    "assignments": ("unit", "duty"),
}


def rows(found: dict[str, Any], key: str) -> list[Any]:
    """Return a field's values as plain tuples, or as single values."""
    named = LISTED.get(key)
    if named:
        return [tuple(row[one] for one in named) for row in found[key]]
    return [row["value"] for row in found[key]]


def of_text(text: str, folder: Path) -> dict[str, Any]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return extract(read_file(path)).said()


def of_table(heading: str, cells: list[list[str]], folder: Path) -> dict[str, Any]:
    """Return what is found in a Word file with one table; "^" goes on with the cell above."""
    document = docx.Document()
    for line in [*HEAD.strip().split("\n"), heading]:
        if line:
            document.add_paragraph(line)
    table = document.add_table(len(cells), len(cells[0]))
    for at, row in enumerate(cells):
        for column, words in enumerate(row):
            if words == "^":
                table.cell(at - 1, column).merge(table.cell(at, column))
            else:
                table.cell(at, column).text = words
    document.save(str(folder / "a.docx"))
    return extract(read_file(folder / "a.docx")).said()

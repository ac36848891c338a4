"""Import of a document of forty pages: Word read and all findings made, on this machine.

The document is one of the corpus (a plan with its annexes, tables of every commune). Its
pages are counted by what stands in it: each annex begins a page of its own.
"""

import zipfile
from time import monotonic, process_time

from bench.postgres import ROOT
from bench.table import Row

from loa.plans.importing.extract import extract
from loa.plans.importing.reading import read_file

DOCUMENT = ROOT / "tests" / "plans" / "importing" / "corpus" / "seen" / "d20.docx"
LIMIT_S, ROUNDS, LETTERS_A_PAGE = 5.0, 5, 1_800


def run() -> list[Row]:
    with zipfile.ZipFile(DOCUMENT) as archive:
        pages = archive.read("word/document.xml").count(b'w:type="page"') + 1
    taken, used = [], []
    for _ in range(ROUNDS):
        began, cpu = monotonic(), process_time()
        document = read_file(DOCUMENT)
        found = extract(document)
        taken.append(monotonic() - began)
        used.append(process_time() - cpu)
    assert len(found.lists["assignments"]) > 40, "the document was not understood"
    written = len(document.text) / LETTERS_A_PAGE
    worst = max(taken)
    beside = f"{LIMIT_S:.0f}; {written:.0f} full pages of text on {pages} begun pages"
    return [
        Row(
            "import of a Word document of forty pages, worst of 5",
            worst,
            "s",
            beside,
            worst < LIMIT_S,
        ),
        Row("  by CPU time", min(used), "s"),
    ]

"""A kept report as files: all of them, or none."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from loa.core.canonical import digest
from loa.plans.exporting.layouts import LAYOUTS
from loa.reports.documents import heading, word
from loa.reports.documents.charts import charts
from loa.reports.documents.composing import compose
from loa.reports.documents.print import pdf
from loa.reports.models import KeptReport
from loa.reports.publishing import template_of
from loa.reports.statistics import statistics
from loa.reports.xlsx import xlsx

XLSX, DOCX, PDF, CSV, JSON = "xlsx", "docx", "pdf", "csv", "json"
KINDS = (DOCX, PDF, XLSX, CSV, JSON)


class FilesError(Exception):
    """Files that cannot be written; the sentence says where and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file as it stands on the disk."""

    name: str
    sha256: str
    bytes: int


def made(row: KeptReport, *, kinds: tuple[str, ...] = KINDS, layout: str = "") -> dict[str, bytes]:
    """Return a report's files by their name: the same report gives the same bytes.

    `layout`: state or party; empty for the issuer's own.
    """
    report = row.report()
    found: dict[str, bytes] = {}
    if DOCX in kinds or PDF in kinds:
        head = heading.heading_of(row, report, layout=layout)
        paper = compose(report, head, frozen=row.frozen)
        if DOCX in kinds:
            chosen = LAYOUTS[layout] if layout else head.layout
            template = template_of(row, chosen)
            found[DOCX] = word.docx(paper, template=template, made_at=report.as_of)
        if PDF in kinds:
            found[PDF] = pdf(paper, charts(report), made_at=report.as_of)
    if XLSX in kinds:
        found[XLSX] = xlsx(report, frozen=row.frozen)
    if CSV in kinds:
        found[CSV] = statistics(report)
    if JSON in kinds:
        found[JSON] = row.written()
    return {f"{stem(row)}.{kind}": data for kind, data in found.items()}


def stem(row: KeptReport) -> str:
    """Return what a report's files are called, without accents and strokes."""
    of = row.plan_key or row.unit_code.replace("/", "-")
    phase = f"-{row.phase_key}" if row.phase_key else ""
    return f"bao-cao-{of}{phase}-{row.starts:%Y%m%d}-{row.until:%Y%m%d}"


def write(files: dict[str, bytes], folder: Path) -> list[Written]:
    """Write files into a folder, made if it is not there; files of the same names are replaced.

    Raises FilesError when that cannot be; then no file of these names has changed.
    """
    there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".loa-report-", dir=folder) as name:
            for file, data in files.items():
                (Path(name) / file).write_bytes(data)
            for file in files:
                if (folder / file).is_dir():
                    raise IsADirectoryError(0, _("%(file)s is a folder") % {"file": file})
            for file in files:
                (Path(name) / file).replace(folder / file)
    except OSError as error:
        if not there:
            shutil.rmtree(folder, ignore_errors=True)
        told = _("%(folder)s: cannot be written to (%(reason)s).")
        raise FilesError(told % {"folder": folder, "reason": error.strerror}) from error
    return [Written(name, digest(data), len(data)) for name, data in sorted(files.items())]

"""The PDF: the same paper with its pictures, set by typst, tagged for screen readers.

Type is embedded: Libertinus Serif, which comes with typst, for the words of an official
document, Be Vietnam Pro in its pictures. The same report gives the same bytes.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Literal

import typst

from loa import theme
from loa.reports.documents.charts import Chart
from loa.reports.documents.fields import context
from loa.reports.documents.paper import Paper

SOURCE = Path(__file__).parent / "papers" / "report.typ"
FONTS = Path(theme.__file__).parent / "fonts"
STANDARD: Literal["ua-1"] = "ua-1"  # PDF/UA: what a screen reader needs is there, or typst refuses


def pdf(paper: Paper, charts: Sequence[Chart], *, made_at: datetime) -> bytes:
    """Return a paper as PDF; `made_at` is the report's hour."""
    marks = paper.heading.layout.marks
    words = {
        "layout": paper.heading.layout.word,
        "right": list(marks.right),
        "number_lead": marks.number,
        "fields": context(paper),
        "charts": [asdict(one) for one in charts],
    }
    document: bytes = typst.compile(
        str(SOURCE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(words)},
        pdf_standards=[STANDARD],
        timestamp=int(made_at.timestamp()),
    )
    return document

"""Decisions of the portal: which site is nearest, until when a page shows, plain words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from loa.channels.portal import tables
from loa.core.fold import fold

SUMMARY = 220


@dataclass(frozen=True, slots=True)
class SiteArea:
    """A site and the unit that it speaks for."""

    key: str
    unit_code: str


def nearest(
    areas: Iterable[str], sites: Sequence[SiteArea], above: Mapping[str, str]
) -> list[SiteArea]:
    """Return the sites that serve areas, by key: one place on the web for one piece of news.

    For each area that is the site of the smallest unit around it; where none is, every site
    inside it. `above` names the unit directly above each that exists; others have no site.
    """
    by_unit = {site.unit_code: site for site in sites}
    found: set[SiteArea] = set()
    for area in areas:
        if area not in above:
            continue
        around = next((by_unit[unit] for unit in path(area, above) if unit in by_unit), None)
        inside = (site for site in sites if area in path(site.unit_code, above))
        found.update([around] if around else inside)
    return sorted(found, key=lambda site: site.key)


def path(unit: str, above: Mapping[str, str]) -> list[str]:
    """Return a unit and all that it lies in, the nearest first."""
    found: list[str] = []
    while unit and unit not in found:
        found.append(unit)
        unit = above.get(unit, "")
    return found


def closes(ends: Iterable[datetime | None], valid_until: datetime) -> datetime:
    """Return when a page's windows are all over; an open one lasts as long as the approval."""
    return min(max(end or valid_until for end in ends), valid_until)


def paragraphs(text: str) -> str:
    """Return plain words as HTML: an empty line parts paragraphs, rows of cells are tables."""
    return "".join(
        tables.html(part)
        if isinstance(part, tables.Table)
        else f"<p>{escape(part).replace(chr(10), '<br>')}</p>"
        for part in tables.parts(text)
    )


def summary(text: str) -> str:
    """Return how a text begins, whole words without tables, at most SUMMARY characters."""
    said = (part for part in tables.parts(text) if isinstance(part, str))
    plain = " ".join(" ".join(said).split())
    if len(plain) <= SUMMARY:
        return plain
    return plain[:SUMMARY].rsplit(" ", 1)[0].rstrip(",.;:–") + "…"


def slug(words: str) -> str:
    """Return words as they stand in an address: without accents, joined by hyphens."""
    return "-".join(fold(words).split())[:100].strip("-")

"""The words of a paper on a page: figures lead to where they come from, what is owed is marked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from loa.reports.documents import charts
from loa.reports.documents.paper import Pick, Piece, Words
from loa.theme import figures, icons

register = template.Library()
DAY = timedelta(days=1)
TOKENS = {  # what the print shop's ink is on a screen, light or dark
    charts.INK: "currentColor",
    charts.SOFT: "var(--ink-soft)",
    charts.LINE: "var(--line-strong)",
    charts.ACCENT: "var(--accent)",
    charts.WHITE: "var(--surface)",
}


@register.simple_tag(takes_context=True)
def words(context: Mapping[str, Any], said: Words) -> SafeString:
    """Show words; with `row` in the context figures lead to their sources, else they are plain."""
    row = context.get("row")
    number = row.pk if row is not None else 0
    return format_html_join("", "{}", ((_piece(piece, number),) for piece in said))


@register.filter
def last_day(first_after: date) -> date:
    """Return the last day of a period from the first day after it."""
    return first_after - DAY


@register.filter
def parted(heads: str) -> list[str]:
    """Part the heads of a table, as a template writes them: "Chỉ số|Đơn vị"."""
    return heads.split("|")


@register.filter
def is_in(column: int, columns: str) -> bool:
    """Return whether a column, counted from 1, is one of those named: "23"."""
    return str(column) in columns


@register.filter
def signed(value: int | None) -> str:
    """Write a difference with its sign; none is a dash, one that nobody knows is nothing."""
    if value is None:
        return ""
    if not value:
        return "–"
    return f"{'+' if value > 0 else '−'}{figures.number(abs(value))}"


@register.filter
def drawn(svg: str) -> SafeString:
    """Place a picture in the page's own colours; `charts.py` escapes what people wrote."""
    for colour, token in TOKENS.items():
        svg = svg.replace(colour, token)
    return SafeString(svg)


def query(pick: Pick) -> str:
    """Write which lines a figure sums as the query of an address."""
    asked: list[tuple[str, str]] = [("channel", pick.channel), ("measure", pick.measure)]
    if pick.plan is not None:
        asked.append(("plan", pick.plan))
    if pick.topic is not None:
        asked.append(("topic", pick.topic))
    asked += [("unit", unit) for unit in pick.units or ()]
    if pick.cumulative:
        asked.append(("cumulative", "1"))
    return urlencode(asked)


def _piece(piece: Piece, number: int) -> SafeString | str:
    lines = ((line,) for line in piece.text.split("\n"))
    shown = format_html_join(SafeString("<br>"), "{}", lines)
    if not number:
        return format_html("<mark>{}</mark>", shown) if piece.missing else shown
    if piece.missing:
        owing = ", ".join(one.name for one in piece.owed)
        return format_html(
            '<a class="figure-missing" href="{}" title="{}">{}{}</a>',
            reverse("reports:owing", args=(number,)),
            _("owed by: %(names)s") % {"names": owing} if owing else _("missing"),
            icons.svg("bell"),
            shown,
        )
    if piece.pick is not None:
        address = f"{reverse('reports:figure', args=(number,))}?{query(piece.pick)}"
        return format_html('<a class="figure-chip" href="{}">{}</a>', address, shown)
    return shown

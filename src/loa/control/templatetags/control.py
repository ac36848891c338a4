"""The control room's filters: lengths and the words that rooms store."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django import template
from django.utils import formats
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from loa.control import words
from loa.core.periods import Days
from loa.plans.exporting.known import layout_of
from loa.plans.exporting.layouts import LAYOUTS
from loa.plans.models import Plan
from loa.theme.figures import State

if TYPE_CHECKING:
    from loa.control.views.today import ShownSquare

register = template.Library()
NOTHING = SafeString("")
ON_AIR = SafeString(' aria-current="true"')
RELAYED = SafeString(" mark-relay")
IN_STATE = {None: NOTHING} | {one: SafeString(f' data-state="{one}"') for one in State}
DAY = timedelta(days=1)


@register.filter
def seconds(ms: int) -> float:
    """Turn milliseconds into seconds."""
    return ms / 1000


@register.filter
def language(code: str) -> str:
    return words.said(words.LANGUAGES, code)


@register.simple_tag
def marks(squares: "Iterable[ShownSquare]") -> SafeString:
    """Draw the squares of a session, each a link that says what it is.

    A province's display draws thousands of them: what is said twice is made safe once.
    """
    return format_html_join(
        "",
        '<a class="mark{}"{} href="{}" aria-label="{}" title="{}"{}></a>',
        (
            (
                RELAYED if one.relay else NOTHING,
                IN_STATE[one.state],
                one.url,
                (label := conditional_escape(one.label)),
                label,
                ON_AIR if one.on_air else NOTHING,
            )
            for one in squares
        ),
    )


@register.filter
def clock_word(word: str) -> str:
    return words.said(words.CLOCKS, word)


@register.filter
def stops_word(word: str) -> str:
    return words.said(words.STOPS, word)


@register.filter
def level_word(word: str) -> str:
    return words.said(words.LEVELS, word)


@register.filter
def channel_word(word: str) -> str:
    return words.said(words.CHANNELS, word)


@register.filter
def word_layouts(plan: Plan) -> list[tuple[str, str, bool]]:
    """Return the layouts of a plan's document with their names; the issuer's comes first."""
    own = layout_of(plan)
    rows = [(one.word, words.said(words.LAYOUTS, one.word), one is own) for one in LAYOUTS.values()]
    return sorted(rows, key=lambda row: not row[2])


@register.filter
def last_day(first_after: date) -> date:
    """Return the last day of a period from the first day after it."""
    return first_after - DAY


@register.filter
def days(period: Days) -> str:
    """Write a period as people do: 4–6/8/2020, 27/7–2/8/2020, from 1/9/2020."""
    start = period.start
    if period.end is None:
        return gettext("from %(day)s") % {"day": _full(start)}
    last = period.end - DAY
    if last == start:
        return _full(start)
    if (start.year, start.month) == (last.year, last.month):
        return f"{start.day}–{_full(last)}"
    if start.year == last.year:
        return f"{start.day}/{start.month}–{_full(last)}"
    return f"{_full(start)}–{_full(last)}"


@register.filter
def days_after(day: date, other: date) -> int:
    """Return how many days later a day is than another."""
    return (day - other).days


def _full(day: date) -> str:
    return formats.date_format(day, "j/n/Y")

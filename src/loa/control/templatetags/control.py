"""The control room's filters: lengths and the words that rooms store."""

from datetime import date, timedelta

from django import template
from django.utils import formats
from django.utils.translation import gettext

from loa.control import words
from loa.core.periods import Days

register = template.Library()
DAY = timedelta(days=1)


@register.filter
def seconds(ms: int) -> float:
    """Turn milliseconds into seconds."""
    return ms / 1000


@register.filter
def language(code: str) -> str:
    return words.said(words.LANGUAGES, code)


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

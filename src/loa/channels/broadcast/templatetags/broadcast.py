"""The tags of broadcast's pages: states, outcomes and times in the reader's words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from loa.channels.broadcast import words
from loa.channels.broadcast.queries.day import Line
from loa.channels.broadcast.rules import STATES, Fate, Standing
from loa.channels.broadcast.slip import part_of_day
from loa.core.bundle import object_path
from loa.core.words import Clock, Missed, Priority
from loa.theme import icons
from loa.theme.figures import STATES as DRAWN
from loa.theme.figures import State, clock

register = template.Library()


@register.simple_tag
def standing_chip(standing: Standing) -> SafeString:
    """Show how a station stands now."""
    state, icon, word = words.STANDINGS[standing]
    return _chip(state, icon, gettext(word))


@register.simple_tag
def fate_chip(fate: Fate) -> SafeString:
    """Show what became of an item."""
    state = STATES[fate]
    icon = DRAWN[State(state)][1] if state else words.WAITING[fate]
    return _chip(state, icon, gettext(words.FATES[fate]))


def _chip(state: str, icon: str, word: str) -> SafeString:
    shown = format_html(' data-state="{}"', state) if state else ""
    return format_html('<span class="chip"{}>{}{}</span>', shown, icons.svg(icon), word)


@register.filter
def why_missed(reason: str) -> str:
    """Say why an item was not heard."""
    return gettext(words.WHY_MISSED[Missed(reason)]) if reason else ""


@register.filter
def clock_word(value: str) -> str:
    """Say how far a player knows the time."""
    return gettext(words.CLOCKS[Clock(value)]) if value in set(Clock) else ""


@register.filter
def language_word(code: str) -> str:
    """Name a language."""
    return words.language(code)


@register.filter
def priority_word(value: Priority) -> str:
    """Name a priority."""
    return gettext(words.PRIORITIES[value])


@register.filter
def sentence_shown(msgid: str) -> str:
    """Show a kept sentence in the reader's language."""
    return words.shown(msgid)


@register.filter
def mmss(ms: int) -> str:
    """Write milliseconds as m:ss."""
    return clock(ms / 1000)


@register.filter
def seconds(ms: int) -> float:
    """Return milliseconds as seconds."""
    return ms / 1000


@register.simple_tag(takes_context=True)
def at(context: Mapping[str, Any], moment: datetime, pattern: str = "%H:%M") -> str:
    """Write a moment in the station's zone; 05:00 unless another pattern is given."""
    return moment.astimezone(ZoneInfo(context["station"].zone)).strftime(pattern)


@register.simple_tag(takes_context=True)
def session_name(context: Mapping[str, Any], opens: datetime) -> str:
    """Name the session that opens at a moment."""
    name = part_of_day(opens.astimezone(ZoneInfo(context["station"].zone)).hour)
    return name[:1].upper() + name[1:]


@register.filter
def sound_url(address: str) -> str:
    """Return where a sound is served."""
    return f"/repo/objects/{object_path(address)}"


@register.simple_tag
def request_text(unplaced: Mapping[str, Any], station: str) -> str:
    """Return a text to send about something that found no place; empty when there is none."""
    return words.request_for(str(unplaced["reason"]), str(unplaced["headline"]), station)


@register.simple_tag
def block_title(line: Line, zone: str) -> str:
    """Say in one line what a block of the strip is."""
    starts = line.item.starts.astimezone(ZoneInfo(zone))
    return f"{starts:%H:%M:%S} · {line.item.title} · {gettext(words.FATES[line.fate])}"

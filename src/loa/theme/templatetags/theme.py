"""The tags of the visual language; `docs/theme.md` shows each with its result."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from importlib.metadata import version
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.forms import BoundField
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from loa.theme import doors, figures, icons, places, shell, toast
from loa.theme.figures import Grade, State

register = template.Library()


@register.simple_tag
def work_start() -> str:
    """Return where staff begin their day."""
    return str(resolve_url(settings.LOGIN_REDIRECT_URL))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon; the word beside it, or the control's label, must say the same."""
    return icons.svg(name)


@register.simple_tag
def state_chip(state: str, label: str = "", icon_name: str = "") -> SafeString:
    """Show one of the four states as a chip with its icon and a word."""
    word, drawing = figures.STATES[State(state)]
    return format_html(
        '<span class="chip" data-state="{}">{}{}</span>',
        state,
        icons.svg(icon_name or drawing),
        label or word,
    )


@register.simple_tag
def grade(value: str, *, words: bool = True) -> SafeString:
    """Show how sure a figure is: hatch reported, solid recorded, dots confirmed."""
    word = figures.GRADES[Grade(value)]
    return format_html(
        '<span class="grade"><span class="grade-mark" data-grade="{}"></span>'
        '<span class="{}">{}</span></span>',
        value,
        "" if words else "visually-hidden",
        word,
    )


@register.inclusion_tag("theme/parts/bar.html")
def bar(
    proven: float, target: float, confirmed: float = 0, reported: float = 0, unit: str = ""
) -> dict[str, Any]:
    """Show proven against target; `proven` holds what is recorded and what is confirmed."""
    parts = figures.bar(proven, target, confirmed=confirmed, reported=reported)
    # Inside style="" a percentage is CSS: a decimal point, whatever the language.
    drawn = [
        (name, format(part, ".2f"))
        for name in ("confirmed", "recorded", "reported")
        if (part := getattr(parts, name))
    ]
    return {
        "parts": drawn,
        "promised": target > 0,
        "proven": figures.number(proven),
        "target": figures.quantity(target, unit) if unit else figures.number(target),
        "reported": figures.number(reported) if reported else "",
        "confirmed": figures.number(confirmed) if confirmed else "",
    }


@register.simple_tag(takes_context=True)
def when(context: Mapping[str, Any], moment: datetime | None, now: datetime | None = None) -> str:
    """Show a moment as people say it, its exact time on touch; "–" where there is none.

    `now` is this argument, else the page's own `now`, else the clock.
    """
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    reference = timezone.localtime(now or context.get("now") or timezone.now())
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        local.isoformat(timespec="seconds"),
        figures.exactly(local),
        figures.when(local, reference),
    )


@register.simple_tag
def quantity(value: float | Decimal, unit: str) -> SafeString:
    """Write a number with its unit, in the reader's form."""
    return format_html('<span class="number">{}</span>', figures.quantity(value, unit))


@register.filter
def grouped(value: float | Decimal) -> str:
    """Write a number with the reader's decimal mark and thousands set apart."""
    return figures.number(value)


@register.filter
def percent_place(value: float) -> str:
    """Write a place along an axis (0 to 100) for use inside style=""."""
    return format(value, ".3f")


@register.filter
def clock(seconds: float) -> str:
    """Write a length in seconds as m:ss."""
    return figures.clock(seconds)


@register.simple_tag
def waveform(peaks: Sequence[float]) -> SafeString:
    """Draw a sound's peaks (0 to 1)."""
    return format_html(
        '<svg class="waveform" viewBox="0 0 300 40" preserveAspectRatio="none" aria-hidden="true">'
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="1.5" '
        'vector-effect="non-scaling-stroke"/></svg>',
        figures.waveform(list(peaks)),
    )


@register.inclusion_tag("theme/parts/audio.html")
def audio(
    src: str,
    title: str = "",
    seconds: float = 0,
    started_at: datetime | None = None,
    peaks: Sequence[float] = (),
) -> dict[str, Any]:
    """Place a player; with `started_at` it joins the sound where the station is now."""
    return {
        "src": src,
        "title": title,
        "seconds": format(seconds, ".3f"),
        "length": figures.clock(seconds),
        "started_at": started_at.isoformat() if started_at else "",
        "now": timezone.now().isoformat(),
        "peaks": peaks,
    }


@register.inclusion_tag("theme/parts/field.html")
def field(bound: BoundField, label: str = "") -> dict[str, Any]:
    """Place one form field with its label, help and errors, tied together for readers."""
    bound.label = label or bound.label
    kind = getattr(bound.field.widget, "input_type", "")
    described = [f"{bound.auto_id}-help"] if bound.help_text else []
    attributes: dict[str, Any] = {}
    if bound.field.widget.attrs.get("placeholder") == bound.label:
        attributes["placeholder"] = ""  # a label said twice looks like a field already filled
    if bound.errors:
        described.append(f"{bound.auto_id}-error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return {"field": bound, "kind": kind, "widget": bound.as_widget(attrs=attributes)}


@register.simple_tag(takes_context=True)
def visible_places(context: Mapping[str, Any]) -> list[places.Place]:
    """List the menu for this person; the page says its own key in the variable `here`."""
    return places.visible(context["request"], context.get("here", ""))


@register.simple_tag(takes_context=True)
def shell_slot(context: Mapping[str, Any], slot: str) -> SafeString:
    """Render what rooms put into a slot of the shell."""
    return shell.content(slot, context["request"])


@register.simple_tag(takes_context=True)
def frame(context: Mapping[str, Any]) -> str:
    """Tell the page's frame: its own variable `frame`, else what the rooms say."""
    request = context.get("request")
    return context.get("frame") or (shell.frame(request) if request else "live")


@register.simple_tag(takes_context=True)
def site_name(context: Mapping[str, Any]) -> str:
    """Name the site as residents know it."""
    request = context.get("request")
    return (doors.site_name(request) if request else "") or gettext("Local information")


@register.simple_tag(takes_context=True)
def public_doors(context: Mapping[str, Any]) -> list[doors.Shown]:
    """List the doors of residents' pages; the page says its own key in the variable `here`."""
    return doors.shown(context.get("here", ""))


@register.simple_tag
def public_search() -> doors.Shown | None:
    """Say where residents search; None while nobody offers it."""
    return doors.search()


@register.simple_tag(takes_context=True)
def public_foot(context: Mapping[str, Any]) -> SafeString | str:
    """Render what rooms put into the foot of residents' pages."""
    request = context.get("request")
    return doors.foot(request) if request else ""


@register.filter
def undo_url(message: Message) -> str:
    """Read where a toast is taken back; "" where it cannot be."""
    return toast.undo_url(message.extra_tags)


@register.simple_tag
def loa_version() -> str:
    """Name the installed version."""
    return version("loa")

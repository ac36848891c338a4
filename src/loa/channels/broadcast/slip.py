"""The slip: an A4 paper with everything on a stick by session, a box to tick for each.

Its words are the reader's language, its figures stand as a person writes them; typst sets
it in the bundled type, so that it looks the same wherever it is printed.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

import typst
from django.utils import formats
from django.utils.translation import gettext as _

from loa import theme
from loa.channels.broadcast.usb import HOME_LANGUAGE, Load, Track
from loa.channels.broadcast.words import language
from loa.core.canonical import Json
from loa.core.words import Kind
from loa.theme.figures import clock

SOURCE = Path(__file__).parent / "papers" / "slip.typ"
FONTS = Path(theme.__file__).parent / "fonts"


def pdf(load: Load, *, issuer: str, zone: str) -> bytes:
    """Return the slip as PDF; the same load gives the same bytes."""
    document: bytes = typst.compile(
        str(SOURCE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"slip": json.dumps(words(load, issuer=issuer, zone=ZoneInfo(zone)))},
        timestamp=int(load.made_at.timestamp()),
    )
    return document


def words(load: Load, *, issuer: str, zone: ZoneInfo) -> Json:
    """Return everything that stands on the slip, as text."""
    made = load.made_at.astimezone(zone)
    return {
        "issuer": issuer,
        "number": _("No. %(number)s") % {"number": load.number},
        "title": _("Broadcast slip").upper(),
        "station": load.name,
        "week": _("From %(first)s to %(last)s")
        % {
            "first": formats.date_format(load.first, "l, d/m/Y"),
            "last": formats.date_format(load.last, "l, d/m/Y"),
        },
        "how": _(
            "Open the folder of the session and play its files in the order of their numbers. "
            "Tick each item once it has been heard whole, then enter the ticks on the page of "
            "this stick, from a phone too."
        ),
        "heads": [_("No."), _("Time"), _("Item"), _("Length"), _("Played")],
        "page": _("Page"),
        "foot": _("%(station)s · made at %(made)s")
        % {"station": load.name, "made": f"{made:%H:%M %d/%m/%Y}"},
        "signed": _("Who played it"),
        "signed_how": _("(signature, name in full)"),
        "sessions": [
            _session(list(own), zone) for _key, own in groupby(load.tracks, key=lambda t: t.session)
        ],
    }


def _session(tracks: Sequence[Track], zone: ZoneInfo) -> Json:
    return {
        "title": session_title(tracks[0].opens, zone),
        "folder": tracks[0].session,
        "rows": [_row(track, zone) for track in tracks],
    }


def session_title(opens: datetime, zone: ZoneInfo) -> str:
    """Return "Monday 23/11 · morning session, 05:00"."""
    local = opens.astimezone(zone)
    return _("%(day)s · %(session)s, %(time)s") % {
        "day": formats.date_format(local, "l d/m"),
        "session": part_of_day(local.hour),
        "time": f"{local:%H:%M}",
    }


def part_of_day(hour: int) -> str:
    """Name the session that opens in an hour, as people call it."""
    if hour < 11:  # noqa: PLR2004 - when people stop saying "morning"
        return _("morning session")
    if hour < 13:  # noqa: PLR2004 - noon lasts two hours
        return _("noon session")
    return _("afternoon session") if hour < 18 else _("evening session")  # noqa: PLR2004 - dusk


def _row(track: Track, zone: ZoneInfo) -> Json:
    starts = track.starts.astimezone(zone)
    return {
        "relay": not track.path,
        "number": str(track.number),
        "at": f"{starts:%H:%M}",
        "title": _title(track),
        "tick": track.kind == Kind.MESSAGE,
        "length": clock(track.ms / 1000),
    }


def _title(track: Track) -> str:
    if track.language in {"", HOME_LANGUAGE}:
        return track.title
    return f"{track.title} ({language(track.language)})"

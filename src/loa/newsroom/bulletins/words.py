"""The sentences of bulletins."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loa.delivery.contract import Session
from loa.newsroom.bulletins.actions import BulletinError
from loa.newsroom.bulletins.rules import Standing, part_of_day
from loa.newsroom.models import Bulletin
from loa.theme import figures
from loa.theme.figures import State

Label = str | Promise

STANDINGS: Mapping[Standing, tuple[State | None, str, Label]] = {
    Standing.DRAFT: (None, "edit", _("Being made")),
    Standing.REVIEW: (State.DUE, "clock", _("Waiting for approval")),
    Standing.RETURNED: (State.LATE, "undo", _("Sent back")),
    Standing.APPROVED: (State.DONE, "seal", _("Approved")),
    Standing.PLACED: (State.DONE, "loudspeaker", _("In the programme")),
    Standing.WITHDRAWN: (State.OFF, "minus", _("Taken off the air")),
}
TITLES: Mapping[str, Label] = {
    "morning": _("Morning bulletin %(day)s"),
    "noon": _("Noon bulletin %(day)s"),
    "evening": _("Evening bulletin %(day)s"),
}
ERRORS: Mapping[str, Label] = {
    "locked": _(
        "This bulletin waits for approval or is approved, so it can no longer be changed. "
        "Nothing was changed."
    ),
    "full": _("A bulletin has at most 40 items. Begin another one for the next session."),
    "no-topic": _("There is no open plan to which a recording could belong. Ask the planner."),
    "twice": _("It stands in this bulletin already: “%(detail)s”."),
    "empty": _("There is nothing in it yet. Record an item, or drop an MP3 here."),
    "too-long": _("It is too long for its session. Shorten it, or take an item out."),
    "item": _("“%(detail)s” still lacks something; it is marked there. Nothing was sent."),
    "not-approved": _("It has not been approved yet, so nothing is put on the air."),
    "too-late": _("The stations hold that day's programme already. Choose a later session."),
    "session-taken": _("There is another bulletin for %(detail)s. Choose another session."),
    "placed": _("It is in the programme already. Take it off the air first."),
    "channel": _("The loudspeakers cannot take it: %(detail)s"),
    "no-session": _("No session is known there. Ask who keeps the stations."),
    "no-cut": _("At least one second has to be left."),
    "no-recording": _("There is no recording to cut: a machine reads it."),
    "no-sound-file": _("this is no sound file. Give MP3, WAV, M4A, FLAC, OGG or Opus."),
    "too-many": _("More than 40 files at once. Drop fewer; nothing was taken."),
}


def error(error: BulletinError) -> str:
    """Say what cannot be done, and the mend."""
    return str(ERRORS.get(error.code, error.code)) % {"detail": error.detail}


def title(bulletin: Bulletin) -> str:
    """Name a bulletin by its session and day."""
    label = TITLES[part_of_day(bulletin.opens)]
    return str(label) % {"day": formats.date_format(bulletin.day, "d/m")}


def when(session: Session, now: datetime) -> str:
    """Say when a session opens: "tomorrow 5:30", or with its date."""
    starts = timezone.localtime(session.starts)
    days = (starts.date() - timezone.localdate(now)).days
    clock = f"{starts.hour}:{starts:%M}"
    if days == 0:
        return gettext("today %(clock)s") % {"clock": clock}
    if days == 1:
        return gettext("tomorrow %(clock)s") % {"clock": clock}
    day = formats.date_format(starts.date(), "d/m")
    return gettext("%(clock)s on %(day)s") % {"clock": clock, "day": day}


def of_length(ms: int) -> str:
    """Return a length as minutes and seconds."""
    return figures.clock(ms / 1000)

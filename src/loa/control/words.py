"""The control room's labels for the words that rooms store: channels, measures, outcomes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy as _p

from loa.control.rules.today import Mark, Status
from loa.core.words import Clock, Missed
from loa.theme.figures import State

Label = str | Promise

CHANNELS: Mapping[str, Label] = {
    "loudspeaker": _p("channel", "Loudspeakers"),
    "portal": _p("channel", "Portal"),
    "banner": _p("channel", "Banners and flags"),
    "vehicle": _p("channel", "Vehicles"),
    "talk": _p("channel", "Talks"),
    "conference": _p("channel", "Conferences"),
    "culture": _p("channel", "Culture and sport"),
    "publication": _p("channel", "Booklets"),
    "consultation": _p("channel", "Consultation"),
}
MEASURES: Mapping[str, Label] = {
    "plays": _p("measure", "plays"),
    "articles": _p("measure", "articles"),
    "banners-up": _p("measure", "banners put up"),
    "banners-down": _p("measure", "banners taken down"),
    "flags-up": _p("measure", "flags put up"),
    "flags-down": _p("measure", "flags taken down"),
    "runs": _p("measure", "runs"),
    "talks": _p("measure", "talks"),
    "conferences": _p("measure", "conferences"),
    "events": _p("measure", "events"),
    "copies": _p("measure", "copies"),
    "meetings": _p("measure", "meetings"),
    "seconds": _p("measure", "seconds"),
}
MARKS: Mapping[Mark, tuple[State, Label]] = {
    Mark.AIRED: (State.DONE, _p("mark", "aired")),
    Mark.LATE: (State.LATE, _p("mark", "aired late")),
    Mark.CUT: (State.LATE, _p("mark", "cut short")),
    Mark.MISSED: (State.OFF, _p("mark", "not aired")),
    Mark.UNHEARD_OF: (State.OFF, _p("mark", "nothing heard back")),
    Mark.AWAITED: (State.DUE, _p("mark", "just over, report under way")),
    Mark.ON_AIR: (State.DUE, _p("mark", "on air now")),
    Mark.UPCOMING: (State.DUE, _p("mark", "to come")),
}
STATUSES: Mapping[Status, tuple[State, Label, str]] = {
    Status.ON_TIME: (State.DONE, _p("station", "on schedule"), "volume"),
    Status.SILENT: (State.LATE, _p("station", "silent"), "silent"),
    Status.WAITING: (State.DUE, _p("station", "waiting"), "clock"),
    Status.BY_HAND: (State.DUE, _p("station", "fed by hand"), "usb"),
}
REASONS: Mapping[str, Label] = {
    Missed.OFF: _p("missed", "the player had no power"),
    Missed.CLOCK: _p("missed", "the player did not know what time it was"),
    Missed.MEDIA: _p("missed", "the sound had not arrived whole"),
    Missed.RUNDOWN: _p("missed", "no valid programme for that day had arrived"),
    Missed.LATE: _p("missed", "its time had passed"),
    Missed.PREEMPTED: _p("missed", "something more urgent was on air"),
    Missed.QUIET: _p("missed", "outside the hours allowed"),
    Missed.PAUSED: _p("missed", "content of its kind was paused"),
    Missed.REFUSED: _p("missed", "not approved, withdrawn or expired"),
    Missed.OUTPUT: _p("missed", "the sound device failed"),
    Missed.NO_REPORT: _p("missed", "nothing has come back from the station"),
}
EVENTS: Mapping[str, Label] = {
    "started": _p("ledger", "started"),
    "finished": _p("ledger", "finished"),
    "cut": _p("ledger", "cut short"),
    "missed": _p("ledger", "not aired"),
    "relay-on": _p("ledger", "relay on"),
    "relay-off": _p("ledger", "relay off"),
    "alert": _p("ledger", "alert"),
    "mute": _p("ledger", "muted"),
    "volume": _p("ledger", "volume set"),
    "note": _p("ledger", "note"),
}
CLOCKS: Mapping[str, Label] = {
    Clock.SYNCHRONISED: _p("clock", "set by the network"),
    Clock.HARDWARE: _p("clock", "its own battery clock"),
    Clock.FLOOR: _p("clock", "not to be trusted"),
}
LANGUAGES: Mapping[str, Label] = {
    "vi": _p("language", "Vietnamese"),
    "tyz": _p("language", "Tày"),
    "ium": _p("language", "Dao"),
    "nut": _p("language", "Nùng"),
    "hmn": _p("language", "Mông"),
}
STOPS: Mapping[str, Label] = {
    "festive": _p("pause", "festive content falls silent"),
    "all but notices": _p("pause", "only notices go on"),
}
LEVELS: Mapping[str, Label] = {
    "commune": _p("level", "commune"),
    "district": _p("level", "district"),
    "province": _p("level", "province"),
    "country": _p("level", "country"),
}


def said(labels: Mapping[str, Label], word: str) -> str:
    """Return a word's label; a word without one is shown as it is."""
    return str(labels.get(word, word))

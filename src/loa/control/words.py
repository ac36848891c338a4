"""The control room's labels for the words that rooms store: channels, measures, outcomes."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy

from loa.control.rules.today import Mark, Status
from loa.core.words import Clock, Missed
from loa.plans.models import Target
from loa.theme.figures import State

Label = str | Promise

CHANNELS: Mapping[str, Label] = {
    "loudspeaker": pgettext_lazy("channel", "Loudspeakers"),
    "portal": pgettext_lazy("channel", "Portal"),
    "banner": pgettext_lazy("channel", "Banners and flags"),
    "vehicle": pgettext_lazy("channel", "Vehicles"),
    "talk": pgettext_lazy("channel", "Talks"),
    "conference": pgettext_lazy("channel", "Conferences"),
    "culture": pgettext_lazy("channel", "Culture and sport"),
    "publication": pgettext_lazy("channel", "Booklets"),
    "consultation": pgettext_lazy("channel", "Consultation"),
}
MEASURES: Mapping[str, Label] = {
    "plays": pgettext_lazy("measure", "plays"),
    "articles": pgettext_lazy("measure", "articles"),
    "banners-up": pgettext_lazy("measure", "banners put up"),
    "banners-down": pgettext_lazy("measure", "banners taken down"),
    "flags-up": pgettext_lazy("measure", "flags put up"),
    "flags-down": pgettext_lazy("measure", "flags taken down"),
    "runs": pgettext_lazy("measure", "runs"),
    "talks": pgettext_lazy("measure", "talks"),
    "conferences": pgettext_lazy("measure", "conferences"),
    "events": pgettext_lazy("measure", "events"),
    "copies": pgettext_lazy("measure", "copies"),
    "meetings": pgettext_lazy("measure", "meetings"),
    "seconds": pgettext_lazy("measure", "seconds"),
}
SINGLE: Mapping[str, Label] = {
    "plays": pgettext_lazy("measure", "play"),
    "articles": pgettext_lazy("measure", "article"),
    "banners-up": pgettext_lazy("measure", "banner put up"),
    "banners-down": pgettext_lazy("measure", "banner taken down"),
    "flags-up": pgettext_lazy("measure", "flag put up"),
    "flags-down": pgettext_lazy("measure", "flag taken down"),
    "runs": pgettext_lazy("measure", "run"),
    "talks": pgettext_lazy("measure", "talk"),
    "conferences": pgettext_lazy("measure", "conference"),
    "events": pgettext_lazy("measure", "event"),
    "copies": pgettext_lazy("measure", "copy"),
    "meetings": pgettext_lazy("measure", "meeting"),
    "seconds": pgettext_lazy("measure", "second"),
}
# None: known, and nobody's turn. Amber is for what waits for somebody's hand.
MARKS: Mapping[Mark, tuple[State | None, Label]] = {
    Mark.AIRED: (State.DONE, pgettext_lazy("mark", "aired")),
    Mark.LATE: (State.LATE, pgettext_lazy("mark", "aired late")),
    Mark.CUT: (State.LATE, pgettext_lazy("mark", "cut short")),
    Mark.MISSED: (State.OFF, pgettext_lazy("mark", "not aired")),
    Mark.UNHEARD_OF: (State.OFF, pgettext_lazy("mark", "nothing heard back")),
    Mark.AWAITED: (None, pgettext_lazy("mark", "just over, report under way")),
    Mark.UNTICKED: (State.DUE, pgettext_lazy("mark", "slip not back yet")),
    Mark.ON_AIR: (None, pgettext_lazy("mark", "on air now")),
    Mark.UPCOMING: (None, pgettext_lazy("mark", "to come")),
}
STATUSES: Mapping[Status, tuple[State | None, Label, str]] = {
    Status.ON_TIME: (State.DONE, pgettext_lazy("station", "on schedule"), "volume"),
    Status.SILENT: (State.LATE, pgettext_lazy("station", "silent"), "silent"),
    Status.WAITING: (None, pgettext_lazy("station", "its time has not come"), "clock"),
    Status.BY_HAND: (None, pgettext_lazy("station", "fed by hand"), "usb"),
}
REASONS: Mapping[str, Label] = {
    Missed.OFF: pgettext_lazy("missed", "the player had no power"),
    Missed.CLOCK: pgettext_lazy("missed", "the player did not know what time it was"),
    Missed.MEDIA: pgettext_lazy("missed", "the sound had not arrived whole"),
    Missed.RUNDOWN: pgettext_lazy("missed", "no valid programme for that day had arrived"),
    Missed.LATE: pgettext_lazy("missed", "its time had passed"),
    Missed.PREEMPTED: pgettext_lazy("missed", "something more urgent was on air"),
    Missed.QUIET: pgettext_lazy("missed", "outside the hours allowed"),
    Missed.PAUSED: pgettext_lazy("missed", "content of its kind was paused"),
    Missed.REFUSED: pgettext_lazy("missed", "not approved, withdrawn or expired"),
    Missed.OUTPUT: pgettext_lazy("missed", "the sound device failed"),
    Missed.NO_REPORT: pgettext_lazy("missed", "nothing has come back from the station"),
}
EVENTS: Mapping[str, Label] = {
    "started": pgettext_lazy("ledger", "started"),
    "finished": pgettext_lazy("ledger", "finished"),
    "cut": pgettext_lazy("ledger", "cut short"),
    "missed": pgettext_lazy("ledger", "not aired"),
    "relay-on": pgettext_lazy("ledger", "relay on"),
    "relay-off": pgettext_lazy("ledger", "relay off"),
    "alert": pgettext_lazy("ledger", "alert"),
    "mute": pgettext_lazy("ledger", "muted"),
    "volume": pgettext_lazy("ledger", "volume set"),
    "note": pgettext_lazy("ledger", "note"),
}
CLOCKS: Mapping[str, Label] = {
    Clock.SYNCHRONISED: pgettext_lazy("clock", "set by the network"),
    Clock.HARDWARE: pgettext_lazy("clock", "its own battery clock"),
    Clock.FLOOR: pgettext_lazy("clock", "not to be trusted"),
}
LANGUAGES: Mapping[str, Label] = {
    "vi": pgettext_lazy("language", "Vietnamese"),
    "tyz": pgettext_lazy("language", "Tày"),
    "ium": pgettext_lazy("language", "Dao"),
    "nut": pgettext_lazy("language", "Nùng"),
    "hmn": pgettext_lazy("language", "Mông"),
}
STOPS: Mapping[str, Label] = {
    "festive": pgettext_lazy("pause", "festive content falls silent"),
    "all but notices": pgettext_lazy("pause", "only notices go on"),
}
LEVELS: Mapping[str, Label] = {
    "commune": pgettext_lazy("level", "commune"),
    "district": pgettext_lazy("level", "district"),
    "province": pgettext_lazy("level", "province"),
    "country": pgettext_lazy("level", "country"),
}


def measured(measure: str, count: int) -> str:
    """Return what is counted, as it stands behind a number."""
    singular = SINGLE.get(measure)
    return str(singular) if count == 1 and singular else said(MEASURES, measure)


def often(target: Target) -> str:
    """Say how often a target's items are heard; empty for a quantity in all."""
    if target.quantity_per_unit:
        each = number_format(target.quantity_per_unit, force_grouping=True)
        return gettext("%(n)s for each unit") % {"n": each}
    if not target.days and not target.every_days:
        return ""
    items = ngettext("%(n)s item", "%(n)s items", target.items) % {"n": target.items}
    times = gettext("%(n)s a day") % {"n": target.times_a_day}
    if target.days:
        run = ngettext("%(n)s day in a row", "%(n)s days in a row", target.days)
        return f"{items} × {times} × {run % {'n': target.days}}"
    every = gettext("every day") if target.every_days == 1 else gettext("one day in %(n)s")
    return f"{items} × {times}, {every % {'n': target.every_days}}"


def said(labels: Mapping[str, Label], word: str) -> str:
    """Return a word's label; a word without one is shown as it is."""
    return str(labels.get(word, word))

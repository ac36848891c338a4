"""The control room's labels for the words that rooms store: channels, measures, outcomes."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy

from loa.channels.broadcast.amending import Unfit
from loa.channels.broadcast.queries.making_good import Unfit as Again
from loa.control.rules.hails import At
from loa.control.rules.officer import Facts
from loa.control.rules.today import Mark, Status
from loa.core.words import Clock, Missed
from loa.plans.models import Target
from loa.theme.figures import State

Label = str | Promise
NAMED = 2  # of what does not work, in a sentence
WEEK = 7
WEEKDAYS: tuple[Label, ...] = (
    pgettext_lazy("since", "Monday"),
    pgettext_lazy("since", "Tuesday"),
    pgettext_lazy("since", "Wednesday"),
    pgettext_lazy("since", "Thursday"),
    pgettext_lazy("since", "Friday"),
    pgettext_lazy("since", "Saturday"),
    pgettext_lazy("since", "Sunday"),
)

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
LAYOUTS: Mapping[str, Label] = {
    "state": pgettext_lazy("layout", "State document"),
    "party": pgettext_lazy("layout", "Party document"),
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


HAILS: Mapping[At, tuple[State | None, Label, str]] = {
    At.WAITING: (None, pgettext_lazy("hail", "being signed"), "clock"),
    At.NO_PLACE: (State.DUE, pgettext_lazy("hail", "no place yet"), "clock"),
    At.SIGNED: (None, pgettext_lazy("hail", "signed, on its way to the player"), "seal"),
    At.HELD: (None, pgettext_lazy("hail", "the player holds it"), "station"),
    At.DUE: (
        None,
        pgettext_lazy("hail", "on air now, or just over: the report is under way"),
        "volume",
    ),
    At.HEARD: (State.DONE, pgettext_lazy("hail", "heard"), "check"),
    At.CUT: (State.LATE, pgettext_lazy("hail", "cut short"), "alert"),
    At.MISSED: (State.OFF, pgettext_lazy("hail", "not aired"), "silent"),
    At.TAKEN_BACK: (None, pgettext_lazy("hail", "taken out of the programme"), "undo"),
}
SETTLED = frozenset({At.HEARD, At.CUT, At.MISSED, At.TAKEN_BACK})
UNFIT: Mapping[str, Label] = {
    Unfit.CLOSED: pgettext_lazy("hail", "the session is over; choose the next one"),
    Unfit.FULL: pgettext_lazy("hail", "the sessions that are published are full"),
    Unfit.PAUSED: pgettext_lazy("hail", "everything is paused there"),
}


UNFIT_AGAIN: Mapping[str, Label] = {
    Again.FULL: pgettext_lazy("make-good", "no day has so many minutes left"),
    Again.OVER: pgettext_lazy(
        "make-good", "the days for which it was placed are over: place it anew"
    ),
    Again.FORBIDDEN: pgettext_lazy(
        "make-good", "it was not to be heard: paused, withdrawn or outside the hours"
    ),
    Again.PAUSED: pgettext_lazy("make-good", "every day that is left is paused or silent"),
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


def day_sentence(facts: Facts, faulty: Sequence[str], *, now: datetime) -> str:
    """Say a commune's day in one breath: what is heard, and what is not working."""
    if not facts.stations:
        return gettext("No station stands in this commune yet.")
    items = ngettext("%(n)s item", "%(n)s items", facts.messages) % {"n": facts.messages}
    minutes = ngettext("%(n)s minute", "%(n)s minutes", facts.minutes) % {"n": facts.minutes}
    today = (
        gettext("Today: %(items)s, %(minutes)s.") % {"items": items, "minutes": minutes}
        if facts.messages
        else gettext("Today: nothing is planned.")
    )
    lost = [
        gettext("%(name)s has been out of touch since %(since)s")
        % {"name": one.name, "since": since(one.since, now) if one.since else "–"}
        for one in facts.lost[:NAMED]
    ]
    if more := len(facts.lost) - len(lost):
        lost.append(ngettext("%(n)s more is silent", "%(n)s more are silent", more) % {"n": more})
    lost += [gettext("%(name)s is faulty") % {"name": name} for name in faulty[:NAMED]]
    if not lost:
        return f"{today} {_in_touch(facts)}".rstrip()
    told = "; ".join(lost)
    return f"{today} {told[0].upper()}{told[1:]}."


def _in_touch(facts: Facts) -> str:
    """Say that nothing is lost; of stations that nobody hears from, a stick's say, say nothing."""
    if facts.speaking == facts.stations:
        return gettext("All loudspeakers are in touch.")
    return gettext("No loudspeaker has lost touch.") if facts.speaking else ""


def since(moment: datetime, now: datetime) -> str:
    """Say since when: the hour today, the weekday this week, the date before that."""
    then, day = timezone.localtime(moment), timezone.localtime(now).date()
    if then.date() == day:
        return date_format(then, "H:i")
    if (day - then.date()).days < WEEK:
        return str(WEEKDAYS[then.weekday()])
    return date_format(then, "d/m")


def said(labels: Mapping[str, Label], word: str) -> str:
    """Return a word's label; a word without one is shown as it is."""
    return str(labels.get(word, word))

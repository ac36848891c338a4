"""The sentences of broadcast: why something could not be placed, as people say it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loa.channels.broadcast.rules import Fate, Standing
from loa.core.build import Unplaced, Why
from loa.core.words import Clock, Missed, Priority

# Kept as the English msgid and its data; translated when shown.
SENTENCES = {
    Why.AIRTIME: gettext_noop("The sessions of the day are full."),
    Why.PAUSED: gettext_noop("Paused on that day."),
    Why.WINDOW: gettext_noop("Outside the days for which it was placed."),
    Why.LANGUAGE: gettext_noop("There is no recording in a language of this audience."),
    Why.RUN: gettext_noop("It fits on some days, but not on enough days in a row."),
    Why.CLOSED: gettext_noop("The policy leaves no hours for it."),
    Why.VALIDITY: gettext_noop("Outside the time for which the message was approved."),
    Why.RELAY: gettext_noop("The policy does not allow this programme to be relayed."),
    Why.BROKEN: gettext_noop("A run that had begun could not go on."),
}


def sentence(unplaced: Unplaced) -> str:
    """Return the msgid of the sentence for something unplaced."""
    return SENTENCES[unplaced.reason]


def shown(msgid: str) -> str:
    """Return a kept sentence in the reader's language."""
    return _(msgid)


STANDINGS: dict[Standing, tuple[str, str, str]] = {  # the theme's state or none, icon, word
    Standing.ON_AIR: ("done", "volume", gettext_noop("On air")),
    Standing.PLANNED: ("", "clock", gettext_noop("On air by its programme")),
    Standing.QUIET: ("done", "check", gettext_noop("Quiet, as planned")),
    Standing.SILENT: ("late", "silent", gettext_noop("Not heard of")),
    Standing.NEVER: ("off", "minus", gettext_noop("No player let in")),
    Standing.BY_HAND: ("", "usb", gettext_noop("By hand, from USB")),
}
WAITING = {Fate.UPCOMING: "clock", Fate.NOW: "volume", Fate.AWAITED: "clock"}  # their icons
FATES = {
    Fate.AIRED: gettext_noop("Heard"),
    Fate.LATE: gettext_noop("Heard late"),
    Fate.CUT: gettext_noop("Cut off"),
    Fate.MISSED: gettext_noop("Not heard"),
    Fate.REPORTED: gettext_noop("Heard, as reported by hand"),
    Fate.UPCOMING: gettext_noop("Still to come"),
    Fate.NOW: gettext_noop("Now, by the programme"),
    Fate.AWAITED: gettext_noop("Waiting for the log"),
}
WHY_MISSED = {
    Missed.OFF: gettext_noop("The player had no power."),
    Missed.CLOCK: gettext_noop("The player did not know what time it was, so it stayed silent."),
    Missed.MEDIA: gettext_noop("The sound had not reached the player."),
    Missed.RUNDOWN: gettext_noop("The day's programme had not reached the player."),
    Missed.LATE: gettext_noop("Its time had passed before the player could begin it."),
    Missed.PREEMPTED: gettext_noop("Something more urgent was on air."),
    Missed.QUIET: gettext_noop("It would have been outside the hours, or over the day's length."),
    Missed.PAUSED: gettext_noop("Content of this kind was paused."),
    Missed.REFUSED: gettext_noop("It was not approved, was withdrawn or had expired."),
    Missed.OUTPUT: gettext_noop("The amplifier or sound card failed."),
    Missed.NO_REPORT: gettext_noop("Nothing has come back from the station."),
}
CLOCKS = {
    Clock.SYNCHRONISED: gettext_noop("clock exact"),
    Clock.HARDWARE: gettext_noop("clock by its battery"),
    Clock.FLOOR: gettext_noop("does not know the time"),
}
LANGUAGES = {
    "vi": gettext_noop("Vietnamese"),
    "tyz": gettext_noop("Tày"),
    "ium": gettext_noop("Dao"),
    "nut": gettext_noop("Nùng"),
    "mww": gettext_noop("Mông"),
}
PRIORITIES = {
    Priority.ROUTINE: gettext_noop("routine"),
    Priority.PRIORITY: gettext_noop("put first"),
    Priority.EMERGENCY: gettext_noop("emergency"),
}
# What a person can do about something that found no place: who is asked, and for what.
REQUESTS = {
    Why.AIRTIME: gettext_noop("Please allow five minutes more for this station's sessions"),
    Why.CLOSED: gettext_noop("Please set the hours in which this station may be heard"),
    Why.RELAY: gettext_noop("Please allow this programme to be relayed here"),
    Why.PAUSED: gettext_noop("Please say whether the pause holds for this item"),
    Why.LANGUAGE: gettext_noop("Please record this item in a language of this audience"),
    Why.WINDOW: gettext_noop("Please give this item other days"),
    Why.RUN: gettext_noop("Please give this item more days to be heard on"),
    Why.VALIDITY: gettext_noop("Please approve this item for a longer time"),
    Why.BROKEN: gettext_noop("Please begin this item's days anew"),
}


def language(code: str) -> str:
    """Return what a language is called; its code when it has no name here."""
    return _(LANGUAGES[code]) if code in LANGUAGES else code


def request_for(reason: str, headline: str, station: str) -> str:
    """Return a text ready to be sent to whoever can mend why something found no place."""
    asked = REQUESTS.get(Why(reason)) if reason in set(Why) else None
    if asked is None:
        return ""
    return _("%(request)s: “%(headline)s”, %(station)s.") % {
        "request": _(asked),
        "headline": headline,
        "station": station,
    }

"""The sentences of broadcast: why something could not be placed, as people say it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from loa.core.build import Unplaced, Why

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

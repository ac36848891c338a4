"""The newsroom's labels and sentences."""

import unicodedata
from collections.abc import Mapping

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from loa.audio.sound import AudioError
from loa.core.message import read_instant
from loa.newsroom.actions import NewsroomError
from loa.newsroom.changes import Change
from loa.newsroom.models import Item
from loa.newsroom.wording import LONGEST_TEXT, Finding
from loa.theme import figures
from loa.theme.figures import State

Label = str | Promise

VIETNAMESE = "vi"
LANGUAGES: Mapping[str, Label] = {
    VIETNAMESE: pgettext_lazy("language", "Vietnamese"),
    "tyz": pgettext_lazy("language", "Tày"),
    "ium": pgettext_lazy("language", "Dao"),
    "nut": pgettext_lazy("language", "Nùng"),
    "hmn": pgettext_lazy("language", "Mông"),
    "en": pgettext_lazy("language", "English"),
}
SAME_AS = {"mww": "hmn"}  # the code of Mông that some catalogues use
STATES: Mapping[str, tuple[State | None, str]] = {
    Item.State.DRAFT: (None, "edit"),
    Item.State.REVIEW: (State.DUE, "clock"),
    Item.State.RETURNED: (State.LATE, "undo"),
    Item.State.APPROVED: (State.DONE, "seal"),
}
VOICES: Mapping[str, Label] = {
    "recorded": _("recorded"),
    "synthetic": _("synthetic voice"),
    "stand-in": _("a stand-in for a recording"),
}

ERRORS: Mapping[str, Label] = {
    "locked": _(
        "This item waits for approval or has been approved, so it can no longer be changed. "
        "Nothing was changed."
    ),
    "changed-meanwhile": _("The item has changed. Look at it again, then go on."),
    "missing-text": _("There is no text yet. Write it first."),
    "missing-sound": _("There is no sound yet (%(detail)s). Record it, or have it read out."),
    "missing-length": _(
        "The sound (%(detail)s) is shorter than 1 second or longer than 15 minutes. Record it "
        "again."
    ),
    "missing-listening": _(
        "Nobody has listened to the synthetic voice (%(detail)s). Listen to the end: a machine "
        "misreads names."
    ),
    "wording": _("Something in the text has to be mended first; it is marked beside the text."),
    "not-sealable": _("The item cannot be approved as it is: %(detail)s."),
    "not-waiting": _("This item no longer waits for approval: %(detail)s."),
    "not-approved": _("Only an approved item can do this; this one is: %(detail)s."),
    "not-approver": _("You are no approver of the office that issues this item."),
    "nothing-to-retract": _(
        "Nothing of this item is out: it was never approved, or was taken back before."
    ),
    "too-long-to-hail": _("It lasts longer than %(detail)s seconds. Say it in fewer words."),
    "no-plan": _(
        "No plan is in force here that this could belong to. Ask the planner to approve one."
    ),
    "no-area-to-hail": _("Your office covers no commune, so there is no place to speak to."),
    "reason-missing": _("Write what has to be changed, so that the author can mend it."),
    "twice": _("You have approved this item already; another person's approval is needed."),
    "author": _("You wrote this item, so another person approves it. This is your office's rule."),
    "unknown-key": _(
        "This key is not registered as yours, or it was revoked. Choose the right key file, or "
        "ask the administrator to register it."
    ),
    "other-ring": _(
        "This key belongs to another office (%(detail)s). Choose the key of the office that "
        "issues the item."
    ),
    "key-not-valid": _("This key is not valid at this time."),
    "not-fresh": _(
        "More than ten minutes have passed since the signature was made. Nothing was approved. "
        "Approve again."
    ),
    "bad-signature": _("The signature does not fit this item. Nothing was approved. Try again."),
    "internal": _("An internal item is never placed on a loudspeaker or the portal."),
    "no-area": _("The places of this target are not yours to fill."),
    "secret": _(
        "This text bears a mark of secrecy, such as “MẬT”. Secret material has no place here: "
        "nothing was kept. Delete it from this device too if it should not be there. If it is "
        "not secret, take the mark out."
    ),
    "no-words": _("There is no text to read out. Write it first."),
    "no-file": _("No recording arrived. Choose a file or record again."),
    "too-long": _("A text has at most %(detail)s characters: no item is that long. Divide it."),
    "form-taken": _(
        "“%(detail)s” stands there already. Take that form out first, or choose another kind."
    ),
    "missing-consent": _(
        "Written consent is missing. Photograph the signed paper and keep it here: nobody is "
        "broadcast without it."
    ),
    "missing-figures": _("Figures are missing: how it was before, how it is now."),
    "missing-question": _("The number of the question that it answers is missing."),
    "figure-half": _(
        "“%(detail)s”: a figure needs its name, the value before and the value now. Nothing "
        "was kept."
    ),
    "too-many-figures": _("At most %(detail)s figures. Nothing was kept."),
    "no-person": _("Write who gives the consent. The paper was not kept."),
    "paper-missing": _("No paper arrived. Choose a photo or a PDF of the signed page."),
    "paper-large": _(
        "The file is larger than %(detail)s MB. It was not kept. Photograph it again."
    ),
    "paper-type": _(
        "This file is no photo (JPEG, PNG) and no PDF, whatever its name says. It was not kept."
    ),
    "consent-ahead": _("The day of the signature lies ahead. The paper was not kept."),
    "bad-day": _("Choose the day on which the paper was signed. It was not kept."),
    "no-voice": _("There is no synthetic voice in this language. Record a person."),
}
FINDINGS: Mapping[str, Label] = {
    "too-long": _("The text has more than %(most)s characters: no item is that long. Divide it."),
    "secret": _(
        "It bears a mark of secrecy, such as “MẬT”. Secret material is refused and not kept; if "
        "it is not secret, take the mark out."
    ),
    "term-reversed": _("The term “%(found)s” ends before it starts. Is “%(mend)s” meant?"),
    "no-such-day": _("There is no day “%(found)s” in the calendar."),
    "hidden-character": _("There is a character that nobody sees (%(found)s). Take it out."),
    "heaped-marks": _("Marks are heaped on a letter (%(found)s); no voice can read it."),
    "source-missing": _("The source is missing. Say where the information comes from."),
    "byline-missing": _("The author is missing."),
    "long-headline": _("The headline has %(found)s characters; people take in %(about)s at most."),
    "long-said": _(
        "It takes about %(found)s to say. Ears take in %(about)s in this form: shorten."
    ),
    "long-written": _("It has %(found)s characters; at most %(about)s are read in passing."),
    "abbreviation": _("“%(found)s” is heard as “%(mend)s”: write it out once."),
    "abbreviation-unknown": _("Who does not know “%(found)s”? Write it out once."),
    "weekday-wrong": _("“%(found)s” does not fit the calendar: is “%(mend)s” meant?"),
    "day-moved": _("“%(found)s” was the old day of “%(about)s”; it was moved."),
    "phase-moved": _("“%(found)s” was a day of “%(about)s”; the phase has moved."),
    "day-contradicts": _("The plan has another day for “%(about)s” than “%(found)s”."),
    "day-tentative": _("The plan calls %(found)s tentative (“%(about)s”). Say “dự kiến”."),
    "heard-already": _("This area heard “%(found)s” on %(about)s; it says nearly the same."),
    "placed-already": _("“%(found)s” says nearly the same; it is placed here from %(about)s."),
    "recording-older": _(
        "The Vietnamese text has changed since this was recorded. Listen whether it still fits."
    ),
}
CHANGES: Mapping[str, Label] = {
    "headline": _("Headline"),
    "topic": _("Topic"),
    "scope": _("For whom"),
    "priority": _("Priority"),
    "mood": _("Mood"),
    "issuer": _("Issuing office"),
    "author": _("Author, with the post held"),
    "source": _("Source"),
    "valid-from": _("Valid from"),
    "valid-until": _("Valid until"),
    "language-gone": _("Left out"),
    "language-new": _("New"),
    "sound": _("New sound"),
    "text": _("New words"),
    "genre": _("Kind"),
    "form": _("Written first"),
    "edition-gone": _("Form left out"),
    "edition-new": _("New form"),
    "edition-changed": _("Form changed"),
    "figures": _("Figures"),
    "answers": _("Number of the question"),
    "results": _("Results"),
}
# How AudioError's sentences begin, after the name of the file.
AUDIO: tuple[tuple[str, Label], ...] = (
    ("not a recording", _("this is no sound file. Give MP3, WAV, M4A, FLAC, OGG or Opus.")),
    ("the file is empty", _("the file is empty. Copy it again.")),
    ("has no sound track", _("there is no sound in it, only pictures. Give a sound file.")),
    ("holds no sound", _("there is no sound in it. Record again.")),
    ("nothing can be heard", _("nothing can be heard. Is the microphone on? Record again.")),
    ("truncated", _("its end is missing. Copy it again.")),
    ("damaged", _("it is damaged. Copy it again, or give another file.")),
    ("longer than", _("it is too long. Divide it.")),
    ("cannot be brought", _("it cannot be brought to the right loudness. Record it again.")),
)


CHANNELS: Mapping[str, Label] = {
    "loudspeaker": pgettext_lazy("channel", "Loudspeakers"),
    "portal": pgettext_lazy("channel", "Portal"),
}


def channel(word: str) -> str:
    """Return a channel's name; one that is not known here stays as it is."""
    return str(CHANNELS.get(word, word))


def language(code: str) -> str:
    """Return a language's name; an unknown code stays as it is."""
    return str(LANGUAGES.get(SAME_AS.get(code, code), code))


def form(word: str) -> str:
    """Return a form's name."""
    return str(Item.FormWord(word).label)


def spoken(name: str) -> str:
    """Name what is said: a language, or a further form."""
    return form(name) if name in Item.FormWord.values else language(name)


def error(error: NewsroomError) -> str:
    """Say what cannot be done, and the mend."""
    detail = spoken(error.detail) if error.code.startswith("missing") else error.detail
    return str(ERRORS.get(error.code, error.code)) % {"detail": detail}


def finding(found: Finding) -> str:
    """Say what is wrong in a text."""
    passage = found.found
    if found.code == "hidden-character":
        passage = unicodedata.name(passage, f"U+{ord(passage):04X}")
    values = {
        "found": passage,
        "mend": found.mend or "",
        "about": found.about,
        "most": figures.number(LONGEST_TEXT),
    }
    return str(FINDINGS[found.code]) % values


def change(one: Change) -> tuple[str, str, str]:
    """Say what changed: its name, what it was, what it is."""
    before, after = one.before, one.after
    if one.what in {"language-gone", "language-new", "sound", "text"}:
        return str(CHANGES[one.what]), "", language(after or before)
    if one.what.startswith("edition-"):
        name, _colon, code = one.after.partition(":")
        return str(CHANGES[one.what]), "", f"{form(name)}, {language(code)}"
    if one.what == "results":
        return str(CHANGES[one.what]), "", gettext("public once two people announce them")
    if one.what.startswith("valid-"):
        before, after = _day(before), _day(after)
    labels: dict[str, Label] = {
        **dict(Item.ScopeWord.choices),
        **dict(Item.PriorityWord.choices),
        **dict(Item.MoodWord.choices),
        **dict(Item.FormWord.choices),
        **dict(Item.Kind.choices),
    }
    name = str(CHANGES[one.what])
    return name, str(labels.get(before, before)), str(labels.get(after, after))


def _day(moment: str) -> str:
    local = timezone.localtime(read_instant(moment))
    return formats.date_format(local, "SHORT_DATETIME_FORMAT")


def audio_error(error: AudioError, name: str) -> str:
    """Say what is wrong with a sound that was given under a name."""
    told = str(error)
    for beginning, sentence in AUDIO:
        if f": {beginning}" in told or told.startswith(beginning):
            return gettext("%(name)s was not kept: %(fault)s") % {"name": name, "fault": sentence}
    # The path is a scratch file's; what comes after it is the sentence.
    fault = told.split(": ", 1)[1] if told.startswith("/") and ": " in told else told
    return gettext("%(name)s was not kept: %(fault)s") % {"name": name, "fault": fault}


def voice(name: str) -> str:
    """Name a voice in a word."""
    return str(VOICES.get(name.partition(":")[0], name))

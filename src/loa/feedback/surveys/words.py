"""What people read for the codes of a survey."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from loa.core.periods import DAY
from loa.feedback.surveys import rules
from loa.feedback.surveys.moving import Periods, Stuck
from loa.feedback.surveys.rules import UNSURE, Fault, Found, Kind, Mode, Question, Sampling, Which

Word = str | Promise
LANGUAGES: Mapping[str, Word] = {
    "vi": pgettext_lazy("language", "Vietnamese"),
    "tyz": pgettext_lazy("language", "Tày"),
    "nut": pgettext_lazy("language", "Nùng"),
    "ium": pgettext_lazy("language", "Dao"),
    "hmn": pgettext_lazy("language", "Mông"),
}
CHOICES: Mapping[Kind, Mapping[str, Word]] = {
    Kind.KNOWS: {
        "well": gettext_lazy("Know it well"),
        "partly": gettext_lazy("Know some of it"),
        "no": gettext_lazy("Do not know it yet"),
    },
    Kind.HEARD: {
        "often": gettext_lazy("Heard it several times"),
        "once": gettext_lazy("Heard it once"),
        "no": gettext_lazy("Have not heard it"),
    },
    Kind.CHANNEL: {
        "loudspeaker": gettext_lazy("The loudspeaker"),
        "meeting": gettext_lazy("A meeting of the hamlet"),
        "speaker": gettext_lazy("A speaker or propagandist"),
        "board": gettext_lazy("Notice boards, banners"),
        "vehicle": gettext_lazy("An information vehicle"),
        "portal": gettext_lazy("The commune's or district's website"),
        "phone": gettext_lazy("Telephone: Zalo, Facebook, messages"),
        "broadcast": gettext_lazy("Newspapers, radio, television"),
        "neighbours": gettext_lazy("Family, neighbours"),
    },
    Kind.YES_NO: {
        "yes": pgettext_lazy("survey", "Yes"),
        "no": pgettext_lazy("survey", "No"),
    },
    Kind.SCALE: {
        "1": gettext_lazy("1 – least"),
        "2": "2",
        "3": "3",
        "4": "4",
        "5": gettext_lazy("5 – most"),
    },
}
NO_ANSWER = gettext_lazy("Not sure, or would rather not say")
MODES: Mapping[Mode, Word] = {
    Mode.INTERVIEW: gettext_lazy("By interview"),
    Mode.OPEN: gettext_lazy("By link or QR code"),
}
WAVES: Mapping[Which, Word] = {
    Which.BEFORE: gettext_lazy("Before the phase"),
    Which.AFTER: gettext_lazy("After the phase"),
}
STUCK: Mapping[Stuck, Word] = {
    Stuck.ANSWERED: gettext_lazy(
        "People have answered it already, and both times of asking belong together. Leave it, or"
        " withdraw it and draw a new one around the new days."
    ),
    Stuck.OVER: gettext_lazy(
        "Its second time of asking would be over already. Draw a new one around the new days."
    ),
    Stuck.CROSSED: gettext_lazy(
        "People would be asked again before the first time is over: the phase has become too"
        " short. Draw a new one with other days."
    ),
}
OBJECTIONS: Mapping[str, Word] = {
    "twice": gettext_lazy("You have approved it already. Another approver is needed."),
    "author": gettext_lazy("You wrote it: somebody else in the office approves it."),
}
_FAULTS: Mapping[Fault, Word] = {
    Fault.NO_TITLE: gettext_lazy("Give it a title."),
    Fault.TOO_FEW: gettext_lazy("At least three questions are needed."),
    Fault.TOO_MANY: gettext_lazy("At most five questions: people have little time."),
    Fault.NO_WORDS: gettext_lazy("Question %(number)s has no words."),
    Fault.TWICE: gettext_lazy("Question %(number)s asks the same as one before it."),
    Fault.CHOICES: gettext_lazy("Question %(number)s needs two to six different choices."),
    Fault.PERSONAL: gettext_lazy(
        "“%(word)s”: a survey never asks who somebody is. Take it out (question %(number)s)."
    ),
}
_TITLE_PERSONAL = gettext_lazy("“%(word)s”: a survey never asks who somebody is. Take it out.")


def choice(question: Question, code: str) -> str:
    """Return what people read for a choice."""
    if code == UNSURE:
        return str(NO_ANSWER)
    if question.kind is Kind.CHOICE:
        number = int(code)
        return question.own[number - 1] if number <= len(question.own) else code
    return str(CHOICES[question.kind].get(code, code))


def choices(question: Question) -> list[tuple[str, str]]:
    """Return the choices of a question with their codes, in order."""
    return [(code, choice(question, code)) for code in question.choices]


def fault(found: Found) -> str:
    """Return a sentence that names the place and the mend."""
    said = _FAULTS[found.fault]
    if found.fault is Fault.PERSONAL and not found.question:
        said = _TITLE_PERSONAL
    return str(said) % {"number": found.question, "word": found.word}


def unanswered(error: rules.Unanswered) -> str:
    """Return which questions still need an answer."""
    numbers = ", ".join(map(str, error.numbers))
    return _("Still without an answer: question %(numbers)s. Nothing was lost.") % {
        "numbers": numbers
    }


def sampling(mode: Mode, how: Sampling) -> str:
    """Return whom answers that came in this way stand for, and whom they do not."""
    if mode is Mode.OPEN:
        return _(
            "Whoever had the link could answer, and nothing stops one person from answering "
            "more than once: no name is asked. These figures stand for those who answered, "
            "not for everybody; the margin says only what chance does."
        )
    if how is Sampling.LOT:
        return _(
            "People were drawn by lot from the list of households: with the margin, the "
            "figures stand for all adults of the area."
        )
    return _(
        "Whoever was met was asked, so these people were not drawn by lot: the margin says "
        "only what chance does."
    )


def waves(periods: Periods) -> str:
    """Say both times of asking with their first and last days."""
    return "; ".join(
        f"{WAVES[which]} {opens:%d/%m/%Y} – {closes - DAY:%d/%m/%Y}"
        for which, (opens, closes) in sorted(periods.items(), key=lambda one: one[1])
    )

"""Sentences for people: what a document's refusal says, what a plan still asks for."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from loa.plans.actions import PlanRefusedError
from loa.plans.drafting.values import DraftingError
from loa.plans.importing import reasons
from loa.plans.importing.reading import RefusedError
from loa.plans.problems import Language

Label = str | Promise

ERRORS: Mapping[str, Label] = {
    "secret": _(
        "This document bears a mark of secrecy, such as “MẬT”. Secret material is refused and"
        " not kept; if it is not secret, take the mark out."
    ),
    "nothing-to-write": _("There is nothing to write here."),
    "empty": _("Something has to stand here; to leave this out, press “Leave out”."),
    "too-long": _("This has %(found)s characters; at most %(most)s fit. Shorten it."),
    "bad-day": _("There is no such day. Write it as day, month and year."),
    "bad-channel": _("Choose one of the channels."),
    "ends-before-start": _("The last day lies before the first one."),
    "unknown-organisation": _(
        "No organisation of this name is here. Choose one of the list, or leave it empty."
    ),
    "several-organisations": _(
        "Several organisations bear this name. Ask your administrator to tell them apart."
    ),
    "bad-kind": _("Choose what kind of finding this is."),
    "not-in-text": _(
        "These words do not stand in the document like this. Copy them from it, or leave the"
        " passage empty."
    ),
    "no-mend": _("Here only a person can know what is right: correct it by hand."),
    "closed": _("A plan was made of this document already; it stays as it was then."),
    "gone": _("This is no longer here: somebody else threw it away."),
    "questions": _("Something has to be answered first; it is listed here."),
    "bad-answer": _("This choice is not there any more. Look at the page again."),
    "not-your-place": _(
        "You cannot plan for this area. Choose units that your office is in charge of."
    ),
    "not-a-draft": _(
        "That plan is approved already. A changed document becomes a plan of its own number."
    ),
    "number-taken": _("There is a plan of this number already. Choose below what shall happen."),
    "no-file": _("No file arrived. Choose a file, then press the button."),
    "no-office": _("You plan for no office at present, so no document can be kept for it."),
}
QUESTIONS: Mapping[str, Label] = {
    "issuer-missing": _("Who issued the document?"),
    "title-missing": _("What is the plan called?"),
    "phase-without-name": _("A phase has no name: write one, or leave the phase out."),
    "phase-without-start": _("“%(name)s” has no first day: write it, or leave the phase out."),
    "phase-ends-before-start": _("“%(name)s” ends before it starts: correct its days."),
    "too-long": _("“%(name)s” is too long: shorten it."),
    "area-missing": _("Which area is the plan for? Choose it below."),
}
LACKS: Mapping[str, Label] = {
    "number": _("The document's number"),
    "issued-on": _("The day of issue"),
    "phases": _("Phases with their days"),
    "topics": _("Topics"),
    "targets": _("Targets: how much, on which channel"),
    "weights": _("Weights of the topics in each phase"),
    "assignments": _("Who does what"),
    "organisations": _("Organisations that are not here yet"),
    "due": _("Due days of the assignments"),
    "wording": _("Wording that keeps the plan from being approved"),
}


def language() -> Language:
    """Return the reader's language, for sentences that are said without Django."""
    return "en" if (get_language() or "").startswith("en") else "vi"


def error(problem: Exception) -> str:
    """Say why something could not be done."""
    if isinstance(problem, DraftingError):
        details: dict[str, Any] = {k: v for k, v in problem.details.items() if k != "plan"}
        return str(ERRORS[problem.code]) % details
    if isinstance(problem, RefusedError):
        return problem.say(language())
    if isinstance(problem, PlanRefusedError):
        said = (one.say(language()) for one in problem.problems)
        return " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in said)
    return str(problem)


def field(kind: str, name: str) -> str:
    """Name a field of a finding; one that is the finding itself bears its kind's name."""
    labels: Mapping[str, Label] = {
        "name": _("Name of the phase"),
        "starts": _("First day"),
        "ends": _("Last day"),
        "unit": _("Body"),
        "duty": _("Duty"),
    }
    return str(labels[name]) if name in labels else reasons.TITLES[kind][language()]

"""What work is called, and why a file was not taken."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from loa.control.work.files import LARGEST, FileError
from loa.control.work.rules import Standing, When
from loa.theme.figures import State

Label = str | Promise

STANDINGS: Mapping[Standing, tuple[State | None, Label, str]] = {
    Standing.LATE: (State.LATE, pgettext_lazy("duty", "overdue"), "alert"),
    Standing.OPEN: (State.DUE, pgettext_lazy("duty", "not acknowledged"), "clock"),
    Standing.TAKEN: (None, pgettext_lazy("duty", "taken on"), "check"),
    Standing.DOING: (None, pgettext_lazy("duty", "in progress"), "work"),
    Standing.DONE: (State.DONE, pgettext_lazy("duty", "done"), "check"),
}
WHENS: Mapping[When, Label] = {
    When.PAST: pgettext_lazy("due", "before today"),
    When.WEEK: pgettext_lazy("due", "within seven days"),
    When.LATER: pgettext_lazy("due", "later"),
    When.NEVER: pgettext_lazy("due", "no day set"),
}
# What brings a duty to a state: said by whoever answers for it.
STEPS: Mapping[str, Label] = {
    "acknowledged": pgettext_lazy("duty", "We take it on"),
    "doing": pgettext_lazy("duty", "We have begun"),
    "done": pgettext_lazy("duty", "It is done"),
}


def refused(error: FileError) -> str:
    """Say why a file was not taken, and the mend."""
    if error.told:
        return error.told
    most = LARGEST // 1_000_000
    return {
        "missing": _("No file was chosen, or it is empty. Choose one and send it again."),
        "large": _("The file has more than %(n)s MB. Send a smaller one.") % {"n": most},
        "kind": _(
            "Files of this kind are not taken here. Send a photo, a PDF, Word, Excel or MP3 file."
        ),
    }[error.word]

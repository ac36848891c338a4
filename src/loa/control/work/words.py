"""What work is called, and the words of a reminder as a colleague would write them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext_lazy

from loa.control.work.files import LARGEST, FileError
from loa.control.work.rules import Debtor, Standing, When
from loa.plans.owed import Owed
from loa.theme.figures import State

Label = str | Promise
RECIPIENTS_READ = "vi"  # a reminder goes to the offices, whatever its writer's screen speaks

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


def line(one: Owed, today: date) -> str:
    """Say one thing that is owed, with its day."""
    if one.due is None:
        return one.what
    day = date_format(one.due, "d/m/Y")
    if not one.late(today):
        return _("%(what)s – due on %(day)s") % {"what": one.what, "day": day}
    late = (today - one.due).days
    told = ngettext(
        "%(what)s – was due on %(day)s (%(n)s day ago)",
        "%(what)s – was due on %(day)s (%(n)s days ago)",
        late,
    )
    return told % {"what": one.what, "day": day, "n": late}


def reminder(debtors: Sequence[Debtor], *, sender: str, today: date) -> str:
    """Return the whole message: to one organisation, or to several in one."""
    with override(RECIPIENTS_READ):
        several = _("the offices and organisations named below")
        to = debtors[0].name if len(debtors) == 1 else several
        day = date_format(today, "d/m/Y")
        lines = [_("To: %(to)s") % {"to": to}, ""]
        lines += [_("As of %(day)s we have not received:") % {"day": day}]
        for debtor in debtors:
            if len(debtors) > 1:
                lines += ["", f"{debtor.name}:"]
            lines += [f"- {line(one, today)}" for one in debtor.owed]
        lines += [
            "",
            _(
                "Please send it as soon as you can. If something stands in the way, tell us, so"
                " that we can look for a way together. Thank you."
            ),
        ]
        return "\n".join([*lines, sender] if sender else lines)

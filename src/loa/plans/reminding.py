"""The one reminder: whoever reminds an office, from whichever page, writes it here.

Its readers are the offices, so it is in their language whatever its writer's screen speaks;
what is owed has to be gathered in that language too, see `theirs`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from loa.people.models import User
from loa.people.rules import Role
from loa.plans.owed import Owed

RECIPIENTS_READ = "vi"
MOST_DETAILS = 12  # under one thing that is owed: a message is read on a telephone


@dataclass(frozen=True, slots=True)
class Debtor:
    """An organisation with what it owes; `reminded` is when it was reminded last."""

    organisation: str
    name: str
    owed: tuple[Owed, ...]
    reminded: datetime | None = None

    def late(self, today: date) -> int:
        """How many of those things are overdue."""
        return sum(one.late(today) for one in self.owed)


def debtors(
    owed: Iterable[Owed], reminders: Sequence[tuple[datetime, Sequence[str]]] = ()
) -> list[Debtor]:
    """Group what is owed by organisation, by the first day that was or is due.

    `reminders` are the moments of reminders with the organisations that each named. What has
    no organisation's key is grouped by the name.
    """
    grouped: dict[tuple[str, str], list[Owed]] = {}
    for one in owed:
        key = (one.organisation, "" if one.organisation else one.name)
        grouped.setdefault(key, []).append(one)
    last: dict[str, datetime] = {}
    for at, keys in reminders:
        for organisation in keys:
            last[organisation] = max(at, last.get(organisation, at))
    found = [
        Debtor(
            organisation,
            next((one.name for one in own if one.name), organisation),
            tuple(sorted(own, key=lambda one: (one.due or date.max, one.what))),
            last.get(organisation),
        )
        for (organisation, _name), own in grouped.items()
    ]
    return sorted(found, key=lambda one: (one.owed[0].due or date.max, one.name))


@contextmanager
def theirs() -> Iterator[None]:
    """Speak the recipients' language while gathering what a reminder says."""
    with override(RECIPIENTS_READ):
        yield


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
    with theirs():
        several = _("the offices and organisations named below")
        to = debtors[0].name if len(debtors) == 1 else several
        day = date_format(today, "d/m/Y")
        lines = [_("To: %(to)s") % {"to": to}, ""]
        lines += [_("As of %(day)s we have not received:") % {"day": day}]
        for debtor in debtors:
            if len(debtors) > 1:
                lines += ["", f"{debtor.name}:"]
            for one in debtor.owed:
                lines += [f"- {line(one, today)}", *_details(one)]
        ways = dict.fromkeys(one.how for debtor in debtors for one in debtor.owed if one.how)
        lines += [
            "",
            *ways,
            _(
                "Please send it as soon as you can. If something stands in the way, tell us, so"
                " that we can look for a way together. Thank you."
            ),
        ]
        return "\n".join([*lines, sender] if sender else lines)


def _details(one: Owed) -> list[str]:
    told = [f"  + {detail}" for detail in one.details[:MOST_DETAILS]]
    rest = len(one.details) - MOST_DETAILS
    if rest > 0:
        told.append("  + " + ngettext("and %(n)s more", "and %(n)s more", rest) % {"n": rest})
    return told


def signed(user: User, *, today: date) -> str:
    """Return who reminds: the person, and the office for which they plan."""
    rows = user.memberships.select_related("organisation").filter(role=Role.PLANNER)
    held = [row for row in rows if row.as_holding().holds(today)]
    return f"{user.get_full_name()}, {held[0].organisation.name}" if held else user.get_full_name()

"""What the pages of reports say: kinds, days that are left, names of files."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from loa.reports.queries.kept import Offer

QUARTERS = ("I", "II", "III", "IV")
GRADES: Mapping[str, str | Promise] = {
    "reported": pgettext_lazy("grade", "Self-reported"),
    "recorded": pgettext_lazy("grade", "Logged or photographed"),
    "confirmed": pgettext_lazy("grade", "Checked"),
}


def offered(offer: Offer) -> str:
    """Name a report that can be made, as somebody looks for it."""
    ask = offer.ask
    said = {
        "month": _("%(number)s/%(year)s"),
        "quarter": _("Quarter %(number)s/%(year)s"),
        "half-year": _("First half of %(year)s")
        if offer.number == 1
        else _("Second half of %(year)s"),
        "year": _("Year %(year)s"),
    }
    if ask.kind not in said:
        return offer.name or _("The whole plan")
    number = QUARTERS[offer.number - 1] if ask.kind == "quarter" else f"{offer.number:02}"
    return said[ask.kind] % {"number": number, "year": offer.year}


def left(due: date, today: date) -> str:
    """Say how long there is until a due day, or how long it is past."""
    days = (due - today).days
    if days == 0:
        return _("due today")
    if days < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}

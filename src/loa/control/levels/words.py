"""What is said of upper and lower plans, and of those who have made none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from loa.control.levels.rules import Side
from loa.control.templatetags.control import days as days_said
from loa.people.models import Organisation
from loa.plans.comparing import Comparison, Late, Odds, Part, Sort, Taken, Why
from loa.plans.models import Plan
from loa.plans.owed import Owed

Label = str | Promise
SIDES: Mapping[Side, Label] = {
    Side.DOWN: gettext_lazy("Down: under the issuer"),
    Side.SIDEWAYS: gettext_lazy("Sideways: beside the issuer"),
    Side.OWN: gettext_lazy("The issuer itself"),
}
SORTS: Mapping[Sort, Promise] = {
    Sort.TOPIC: pgettext_lazy("compared", "Topics"),
    Sort.PHASE: pgettext_lazy("compared", "Phases"),
    Sort.EVENT: pgettext_lazy("compared", "Events"),
}
WHY: Mapping[Why, Promise] = {
    Why.NAME: gettext_lazy("same name"),
    Why.BASIS: gettext_lazy("same basis"),
    Why.CODE: gettext_lazy("same number, like words"),
    Why.WORDS: gettext_lazy("most words the same"),
    Why.WITHIN: gettext_lazy("with what stands over or under it"),
}
_TOLD: Mapping[Odds, Promise] = {
    Odds.APART: gettext_lazy("shares no day with the upper plan's phase"),
    Odds.BEYOND: gettext_lazy("goes beyond the upper plan's phase"),
    Odds.OTHER_DAY: gettext_lazy("another day than in the upper plan"),
    Odds.BEFORE_UPPER: gettext_lazy("issued on %(issued)s, before the upper plan (%(bound)s)"),
    Odds.LATE: gettext_lazy(
        "issued on %(issued)s, after the day that the upper plan set (%(bound)s)"
    ),
}


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of part: how much of the upper plan's is taken over, and the lists."""

    title: str | Promise
    taken: Sequence[tuple[Taken, str | Promise]]
    missed: Sequence[Part]
    added: Sequence[Part]

    @property
    def whole(self) -> int:
        return len(self.taken) + len(self.missed)

    @property
    def missed_tops(self) -> list[tuple[Part, int]]:
        return _tops(self.missed)

    @property
    def added_tops(self) -> list[tuple[Part, int]]:
        return _tops(self.added)


def groups(found: Comparison) -> list[Group]:
    """Return the comparison by kinds, those without any part left out."""
    rows = [
        Group(
            title,
            [(one, WHY[one.why]) for one in found.taken if one.upper.sort is sort],
            [one for one in found.missed if one.sort is sort],
            [one for one in found.added if one.sort is sort],
        )
        for sort, title in SORTS.items()
    ]
    return [one for one in rows if one.taken or one.missed or one.added]


def _tops(parts: Sequence[Part]) -> list[tuple[Part, int]]:
    """Return the parts that no other of them stands over, each with how many stand under it."""
    topics = [one for one in parts if one.sort is Sort.TOPIC]

    def below(one: Part) -> int:
        return sum(other.key.startswith(f"{one.key}.") for other in topics)

    under = {other.key for one in topics for other in topics if other.key.startswith(f"{one.key}.")}
    return [
        (one, below(one) if one.sort is Sort.TOPIC else 0)
        for one in parts
        if one.sort is not Sort.TOPIC or one.key not in under
    ]


def odds(found: Comparison) -> list[tuple[str, str]]:
    """Return what is at odds: what it is about, and both dates."""
    rows = [
        (
            one.lower.name,
            _("%(what)s: %(lower)s; upper plan: %(upper)s")
            % {
                "what": _TOLD[one.odds],
                "lower": days_said(one.lower.days) if one.lower.days else "",
                "upper": days_said(one.upper.days) if one.upper.days else "",
            },
        )
        for one in found.clashes
    ]
    return [*((_("Day of issue"), _late(one)) for one in found.late), *rows]


def _late(one: Late) -> str:
    days = {"issued": date_format(one.issued, "d/m/Y"), "bound": date_format(one.bound, "d/m/Y")}
    return str(_TOLD[one.odds]) % days


def asked_of(plan: Plan, missing: Iterable[Organisation]) -> list[Owed]:
    """Say of each organisation that has made no plan that this is what it owes."""
    named = plan.number or f"“{plan.title}”"
    what = _("a plan of its own that implements plan %(plan)s") % {"plan": named}
    url = reverse("control:levels", args=(plan.key,))
    return [
        Owed(row.key, row.name, what, None, url, plan=plan.key, issuer=plan.issuer_key)
        for row in missing
    ]

"""For which organisations a person answers, and over which they plan: few queries, whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loa.people import rules as people
from loa.people.access import covered
from loa.people.models import Organisation, User

EDIT = "plan.edit"


@dataclass(frozen=True, slots=True)
class Reach:
    """Keys of organisations: one's own, those under a planner's, those in a planner's units."""

    own: frozenset[str]
    under: frozenset[str]
    within: frozenset[str]

    def may_answer(self, organisation: str) -> bool:
        """Whether they may say how far a duty of that organisation has come."""
        return organisation in self.own or organisation in self.under

    def concerns(self, *organisations: str) -> bool:
        """Whether what one of them owes, or is owed, is theirs to follow."""
        return any(key in self.under or key in self.within for key in organisations)


def reach(user: User, *, today: date) -> Reach:
    """Return how far a person reaches on a day."""
    held = [one for one in user.holdings() if one.holds(today)]
    planning = {h.organisation for h in held if people.may([h], EDIT, day=today)}
    rows = Organisation.objects.values_list("key", "parent__key", "unit_code")
    above: Mapping[str, str | None] = {key: parent for key, parent, _unit in rows}
    units = covered(user, EDIT, today=today) if planning else frozenset()
    return Reach(
        own=frozenset(h.organisation for h in held if h.role is not people.Role.VIEWER),
        under=frozenset(key for key in above if planning & _chain(key, above)),
        within=frozenset(key for key, _parent, unit in rows if unit and unit in units),
    )


def _chain(key: str, above: Mapping[str, str | None]) -> set[str]:
    chain: set[str] = set()
    at: str | None = key
    while at is not None and at not in chain:
        chain.add(at)
        at = above.get(at)
    return chain

"""How duties stand by organisation, and on which side of the issuer an organisation is. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """Where an organisation stands to the one that issued a plan."""

    OWN = "own"
    DOWN = "down"  # under it, or in its territory
    SIDEWAYS = "sideways"


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty as far as it is counted; `state` is a word of `Assignment.State`."""

    organisation: str
    name: str
    state: str
    due: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An organisation's duties of one plan: how many in each state, how many late, the next day."""

    organisation: str
    name: str
    side: Side
    open: int
    taken: int
    doing: int
    done: int
    late: int
    next_due: date | None


ORDER = (Side.DOWN, Side.SIDEWAYS, Side.OWN)


def side_of(
    organisation: str, *, issuer: str, above: Mapping[str, str], within: Collection[str]
) -> Side:
    """Return where an organisation stands; `above` names each one's parent.

    `within` are the organisations whose unit lies within that of the issuer.
    """
    if organisation == issuer:
        return Side.OWN
    if organisation in within:
        return Side.DOWN
    seen: set[str] = set()
    at = above.get(organisation, "")
    while at and at not in seen:
        if at == issuer:
            return Side.DOWN
        seen.add(at)
        at = above.get(at, "")
    return Side.SIDEWAYS


def standings(duties: Iterable[Duty], sides: Mapping[str, Side], *, today: date) -> list[Standing]:
    """Return one row for each organisation: down, sideways, then the issuer; the late first."""
    by_key: dict[str, list[Duty]] = {}
    for duty in duties:
        by_key.setdefault(duty.organisation, []).append(duty)
    rows = [_row(key, mine, sides[key], today) for key, mine in by_key.items()]
    return sorted(rows, key=lambda one: (ORDER.index(one.side), -one.late, -one.open, one.name))


def _row(key: str, duties: list[Duty], side: Side, today: date) -> Standing:
    counted = {word: sum(one.state == word for one in duties) for word in _STATES}
    waiting = [one.due for one in duties if one.due and one.state != "done"]
    return Standing(
        organisation=key,
        name=next((one.name for one in duties if one.name), key),
        side=side,
        open=counted["open"],
        taken=counted["acknowledged"],
        doing=counted["doing"],
        done=counted["done"],
        late=sum(due < today for due in waiting),
        next_due=min(waiting, default=None),
    )


_STATES = ("open", "acknowledged", "doing", "done")

"""Two sides of a trial beside each other: who gets what was placed, who does not, and why. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tally:
    """What one side brings to a unit: plays that fit, and plays that are lost."""

    planned: int = 0
    lost: int = 0

    @property
    def whole(self) -> bool:
        return not self.lost


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit on both sides."""

    code: str
    now: Tally
    changed: Tally

    @property
    def difference(self) -> int:
        return self.changed.planned - self.now.planned


@dataclass(frozen=True, slots=True)
class Lack:
    """An item that finds no place, why, and in how many units."""

    headline: str
    reason: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side in short: units that get everything, those that do not, what is lacking."""

    planned: int
    lost: int
    minutes: int
    whole: int
    short: int
    lacks: tuple[Lack, ...]
    most: tuple[str, str] | None  # of the plays that are lost: the target and the reason


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target on both sides, summed over the units."""

    key: str
    now: Tally
    changed: Tally


@dataclass(frozen=True, slots=True)
class HoursLine:
    """The hours of one day on both sides, as wall time, and the stations that have them."""

    now: tuple[tuple[str, str], ...]
    changed: tuple[tuple[str, str], ...]
    stations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, unit by unit in the order of codes, and target by target."""

    now: Side
    changed: Side
    units: tuple[UnitLine, ...]
    targets: tuple[TargetLine, ...]
    hours: tuple[HoursLine, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing of the plan is placed on these days at all."""
        return not (self.now.planned or self.now.lost or self.changed.planned or self.changed.lost)


def compare(result: Mapping[str, Any]) -> Comparison:
    """Read a `loa.trial` document as a comparison."""
    now, changed = result["now"], result["changed"]
    by_unit = _by(now, 0), _by(changed, 0)
    by_target = _by(now, 1), _by(changed, 1)
    codes = sorted({*by_unit[0], *by_unit[1]})
    keys = sorted({*by_target[0], *by_target[1]})
    none = Tally()
    return Comparison(
        now=_side(now, by_unit[0]),
        changed=_side(changed, by_unit[1]),
        units=tuple(UnitLine(c, by_unit[0].get(c, none), by_unit[1].get(c, none)) for c in codes),
        targets=tuple(
            TargetLine(k, by_target[0].get(k, none), by_target[1].get(k, none)) for k in keys
        ),
        hours=tuple(
            HoursLine(_spans(stands), _spans(then), tuple(names))
            for stands, then, names in result.get("hours", ())
        ),
    )


def _spans(said: Iterable[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((opens, closes) for opens, closes in said)


def _by(side: Mapping[str, Any], column: int) -> dict[str, Tally]:
    planned: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for row in side["planned"]:
        planned[row[column]] += row[2]
    for row in side["lost"]:
        lost[row[column]] += row[3]
    return {key: Tally(planned[key], lost[key]) for key in {*planned, *lost}}


def _side(side: Mapping[str, Any], units: Mapping[str, Tally]) -> Side:
    lost: Counter[tuple[str, str]] = Counter()
    for _unit, target, why, plays in side["lost"]:
        lost[target, why] += plays
    return Side(
        planned=sum(one.planned for one in units.values()),
        lost=sum(one.lost for one in units.values()),
        minutes=int(side["minutes"]),
        whole=sum(one.whole for one in units.values()),
        short=sum(not one.whole for one in units.values()),
        lacks=tuple(Lack(name, why, tuple(codes)) for name, why, codes in side["items"]),
        most=max(lost, key=lambda key: (lost[key], key)) if lost else None,
    )

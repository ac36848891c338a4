"""How far a hail has come at a station. Pure; instants are aware."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loa.core.words import Outcome


class At(StrEnum):
    """Where a hail is on its way to a station's loudspeakers."""

    WAITING = "waiting"  # for the signer's next round
    NO_PLACE = "no-place"  # in the days that are published; tried again as days come
    SIGNED = "signed"  # and the player does not hold it yet
    HELD = "held"  # by the player, for its time
    DUE = "due"  # its time has come, the report has not
    HEARD = "heard"  # by the player's ledger
    CUT = "cut"
    MISSED = "missed"
    TAKEN_BACK = "taken-back"


HEARD = frozenset({Outcome.AIRED, Outcome.LATE})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a hail at one station.

    `serial` is that of the publication in which it stands, 0 before; `bundle` that of the
    one which the player holds, None for a player never heard of.
    """

    serial: int
    why: str = ""
    bundle: int | None = None
    starts: datetime | None = None
    outcome: Outcome | None = None
    planned: bool = False


def at(known: Known, now: datetime) -> At:
    """Say how far it has come: what is proven stands before what is planned."""
    if known.outcome in HEARD:
        return At.HEARD
    if known.outcome in {Outcome.CUT, Outcome.MISSED}:
        return At.CUT if known.outcome is Outcome.CUT else At.MISSED
    if known.starts is None or not known.serial:
        return At.NO_PLACE if known.why else At.WAITING
    if not known.planned:
        return At.TAKEN_BACK
    if now >= known.starts:
        return At.DUE
    return At.HELD if (known.bundle or 0) >= known.serial else At.SIGNED

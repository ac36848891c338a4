"""What a unit may state by hand, and what no sheet ever asks for.

A sheet takes counts on channels that no system of the installation sees: what machines know is
not typed in. It asks for what a plan promised, never for what people must be free not to give
(`plans.forbidden`): who came may be counted, no plan may demand that they come, and nobody is
named.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loa.plans.forbidden import forbidden_word
from loa.plans.words import CHANNEL_UNITS

# Besides what plans promise: heads counted, where people come together.
ATTENDED: Mapping[str, tuple[str, ...]] = {
    "talk": ("attendees",),
    "conference": ("attendees",),
    "culture": ("attendees",),
    "consultation": ("attendees",),
}
LARGEST = 10_000_000


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be stated, in a sentence for whoever typed it."""

    sentence: str


def measures(installed: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return what may be stated on each channel that no system here sees."""
    return {
        channel: units + ATTENDED.get(channel, ())
        for channel, units in CHANNEL_UNITS.items()
        if channel not in installed
    }


def asked_for(channel: str, measure: str, installed: Collection[str]) -> bool:
    """Whether a unit owes a figure that a plan promises: countable by hand, and not forbidden."""
    return (
        channel not in installed
        and measure in CHANNEL_UNITS.get(channel, ())
        and not forbidden_word(counted=(measure,), named=(channel,))
    )


def objection(
    channel: str, measure: str, quantity: int, installed: Collection[str]
) -> Refusal | None:
    """Return why this cannot be stated, or None."""
    if channel in installed:
        return Refusal(_("This channel's figures are recorded by themselves and are not typed in."))
    if measure not in measures(installed).get(channel, ()):
        return Refusal(_("The sheet has no such figure."))
    if not 0 <= quantity <= LARGEST:
        return Refusal(
            _("A quantity is from 0 to %(most)s.") % {"most": f"{LARGEST:,}".replace(",", ".")}
        )
    return None

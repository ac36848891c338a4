"""The portal as the waist knows it: objections, sites, what carried a message."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from loa.channels.portal import projecting, sites
from loa.channels.portal.models import Showing
from loa.channels.portal.words import ARTICLES, WORD
from loa.core.words import Scope
from loa.delivery.contract import Placing, Reach, Reached, Roster
from loa.delivery.models import Placement


class Portal:
    """The channel of sites and the articles on them."""

    word = WORD
    measures = (ARTICLES,)

    def objections(self, placing: Placing) -> Sequence[str]:
        """Say why a message cannot be read here; empty when it can."""
        return list(_objections(placing))

    def receivers(self, areas: Sequence[str], day: date) -> Sequence[tuple[str, str]]:
        """Return (site, unit code) of the sites that serve the areas on a day."""
        return self.roster()(areas, day)

    def roster(self) -> Roster:
        """Return what answers as `receivers` does, from two queries however often."""
        return sites.Atlas().receivers

    def changed(self, placement: str, *, now: datetime) -> None:
        """Have the pages of the placement's message follow at once."""
        row = Placement.objects.filter(key=placement).select_related("message").first()
        if row is not None:
            projecting.project(row.message.key, now=now)

    def carried(self, message: str) -> Sequence[Reach]:
        """Return the pages that show or showed a message."""
        found: dict[str, bool] = {}
        for showing in Showing.objects.filter(digest=message).order_by("site_key", "pk"):
            place = f"{showing.site_name}, {showing.address}"
            found[place] = found.get(place, False) or showing.until is None
        act = _("take it off the portal")
        return [
            Reach(place, Reached.DUE, act) if stands else Reach(place, Reached.DONE, "")
            for place, stands in found.items()
        ]


def _objections(placing: Placing) -> Iterator[str]:
    message = placing.message
    if message.scope is Scope.INTERNAL:
        yield _("An internal message has no place on the portal.")
    if not projecting.words_of(message, projecting.OWN).strip():
        yield _("It has no words to read yet: write what the portal is to say.")
    if message.valid_until.date() < placing.starts:
        yield _("Its approval ends before it would be posted.")


CHANNEL = Portal()

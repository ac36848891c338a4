"""What organisations owe: each room says its part, and "Who has not sent?" gathers them.

A room that asks something of organisations, such as a report's sheet, registers a provider
when it starts, in its `apps.py`:

    def ready(self) -> None:
        owed.register("reports", sheets_due)

A provider gets the day, and yields what is owed then by anybody: who may see it is decided
by whoever asks. It reads in a number of queries that does not grow with what it yields.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that an organisation has not sent.

    `what` completes "we have not received: …" in the reader's language. `due` is the last
    day for it; None where no day was set. `plan` is the plan's key, empty for none; `issuer`
    the key of the organisation that asked for it. `url` leads to where it is sent. `details`
    are its parts, where a count alone would not say what is meant; `how` is a sentence that
    says how it is sent.
    """

    organisation: str
    name: str
    what: str
    due: date | None
    url: str
    plan: str = ""
    issuer: str = ""
    details: tuple[str, ...] = ()
    how: str = ""

    def late(self, today: date) -> bool:
        return self.due is not None and self.due < today


Provider = Callable[[date], Iterable[Owed]]

_providers: dict[str, Provider] = {}


def register(room: str, provider: Provider) -> None:
    """Take a room's part. Raises ValueError for a name that another provider has."""
    if _providers.get(room, provider) is not provider:
        raise ValueError(f"{room}: taken by {_providers[room].__qualname__}")
    _providers[room] = provider


def all_owed(today: date, *, besides: str = "") -> list[Owed]:
    """Return everything that is owed on a day, what is due first before what is due later.

    `besides` leaves out the part of a room that says its own itself.
    """
    asked = [provider for room, provider in _providers.items() if room != besides]
    found = [one for provider in asked for one in provider(today)]
    return sorted(found, key=lambda one: (one.due or date.max, one.name, one.what))

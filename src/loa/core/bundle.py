"""The bundle: the one signed target that tells a player which documents are its own.

It names rundowns and messages by digest; they, and the sounds that they name, are
fetched from the object store by address and need no signature of their own.
`docs/formats/bundle.md` describes every byte and the repository's paths.
"""

from dataclasses import dataclass
from datetime import date

from loa.core.canonical import FormatError, Json, header, is_digest, require

NAME = "bundle"
MAX_DAYS, MAX_MESSAGES = 400, 5000  # a thief of the online key must not fill a player's disk


@dataclass(frozen=True, slots=True)
class Bundle:
    """One station's published days: the address of each day's rundown, and the messages.

    `lowered` turns the station down to the policy's lowered tier, as a resident asked; it
    has no word for louder, so whoever holds the online key can only make it quieter.
    """

    station: str
    serial: int
    days: dict[date, str]
    messages: tuple[str, ...]
    lowered: bool = False

    def document(self) -> Json:
        """Return the published document; `lowered` stands in it only when it holds."""
        return header(NAME) | {
            "station": self.station,
            "serial": self.serial,
            "days": {day.isoformat(): address for day, address in sorted(self.days.items())},
            "messages": sorted(self.messages),
            **({"lowered": True} if self.lowered else {}),
        }


def read_bundle(document: object) -> Bundle:
    """Read a bundle; FormatError says what is wrong with it."""
    value = require(document, NAME)
    try:
        bundle = Bundle(
            station=str(value["station"]),
            serial=int(value["serial"]),
            days={date.fromisoformat(day): address for day, address in value["days"].items()},
            messages=tuple(value["messages"]),
            lowered=value.get("lowered", False),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormatError(f"loa.{NAME}: {type(error).__name__}: {error}") from error
    if len(bundle.days) > MAX_DAYS or len(bundle.messages) > MAX_MESSAGES:
        raise FormatError(f"loa.{NAME}: more than {MAX_DAYS} days or {MAX_MESSAGES} messages")
    if not isinstance(bundle.lowered, bool):
        raise FormatError(f"loa.{NAME}: lowered: {bundle.lowered!r} is neither true nor false")
    if not all(map(is_digest, (*bundle.days.values(), *bundle.messages))):
        raise FormatError(f"loa.{NAME}: an address is not a digest")
    return bundle


def policy_path(station: str) -> str:
    """Return the target path of a station's policy (signed by the leaders)."""
    return f"policy/{station}.json"


def keyring_path(unit: str) -> str:
    """Return the target path of a unit's keyring (signed by the leaders)."""
    return f"keyring/{unit}.json"


def bundle_path(station: str) -> str:
    """Return the target path of a station's bundle (signed by the online signer)."""
    return f"station/{station}.json"


def object_path(address: str) -> str:
    """Return the path of an object below the object store."""
    if not is_digest(address):
        raise FormatError(f"{address!r} is no address")
    return f"{address[:2]}/{address}"

"""The one question of the first day: how many sessions a day, and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.utils import timezone

from loa.channels.broadcast import establishing
from loa.channels.broadcast.establishing import USUAL, EstablishingError, Sitting
from loa.channels.broadcast.models import PolicyRevision, Station, StationUnit
from loa.core.bundle import keyring_path, policy_path
from loa.core.canonical import canonical
from loa.core.policy import Policy
from loa.devices.queries import devices
from loa.devices.repository.layout import Repository
from loa.people import decisions
from loa.people.access import allowed
from loa.people.keyrings import keyring
from loa.people.models import ApproverKey, User

PERMISSION = "policy.edit"
PROPOSED = (*USUAL, Sitting(time(11), time(11, 30)))


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the hours are: stations without any, decided but unsigned, signed."""

    silent: int
    waiting: int
    signed: int
    sittings: tuple[Sitting, ...]
    without_player: tuple[str, ...] = ()  # names of stations that wait for their player
    rings: int = 0  # units whose approvers' keys wait for a signature

    @property
    def stations(self) -> int:
        return self.silent + self.waiting + self.signed


def stations_of(user: User) -> list[Station]:
    """Return the stations of the shared frame whose hours this person may decide."""
    rows = list(Station.objects.filter(grid=establishing.frame()))
    if user.is_superuser:
        return rows
    homes = dict(StationUnit.objects.order_by("since").values_list("station", "unit_code"))
    may: dict[str, bool] = {}
    for code in set(homes.values()):
        may[code] = allowed(user, PERMISSION, unit_code=code)
    return [row for row in rows if may.get(homes.get(row.pk, ""), False)]


def standing(stations: list[Station]) -> Standing:
    """Return how far the hours of some stations are."""
    latest = _latest(stations)
    signed = sum(_is_signed(row) for row in latest.values())
    sittings = next((establishing.answered(row.station) for row in latest.values()), ())
    joined = set(devices().filter(revoked_at=None).values_list("station", flat=True))
    bare = tuple(row.name for row in stations if row.has_player and row.key not in joined)
    rings = len(_unsigned_rings(row.policy() for row in latest.values()))
    return Standing(
        len(stations) - len(latest), len(latest) - signed, signed, sittings, bare, rings
    )


def read(given: Mapping[str, str]) -> list[Sitting]:
    """Return the sessions of a form. Raises EstablishingError("hours") for what is no time."""
    found = []
    count = given.get("sessions", "")
    for number in range(int(count) if count.isdecimal() and len(count) == 1 else 0):
        opens, closes = (given.get(f"{edge}-{number}", "") for edge in ("opens", "closes"))
        try:
            found.append(Sitting(time.fromisoformat(opens), time.fromisoformat(closes)))
        except ValueError as error:
            raise EstablishingError("hours") from error
    return found


def answer(sittings: list[Sitting], *, by: User, now: datetime) -> int:
    """Give this person's stations their hours; return how many changed. Goes into the log."""
    today = timezone.localdate(now)
    source = f"Trả lời ngày đầu của {by.get_full_name()}, {today:%d/%m/%Y}"
    changed = establishing.set_sessions(
        stations_of(by), sittings, source=source, today=today, now=now
    )
    if changed:
        said = ", ".join(f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in sittings)
        decisions.record(
            actor=by,
            verb="policy.decide",
            reference="first-day:sessions",
            reason=f"{said}: {changed}",
            now=now,
        )
    return changed


def papers(stations: list[Station]) -> dict[str, bytes]:
    """Return what leaders sign, by file name: policies that wait, and their approvers' keys."""
    policies = {row.station.key: row for row in _latest(stations).values()}
    files = {
        policy_path(key).replace("/", "-"): canonical(row.policy().document())
        for key, row in policies.items()
        if not _is_signed(row)
    }
    rings = _unsigned_rings(row.policy() for row in policies.values())
    return files | {path.replace("/", "-"): data for path, data in rings.items()}


def _unsigned_rings(policies: Iterable[Policy]) -> dict[str, bytes]:
    """Return the keyrings that policies name, have keys, and are not signed as they stand."""
    repository = Repository(settings.DATA_DIR / "repo")
    held = set(ApproverKey.objects.values_list("organisation__unit_code", flat=True))
    named = {unit for policy in policies for unit in policy.keyrings}
    rings = {keyring_path(unit): canonical(keyring(unit).document()) for unit in named & held}
    return {
        path: data
        for path, data in sorted(rings.items())
        if not repository.target(path, data).exists()
    }


def _latest(stations: list[Station]) -> dict[int, PolicyRevision]:
    rows = PolicyRevision.objects.filter(station__in=stations).select_related("station")
    return {row.station_id: row for row in rows.order_by("serial")}


def _is_signed(row: PolicyRevision) -> bool:
    """Whether leaders have signed a policy: their repository holds it."""
    if row.signed_at is not None:
        return True
    repository = Repository(settings.DATA_DIR / "repo")
    return repository.target(policy_path(row.station.key), row.document.encode()).exists()

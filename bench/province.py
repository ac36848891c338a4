"""A province of 3,500 stations in a database of its own: the program behind `bench.rundowns`.

Stations are of seven kinds (hours, lengths of session, grid, languages, signature sound),
28 in a commune; one commune in five has an item of its own that week, so that its stations
share their arrangement with nobody else. What is measured is `publish_due`: reading the
programme and the policies, building, writing documents with a disk that flushes, and the
rows; the signer, measured by `bench.publication`, agrees to everything.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from math import log
from pathlib import Path
from time import monotonic, process_time
from typing import Any

from bench.table import Row

STATIONS, DAYS, KINDS, IN_COMMUNE = 3500, 7, 7, 28
CAMPAIGN, STANDING = 24, 20
FIRST = date(2026, 11, 23)
NOW = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)  # half past midnight at the stations
MADE = datetime(2026, 1, 1, tzinfo=UTC)
PROVINCE = "19"
LIMIT_S, LIMIT_MB, GROWTH = 30, 1000, 2.0


class Agreeing:
    """A signer without a doubt."""

    def publish(
        self, bundles: Mapping[str, bytes], *, now: datetime
    ) -> Mapping[str, Sequence[str]]:
        """Refuse nothing."""
        del bundles, now
        return {}


def fill(stations: int) -> None:
    """Make units, plans, messages, placements, and stations with their policies."""
    from loa.places.models import AdminUnit  # noqa: PLC0415 - needs setup
    from loa.plans.models import Plan  # noqa: PLC0415 - needs setup

    communes = -(-stations // IN_COMMUNE)
    whole = {"valid_from": date(2025, 7, 1), "known_from": True}
    AdminUnit.objects.create(
        code=PROVINCE, name="Thái Nguyên", form="tỉnh", level="province", **whole
    )
    AdminUnit.objects.bulk_create(
        AdminUnit(
            code=_commune(n), name=f"Xã {n}", form="xã", level="commune",
            parent_code=PROVINCE, **whole,
        )
        for n in range(communes)
    )  # fmt: skip
    for kind, weight in (("campaign", 3), ("monthly", 2), ("standing", 1)):
        Plan.objects.create(key=kind, issuer_key="tinh-uy", kind=kind, title=kind, weight=weight)
    for n in range(CAMPAIGN):
        _place(f"chien-dich-{n}", "campaign", 60 + n, [PROVINCE], FIRST + timedelta(n % 5), days=3)
    for n in range(STANDING):
        _place(f"thuong-xuyen-{n}", "standing", 45, [PROVINCE], FIRST, every_days=7)
    for n in range(0, communes, 5):
        _place(f"xa-{n}", "monthly", 50 + n % 40, [_commune(n)], FIRST + timedelta(n % 4), days=2)
    _message("nhac-hieu", "standing", 8)
    _stations(stations)


def _commune(number: int) -> str:
    return f"{PROVINCE}{number:03}"


def _message(key: str, plan: str, seconds: int) -> Any:
    from loa.core.message import Message, Provenance, Sealed, Sound, Variant  # noqa: PLC0415
    from loa.core.words import Mood, Priority, Scope  # noqa: PLC0415
    from loa.delivery.actions import publish_message  # noqa: PLC0415 - needs setup

    voices = tuple(
        Variant(language, f"Lời của {key}. " * 20, Sound(mark * 64, 40_000, ms, "recorded"))
        for language, mark, ms in (("vi", "a", 1000 * seconds), ("tyz", "b", 1000 * seconds + 500))
    )
    message = Message(
        key=key,
        revision=1,
        plan=plan,
        topic=f"T{len(key) % 5}",
        scope=Scope.PUBLIC,
        priority=Priority.ROUTINE,
        mood=Mood.PLAIN,
        headline=f"Tin {key}: lịch tiêm phòng và dọn vệ sinh",
        variants=voices,
        provenance=Provenance("UBND tỉnh", "Cán bộ văn hoá", "Sở Y tế"),
        valid_from=MADE,
        valid_until=MADE + timedelta(days=700),
        unit=PROVINCE,
    )
    return publish_message(Sealed(message, ()), now=MADE)


def _place(
    key: str, plan: str, seconds: int, areas: list[str], starts: date, **frequency: int
) -> None:
    from loa.delivery.models import Placement  # noqa: PLC0415 - needs setup

    Placement.objects.create(
        key=key, message=_message(key, plan, seconds), channel="loudspeaker", areas=areas,
        starts=starts, ends=None if "every_days" in frequency else starts + timedelta(days=10),
        times_a_day=1 if "every_days" in frequency else 2, placed_at=MADE, **frequency,
    )  # fmt: skip


def _kinds() -> Iterator[tuple[Any, Any, list[str]]]:
    """Yield a policy, a grid frame and languages for each kind of station."""
    from loa.channels.broadcast.models import GridFrame  # noqa: PLC0415 - needs setup
    from loa.core.canonical import canonical  # noqa: PLC0415
    from loa.core.dayparts import Daypart  # noqa: PLC0415
    from loa.core.grid import plain_grid  # noqa: PLC0415
    from loa.core.policy import Hours, Policy  # noqa: PLC0415

    for kind in range(KINDS):
        hours = tuple(
            Hours(Daypart(time(at, 30 * (kind % 2)), time(at + 1, 30 * (kind % 2)), "12/QĐ"))
            for at in ((5, 17), (5, 11, 17), (6, 16))[kind % 3]
        )
        policy = Policy(
            "", 1, "Asia/Ho_Chi_Minh", hours, 780 + 60 * kind, 1500 + 60 * kind, "12/QĐ"
        )
        frame = GridFrame.objects.create(
            key=f"khung-{kind}",
            name=f"Khung {kind}",
            document=canonical(plain_grid(policy).document()).decode(),
            ident_key="nhac-hieu" if kind % 4 else "",
        )
        yield policy, frame, ["vi", "tyz"][: 1 + kind % 2]


def _stations(stations: int) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from loa.channels.broadcast.models import PolicyRevision, Station, StationUnit  # noqa: PLC0415
    from loa.core.canonical import canonical  # noqa: PLC0415

    kinds = list(_kinds())
    made = Station.objects.bulk_create(
        Station(
            key=f"tram-{n:04}", name=f"Trạm {n:04}", kind="player", since=FIRST,
            languages=kinds[n // IN_COMMUNE % KINDS][2], grid=kinds[n // IN_COMMUNE % KINDS][1],
        )
        for n in range(stations)
    )  # fmt: skip
    StationUnit.objects.bulk_create(
        StationUnit(station=station, unit_code=_commune(n // IN_COMMUNE), since=FIRST)
        for n, station in enumerate(made)
    )
    policies = (
        replace(kinds[n // IN_COMMUNE % KINDS][0], station=station.key)
        for n, station in enumerate(made)
    )
    PolicyRevision.objects.bulk_create(
        PolicyRevision(
            station=station, serial=1, decided_at=MADE,
            document=canonical(policy.document()).decode(),
        )
        for station, policy in zip(made, policies, strict=True)
    )  # fmt: skip


def measure(folder: Path, stations: int) -> list[Row]:
    from loa.channels.broadcast.actions import publish_due  # noqa: PLC0415 - needs setup
    from loa.channels.broadcast.models import RundownDay  # noqa: PLC0415 - needs setup
    from loa.devices.objects import ObjectStore  # noqa: PLC0415

    fill(stations)
    few = [f"tram-{n * 10:04}" for n in range(stations // 10)]
    walls, cpus = [], []
    for only in (few, None):
        began, cpu = monotonic(), process_time()
        done = publish_due(
            publisher=Agreeing(), objects=ObjectStore(folder / "objects"),
            horizon_days=DAYS - 1, now=NOW, only=only,
        )  # fmt: skip
        walls.append(monotonic() - began)
        cpus.append(process_time() - cpu)
    days, mb = RundownDay.objects.count(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert days == stations * DAYS
    # The tenth went first; the others are nine times as many.
    ratio = cpus[1] / cpus[0] / (9 * log(stations) / log(stations / 10))
    beside = f"{LIMIT_S}; {done.items // done.days} items a day"
    named = f"rundowns, {stations:,} stations × {DAYS} days"
    return [
        Row(f"{named}, database included", sum(walls), "s", beside, sum(walls) <= LIMIT_S),
        Row(
            f"{named}, without its database",
            sum(cpus),
            "s of CPU",
            f"{LIMIT_S}",
            sum(cpus) <= LIMIT_S,
        ),
        Row(f"{named}, memory", mb, "MB", f"{LIMIT_MB}", mb <= LIMIT_MB),
        Row("rundowns, 9 times the stations", ratio, "× n log n", f"{GROWTH}", ratio <= GROWTH),
    ]


def main() -> None:
    subprocess.run([sys.executable, "-m", "django", "migrate", "-v0"], check=True)
    import django  # noqa: PLC0415 - the folder is known only now

    django.setup()
    stations = int(sys.argv[2]) if len(sys.argv) > 2 else STATIONS
    rows = measure(Path(sys.argv[1]).parent, stations)
    print(json.dumps([asdict(row) for row in rows]))


if __name__ == "__main__":
    main()

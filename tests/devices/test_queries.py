"""What other rooms read of ledgers, for many stations at once."""

from datetime import UTC, datetime, timedelta

import pytest

from loa.core.ledger import Entry, Event
from loa.core.words import Clock
from loa.devices import queries
from loa.devices.models import Device
from loa.devices.models import Entry as EntryRow

pytestmark = pytest.mark.django_db
ZERO = datetime(2026, 11, 22, 22, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return ZERO + timedelta(minutes=minutes)


def player(station: str, keyid: str, *entries: tuple[float, Clock]) -> None:
    """A player that said something at these minutes, with clocks to be trusted or not."""
    number = Device.objects.count()
    device = Device.objects.create(
        station=station, keyid=keyid * 16, public="c" * 64, enrolled_at=at(number)
    )
    EntryRow.objects.bulk_create(
        EntryRow(
            device=device, n=n, at=at(minute), clock=clock, boot=1, mono_ms=0, event="started",
            item=f"{keyid}{n}", data={"serial": n} if n == 2 else {}, hash="e" * 64,
        )
        for n, (minute, clock) in enumerate(entries, start=1)
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _ledgers() -> None:
    sure, floor = Clock.SYNCHRONISED, Clock.FLOOR
    player("mot", "a", (0, sure), (10, sure), (20, floor), (30, sure), (40.0005, sure))
    player("mot", "b", (5, sure), (33, sure))
    player("hai", "c", (1, sure), (2, floor))
    player("ba", "d")


@pytest.mark.parametrize(
    ("minute", "before", "after"),
    [
        pytest.param(25, {"mot": 10, "hai": 1}, {"mot": 30}, id="not-by-a-clock-at-its-floor"),
        pytest.param(10, {"mot": 5, "hai": 1}, {"mot": 10}, id="at-the-moment-is-after"),
        pytest.param(0, {}, {"mot": 0, "hai": 1}, id="nothing-before"),
        pytest.param(99, {"mot": 40.0005, "hai": 1}, {}, id="nothing-after"),
    ],
)
def test_the_nearest_trusted_entries_of_any_player(
    minute: float, before: dict[str, float], after: dict[str, float]
) -> None:
    moments = {station: at(minute) for station in ("mot", "hai", "ba", "khong-co")}
    assert queries.nearest(moments, later=False) == {s: at(m) for s, m in before.items()}
    assert queries.nearest(moments, later=True) == {s: at(m) for s, m in after.items()}


def numbers(found: dict[str, queries.Ledgers]) -> dict[str, dict[str, list[str]]]:
    return {
        station: {keyid[0]: [e.item for e in entries] for keyid, entries in own.items()}
        for station, own in found.items()
    }


def test_entries_around_spans_reach_to_the_nearest_trusted_on_either_side() -> None:
    spans = {"mot": (at(18), at(31)), "hai": (at(0), at(9)), "ba": (at(0), at(9))}
    assert numbers(queries.around(spans)) == {
        "mot": {"a": ["a2", "a3", "a4"], "b": ["b2"]},
        "hai": {"c": ["c1", "c2"]},
        "ba": {},
    }


def test_an_entry_comes_as_it_was_written_but_for_its_link() -> None:
    found = queries.around({"mot": (at(10), at(11))})["mot"]["a" * 16]
    second = Entry(
        2, "", at(10), Clock.SYNCHRONISED, 1, 0, Event.STARTED, "a2", data=(("serial", 2),)
    )
    assert second in found

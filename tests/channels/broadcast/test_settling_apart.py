"""A station whose data cannot be settled keeps none of the others waiting, and is not lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from tests.channels.broadcast.builders import (
    DAY,
    Ledger,
    at,
    day_of,
    item,
    placement,
    sealed,
    station,
)

from loa.channels.broadcast.as_run import CURSOR, Settled, UnsettledError, settle
from loa.channels.broadcast.models import AsRun, Cursor, RundownDay, Station
from loa.core.rundown import Item
from loa.delivery.models import Evidence, SealedMessage

pytestmark = pytest.mark.django_db
EVENING = at(20)
KEYS = ("mot", "hai", "ba")


@pytest.fixture
def news() -> SealedMessage:
    row = sealed()
    placement(row)
    return row


@pytest.fixture
def ledgers(news: SealedMessage) -> dict[str, Ledger]:
    """Return the players of three stations that have each played an item."""
    found = {}
    for number, key in enumerate(KEYS):
        owner = station(key)
        planned = item(news, at(5), n=number + 1)
        day_of(owner, [planned])
        found[key] = Ledger(owner, keyid=f"{number:016x}")
        found[key].plays(planned)
    return found


def spoil_document() -> Callable[[], None]:
    row = RundownDay.objects.get(station__key="hai")
    whole = row.document
    RundownDay.objects.filter(pk=row.pk).update(document='{"format":"loa.rundown"}')

    def mend() -> None:
        RundownDay.objects.filter(pk=row.pk).update(document=whole)

    return mend


def spoil_zone() -> Callable[[], None]:
    Station.objects.filter(key="hai").update(zone="Asia/Nowhere")

    def mend() -> None:
        Station.objects.filter(key="hai").update(zone="Asia/Ho_Chi_Minh")

    return mend


SPOILERS = [pytest.param(spoil_document, id="rundown"), pytest.param(spoil_zone, id="time-zone")]
Spoil = Callable[[], Callable[[], None]]


def heard() -> set[str]:
    return set(
        AsRun.objects.filter(outcome="aired").values_list("rundown__station__key", flat=True)
    )


@pytest.mark.parametrize("spoil", SPOILERS)
def test_the_others_are_settled_and_the_one_is_named(
    spoil: Spoil, ledgers: dict[str, Ledger]
) -> None:
    spoil()
    with pytest.raises(UnsettledError, match=r"settled \(1\): hai: \w+: "):
        settle(EVENING)
    assert heard() == {"mot", "ba"}
    assert Evidence.objects.count() == len(ledgers) - 1


@pytest.mark.parametrize("spoil", SPOILERS)
@pytest.mark.usefixtures("ledgers")
def test_once_mended_it_is_settled_from_where_it_stood(spoil: Spoil) -> None:
    mend = spoil()
    for _ in range(2):
        with pytest.raises(UnsettledError):
            settle(EVENING)
    mend()
    assert settle(EVENING) == Settled(stations=1, days=1, changed=1, evidence=1)
    assert heard() == set(KEYS)
    assert list(Cursor.objects.values_list("name", flat=True)) == [CURSOR]
    assert settle(EVENING) == Settled()


def test_what_comes_meanwhile_is_settled_too(
    ledgers: dict[str, Ledger], news: SealedMessage
) -> None:
    mend = spoil_document()
    with pytest.raises(UnsettledError):
        settle(EVENING)
    later: dict[str, Item] = {}
    tomorrow = DAY + timedelta(days=1)
    for number, key in enumerate(("hai", "ba")):
        later[key] = item(news, at(5, day=tomorrow), n=10 + number)
        day_of(Station.objects.get(key=key), [later[key]], day=tomorrow)
        ledgers[key].plays(later[key])
    with pytest.raises(UnsettledError, match="hai"):
        settle(EVENING + timedelta(days=1))
    assert AsRun.objects.filter(item_id=later["ba"].id, outcome="aired").exists()
    mend()
    assert settle(EVENING + timedelta(days=1)).days == 2
    assert AsRun.objects.filter(outcome="aired").count() == len(KEYS) + len(later)


def away(_execute: object, sql: str, *_given: object) -> None:
    raise OperationalError(f"the connection is gone: {sql}")


@pytest.mark.usefixtures("ledgers")
def test_a_database_that_is_away_is_nobodys_fault() -> None:
    with pytest.raises(OperationalError), connection.execute_wrapper(away):
        settle(EVENING)
    assert not Cursor.objects.exists()
    assert settle(EVENING).days == len(KEYS)


@pytest.mark.usefixtures("ledgers")
def test_when_all_fail_all_are_counted() -> None:
    RundownDay.objects.update(document="{}")
    with pytest.raises(UnsettledError, match=r"settled \(3\): "):
        settle(EVENING)
    assert Cursor.objects.exclude(name=CURSOR).count() == len(KEYS)

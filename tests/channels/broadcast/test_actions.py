"""Publishing: what is due is built and signed, what is refused leaves the last one standing."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.channels.broadcast.builders import (
    DAY,
    Agreeing,
    Ledger,
    at,
    day_of,
    item,
    placement,
    policy,
    sealed,
    station,
)

from loa.channels.broadcast import actions, inputs
from loa.channels.broadcast.actions import Published
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import Dirty, PolicyRevision, RundownDay, Station
from loa.channels.broadcast.queries.owed import owed
from loa.core.canonical import FormatError
from loa.delivery.models import Evidence, Placement
from loa.devices.disk import HastyDisk
from loa.devices.objects import ObjectStore

pytestmark = pytest.mark.django_db
NOW = at(8)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path, HastyDisk())


@pytest.fixture
def here() -> Station:
    made = station()
    placement(sealed())
    return made


def publish(publisher: Agreeing, objects: ObjectStore, *, hours: float = 0) -> Published:
    return actions.publish_due(
        publisher=publisher, objects=objects, horizon_days=7, now=NOW + timedelta(hours=hours)
    )


def test_a_horizon_is_published_and_every_document_can_be_fetched(
    here: Station, objects: ObjectStore
) -> None:
    signer = Agreeing()
    done = publish(signer, objects)
    assert (done.stations, done.days, done.refused) == (("nghia-ta",), 8, {})
    (asked,) = signer.asked
    bundle = asked["nghia-ta"]
    assert sorted(bundle["days"]) == [str(DAY + n * ONE_DAY) for n in range(8)]
    assert all(objects.holds(one) for one in (*bundle["days"].values(), *bundle["messages"]))
    assert publish(signer, objects) == Published()


def test_what_the_leaders_have_signed_goes_out_though_nothing_is_built(
    here: Station, objects: ObjectStore
) -> None:
    publish(Agreeing(), objects)
    signer = Agreeing()
    assert publish(signer, objects) == Published()
    assert signer.asked == [{}]


def test_a_dirty_station_is_built_again_from_tomorrow_and_today_stands(
    here: Station, objects: ObjectStore
) -> None:
    publish(Agreeing(), objects)
    today = RundownDay.objects.get(day=DAY)
    actions.mark_dirty([here], reason="test", now=NOW)
    signer = Agreeing()
    assert publish(signer, objects, hours=1).days == 7
    assert signer.asked[0]["nghia-ta"]["days"][str(DAY)] == today.address
    assert RundownDay.objects.get(day=DAY).serial == today.serial
    assert not Dirty.objects.exists()


def test_the_horizon_grows_day_by_day(here: Station, objects: ObjectStore) -> None:
    publish(Agreeing(), objects)
    assert publish(Agreeing(), objects, hours=24).days == 1


def test_what_the_signer_refuses_is_not_kept_and_not_asked_at_once_again(
    here: Station, objects: ObjectStore
) -> None:
    strict = Agreeing({"nghia-ta": ["2026-11-23 x: not approved"]})
    assert publish(strict, objects).refused == {"nghia-ta": ["2026-11-23 x: not approved"]}
    assert not RundownDay.objects.exists()
    assert Dirty.objects.get().reason == "refused: 2026-11-23 x: not approved"
    assert publish(strict, objects, hours=0.1) == Published()
    assert len(strict.asked) == 1
    assert publish(Agreeing(), objects, hours=0.2).stations == ("nghia-ta",)


def test_a_change_after_a_refusal_is_tried_at_once(here: Station, objects: ObjectStore) -> None:
    publish(Agreeing({"nghia-ta": ["no"]}), objects)
    actions.mark_dirty([here], reason="placement x", now=NOW)
    assert publish(Agreeing(), objects, hours=0.01).stations == ("nghia-ta",)


def test_only_the_stations_named_are_looked_at(here: Station, objects: ObjectStore) -> None:
    station("xuan-lac")
    done = actions.publish_due(
        publisher=Agreeing(), objects=objects, horizon_days=7, now=NOW, only={"xuan-lac"}
    )
    assert done.stations == ("xuan-lac",)


def test_what_was_missed_is_owed_once_and_made_good_where_it_is_owed(
    here: Station, objects: ObjectStore
) -> None:
    station("xuan-lac")
    row = sealed()
    lost = item(row, at(5))
    day_of(here, [lost])
    ledger = Ledger(here)
    ledger.say("missed", lost.starts, item=lost.id, data={"reason": "output"})
    settle(NOW)
    (one,) = owed(here, DAY, now=NOW)
    assert one.item == lost
    made = actions.make_good(here, one.item, one.candidate, now=NOW)
    assert made.areas == [inputs.own_area("nghia-ta")]
    assert owed(here, DAY, now=NOW) == []
    publish(Agreeing(), objects)
    again = [
        (r.station.key, i)
        for r in RundownDay.objects.exclude(day=DAY).select_related("station")
        for i in r.rundown().items
        if i.placement == made.key
    ]
    assert [key for key, _item in again] == ["nghia-ta"]
    heard = again[0][1]
    ledger.plays(heard)
    settle(heard.ends + timedelta(hours=1))
    assert Evidence.objects.get().placement == made


@pytest.mark.parametrize("reason", ["refused", "paused", "quiet"])
def test_what_was_forbidden_is_not_owed(here: Station, reason: str) -> None:
    lost = item(sealed(), at(5))
    day_of(here, [lost])
    Ledger(here).say("missed", lost.starts, item=lost.id, data={"reason": reason})
    settle(NOW)
    assert owed(here, DAY, now=NOW) == []


def test_a_make_good_that_fails_is_not_made_good_again(here: Station) -> None:
    row = sealed()
    origin = Placement.objects.get()
    origin.key = f"{inputs.MAKE_GOOD}x"
    origin.save()
    lost = item(row, at(5))
    moved = replace(lost, placement=origin.key)
    day_of(here, [moved])
    Ledger(here).say("missed", lost.starts, item=lost.id, data={"reason": "output"})
    settle(NOW)
    assert owed(here, DAY, now=NOW) == []


def test_a_policy_for_today_alone_has_nothing_built_again(
    here: Station, objects: ObjectStore
) -> None:
    publish(Agreeing(), objects)
    plain = policy(here.key)
    quiet = replace(plain, special_days={DAY: plain.dayparts(DAY)[:1]})
    assert actions.decide_policy(here, quiet.document(), now=NOW) == 2
    assert publish(Agreeing(), objects, hours=1) == Published()
    shorter = replace(quiet, session_s=600)
    assert actions.decide_policy(here, shorter.document(), now=NOW) == 3
    assert publish(Agreeing(), objects, hours=1).days == 7


@pytest.fixture
def three(here: Station, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three stations, of which each is a turn of its own."""
    monkeypatch.setattr(actions, "DAYS_AT_ONCE", 1)
    return [here.key, *(station(key).key for key in ("ban-thi", "xuan-lac"))]


def test_every_turn_is_published_and_its_documents_can_be_fetched(
    three: list[str], objects: ObjectStore
) -> None:
    signer = Agreeing()
    done = publish(signer, objects)
    assert (done.stations, done.days) == (tuple(sorted(three)), 24)
    assert [list(asked) for asked in signer.asked] == [[key] for key in sorted(three)]
    for row in RundownDay.objects.all():
        assert objects.read(row.address).decode() == row.document
        ids = {item.id for item in row.rundown().items if item.placement}
        assert set(row.reasons) == ids
        assert row.messages == sorted({i.message for i in row.rundown().items if i.message})


def test_what_was_built_is_published_though_the_next_turn_cannot_be_built(
    three: list[str], objects: ObjectStore
) -> None:
    first, broken, _never = sorted(three)
    PolicyRevision.objects.filter(station__key=broken).update(document="{}")
    with pytest.raises(FormatError):
        publish(Agreeing(), objects)
    assert set(RundownDay.objects.values_list("station__key", flat=True)) == {first}

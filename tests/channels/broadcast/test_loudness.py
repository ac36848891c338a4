"""Turning a station down: published at once, with the days that stand, and up again."""

from datetime import timedelta
from pathlib import Path

import pytest
from tests.channels.broadcast.builders import Agreeing, at, day_of, item, placement, sealed, station

from loa.channels.broadcast import actions, loudness
from loa.channels.broadcast.models import Cluster, PublishedVolume, Station
from loa.core.bundle import Bundle
from loa.devices.objects import ObjectStore

pytestmark = pytest.mark.django_db
NOW = at(4)
ROUND = timedelta(seconds=5)


@pytest.fixture
def store(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path)


def published(store: ObjectStore) -> tuple[Station, Agreeing]:
    """Publish a station's horizon, as loud as its leaders have it."""
    here = station()
    placement(sealed())
    publisher = Agreeing()
    tick(publisher, store, 0)
    return here, publisher


def tick(publisher: Agreeing, store: ObjectStore, rounds: int) -> actions.Published:
    return actions.publish_due(
        publisher=publisher, objects=store, horizon_days=3, now=NOW + rounds * ROUND
    )


def test_a_complaint_reaches_the_player_in_the_next_round(store: ObjectStore) -> None:
    here, publisher = published(store)
    (before,) = publisher.asked[-1].values()
    loudness.lower(here, reference="GY-1", now=NOW)
    assert tick(publisher, store, 1).stations == ("nghia-ta",)
    (after,) = publisher.asked[-1].values()
    assert after == before | {"serial": before["serial"] + 5, "lowered": True}


def test_the_answer_gives_the_loudness_back(store: ObjectStore) -> None:
    here, publisher = published(store)
    (before,) = publisher.asked[-1].values()
    loudness.lower(here, reference="GY-1", now=NOW)
    tick(publisher, store, 1)
    assert loudness.restore("GY-1", now=NOW + ROUND)
    tick(publisher, store, 2)
    (after,) = publisher.asked[-1].values()
    assert after == before | {"serial": before["serial"] + 10}
    assert tick(publisher, store, 3) == actions.Published()  # and nothing is said twice


def test_a_station_stays_low_while_anybody_waits_for_an_answer(store: ObjectStore) -> None:
    here, publisher = published(store)
    for reference in ("GY-1", "GY-2", "GY-2"):
        loudness.lower(here, reference=reference, now=NOW)
    tick(publisher, store, 1)
    loudness.restore("GY-1", now=NOW)
    assert tick(publisher, store, 2) == actions.Published()
    assert loudness.lowered([here]) == {here.pk}
    loudness.restore("GY-2", now=NOW)
    assert loudness.lowered([here]) == frozenset()
    assert not loudness.restore("GY-2", now=NOW)


def test_a_day_built_anew_stays_low(store: ObjectStore) -> None:
    here, publisher = published(store)
    loudness.lower(here, reference="GY-1", now=NOW)
    actions.mark_dirty([here], reason="test", now=NOW)
    tick(publisher, store, 1)
    assert [one["lowered"] for one in publisher.asked[-1].values()] == [True]
    assert tick(publisher, store, 2) == actions.Published()


def test_what_the_signer_refuses_is_asked_for_again_later(store: ObjectStore) -> None:
    here, publisher = published(store)
    publisher.refuses = {"nghia-ta": ["not now"]}
    loudness.lower(here, reference="GY-1", now=NOW)
    assert tick(publisher, store, 1).refused == {"nghia-ta": ["not now"]}
    asked = len(publisher.asked)
    tick(publisher, store, 2)
    assert len(publisher.asked) == asked  # a refusal is not repeated every five seconds
    publisher.refuses = {}
    later = actions.publish_due(
        publisher=publisher, objects=store, horizon_days=3, now=NOW + timedelta(minutes=11)
    )
    assert later.stations == ("nghia-ta",)
    assert PublishedVolume.objects.get().lowered


def test_no_serial_is_used_twice(store: ObjectStore) -> None:
    here = station()
    day_of(here, [item(sealed(), at(5))])
    loudness.published_as({here: Bundle("nghia-ta", int(NOW.timestamp()) + 60, {}, ())})
    loudness.lower(here, reference="GY-1", now=NOW)
    actions.publish_due(publisher=(agreeing := Agreeing()), objects=store, horizon_days=0, now=NOW)
    (said,) = agreeing.asked[0].values()
    assert said["serial"] == int(NOW.timestamp()) + 61


def test_a_station_that_was_never_published_waits_for_its_first_days() -> None:
    here = station()
    loudness.lower(here, reference="GY-1", now=NOW)
    assert loudness.unsaid([here]) == {}


def test_clusters_show_it_and_a_faulty_one_stays_faulty() -> None:
    here = station()
    for name, state in (("Chợ", "working"), ("Trường", "faulty")):
        Cluster.objects.create(station=here, name=name, state=state)
    loudness.lower(here, reference="GY-1", now=NOW)
    assert set(Cluster.objects.values_list("name", "state")) == {
        ("Chợ", "lowered"),
        ("Trường", "faulty"),
    }
    loudness.restore("GY-1", now=NOW)
    assert set(Cluster.objects.values_list("state", flat=True)) == {"working", "faulty"}

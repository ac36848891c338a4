"""Days that stations hold already change at once: a retraction, a word to the place today."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.channels.broadcast.builders import (
    DAY,
    UNIT,
    Agreeing,
    Ledger,
    at,
    day_of,
    item,
    placement,
    sealed,
    station,
)

from loa.channels.broadcast import actions, amendments
from loa.channels.broadcast.channel import CHANNEL
from loa.channels.broadcast.models import Amendment, RundownDay, Station, UsbStick
from loa.core.rundown import Item
from loa.delivery import actions as delivery
from loa.delivery.contract import Reach, Reached, Soon
from loa.delivery.models import Placement, SealedMessage
from loa.devices.disk import HastyDisk
from loa.devices.models import Device
from loa.devices.objects import ObjectStore

pytestmark = pytest.mark.django_db
NOW = at(8)
NEW_ONE = "chờ lịch phát mới được ký"
NOT_HELD = "đầu phát chưa nhận lịch mới: gọi trạm nếu vẫn im"


@pytest.fixture
def objects(tmp_path: Path) -> ObjectStore:
    return ObjectStore(tmp_path, HastyDisk())


def amend(objects: ObjectStore, signer: Agreeing | None = None, *, now: datetime = NOW) -> int:
    return amendments.amend_due(publisher=signer or Agreeing(), objects=objects, now=now)


def planned(day: RundownDay) -> list[tuple[str, datetime]]:
    day.refresh_from_db()
    return [(i.title, i.starts) for i in day.rundown().items]


def test_a_retracted_message_leaves_today_and_what_was_heard_stays(objects: ObjectStore) -> None:
    here, row, other = station(), sealed(), sealed("khac")
    placement(row)
    heard, on_air, coming = item(row, at(5)), item(row, at(8), n=2), item(row, at(17), n=3)
    day = day_of(here, [heard, on_air, coming, item(other, at(17, 5))])
    delivery.retract(row.digest, now=at(8, 0, 10))
    signer = Agreeing()
    assert amend(objects, signer, now=at(8, 0, 20)) == 1
    assert planned(day) == [("Tin tiem-phong", at(5)), ("Tin khac", at(17, 5))]
    ((bundle,),) = (tuple(asked.values()) for asked in signer.asked)
    assert bundle["days"] == {str(DAY): day.address}
    assert all(objects.holds(one) for one in (*bundle["days"].values(), *bundle["messages"]))
    assert amend(objects, signer, now=at(8, 1)) == 0


def test_a_retraction_is_due_until_the_player_holds_what_was_signed(objects: ObjectStore) -> None:
    today = timezone.localdate()
    here, row = station(), sealed()
    placement(row, starts=today)
    day_of(here, [item(row, at(23, 59, day=today))], day=today)
    Ledger(here)
    now = at(9, day=today)
    delivery.retract(row.digest, now=now)
    assert CHANNEL.carried(row.digest) == [Reach(here.name, Reached.DUE, NEW_ONE)]
    amend(objects, now=now)
    assert CHANNEL.carried(row.digest)[0].state is Reached.DUE
    Device.objects.update(bundle=int(now.timestamp()), seen_at=now)
    assert CHANNEL.carried(row.digest) == [Reach(here.name, Reached.DONE, "")]
    Device.objects.update(bundle=int(now.timestamp()) - 1)
    assert CHANNEL.carried(row.digest) == [Reach(here.name, Reached.DUE, NOT_HELD)]


def test_what_the_signer_refuses_waits_with_its_reason(objects: ObjectStore) -> None:
    here, row = station(), sealed()
    placement(row)
    day = day_of(here, [item(row, at(17))])
    delivery.retract(row.digest, now=NOW)
    amend(objects, Agreeing({"nghia-ta": ["no"]}))
    assert planned(day) == [("Tin tiem-phong", at(17))]
    assert list(Amendment.objects.values_list("serial", "why")) == [(0, "no")]
    amend(objects)
    assert planned(day) == []


def test_a_stick_in_circulation_is_due_until_somebody_has_taken_it_off() -> None:
    today = timezone.localdate()
    row, here = sealed(), station("fm", kind=Station.Kind.WIRED)
    stick = UsbStick.objects.create(
        station=here, first_day=today, last_day=today, made_at=NOW, files=[{"message": row.digest}]
    )
    (due,) = CHANNEL.carried(row.digest)
    assert (due.state, due.task) == (Reached.DUE, f"stick-{stick.pk}")
    assert CHANNEL.taken_back(due.task, row.digest, by="ha", now=NOW)
    assert not CHANNEL.taken_back("stick-x", row.digest, by="ha", now=NOW)
    assert not CHANNEL.taken_back(due.task, "other", by="ha", now=NOW)
    (done,) = CHANNEL.carried(row.digest)
    assert (done.state, done.task) == (Reached.DONE, "")
    stick.refresh_from_db()
    assert stick.recalled[row.digest]["by"] == "ha"


def hail(row: SealedMessage, soon: Soon = Soon.NEXT, *, now: datetime = NOW) -> Placement:
    return delivery.place(
        key=f"a-lo/{row.key}",
        message=row,
        channel="loudspeaker",
        areas=[UNIT],
        starts=DAY,
        ends=DAY + timedelta(days=2),
        frequency=delivery.Frequency(1, 1, 0),
        soon=soon,
        now=now,
    )


@pytest.fixture
def frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The channel asks what time it is; here it is always the morning of the day."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.mark.usefixtures("frozen")
def test_what_is_said_soon_goes_into_todays_next_session(objects: ObjectStore) -> None:
    here, row = station(), sealed("a-lo", ms=30_000)
    first: Item = item(sealed(), at(17))
    day = day_of(here, [first])
    placed = hail(row)
    assert amend(objects) == 1
    assert planned(day) == [("Tin tiem-phong", at(17)), ("Tin a-lo", at(17, 1, 1))]
    new = day.rundown().items[1]
    assert (new.placement, new.message, day.reasons[new.id]["play"]) == (
        placed.key,
        row.digest,
        [1, 1],
    )
    assert amend(objects, now=NOW + timedelta(minutes=1)) == 0


@pytest.mark.usefixtures("frozen")
def test_taken_back_before_it_is_heard_it_is_never_heard(objects: ObjectStore) -> None:
    here, row = station(), sealed("a-lo", ms=30_000)
    day = day_of(here, [])
    hail(row)
    amend(objects)
    delivery.retract(row.digest, now=NOW)
    amend(objects, now=NOW + timedelta(seconds=5))
    assert planned(day) == []


@pytest.mark.usefixtures("frozen")
def test_a_later_build_of_its_day_does_not_lose_it(objects: ObjectStore) -> None:
    here, row = station(), sealed("a-lo", ms=30_000)
    tomorrow = day_of(here, [], day=DAY + timedelta(days=1))
    hail(row)
    amend(objects)
    assert [title for title, _at in planned(tomorrow)] == ["Tin a-lo"]
    actions.mark_dirty([here], reason="test", now=NOW)
    later = NOW + timedelta(minutes=1)
    actions.publish_due(publisher=Agreeing(), objects=objects, horizon_days=2, now=later)
    assert "Tin a-lo" not in [title for title, _at in planned(tomorrow)]
    amend(objects, now=later)
    assert "Tin a-lo" in [title for title, _at in planned(tomorrow)]


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize(
    ("soon", "changes", "ms", "words"),
    [
        pytest.param(Soon.NEXT, {}, 60_000, "", id="next"),
        pytest.param(Soon.NEXT, {}, 121_000, "giới hạn", id="over-its-own-cap"),
        pytest.param(Soon.NOW, {}, 60_000, "Không có buổi phát nào đang diễn ra", id="quiet"),
    ],
)
def test_what_the_policy_says_of_it(
    soon: Soon, changes: dict[str, object], ms: int, words: str
) -> None:
    station(**changes)
    row = sealed("a-lo", ms=ms)
    if not words:
        assert hail(row, soon).soon == soon
        return
    with pytest.raises(delivery.PlacementError, match=words):
        hail(row, soon)


@pytest.mark.usefixtures("frozen")
def test_the_cap_counts_what_was_said_that_day() -> None:
    station()
    hail(sealed("mot", ms=90_000))
    with pytest.raises(delivery.PlacementError, match="30"):
        hail(sealed("hai", ms=31_000))
    assert hail(sealed("ba", ms=30_000)).soon == Soon.NEXT

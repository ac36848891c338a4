"""Taking back and correcting, seen from the desk to the stations."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.channels.broadcast.builders import Agreeing, Ledger, station
from tests.newsroom.desk import Desk, recording

from loa.channels.broadcast import actions as broadcast
from loa.channels.broadcast import amendments
from loa.channels.broadcast.models import RundownDay, Station
from loa.cli import main
from loa.core.periods import DAY
from loa.delivery.actions import Frequency
from loa.delivery.contract import Reached
from loa.delivery.models import Placement, SealedMessage
from loa.devices.disk import HastyDisk
from loa.devices.models import Device
from loa.devices.objects import ObjectStore
from loa.newsroom import actions, afterwards, retracting
from loa.newsroom.actions import NewsroomError
from loa.newsroom.models import Item, Retraction
from loa.people import decisions
from loa.people.models import Decision
from loa.plans.models import Target

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(desk: Desk) -> Station:
    return station("cho-don", unit="02020", session_s=1500)


@pytest.fixture
def placed(desk: Desk, objects: ObjectStore, here: Station) -> Item:
    """An item that stands in the programme of the days to come."""
    item = desk.waiting(objects)
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    today = timezone.localdate()
    window = actions.Window(today, today + 30 * DAY, Frequency(times_a_day=1, days=3))
    target = Target.objects.get(key="loa-1")
    actions.place(item, target, window, areas=["02020"], by=desk.editor, now=timezone.now())
    publish(objects)
    return item


def publish(objects: ObjectStore, *, minutes: int = 0) -> None:
    now = timezone.now() + timedelta(minutes=minutes)
    store = ObjectStore(objects.path("0" * 64).parent.parent, HastyDisk())
    broadcast.publish_due(publisher=Agreeing(), objects=store, horizon_days=5, now=now)
    amendments.amend_due(publisher=Agreeing(), objects=store, now=now)


def days_with(message: str) -> int:
    return RundownDay.objects.filter(document__contains=message).count()


def test_a_retraction_reaches_every_day_and_the_log_keeps_why(
    placed: Item, desk: Desk, objects: ObjectStore, here: Station
) -> None:
    Ledger(here)
    assert days_with(placed.message) > 0
    retracting.retract(placed, reason="Sai ngày tiêm", by=desk.editor, now=timezone.now())
    assert SealedMessage.objects.get().retracted_at is not None
    assert not Placement.objects.filter(state=Placement.State.ACTIVE).exists()
    assert retracting.states(placed) == {"loudspeaker": "due"}
    publish(objects, minutes=1)
    assert days_with(placed.message) == 0
    (trail,) = retracting.trails(placed)
    assert [(r.place, r.state) for r in trail.places] == [("Trạm Cho Don", Reached.DUE)]
    Device.objects.update(bundle=int(timezone.now().timestamp()) + 3600, seen_at=timezone.now())
    assert retracting.states(placed) == {"loudspeaker": "reached"}
    entry = Decision.objects.order_by("number").last()
    assert entry is not None
    assert (entry.verb, entry.reason, entry.actor) == ("retract", "Sai ngày tiêm", "lan")
    assert decisions.verify().ok


@pytest.mark.parametrize(
    ("reason", "twice", "code"),
    [("  ", False, "reason-missing"), ("Sai", True, "nothing-to-retract")],
)
def test_what_cannot_be_taken_back(
    placed: Item, desk: Desk, reason: str, *, twice: bool, code: str
) -> None:
    if twice:
        retracting.retract(placed, reason="Sai", by=desk.editor, now=timezone.now())
    with pytest.raises(NewsroomError, match=code):
        retracting.retract(placed, reason=reason, by=desk.editor, now=timezone.now())
    assert Retraction.objects.count() == twice


def test_a_draft_has_nothing_to_take_back(desk: Desk) -> None:
    with pytest.raises(NewsroomError, match="nothing-to-retract"):
        retracting.retract(desk.item(), reason="Sai", by=desk.editor, now=timezone.now())


def test_a_correction_says_so_and_goes_where_the_error_was(
    placed: Item, desk: Desk, objects: ObjectStore
) -> None:
    wrong = placed.message
    item = retracting.correct(placed, reason="Sai ngày.", by=desk.editor, now=timezone.now())
    assert (item.state, item.revision) == (Item.State.DRAFT, 2)
    assert item.headline.startswith("Đính chính: Tiêm phòng")
    variant = item.variants.get()
    assert variant.text.startswith("Đính chính: ")
    assert "Sai ngày." in variant.text
    assert variant.sound == ""
    actions.keep_sound(variant, recording(objects, seed="b"), now=timezone.now())
    actions.send_for_approval(item, by=desk.editor, now=timezone.now())
    desk.approve(item, desk.approver)
    item.refresh_from_db()
    (new,) = Placement.objects.filter(state=Placement.State.ACTIVE)
    assert (new.message_id, new.areas, new.days) == (item.message, ["02020"], 3)
    assert item.message != wrong
    retraction = Retraction.objects.get()
    assert (retraction.trouble, retraction.replaced_at is not None) == ("", True)
    publish(objects, minutes=1)
    assert days_with(wrong) == 0
    assert days_with(item.message) > 0


def test_what_is_left_of_a_place() -> None:
    today = timezone.localdate()
    place = afterwards.Place(
        "k", "loudspeaker", None, ("02020",), today - 5 * DAY, today + 2 * DAY, Frequency(2, 3), ()
    )
    left = afterwards.remaining(place, today)
    assert left is not None
    assert (left.starts, left.ends, left.frequency) == (today, today + 2 * DAY, Frequency(2, 2))
    assert afterwards.remaining(place, today + 2 * DAY) is None
    assert afterwards.read_place(place.document()) == place


def test_the_command_says_channel_to_state_and_may_be_asked_again(
    placed: Item, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["item", "retract", placed.key, "--reason", "Sai ngày"]
    assert main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"loudspeaker": "due"}
    assert main(asked) == 0
    assert capsys.readouterr().out.startswith("loudspeaker: due\n  Trạm Cho Don: ")
    assert main(["item", "retract", "khong-co", "--reason", "x"]) == 1
    assert "khong-co: no item has this key" in capsys.readouterr().err


def test_the_command_refuses_what_was_never_approved(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    item = desk.item()
    assert main(["item", "retract", item.key, "--reason", "x"]) == 1
    assert "tiem-phong: not retracted: " in capsys.readouterr().err

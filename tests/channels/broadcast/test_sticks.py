"""A stick's life: made from what is published, ticked off as *reported* evidence."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils import translation
from tests.channels.broadcast.builders import (
    DAY,
    UNIT,
    Ledger,
    at,
    day_of,
    item,
    placement,
    relay,
    sealed,
    station,
    target,
)

from loa.channels.broadcast import sticks
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import Station, Tick, UsbStick
from loa.channels.broadcast.sticks import Reported
from loa.channels.broadcast.usb import UsbError
from loa.core.rundown import Item
from loa.delivery.models import CoverageCell, Evidence
from loa.people.actions import create_user, ensure_organisation
from loa.people.models import Organisation, User

pytestmark = pytest.mark.django_db
NOON = at(12)


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    translation.activate("vi")


@pytest.fixture
def officer() -> User:
    return create_user(username="can-bo", password="dung-cau-mat-khau", display_name="Cán bộ")


@pytest.fixture
def here() -> Station:
    return station("fm", kind=Station.Kind.WIRED)


def put_sound(address: str) -> None:
    path = sticks.cache().objects.path(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a sound")


@pytest.fixture
def stick(here: Station) -> UsbStick:
    row = sealed()
    placement(row)
    items = [item(row, at(5)), relay(at(5, 28)), item(row, at(17), n=2)]
    put_sound(items[0].sound)
    day_of(here, items)
    return sticks.make(here, first=DAY, days=7, by=None, now=NOON)


def test_a_stick_holds_what_is_published(stick: UsbStick) -> None:
    assert (stick.first_day, stick.last_day) == (DAY, DAY + timedelta(days=6))
    assert [file["path"] for file in stick.files] == [
        "2026-11-23_sang_0500/01_tin-tiem-phong.mp3",
        "",
        "2026-11-23_chieu_1700/01_tin-tiem-phong.mp3",
    ]


@pytest.mark.parametrize("days", [0, 32, -1])
def test_a_stick_has_its_bounds(here: Station, days: int) -> None:
    with pytest.raises(UsbError, match="từ 1 đến 31 ngày"):
        sticks.make(here, first=DAY, days=days, by=None, now=NOON)


def test_an_unpublished_week_makes_no_stick(here: Station) -> None:
    with pytest.raises(UsbError, match="chưa có lịch phát"):
        sticks.make(here, first=DAY, days=7, by=None, now=NOON)
    assert not UsbStick.objects.exists()


def test_a_missing_sound_makes_no_stick(here: Station) -> None:
    row = sealed("chua-co")
    placement(row)
    day_of(here, [item(row, at(5))])
    with pytest.raises(UsbError, match="Tin chua-co"):
        sticks.make(here, first=DAY, days=1, by=None, now=NOON)
    assert not UsbStick.objects.exists()


def test_a_tick_is_reported_evidence(stick: UsbStick, officer: User) -> None:
    morning = stick.files[0]["item"]
    assert sticks.report(stick, [morning], by=officer, now=NOON) == Reported(1, ())
    tick = Tick.objects.get()
    assert (tick.item_id, tick.played, tick.by, tick.at) == (morning, True, officer, NOON)
    proof = Evidence.objects.get()
    assert (proof.quantity, proof.unit, proof.grade) == (1, "plays", "reported")
    assert (proof.unit_code, proof.at, proof.simulated) == (UNIT, at(5), False)
    assert proof.reference == f"usb:{stick.pk}:{morning}"


def test_a_tick_counts_once_and_stays(stick: UsbStick, officer: User) -> None:
    morning = stick.files[0]["item"]
    sticks.report(stick, [morning], by=officer, now=NOON)
    assert sticks.report(stick, [morning], by=None, now=at(13)) == Reported()
    assert sticks.report(stick, [], by=officer, now=at(13)) == Reported()
    assert (Tick.objects.get().by, Evidence.objects.count()) == (officer, 1)


def test_nothing_is_reported_before_its_time(stick: UsbStick, officer: User) -> None:
    evening = stick.files[2]["item"]
    assert sticks.report(stick, [evening], by=officer, now=NOON) == Reported(0, ("Tin tiem-phong",))
    assert not Evidence.objects.exists()
    assert not Tick.objects.exists()


def test_what_is_not_on_the_stick_is_refused(stick: UsbStick, officer: User) -> None:
    morning, programme = stick.files[0]["item"], stick.files[1]["item"]
    with pytest.raises(UsbError, match=programme):
        sticks.report(stick, [morning, programme], by=officer, now=NOON)
    assert not Evidence.objects.exists()


def test_the_office_of_the_unit_issues_the_slip(stick: UsbStick) -> None:
    assert sticks.issuer(stick) == ""
    kind = Organisation.Kind.COMMUNE_OFFICE
    ensure_organisation(key="xa", name="UBND xã Nghĩa Tá", kind=kind, unit_code=UNIT)
    assert sticks.issuer(stick) == "UBND xã Nghĩa Tá"


@pytest.fixture
def own_player() -> Station:
    return station("nghia-ta")


@pytest.fixture
def carried(own_player: Station) -> tuple[UsbStick, Item]:
    """A stick of a station with a player, and the item that both may report."""
    row = sealed()
    placement(row, target=target())
    one = item(row, at(5))
    put_sound(one.sound)
    day_of(own_player, [one])
    return sticks.make(own_player, first=DAY, days=7, by=None, now=at(4)), one


def proven() -> list[tuple[str, int]]:
    """Return the real plays that the rollup counts, by grade; it must be the evidence's sum."""
    cells = CoverageCell.objects.filter(unit="plays", simulated=False, quantity__gt=0)
    found = sorted((cell.grade, cell.quantity) for cell in cells)
    rows = Evidence.objects.filter(unit="plays", simulated=False)
    told = Counter(row.grade for row in rows for _ in range(row.quantity))
    assert found == sorted(told.items())
    return found


def test_a_tick_adds_nothing_to_a_play_that_was_logged(carried: tuple[UsbStick, Item]) -> None:
    stick, one = carried
    Ledger(stick.station).plays(one)
    settle(NOON)
    assert sticks.report(stick, [one.id], by=None, now=NOON) == Reported(1, (), 1)
    assert proven() == [("recorded", 1)]
    assert Tick.objects.count() == 1


def test_a_log_that_arrives_later_takes_the_place_of_a_tick(
    carried: tuple[UsbStick, Item],
) -> None:
    stick, one = carried
    sticks.report(stick, [one.id], by=None, now=NOON)
    assert proven() == [("reported", 1)]
    Ledger(stick.station).plays(one)
    settle(NOON)
    assert proven() == [("recorded", 1)]
    assert sticks.report(stick, [one.id], by=None, now=at(13)) == Reported()
    assert (proven(), Tick.objects.count()) == ([("recorded", 1)], 1)


@pytest.mark.parametrize("tick_first", [True, False])
def test_a_trial_player_takes_nothing_from_what_was_really_heard(
    carried: tuple[UsbStick, Item], *, tick_first: bool
) -> None:
    stick, one = carried
    Ledger(stick.station, simulated=True).plays(one)
    if not tick_first:
        settle(NOON)
    sticks.report(stick, [one.id], by=None, now=NOON)
    settle(NOON)
    assert proven() == [("reported", 1)]


def test_a_play_that_was_cut_leaves_the_tick_as_the_only_whole_one(
    carried: tuple[UsbStick, Item],
) -> None:
    stick, one = carried
    Ledger(stick.station).plays(one, ms=20_000)
    settle(NOON)
    sticks.report(stick, [one.id], by=None, now=NOON)
    assert proven() == [("reported", 1)]


def test_two_sticks_with_the_same_item_report_one_play(carried: tuple[UsbStick, Item]) -> None:
    stick, one = carried
    again = sticks.make(stick.station, first=DAY, days=1, by=None, now=at(4))
    sticks.report(stick, [one.id], by=None, now=NOON)
    sticks.report(again, [one.id], by=None, now=NOON)
    assert (proven(), Tick.objects.count()) == ([("reported", 1)], 2)
    Ledger(stick.station).plays(one)
    settle(NOON)
    assert proven() == [("recorded", 1)]


def test_a_station_that_plays_itself_is_told_before_a_stick_is_made(
    here: Station, own_player: Station
) -> None:
    assert (sticks.warning(here), sticks.warning(own_player)) == ("", "")
    ledger = Ledger(own_player)
    assert sticks.warning(own_player).startswith(
        "Trạm này đã có đầu phát; chỉ chép khi đầu phát hỏng."
    )
    ledger.device.revoked_at = NOON
    ledger.device.save()
    assert sticks.warning(own_player) == ""

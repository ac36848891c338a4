"""A stick's life: made from what is published, ticked off as *reported* evidence."""

from datetime import timedelta

import pytest
from django.utils import translation
from tests.channels.broadcast.builders import (
    DAY,
    UNIT,
    at,
    day_of,
    item,
    placement,
    relay,
    sealed,
    station,
)

from loa.channels.broadcast import sticks
from loa.channels.broadcast.models import Station, Tick, UsbStick
from loa.channels.broadcast.sticks import Reported
from loa.channels.broadcast.usb import UsbError
from loa.delivery.models import Evidence
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

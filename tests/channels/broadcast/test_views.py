"""Pages: what each shows to whom, and what it refuses."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.channels.broadcast.builders import (
    DAY,
    Ledger,
    at,
    day_of,
    item,
    placement,
    policy,
    relay,
    sealed,
    station,
)

from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import PolicyRevision, Station
from loa.channels.broadcast.queries.day import day_page
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.policy import Hours
from loa.core.rundown import Item
from loa.delivery.models import Placement
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def here() -> Station:
    return station()


@pytest.fixture
def lost(here: Station) -> Item:
    """An item of today that the player could not play, with its relay beside it."""
    today = timezone.localdate()
    row = sealed()
    placement(row, starts=today)
    one = item(row, at(0, 1, day=today))
    day_of(here, [one, relay(at(5, 28, day=today))], day=today)
    ledger = Ledger(here)
    ledger.say("missed", one.starts, item=one.id, data={"reason": "output"})
    settle(timezone.now())
    return one


def test_stations_are_shown_by_unit_and_found_by_name(here: Station, as_role: SignIn) -> None:
    station("cho-don", unit="02020")
    client = as_role(Role.VIEWER, "19")
    page = client.get("/stations/").content.decode()
    assert page.index("xã Chợ Đồn") < page.index("Trạm Cho Don") < page.index("Trạm Nghia Ta")
    found = client.get("/stations/?q=nghia", headers={"HX-Request": "true"}).content.decode()
    assert ("Trạm Nghia Ta" in found, "Trạm Cho Don" in found, "<html" in found) == (
        True,
        False,
        False,
    )
    assert "Không có trạm nào như vậy" in client.get("/stations/?q=khac").content.decode()


@pytest.mark.parametrize("path", ["/today/", "/stations/"])
def test_the_unit_chosen_holds_and_is_first_the_persons_own_commune(
    here: Station, as_role: SignIn, path: str
) -> None:
    station("cho-don", unit="02020")
    client = as_role(Role.COMMUNE_OFFICER)

    def shown() -> list[str]:
        page = client.get(path).content.decode()
        return [name for name in ("Trạm Cho Don", "Trạm Nghia Ta") if name in page]

    assert shown() == ["Trạm Nghia Ta"]
    client.post("/unit/", {"unit": "02020"})
    assert shown() == ["Trạm Cho Don"]
    client.post("/unit/", {"unit": ""})
    assert shown() == ["Trạm Cho Don", "Trạm Nghia Ta"]


def test_a_unit_without_a_station_says_so(here: Station, as_role: SignIn) -> None:
    page = as_role(Role.COMMUNE_OFFICER, "02020").get("/stations/").content.decode()
    assert "Đơn vị này chưa có trạm nào" in page


def test_a_station_leads_to_its_own_today(here: Station, as_role: SignIn) -> None:
    response = as_role(Role.VIEWER).get("/stations/nghia-ta/")
    assert response.headers["Location"] == f"/stations/nghia-ta/{timezone.localdate()}/"


@pytest.mark.parametrize("day", ["2026-13-01", "hom-qua", "2026-11-31"])
def test_a_day_that_is_none_is_not_found(here: Station, as_role: SignIn, day: str) -> None:
    assert as_role(Role.VIEWER).get(f"/stations/nghia-ta/{day}/").status_code == 404


def test_a_day_says_what_became_of_each_item_and_why(lost: Item, as_role: SignIn) -> None:
    page = as_role(Role.VIEWER).get(f"/stations/nghia-ta/{timezone.localdate()}/").content.decode()
    for words in (
        "Không phát được",
        "Tăng âm hoặc thiết bị âm thanh bị lỗi.",
        "Có nhật ký, đã kiểm",
        "Lời của tiem-phong.",
        "Tiếp sóng: Đài Tiếng nói Việt Nam",
        "Nguồn và khung giờ đã được ký, còn âm thanh thì không",
    ):
        assert words in page, words


def test_what_found_no_place_has_its_reason_and_a_request(here: Station, as_role: SignIn) -> None:
    unplaced = {
        "headline": "Tin dài",
        "placement": "x",
        "reason": "airtime",
        "sentence": "The sessions of the day are full.",
        "later": False,
    }
    day_of(here, [], unplaced=[unplaced])
    page = as_role(Role.VIEWER).get(f"/stations/nghia-ta/{DAY}/").content.decode()
    assert "Hết thời lượng các buổi trong ngày." in page
    assert "Đề nghị cho thêm 5 phút mỗi buổi ở trạm này: “Tin dài”, Trạm Nghia Ta." in page


def test_a_make_good_is_one_touch_for_who_may_place(lost: Item, as_role: SignIn) -> None:
    today = timezone.localdate()
    address = f"/stations/nghia-ta/{today}/make-good/{lost.id}/"
    client = as_role(Role.COMMUNE_OFFICER)
    assert address in client.get(f"/stations/nghia-ta/{today}/").content.decode()
    assert client.post(address).status_code == 302
    assert Placement.objects.filter(key=f"phat-bu/{lost.id}").count() == 1
    assert address not in client.get(f"/stations/nghia-ta/{today}/").content.decode()
    assert client.post(address).status_code == 302
    assert Placement.objects.count() == 2


def test_another_commune_may_not_make_good_here(lost: Item, as_role: SignIn) -> None:
    address = f"/stations/nghia-ta/{timezone.localdate()}/make-good/{lost.id}/"
    assert as_role(Role.COMMUNE_OFFICER, "02020").post(address).status_code == 403
    assert Placement.objects.count() == 1


def test_what_is_on_air_is_asked_for_again_only_when_it_changes(
    here: Station, as_role: SignIn
) -> None:
    now = timezone.now().replace(microsecond=0)
    row = sealed(ms=3_000_000)
    placement(row)
    one = item(row, now - timedelta(minutes=5))
    day_of(here, [one], day=one.starts.astimezone().date())
    client = as_role(Role.VIEWER)
    page = client.get("/stations/nghia-ta/on-air/").content.decode()
    sound = f"/repo/objects/{one.sound[:2]}/{one.sound}"
    assert f'data-src="{sound}"' in page
    assert f'data-started-at="{one.starts.isoformat()}' in page
    assert client.get(f"/stations/nghia-ta/on-air/?shown={one.id}").status_code == 204


def test_a_relay_is_said_to_have_no_sound_here(here: Station, as_role: SignIn) -> None:
    programme = relay(timezone.now() - timedelta(minutes=5))
    day_of(here, [programme], day=programme.starts.astimezone().date())
    page = as_role(Role.VIEWER).get("/stations/nghia-ta/on-air/").content.decode()
    assert "Đang tiếp sóng đến" in page
    assert "data-src" not in page


def test_a_silent_station_says_when_it_speaks_and_plays_the_last_again(
    here: Station, as_role: SignIn
) -> None:
    now = timezone.now()
    row = sealed()
    placement(row)
    past, coming = item(row, now - timedelta(hours=1)), item(row, now + timedelta(hours=30), n=2)
    for one in (past, coming):
        day_of(here, [one], day=one.starts.astimezone().date())
    page = as_role(Role.VIEWER).get("/stations/nghia-ta/on-air/").content.decode()
    assert "Phát tiếp" in page
    assert past.sound in page
    assert "data-started-at" not in page


def test_a_station_on_air_can_be_listened_to_from_the_list(here: Station, as_role: SignIn) -> None:
    row = sealed(ms=3_000_000)
    placement(row)
    one = item(row, timezone.now() - timedelta(minutes=5))
    day_of(here, [one], day=one.starts.astimezone().date())
    page = as_role(Role.VIEWER).get("/stations/").content.decode()
    assert 'href="/stations/nghia-ta/#on-air"' in page


def test_a_long_session_shows_only_the_stretches_that_hold_something(
    client: Client, here: Station
) -> None:
    all_day = (Hours(Daypart(time(0), time(0), "Quy chế")),)
    document = canonical(policy("nghia-ta", hours=all_day).document()).decode()
    PolicyRevision.objects.update(document=document)
    row = sealed()
    day_of(here, [item(row, at(5)), item(row, at(17), n=2)])
    (part,) = day_page(here, DAY, now=at(12)).parts
    assert [strip.frame.holds(at(5)) for strip in part.strips] == [True, False]
    assert len(part.lines) == 2

"""Pages: what each shows to whom, and what it refuses."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from asgiref.sync import async_to_sync
from django.core.management import call_command
from django.test import AsyncClient, Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.channels.broadcast.builders import (
    DAY,
    UNIT,
    Ledger,
    at,
    day_of,
    ident_in,
    item,
    placement,
    policy,
    relay,
    sealed,
    station,
    voiced,
)
from tests.channels.broadcast.test_sticks import put_sound

from loa.channels.broadcast import sticks
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import PolicyRevision, RundownDay, Station, Tick, UsbStick
from loa.channels.broadcast.queries.day import day_page
from loa.core.canonical import canonical
from loa.core.dayparts import Daypart
from loa.core.policy import Hours
from loa.core.rundown import Item
from loa.delivery.models import Evidence, Placement
from loa.people.actions import create_user, ensure_organisation, grant
from loa.people.models import Organisation
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def as_role(client: Client) -> SignIn:
    def sign_in(role: Role, unit: str = UNIT) -> Client:
        office = ensure_organisation(
            key=f"xa-{unit}",
            name=f"UBND xã {unit}",
            kind=Organisation.Kind.COMMUNE_OFFICE,
            unit_code=unit,
        )
        person = create_user(username=f"{role}-{unit}", password="dung-cau-mat-khau")
        grant(user=person, organisation=office, role=role, since=timezone.localdate())
        client.force_login(person)
        return client

    return sign_in


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


@pytest.mark.parametrize("path", ["/", "/stations/"])
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


@pytest.fixture
def stick(here: Station) -> UsbStick:
    row = sealed()
    placement(row)
    one = item(row, at(5, day=timezone.localdate() - timedelta(days=1)))
    put_sound(one.sound)
    day_of(here, [one], day=timezone.localdate() - timedelta(days=1))
    first = timezone.localdate() - timedelta(days=1)
    return sticks.make(here, first=first, days=2, by=None, now=timezone.now())


@pytest.mark.parametrize(
    ("role", "unit", "allowed"),
    [
        pytest.param(Role.COMMUNE_OFFICER, UNIT, True, id="own-commune"),
        pytest.param(Role.COMMUNE_OFFICER, "19", True, id="the-province-above"),
        pytest.param(Role.COMMUNE_OFFICER, "02020", False, id="another-commune"),
        pytest.param(Role.VIEWER, UNIT, False, id="only-looks"),
    ],
)
def test_who_may_tick(
    stick: UsbStick, as_role: SignIn, role: Role, unit: str, *, allowed: bool
) -> None:
    client = as_role(role, unit)
    box = stick.files[0]["item"]
    page = client.get(f"/usb/{stick.pk}/").content.decode()
    assert ("Báo đã phát" in page) is allowed
    response = client.post(f"/usb/{stick.pk}/tick/", {"item": [box]})
    assert response.status_code == (302 if allowed else 403)
    assert (Tick.objects.count(), Evidence.objects.count()) == ((1, 1) if allowed else (0, 0))


@pytest.mark.parametrize("path", ["download/", "slip.pdf"])
def test_another_commune_takes_no_stick(stick: UsbStick, as_role: SignIn, path: str) -> None:
    assert as_role(Role.COMMUNE_OFFICER, "02020").get(f"/usb/{stick.pk}/{path}").status_code == 403


def test_an_item_that_is_not_on_the_stick_reports_nothing(stick: UsbStick, as_role: SignIn) -> None:
    client = as_role(Role.COMMUNE_OFFICER)
    client.post(f"/usb/{stick.pk}/tick/", {"item": [stick.files[0]["item"], "khac"]})
    assert not Tick.objects.exists()
    assert "USB này không có tin đó: khac" in client.get(f"/usb/{stick.pk}/").content.decode()


def test_the_slip_is_served_as_paper(stick: UsbStick, as_role: SignIn) -> None:
    response = as_role(Role.COMMUNE_OFFICER).get(f"/usb/{stick.pk}/slip.pdf")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_a_week_without_a_programme_is_refused_in_words(here: Station, as_role: SignIn) -> None:
    client = as_role(Role.COMMUNE_OFFICER)
    response = client.post("/stations/nghia-ta/usb/", {"week": timezone.localdate().isoformat()})
    assert "chưa có lịch phát" in response.content.decode()
    assert not UsbStick.objects.exists()


def run_worker() -> None:
    """Let a real worker do what is waiting, until nothing is."""
    call_command("db_worker", "--queue-name", "*", "--batch", "--no-startup-delay", verbosity=0)


@pytest.fixture
def with_sound(here: Station, tmp_path: Path) -> str:
    """Two items of today whose sound is really there; the sound's address."""
    today = timezone.localdate()
    address = ident_in(sticks.cache().objects, tmp_path)
    items = [
        replace(item(voiced(key, address), at(hour, day=today)), title=f"Tin {uuid4()}")
        for key, hour in (("mot", 5), ("hai", 17))
    ]
    day_of(here, items, day=today)
    return address


def prepare_this_week(client: Client) -> str:
    """Press the button as a person does; return the page that answers."""
    asked = {"week": timezone.localdate().isoformat()}
    return client.post("/stations/nghia-ta/usb/", asked, follow=True).content.decode()


@pytest.mark.django_db(transaction=True)
def test_files_are_prepared_by_the_worker_while_the_page_tells_how_far_it_is(
    with_sound: str, as_role: SignIn
) -> None:
    client = as_role(Role.COMMUNE_OFFICER)
    page = prepare_this_week(client)
    made = UsbStick.objects.get()
    assert f'hx-get="/usb/{made.pk}/ready/?shown=queued-0" hx-trigger="every 2s' in page
    assert ("0/2 tệp" in page, "Tải về cho USB" in page) == (True, False)
    assert client.get(f"/usb/{made.pk}/ready/?shown=queued-0").status_code == 204
    early = client.get(f"/usb/{made.pk}/download/")
    assert (early.status_code, early.headers["Location"]) == (302, f"/usb/{made.pk}/")
    run_worker()
    part = client.get(f"/usb/{made.pk}/ready/?shown=queued-0").content.decode()
    assert ("Tải về cho USB" in part, "hx-get" in part, "<html" in part) == (True, False, False)


@pytest.mark.django_db(transaction=True)
def test_files_that_are_there_already_need_no_worker(with_sound: str, as_role: SignIn) -> None:
    client = as_role(Role.COMMUNE_OFFICER)
    prepare_this_week(client)
    run_worker()
    assert "Tải về cho USB" in prepare_this_week(client)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_fails_is_told_with_the_title_and_a_second_try(
    with_sound: str, as_role: SignIn
) -> None:
    client = as_role(Role.COMMUNE_OFFICER)
    prepare_this_week(client)
    made, sound = UsbStick.objects.get(), sticks.cache().objects.path(with_sound)
    kept = sound.read_bytes()
    sound.chmod(0o600)
    sound.write_bytes(b"not a sound at all")
    run_worker()
    page = client.get(f"/usb/{made.pk}/").content.decode()
    title = made.files[0]["title"]
    assert f"Dừng ở tin “{title}”, đã xong 0/2 tệp." in page
    assert "hx-get" not in page.partition('id="ready"')[2].partition(">")[0]
    sound.write_bytes(kept)
    again = client.post(f"/usb/{made.pk}/prepare/", follow=True).content.decode()
    assert "Đang chờ đến lượt" in again
    run_worker()
    assert "Tải về cho USB" in client.get(f"/usb/{made.pk}/").content.decode()


def test_a_worker_that_does_not_run_is_told(with_sound: str, as_role: SignIn) -> None:
    client = as_role(Role.COMMUNE_OFFICER)
    prepare_this_week(client)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(seconds=20))
    page = client.get(f"/usb/{UsbStick.objects.get().pk}/").content.decode()
    assert "lệnh: loa worker" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_commune_prepares_nothing(stick: UsbStick, as_role: SignIn, method: str) -> None:
    client = as_role(Role.COMMUNE_OFFICER, "02020")
    path = {"get": "ready", "post": "prepare"}[method]
    assert getattr(client, method)(f"/usb/{stick.pk}/{path}/").status_code == 403
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("path", ["/stations/nghia-ta/usb/", "/usb/{}/"])
def test_a_stick_for_a_station_with_a_player_comes_with_a_warning(
    here: Station, stick: UsbStick, as_role: SignIn, path: str
) -> None:
    says = "Trạm này đã có đầu phát; chỉ chép khi đầu phát hỏng."
    client = as_role(Role.COMMUNE_OFFICER)
    assert says not in client.get(path.format(stick.pk)).content.decode()
    Ledger(here)
    assert says in client.get(path.format(stick.pk)).content.decode()


def test_a_tick_beside_a_logged_play_is_said_not_to_count(
    here: Station, stick: UsbStick, as_role: SignIn
) -> None:
    one = RundownDay.objects.get().rundown().items[0]
    Ledger(here).plays(one)
    settle(timezone.now())
    page = as_role(Role.COMMUNE_OFFICER).post(
        f"/usb/{stick.pk}/tick/", {"item": [one.id]}, follow=True
    )
    assert "Trong đó 1 tin đã có trong nhật ký của đầu phát" in page.content.decode()
    assert [proof.grade for proof in Evidence.objects.all()] == ["recorded"]


def test_a_stick_streams_piece_by_piece_from_an_asynchronous_server(
    here: Station, as_role: SignIn, tmp_path: Path
) -> None:
    today = timezone.localdate()
    row = voiced("tin", ident_in(sticks.cache().objects, tmp_path))
    day_of(here, [item(row, at(5, day=today))], day=today)
    made = sticks.make(here, first=today, days=1, by=None, now=timezone.now())
    sticks.convert(made)
    client = AsyncClient()
    client.cookies = as_role(Role.COMMUNE_OFFICER).cookies

    async def pieces() -> tuple[int, list[bytes]]:
        response = await client.get(f"/usb/{made.pk}/download/")
        length = int(response.headers["Content-Length"])
        return length, [piece async for piece in response.streaming_content]

    length, found = async_to_sync(pieces)()
    assert len(found) > 3
    assert sum(map(len, found)) == length
    with zipfile.ZipFile(io.BytesIO(b"".join(found))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3


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

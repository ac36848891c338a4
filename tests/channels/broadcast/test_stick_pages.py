"""Pages of sticks: who prepares, carries away and ticks one, and what the worker does meanwhile."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.test import AsyncRequestFactory, Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.asking import run
from tests.channels.broadcast.builders import (
    UNIT,
    Ledger,
    at,
    day_of,
    ident_in,
    item,
    placement,
    sealed,
    station,
    voiced,
)
from tests.channels.broadcast.test_sticks import put_sound

from loa.channels.broadcast import sticks
from loa.channels.broadcast.as_run import settle
from loa.channels.broadcast.models import RundownDay, Station, Tick, UsbStick
from loa.channels.broadcast.views import usb
from loa.delivery.models import Evidence
from loa.people.models import User
from loa.people.rules import Role

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


@pytest.fixture
def here() -> Station:
    return station()


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
    asked = AsyncRequestFactory().get(f"/usb/{made.pk}/download/")
    asked.user = User.objects.get(pk=as_role(Role.COMMUNE_OFFICER).session["_auth_user_id"])
    response = usb.download(asked, made.pk)

    async def pieces() -> list[bytes]:
        return [piece async for piece in response.streaming_content]

    found, length = run(pieces()), int(response.headers["Content-Length"])
    assert len(found) > 3
    assert sum(map(len, found)) == length
    with zipfile.ZipFile(io.BytesIO(b"".join(found))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 3

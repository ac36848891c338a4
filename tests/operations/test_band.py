from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory

from loa.operations.band import ticker_stopped, watched
from loa.operations.models import Duty
from loa.operations.rules import SEEN_EVERY, SHOWN_AFTER
from loa.people.models import User

pytestmark = pytest.mark.django_db


def shown(*, ago: timedelta | None, signed_in: bool = True) -> str:
    now = datetime.now(UTC)
    for name in settings.TICKER_DUTIES if ago is not None else []:
        done_at = now - (ago or timedelta())
        Duty.objects.create(name=name, started_at=done_at, done_at=done_at)
    request = RequestFactory().get("/")
    request.user = User(username="can-bo") if signed_in else AnonymousUser()
    return str(ticker_stopped(request))


def test_the_band_is_empty_while_the_ticker_runs() -> None:
    assert shown(ago=timedelta(seconds=10)) == ""


@pytest.mark.parametrize("ago", [None, timedelta(seconds=45)], ids=["never-ran", "stopped"])
def test_a_stopped_ticker_is_said_within_a_minute(ago: timedelta | None) -> None:
    assert 'class="band"' in shown(ago=ago)


def test_strangers_are_told_nothing() -> None:
    assert shown(ago=None, signed_in=False) == ""


def test_what_does_not_happen_is_named() -> None:
    told = shown(ago=timedelta(minutes=5))
    assert "lịch phát không được ký" in told
    assert "loa.channels" not in told


def test_what_matters_most_stands_first_and_the_rest_is_folded() -> None:
    told = shown(ago=timedelta(minutes=5))
    open_, folded = told.split("<details>")
    assert "bản tin đã duyệt không được xếp lịch; lịch phát không được ký" in open_
    assert "không tìm được" not in open_
    assert "không tìm được" in folded


def test_every_duty_has_its_words() -> None:
    told = shown(ago=None)
    assert [name for name in settings.TICKER_DUTIES if name in told] == []


def test_an_open_page_sees_it_within_a_minute(client: Client) -> None:
    assert timedelta(minutes=1) > SHOWN_AFTER + SEEN_EVERY
    user = User.objects.create(username="can-bo")
    client.force_login(user)
    told = client.get("/band/").content.decode()
    assert 'class="band"' in told
    assert 'hx-get="/band/" hx-trigger="every 15s [!document.hidden]"' in told


def test_a_stranger_who_asks_again_is_told_nothing(client: Client) -> None:
    assert client.get("/band/").status_code == 302
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    assert watched(request) == ""
